"""The page's HTML: what is shown of an answer and a source, and that nothing gets through unescaped."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from summitbot import Answer, Bot, Citation, Statement
from summitbot.records import Corpus, CorpusStamp, Coverage, Nearest, Passage, Reference, Source
from summitbot.surfaces.ui.conversation import (
    Exchange,
    history,
    read_exchanges,
    render_conversation,
    render_progress,
)
from summitbot.surfaces.ui.dates import in_words, span_in_words
from summitbot.surfaces.ui.desk import Desk
from summitbot.surfaces.ui.elements import element, web_link
from summitbot.surfaces.ui.masthead import PAGES, render_masthead
from summitbot.surfaces.ui.render import render_answer
from summitbot.surfaces.ui.source import render_source
from summitbot.surfaces.ui.words import LANGUAGES, TEXTS, Words, language_of

EN = Words()
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> **b** $$x$$ [a](javascript:alert(3))\n\n# h'
)


class Seen(HTMLParser):
    """Tags, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(number: int, **more: object) -> Citation:
    return Citation(
        number, f"s{number}", f"Source {number}", "Part", "Quote.", 5 * number, 5 * number + 6, **more
    )


def answer(
    layout: str = "prose", status: str = "answered", kind: str = "verbatim", heads: str = "AAB"
) -> Answer:
    statements = tuple(Statement(f"Sentence {n}.", kind, (n,), None, head) for n, head in enumerate(heads, 1))
    return Answer(
        status=status, text=" ".join(s.text for s in statements), layout=layout, statements=statements,
        citations=tuple(citation(n) for n in range(1, len(heads) + 1)), as_of="2026-01-02",
        corpus=CorpusStamp("abcdef0123456789", 3, 9), suggestions=("What next?",),
    )  # fmt: skip


def hostile_answer() -> Answer:
    return Answer(
        status="answered", text=HOSTILE, statements=(Statement(HOSTILE, "verbatim", (1,), None, HOSTILE),),
        citations=(Citation(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0, 5),), as_of=HOSTILE,
        corpus=CorpusStamp(HOSTILE, 1, 1), nearest=(Nearest(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0, 5),), suggestions=(HOSTILE,),
        trace={"standalone": HOSTILE + "!"},
    )  # fmt: skip


