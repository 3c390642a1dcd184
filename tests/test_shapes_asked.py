"""Shapes by people's own words, over small sources made here: who speaks, two in one breath, the hours of a day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Answer, Bot, Settings

TINY = Path(__file__).parent / "tiny"
FERRY = """---
id: ferry-quarrel
title: The ferry quarrel
kind: event
type: crisis
date: 1994-09-01
parties: [Arland, Borland, Carland]
people: [ana-rok, bor-tamm]
aliases: [ferry quarrel]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The ferry quarrel was the dispute of September 1994 over a ferry that sank.[^gazette-lake-1990]

## Why did the ferry sink?

No Arland president can raise a sunken ferry alone.[^gazette-lake-1990]

Arland experts said that the ferry was old.[^gazette-lake-1990]

On 2 September 1994 Arland said that the ferry had been overloaded with wood.[^gazette-lake-1990]

For Borland the ferry was sunk by a mine.[^gazette-lake-1990]

Carland asked both for the papers of the ferry.[^gazette-lake-1990]
"""
OPENING = """---
id: dam-opening
title: The dam opening
kind: event
type: meeting
date: 1995-05-04
parties: [Arland, Borland]
aliases: [dam opening]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The dam opening was the feast of 4 May 1995 at the new dam.[^gazette-lake-1990]

## How did the dam opening go?

The guests of the dam opening ate fish at 1:15 p.m. on 4 May 1995.[^gazette-lake-1990]

The gates of the dam opened at 10:30 on 4 May 1995.[^gazette-lake-1990]

The last boat left the dam opening at 18:05 on 4 May 1995.[^gazette-lake-1990]
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with a quarrel and an opening more."""
    home = tmp_path_factory.mktemp("asked")
    shutil.copytree(TINY, home / "sources")
    (home / "sources" / "events" / "ferry-quarrel.md").write_text(FERRY)
    (home / "sources" / "events" / "dam-opening.md").write_text(OPENING)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


def said(answer: Answer, side: str) -> list[str]:
    """The sentences under a side's name."""
    return [s.text for s in answer.statements if s.heading == side]


@pytest.mark.parametrize(
    "question",
    [
        "how do Arland and Borland each explain the ferry that sank",
        "Arland's and Borland's words on the ferry",
        "Arland and Borland on the ferry",
        "how do arland and borland see the sinking of the ferry",
    ],
)
def test_two_named_in_one_breath_have_their_say(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.layout == "sides", answer.text
    assert said(answer, "Arland") == [
        "On 2 September 1994 Arland said that the ferry had been overloaded with wood."
    ]
    assert said(answer, "Borland") == ["For Borland the ferry was sunk by a mine."]


def test_a_name_that_is_no_subject_does_not_speak(bot: Bot) -> None:
    text = bot.ask("what does each side say about the ferry").text
    assert "president can" not in text
    assert "experts" not in text


@pytest.mark.parametrize(
    "question",
    ["what did Arland say about Borland and the ferry", "when did Arland and Borland tell of the ferry"],
)
def test_one_alone_or_a_fact_asks_for_no_sides(bot: Bot, question: str) -> None:
    assert bot.ask(question).layout != "sides"


@pytest.mark.parametrize(
    "question", ["take me through the day of the dam opening", "the dam opening hour by hour"]
)
def test_a_day_is_told_by_the_clock(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.layout == "timeline", answer.text
    assert [s.heading for s in answer.statements] == [
        "1995-05-04T10:30",
        "1995-05-04T13:15",
        "1995-05-04T18:05",
    ]
    assert "4 May 1995, 10:30: The gates" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "which summit was bigger, the Lake summit or the Hill summit",
        "are the Lake summit and the Hill summit alike",
        "what sets the Lake summit apart from the Hill summit",
    ],
)
def test_weighing_in_other_words_is_a_comparison(bot: Bot, question: str) -> None:
    assert bot.ask(question).layout == "table"
