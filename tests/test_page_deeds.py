"""What a reader does with an answer, and what the welcome offers, as HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_page import EN, Seen, answer

from summitbot import Bot, Settings
from summitbot.errors import SourceInvalid
from summitbot.records import Corpus, Coverage, Source, Theme
from summitbot.sources import read_coverage
from summitbot.surfaces.citing import Entry
from summitbot.surfaces.ui.conversation import Exchange, render_conversation
from summitbot.surfaces.ui.deeds import answer_as_text, render_judging
from summitbot.surfaces.ui.desk import Desk
from summitbot.surfaces.ui.elements import alone, element
from summitbot.surfaces.ui.source import render_source
from summitbot.surfaces.ui.words import Words


def test_starters_come_by_theme_where_the_sources_have_themes() -> None:
    themed = Coverage(
        starters=("S?",), themes=(Theme("Lakes", ("Where?", "When?")), Theme("Hills", ("Who?",)))
    )
    html = render_conversation([], themed, EN)
    assert re.findall(r"<h2>(\w+)</h2>", html) == ["Lakes", "Hills"]
    assert re.findall(r'data-ask="([^"]*)"', html) == ["Where?", "When?", "Who?"]
    assert re.findall(r'data-ask="([^"]*)"', render_conversation([], Coverage(starters=("S?",)), EN)) == [
        "S?"
    ]


def test_themes_are_read_from_the_sources(tmp_path: Path) -> None:
    coverage = tmp_path / "coverage.yaml"
    coverage.write_text("themes:\n  Lakes:\n    - Where?\n    - When?\n", encoding="utf-8")
    assert read_coverage(tmp_path).themes == (Theme("Lakes", ("Where?", "When?")),)
    assert Coverage.from_dict(read_coverage(tmp_path).to_dict()) == read_coverage(tmp_path)
    coverage.write_text("themes: [Lakes]\n", encoding="utf-8")
    with pytest.raises(SourceInvalid, match="Mend the YAML"):
        read_coverage(tmp_path)


def test_a_changed_question_takes_the_place_of_the_old_one(bot: Bot) -> None:
    kept = [Exchange("a", answer()).to_dict(), Exchange("b", answer()).to_dict()]
    news = list(Desk(bot).ask("Where was the Lake summit held?", kept, EN, "0"))[-1]
    assert [row["question"] for row in news["kept"]] == ["Where was the Lake summit held?"]
    news = list(Desk(bot).ask("Where was the Lake summit held?", kept, EN, "junk"))[-1]
    assert len(news["kept"]) == 3


def test_a_copied_answer_brings_its_sources_along() -> None:
    copied = answer_as_text(answer(), EN)
    assert copied.startswith("Sentence 1. [1] Sentence 2. [2]")
    assert "[2] Source 2: “Quote.”" in copied


def test_the_form_says_what_is_kept() -> None:
    kept = Seen(render_judging(Settings(keep_days=30, keep_questions=False), EN)).text
    assert "kept for 30 days. The question is not." in kept
    assert "The question is kept with it." in render_judging(Settings(keep_questions=True), EN)


def test_a_source_in_the_panel_can_be_cited() -> None:
    source = Source("s", "T", "One.")
    html = render_source(
        Corpus("f", {"s": source}, (), ()), source, EN, None, Entry("s", "T", "http://x/s", "site")
    )
    assert "“T.” site. http://x/s." in Seen(html).text
    assert "@misc{s," in html


def test_a_direction_override_stays_within_its_text() -> None:
    assert alone("plain") == "plain"
    assert alone("a\u202eb") == "\u2068a\u202eb\u2069"
    assert alone("\u2069a\u202eb") == "\u2068a\u202eb\u2069", "it can't close what it stands in"
    assert element("p", "a\u202eb", "c", title="a\u202eb") == '<p title="a\u202eb">\u2068a\u202eb\u2069c</p>'


def test_rooms_say_the_words_of_the_page_and_their_own() -> None:
    from summitbot.surfaces.rooms.words import TEXTS

    rooms = Words("ko", TEXTS)
    assert rooms("nav.timeline") == Words("ko")("nav.timeline")
    assert rooms("types.summit") == "정상회담"
    with pytest.raises(KeyError):
        Words("ko")("types.summit")
