"""What a reader can do with an answer: copy it, freeze it, change the question, say what is wrong with it."""

from __future__ import annotations

from summitbot.keeping import LONGEST_COMMENT
from summitbot.ledger import VERDICTS
from summitbot.records import Answer
from summitbot.settings import Settings
from summitbot.surfaces.closest import closest_lines
from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.ui.words import Words


def render_deeds(answer: Answer, words: Words) -> Html:
    """The row of buttons under an answer; the page's script does what they say."""
    copied = element(
        "button",
        words("deeds.copy"),
        type="button",
        data_deed="copy",
        data_copy=answer_as_text(answer, words),
    )
    names = ("link", "judge", "edit") if answer.corpus.fingerprint else ("judge", "edit")
    others = (element("button", words(f"deeds.{name}"), type="button", data_deed=name) for name in names)
    told = element("span", class_="told", role="status")
    return element("div", copied, *others, told, class_="deeds")


def answer_as_text(answer: Answer, words: Words) -> str:
    """An answer for the clipboard: its text, then what each number stands for, or what a refusal quotes.

    >>> answer_as_text(Answer("not_covered", "Not here."), Words())
    'Not here.'
    """
    if not answer.citations:
        return "\n".join([answer.text, *closest_lines(answer, words("closest"))])
    said = [f"{s.text} {''.join(f'[{n}]' for n in s.citations)}".strip() for s in answer.statements]
    notes = [f"[{c.number}] {c.title}: “{c.quote}”" for c in answer.citations]
    return "\n".join([" ".join(said) if answer.layout == "prose" else "\n".join(said), "", *notes])


def render_saving(words: Words) -> Html:
    """The ways to take the whole conversation along."""
    forms = (("markdown", "Markdown"), ("json", "JSON"))
    ways = [element("button", name, type="button", data_save=form) for form, name in forms]
    return element("p", element("span", words("save")), *ways, class_="saving")


def render_judging(settings: Settings, words: Words) -> Html:
    """The form for feedback, as a dialog; the answer it is about is set by the page's script."""
    verdicts = [_verdict(name, words, name == VERDICTS[0]) for name in VERDICTS]
    about = element("select", element("option", words("judge.whole"), value=""), name="citation")
    comment = element("textarea", name="comment", rows="3", maxlength=str(LONGEST_COMMENT))
    send = element("button", words("judge.send"), type="submit", class_="primary")
    cancel = element("button", words("judge.cancel"), type="button", data_deed="cancel")
    form = element(
        "form",
        element("h2", words("judge.title"), id="judge-title"),
        element("fieldset", element("legend", words("judge.verdict")), *verdicts),
        element("label", element("span", words("judge.about")), about),
        element("label", element("span", words("judge.comment")), comment),
        element("p", what_is_kept(settings, words), class_="small"),
        element("p", send, cancel, class_="choices"),
        element("p", class_="told", role="status"),
        method="dialog",
    )
    said = {f"data_{name}": words(f"judge.{name}") for name in ("thanks", "failed")}
    return element("dialog", form, id="judge", aria_labelledby="judge-title", **said)


def what_is_kept(settings: Settings, words: Words) -> Html:
    """What feedback leaves behind on the server, and for how long."""
    question = words("kept.question" if settings.keep_questions else "kept.no_question")
    days = words("kept.feedback", {"days": settings.keep_days})
    return join([days, question, words("kept.link")], " ")


def _verdict(name: str, words: Words, checked: bool) -> Html:
    choice = element("input", type="radio", name="verdict", value=name, checked=checked)
    return element("label", choice, element("span", words(f"judge.{name}")))
