"""Answers with a shape, over small sources made here: chronologies, comparisons, sides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Answer, Bot, Settings

TINY = Path(__file__).parent / "tiny"
EVENTS = (
    (
        "mill-talks",
        "1991-09-02",
        "talks",
        "The Mill talks",
        "talks of officials about mills",
        "Arland, Borland",
    ),
    (
        "dam-crisis",
        "1992-03-10",
        "crisis",
        "The dam crisis",
        "quarrel over a dam in Arland",
        "Arland, Borland",
    ),
    ("ford-visit", "1992-05-20", "visit", "The Ford visit", "visit of a minister to Ford", "Carland"),
    ("reed-test", "1992-08-01", "test", "The Reed test", "first test of the Reed pump", "Borland"),
    ("moor-test", "1993-03-03", "test", "The Moor test", "second test of the Reed pump", "Borland"),
    ("sluice-test", "1993-10-09", "test", "The Sluice test", "third test of the Reed pump", "Borland"),
    ("zell-fair", "1994-06-01", "gesture", "The Zell fair", "fair to which Carland came", "Borland, Carland"),
)


def event(id_: str, date: str, type_: str, title: str, what: str, parties: str) -> str:
    """The source of one event, dated in front matter and opening."""
    return (
        f"---\nid: {id_}\ntitle: {title}\nkind: event\ntype: {type_}\ndate: {date}\nparties: [{parties}]\n"
        f"aliases: [{title[4:]}]\nreferences: [gazette-lake-1990]\nas_of: 2026-01-01\nreviewed: 2026-01-01\n---\n"
        f"{title} was the {what} of {date[:4]}.[^gazette-lake-1990]\n"
    )


@pytest.fixture(scope="module")
def shaped(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with seven events more."""
    home = tmp_path_factory.mktemp("shaped")
    shutil.copytree(TINY, home / "sources")
    for row in EVENTS:
        (home / "sources" / "events" / f"{row[0]}.md").write_text(event(*row))
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


def told(answer: Answer) -> list[str]:
    """The sources of a chronology, in order."""
    assert answer.layout == "timeline", answer.text
    dates = [statement.heading for statement in answer.statements]
    assert dates == sorted(dates)
    assert len({s.text for s in answer.statements}) == len(answer.statements)
    return [citation.source_id for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("events of 1992", ["dam-crisis", "ford-visit", "reed-test"]),
        ("Give me a timeline of the 1992 crisis", ["dam-crisis", "ford-visit", "reed-test"]),
        ("what happened from 92 to 03, just the dates", [row[0] for row in EVENTS[1:]]),
        ("tests one by one with their dates", ["reed-test", "moor-test", "sluice-test"]),
        (
            "what happened between the Hill summit and the Reed test",
            ["mill-talks", "dam-crisis", "ford-visit"],
        ),
        (
            "what happened after the Mill talks up to the Moor test, in order",
            ["dam-crisis", "ford-visit", "reed-test"],
        ),
        ("run me through the months before the Moor test", ["dam-crisis", "ford-visit", "reed-test"]),
        (
            "history of arland borland relations, quick timeline for a school poster",
            ["lake-summit", "hill-summit", "mill-talks", "dam-crisis"],
        ),
    ],
)
def test_a_time_or_a_matter_is_told_by_its_events(shaped: Bot, question: str, sources: list[str]) -> None:
    answer = shaped.ask(question)
    assert answer.status == "answered"
    assert told(answer) == sources


@pytest.mark.parametrize(
    "question",
    ["timeline of the 1992 football cup", "timeline of the Zorbian revolution", "a timeline please"],
)
def test_what_the_sources_do_not_know_gets_no_chronology(shaped: Bot, question: str) -> None:
    assert shaped.ask(question).layout == "prose"
    assert shaped.ask(question).status != "answered"


