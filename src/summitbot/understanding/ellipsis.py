"""Half questions: what is said takes the place of its like in the question before ('and in 1991?', 'the other one')."""

from __future__ import annotations

import re

from summitbot.records import Turn
from summitbot.text import fold, name_in, word_set, words
from summitbot.understanding.names import NameIndex
from summitbot.understanding.referents import Talk, own_words, rule
from summitbot.understanding.slots import MATTERS, Slot, ordinals, slots

_PHRASE = 4
_MONTH_ALONE = re.compile(r"(?:\d{1,2} )?[a-z]+(?: \d{1,2})?")
_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
_LIST_LINE = re.compile(r"^(?:-|\d+[.)]) +(.+)$", re.MULTILINE)
_MARKS = re.compile(r"(?<!\s)\s*\[\d+\]")
_SERIES = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())


def swapped(question: str, talk: Talk, only_alike: bool = False) -> str:
    """The question before, asked of what is named now; '' where more is said than names.

    What has no like there is put beside it, unless `only_alike`.
    """
    own = slots(question, talk.names)
    inside = {w for slot in own for w in words(slot.text)}
    others = set(own_words(_said(question))) - inside
    if not own or others or word_set("following", "pointing") & set(words(_said(question))):
        return ""
    to_last = bool(
        re.match(r"(?:and |but |or |what |how |about )*(?:with|to|by|for|against|from)\b", fold(question))
    )
    previous = talk.previous
    changed = False
    for slot in own:
        find = ordinals if slot.kind == "ordinal" else slots
        old = _like(slot, find(previous, talk.names), to_last)
        if old:
            previous = _replaced(previous, old, slot, talk.names, question[: slot.start])
            changed = True
    if changed:
        return previous
    if only_alike or all(slot.kind == "ordinal" for slot in own):
        return ""
    return f"{previous.rstrip(' ?.!')} ({_said(question)})?"


def _said(question: str) -> str:
    """What a half question says, without its opening."""
    return rule("what_about").sub("", rule("joined").sub("", question)).strip(" ?.!,")


def another_year(question: str, talk: Talk) -> str:
    """'And the year after?': the question before, asked of the year next to its own."""
    match = rule("another_year").search(fold(question))
    years = [slot for slot in talk.asked if slot.kind == "time" and _YEAR.fullmatch(slot.text)]
    if not match or not years or own_words(question[: match.start()]):
        return ""
    year = int(years[-1].text) + (1 if match["later"] else -1)
    return f"{talk.previous[: years[-1].start]}{year}{talk.previous[years[-1].end :]}"


def renamed(bare: str, talk: Talk) -> str:
    """'And the tests?': the question before, counting or choosing among other things; '' where it does neither."""
    phrase = rule("what_about").sub("", bare).strip(" ?.!")
    opening = rule("which_of").match(talk.previous)
    if (
        not opening
        or not own_words(phrase)
        or len(phrase.split()) > _PHRASE
        or slots_but_ordinals(phrase, talk.names)
    ):
        return ""
    return f"{opening['asks']} {re.sub(r'^the ', '', phrase)}{talk.previous[opening.end() :]}"


def _like(slot: Slot, theirs: list[Slot], to_last: bool) -> Slot | None:
    """The slot that another takes the place of: of its kind, else of a kind near to it.

    Of several people the first, who does what is asked, unless a preposition makes the new one the object.
    """
    for kinds in _near(slot):
        alike = [s for s in theirs if s.kind in kinds and not s.same(slot)]
        if "held" in kinds:
            alike = [s for s in theirs if s.held and not s.same(slot)]
        if alike:
            return alike[0 if slot.kind in ("person", "party") and not to_last else -1]
    return None


def _near(slot: Slot) -> list[set[str]]:
    """Kinds that a slot may take the place of, the nearest first."""
    if slot.kind == "place":
        return [{"place"}, {"event"}, set(MATTERS)] if slot.held else [{"place"}, {"party"}]
    if slot.matter:
        return [{slot.kind}, set(MATTERS), {"held"}]
    if slot.kind in ("person", "party"):
        return [{slot.kind}, {"person", "party"}]
    return [{slot.kind}]