@pytest.mark.parametrize("layout", ["prose", "list", "timeline", "table", "sides"])
@pytest.mark.parametrize("status", ["answered", "not_covered"])
def test_hostile_text_is_shown_not_run(layout: str, status: str) -> None:
    data = hostile_answer().to_dict() | {"layout": layout, "status": status}
    html = render_conversation([Exchange(HOSTILE, Answer.from_dict(data))], Coverage(subject=HOSTILE), EN)
    seen = Seen(html)
    assert not {"script", "img"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert not [v for k, v in seen.attributes if k in ("href", "src") and (v or "").startswith("javascript")]
    assert HOSTILE in seen.text
    assert "\n" not in html, "a line of its own would be read as Markdown"


def test_hostile_source_is_shown_not_run() -> None:
    reference = Reference("r", HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)")
    source = Source("s", HOSTILE, HOSTILE, place=HOSTILE, parties=(HOSTILE,), references=(reference,))
    seen = Seen(render_source(Corpus("f", {"s": source}, (), ()), source, EN, (0, 8)))
    assert not {"script", "img"} & set(seen.tags)
    assert [v for k, v in seen.attributes if k == "href"] == ["sources/s?start=0&end=8#here"]


def test_every_statement_carries_its_marks() -> None:
    html = render_answer(answer(), EN)
    assert [int(n) for n in re.findall(r'class="mark"[^>]*>(\d+)</a>', html)] == [1, 2, 3]
    assert 'href="sources/s2?start=10&amp;end=16"' in html
    assert 'aria-label="Source 2: Source 2"' in html
    assert "2 January 2026" in html
    assert "abcdef01" in html
    assert 'data-ask="What next?"' in html


def test_paraphrases_are_labelled_and_quotes_are_not() -> None:
    assert Seen(render_answer(answer(kind="paraphrase"), EN)).text.count("paraphrase") == 4
    assert "paraphrase" not in Seen(render_answer(answer(), EN)).text


def test_layouts() -> None:
    assert Seen(render_answer(answer("list"), EN)).tags.count("li") == 3 + 1
    sides = render_answer(answer("sides"), EN)
    assert re.findall(r"<section><h3>(\w)</h3>", sides) == ["A", "B"]
    data = answer("table").to_dict()
    for statement, column in zip(data["statements"], ("", "Lake", "Hill"), strict=True):
        statement |= {"column": column, "heading": "Where" if column else ""}
    table = render_answer(Answer.from_dict(data), EN)
    assert re.findall(r'<th scope="(?:row|col)">(\w+)</th>', table) == ["Lake", "Hill", "Where"]
    assert re.findall(r'data-column="(\w+)"', table) == ["Lake", "Hill"]
    said = [Seen(part).text for part in table.split("<table")]
    assert ("Sentence 1" in said[0], "Sentence 2" in said[0], "Sentence 2" in said[1]) == (True, False, True)
    dated = answer("timeline", heads="1").to_dict()
    dated["statements"][0]["heading"] = "2018-06-12"
    assert '<span class="when">12 June 2018</span>' in render_answer(Answer.from_dict(dated), EN)


def test_refusals_help() -> None:
    refusal = Answer(
        "not_covered", "Not here.", nearest=(Nearest("a/b c", "Near & far"),), suggestions=("Q?",)
    )
    html = render_answer(refusal, EN)
    assert "Not here." in html
    assert '<a href="sources/a/b%20c" data-source="a/b c">Near &amp; far</a>' in html
    assert 'data-ask="Q?"' in html
    assert "mark" not in html


@pytest.mark.parametrize("words", [EN, Words("ko")], ids=["en", "ko"])
def test_a_refusal_quotes_what_comes_closest_under_its_place(words: Words) -> None:
    near = Nearest("a/b c", "Near & far", "Who?", "Rok < Tamm.", 7, 18)
    html = render_answer(Answer("not_covered", "Not here.", nearest=(near,)), words)
    assert words("closest") in html
    assert "<blockquote>Rok &lt; Tamm.</blockquote>" in html
    link = '<a href="sources/a/b%20c?start=7&amp;end=18" data-source="a/b c">Near &amp; far › Who?</a>'
    assert link in html
    assert 'class="statement"' not in html
    assert "- “Rok &lt; Tamm.” (Near &amp; far › Who?)" in html, "it is copied with the refusal"


@pytest.mark.parametrize("status", ["partial", "false_premise"])
def test_partial_and_corrected_answers_say_so(status: str) -> None:
    assert 'class="notice"' in render_answer(answer(status=status), EN)
    assert 'class="notice"' not in render_answer(answer(), EN)


def test_own_words_of_an_answer_are_kept_apart() -> None:
    data = answer().to_dict()
    data["text"] += "\n\nNot answered: that."
    assert '<p class="own">Not answered: that.</p>' in render_answer(Answer.from_dict(data), EN)


def test_understood_as_only_where_it_differs() -> None:
    data = answer().to_dict() | {"trace": {"standalone": "Where was the Lake summit held?"}}
    read = Answer.from_dict(data)
    assert "Understood as: Where was the Lake summit held?" in render_answer(read, EN, "and where?")
    assert "Understood" not in render_answer(read, EN, "Where was the Lake summit held?")
    parts = Answer.from_dict(data | {"trace": {"parts": [{"standalone": "A?"}, {"standalone": "B?"}]}})
    assert "Understood as: A? · B?" in render_answer(parts, EN, "A and B?")


def test_a_source_shows_the_quote_and_its_records(bot: Bot) -> None:
    cited = bot.ask("Where was the Lake summit held?").citations[0]
    html = render_source(bot.corpus, bot.corpus.sources[cited.source_id], EN, (cited.start, cited.end))
    assert f"<mark>{cited.quote}</mark>" in html
    assert cited.section in html
    assert all(reference.title in html for reference in cited.references)


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    text = "One two.\n\nThree four."
    from summitbot.records import Paragraph

    source = Source("s", "T", text, paragraphs=(Paragraph(0, 8), Paragraph(10, 21)))
    corpus = Corpus("f", {"s": source}, (Passage("p", "s", 0, 21, text),), ())
    html = render_source(corpus, source, EN, (4, 15))
    assert re.findall("<mark>(.*?)</mark>", html) == ["two.", "Three"]


def test_elements_escape() -> None:
    assert element("p", "<b>", class_='"') == '<p class="&quot;">&lt;b&gt;</p>'
    assert web_link("javascript:x", "t") == "t"
    assert 'rel="noopener noreferrer"' in web_link("https://example.org", "t")


def test_dates_in_words() -> None:
    assert in_words("2018-06") == "June 2018"
    assert in_words("about 2018-x") == "about 2018-x"
    assert span_in_words("2019-02-27", "2019-02-28") == "27–28 February 2019"
    assert span_in_words("1945", None) == "1945"
    assert in_words("2018-06-12", "ko") == "2018년 6월 12일"
    assert span_in_words("2019-02-27", "2019-02-28", "ko") == "2019년 2월 27일~28일"
    assert span_in_words("1945", "2026-06", "ko") == "1945년 ~ 2026년 6월"


def test_the_browsers_memory_round_trips_and_may_be_broken() -> None:
    exchanges = (Exchange("a", answer()), Exchange("b"))
    assert read_exchanges([e.to_dict() for e in exchanges]) == exchanges
    broken = [None, 3, {}, {"question": "q", "answer": {"status": 1}}, {"question": "q", "answer": "x"}]
    assert read_exchanges(broken) == ()
    assert read_exchanges("no list") == ()
    assert [t.role for t in history(exchanges)] == ["user", "assistant"]


def test_the_desk_streams_steps_then_keeps_the_answer(bot: Bot) -> None:
    news = list(Desk(bot).ask("Where was the Lake summit held?", [], EN))
    states = [m[1] for n in news if (m := re.search(r'data-state="(\w+)"', n["talk"]))]
    assert states[:3] == ["start", "reading", "found"]
    assert "statement" in states
    assert news[0]["kept"][0]["answer"] is None
    assert "Veldes" in news[-1]["kept"][0]["answer"]["text"]
    again = list(Desk(bot).ask_again(news[-1]["kept"], EN))[-1]
    assert again["kept"] == news[-1]["kept"]
    assert list(Desk(bot).ask("  ", [], EN)) == [Desk(bot).show([], EN)]


def test_a_failing_bot_leaves_a_sentence(bot: Bot) -> None:
    class Failing:
        corpus = bot.corpus

        def stream(self, *_: object) -> None:
            raise RuntimeError("secret detail")

    last = list(Desk(Failing()).ask("Where?", [], EN))[-1]
    assert 'data-state="failed"' in last["talk"]
    assert "secret" not in last["talk"]


def test_progress_shows_the_sentences_there_are() -> None:
    html = render_progress("statement", EN, [Statement("Half of it.")])
    assert "Half of it." in Seen(html).text
    assert "Writing" in html


class Asking:
    """A request of a reader's: query, cookies and headers."""

    def __init__(self, lang: str = "", cookie: str = "", accept: str = "") -> None:
        self.query_params = {"lang": lang}
        self.cookies = {"language": cookie}
        self.headers = {"accept-language": accept}


def test_the_language_is_the_one_asked_for_else_chosen_else_the_browsers() -> None:
    assert language_of(Asking("ko", "en", "en")) == "ko"
    assert language_of(Asking("xx", "ko", "en")) == "ko"
    assert language_of(Asking(accept="ko-KR,ko;q=0.9,en;q=0.8")) == "ko"
    assert language_of(Asking(accept="fr-FR")) == "en"
    assert language_of(Asking(cookie="../en")) == "en"


def keys(value: object, path: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {path + "".join(sorted(re.findall(r"{\w+}", str(value))))}
    return {key for name, inner in value.items() for key in keys(inner, f"{path}.{name}")}


def test_every_language_says_everything() -> None:
    tables = {code: json.loads((TEXTS / f"{code}.json").read_text()) for code in LANGUAGES}
    for table in tables.values():
        table.pop("parties")  # a party without a word of ours is called as the sources call it
    assert keys(tables["en"]) == keys(tables["ko"])


def test_the_page_speaks_korean(bot: Bot) -> None:
    ko = Words("ko")
    asked = bot.ask("Where was the Lake summit held?")
    html = render_answer(asked, ko)
    assert "출처에서 그대로 인용" in html
    source = render_source(bot.corpus, bot.corpus.sources[asked.citations[0].source_id], ko)
    assert "1990년 5월 3일~4일" in source


def test_the_masthead_leads_everywhere_from_anywhere() -> None:
    html = render_masthead("timeline", EN, "../")
    assert re.findall(r'href="(\.\./\w*)"', html) == ["../", *(f"../{path}" for _, path in PAGES)]
    assert re.findall(r'href="([^"]*)" aria-current="page"', html) == ["../timeline"]
    assert 'href="?lang=ko"' in html
    assert 'href="?lang=en"' in render_masthead("ask", Words("ko"))