def test_one_thing_against_another_of_its_kind_is_a_table(shaped: Bot) -> None:
    for question in (
        "the Lake summit against the Hill summit",
        "Lake summit and Hill summit next to each other",
        "which was longer, the Lake summit or the Hill summit?",
        "Was the Hill summit really like the others?",
        "the 1990 summit against the one of 1991",
    ):
        answer = shaped.ask(question)
        assert answer.layout == "table", question
        cells = {s.column for s in answer.statements if s.column}
        assert {name[4:8] for name in cells} == {"Lake", "Hill"}, question


def test_things_told_apart_by_their_year_are_headed_by_it(shaped: Bot) -> None:
    answer = shaped.ask("compare the summit of 1990 with the one of 1991")
    assert {s.column for s in answer.statements if s.column} == {
        "The Lake summit, 3–4 May 1990",
        "The Hill summit, 12 June 1991",
    }


def test_the_aspects_asked_for_are_the_rows(shaped: Bot) -> None:
    answer = shaped.ask("Lake summit vs Hill summit: when was each, and who took part")
    assert {s.heading for s in answer.statements if s.column} <= {"When and where", "Who took part"}
    rows = [s.heading for s in answer.statements if s.column]
    assert all(rows.count(row) == 2 for row in rows)


def test_against_alone_is_no_comparison(shaped: Bot) -> None:
    assert shaped.ask("Was Ana Rok against free water?").layout != "table"


QUARREL = """---
id: ferry-quarrel
title: The ferry quarrel
kind: event
type: crisis
date: 1994-09-01
parties: [Arland, Borland]
people: [ana-rok, bor-tamm]
aliases: [ferry quarrel]
references: [gazette-lake-1990, arland-office-1990, borland-office-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The ferry quarrel was the dispute of September 1994 over a ferry that sank.[^gazette-lake-1990]

## Why did the ferry sink?

Arland said on 2 September 1994 that the ferry had been overloaded with wood.[^arland-office-1990]

The harbour master told reporters that nobody had counted the wood on the ferry.[^borland-office-1990]

Bor Tamm said on 3 September 1994 that a mine had hit the ferry.[^gazette-lake-1990]

Borland bought new ferries from Carland in 1995.[^gazette-lake-1990]

According to Arland no mine was ever found near the ferry.[^gazette-lake-1990]
"""


@pytest.fixture(scope="module")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with a quarrel of two parties more, one of which speaks by its president and by its record."""
    home = tmp_path_factory.mktemp("quarrel")
    shutil.copytree(TINY, home / "sources")
    (home / "sources" / "events" / "ferry-quarrel.md").write_text(QUARREL)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


@pytest.mark.parametrize(
    "question",
    [
        "what did each side say about why the ferry sank",
        "how did the two governments explain the ferry that sank",
        "what did Arland say about the ferry and what did Borland say",
        "who blamed whom for the ferry",
    ],
)
def test_every_side_has_its_own_words_on_the_matter(quarrel: Bot, question: str) -> None:
    answer = quarrel.ask(question)
    assert answer.layout == "sides", answer.text
    said = {side: [s.text for s in answer.statements if s.heading == side] for side in ("Arland", "Borland")}
    assert said["Arland"]
    assert all("Arland" in text for text in said["Arland"])
    assert said["Borland"]
    assert all("Bor Tamm" in t or "harbour" in t for t in said["Borland"])
    assert all("ferry" in s.text for s in answer.statements)
    assert "bought" not in answer.text


def test_a_person_asked_about_speaks_by_name(quarrel: Bot) -> None:
    answer = quarrel.ask("Bor Tamm's version and Arland's version of how the ferry sank")
    assert answer.statements[0].heading == "Bor Tamm"
    assert {s.heading for s in answer.statements} == {"Bor Tamm", "Arland"}


def test_what_one_says_to_another_is_no_question_of_two_sides(quarrel: Bot) -> None:
    assert quarrel.ask("What did Ana Rok say to Bor Tamm at the Lake summit?").layout != "sides"


def test_sides_that_say_nothing_of_the_matter_are_not_heard(quarrel: Bot) -> None:
    assert quarrel.ask("what did each side say about the moon landing").layout != "sides"