def _replaced(previous: str, old: Slot, new: Slot, names: NameIndex, lead: str = "") -> str:
    """A text with one name put for another; a time brings its preposition, which stands at the end of `lead`."""
    text, before = new.text, previous[: old.start]
    if new.kind == "place" and old.matter and new.held:
        text = re.sub(r"^The ", "", name_in(names.source(new.held[0]).title))
    if new.kind == "time" and _MONTH_ALONE.fullmatch(fold(text)) and (year := _YEAR.search(old.text)):
        text = f"{text} {year.group()}"
    if new.kind == "ordinal":
        text = fold(text)
    preposition = rule("before_time").search(lead) if new.kind == "time" else None
    if preposition and rule("before_time").search(before):
        before = rule("before_time").sub(preposition.group(), before)
    return before + text + previous[old.start + len(old.text) :]


def in_another_respect(question: str, talk: Talk) -> str:
    """'Why?', 'when was that?': the question before with another question word; '' where it can't take one."""
    match = rule("bare_question").match(fold(question))
    previous = rule("joined").sub("", talk.previous)
    opening = rule("asked_how").match(fold(previous))
    if not match or not opening:
        return ""
    rest = previous[opening.end() :].strip(" ?.!")
    if not opening.group():
        rest = rest[0].lower() + rest[1:]
    asked = match["asks"] + (match["not"] or "")
    return f"{asked}{':' if match['not'] else ''} {rest}?"


def neighbour(question: str, talk: Talk) -> str:
    """'The meeting before that', its event named; asked of it as a half question, or in the question itself."""
    match = rule("neighbour_of_that").search(fold(question))
    anchor = _last_event(talk)
    if not match or not anchor:
        return ""
    phrase = f"the meeting {match['way']} {anchor.text}"
    rest = question[: match.start()] + question[match.end() :]
    if own_words(rest):
        return question[: match.start()] + phrase + question[match.end() :]
    old = next((s for s in reversed(talk.asked) if s.same(anchor)), None)
    if old is None:
        return f"What about {phrase}?"
    before = re.sub(r"\b[Tt]he $", "", talk.previous[: old.start])
    return before + phrase + talk.previous[old.start + len(old.text) :]


def _last_event(talk: Talk) -> Slot | None:
    """The event talked of last, a place where one was held standing for it."""
    for found in (talk.asked[::-1], talk.first, talk.before):
        for slot in found:
            if slot.kind == "event" or slot.held:
                return slot
    return None


def other(question: str, talk: Talk) -> str:
    """'The other one': of two things alike that were talked of, not the one asked about last; '' where none is known."""
    match = rule("other").search(fold(question))
    if not match:
        return ""
    for slot in reversed(talk.asked):
        kinds = set().union(*_near(slot)[:2])
        for else_ in (*talk.before, *talk.lead):
            if (else_.kind in kinds or (slot.kind == "event" and else_.held)) and not else_.same(slot):
                if own_words(question[: match.start()] + question[match.end() :]):
                    return question[: match.start()] + else_.text + question[match.end() :]
                return _replaced(talk.previous, slot, else_, talk.names)
    return ""


def item(question: str, history: tuple[Turn, ...], talk: Talk) -> str:
    """'The third one', 'and the last?': the question, or the one before, of that item of the last list that was shown."""
    question = re.sub(rule("numbered").pattern, lambda m: _SERIES[int(m["n"]) - 1], question)
    picked = [fold(slot.text) for slot in ordinals(question, talk.names)]
    rest = set(own_words(question)) - set(picked) - word_set("following", "list_item")
    if len(picked) != 1 or rest or slots_but_ordinals(question, talk.names):
        return ""
    lines = _last_list(history)
    counted = bool(ordinals(talk.previous, talk.names)) and not any(line in talk.previous for line in lines)
    at = _SERIES.index(picked[0]) if picked[0] in _SERIES else len(lines) - 1
    if counted or not 0 <= at < len(lines):
        return ""
    before = next((line for line in lines if line in talk.previous), "")
    if before and not rule("whole_question").search(_said(question)):
        asked = talk.previous.split(f" ({before}")[0]
        for old in ordinals(asked, talk.names)[:1]:
            asked = asked[: old.start] + picked[0] + asked[old.end :]
        return f"{asked} ({lines[at]})?"
    return f"{question.rstrip(' ?.!')} ({lines[at]})?"


def _last_list(history: tuple[Turn, ...]) -> list[str]:
    """The items of the last answer that was a list, without marks and full stops."""
    for turn in reversed(history):
        lines = _LIST_LINE.findall(turn.content) if turn.role == "assistant" else []
        if len(lines) > 1:
            return [_MARKS.sub("", line).strip(" .") for line in lines]
    return []


def slots_but_ordinals(question: str, names: NameIndex) -> list[Slot]:
    """What a question names, ordinals left out."""
    return [slot for slot in slots(question, names) if slot.kind != "ordinal"]
