"""Misspelt questions: what is put right, and what is left as it was typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Bot, Question, Settings

TINY = Path(__file__).parent / "tiny"
FERRY = """---
id: ferry-office
title: The ferry office
kind: topic
aliases: [ferry office]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The ferry office at Zell sold tickets while it was open, and the special ferry carried remains of the old bridge.[^gazette-lake-1990]

## What does the ferry office sell?

The ferry office sells tickets while the lake is open.[^gazette-lake-1990]

## What does the ferry carry?

The special ferry carries remains of the bridge while the lake is open.[^gazette-lake-1990]

## What does the ferry cost?

The ferry costs nothing while it snows, and the ferry office shuts while it storms.[^gazette-lake-1990]

## What does the ferry look like?

The ferry looks like a barge; it was built while it rained.[^gazette-lake-1990]

## Who steers the ferry?

Otto Nam steers the ferry, and Otto Nam is deaf.[^gazette-lake-1990]
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with a text more."""
    home = tmp_path_factory.mktemp("ferry")
    shutil.copytree(TINY, home / "sources")
    (home / "sources" / "ferry.md").write_text(FERRY)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("which speshal fery has the remanes", "which special ferry has the remains"),  # by sound
        ("wat dose the ferry ofice sell", "what does the ferry office sell"),  # a word, but not the one meant
        ("where was the laek sumit", "where was the lake summit"),
        ("whatdoes the ferryoffice sell", "what does the ferry office sell"),  # spaces left out
        ("hwat does the ferry cost", "what does the ferry cost"),
        ("what was tamms offer", "what was tamm's offer"),  # the apostrophe left out
        ("realy the special ferry", "really the special ferry"),  # to a usual word that no source has
        ("nam of the ferry", "name of the ferry"),  # what is asked for, rather than a rare name
        ("wat dat was the laek sumit", "what date was the lake summit"),
        ("wat yer was the hill sumit", "what year was the hill summit"),
    ],
)
def test_misspelt_words_are_put_right(ferry: Bot, typed: str, read: str) -> None:
    assert ferry.reader.read(Question(typed)).standalone == read


@pytest.mark.parametrize(
    "typed",
    [
        "what does the ferry office carry",
        "which dose of special tea was sold",  # a word in its own place
        "what did Rolf say to the ferry office",  # a name that nobody here knows
        "what does Terry sell",
        "the capital of mongolia",  # places are no misspelt words
        "what does NATO do with the ferry office",
        "does the hotel have wifi",
        "what did the u.s. ferry office sell",  # letters of an abbreviation
        "what does the Remunes ferry carry",  # a name two letters off an everyday word
        "does otto nam steer the ferry",  # a name in its own place
        "did nam steer the ferry",
    ],
)
def test_what_may_be_meant_stays(ferry: Bot, typed: str) -> None:
    assert ferry.reader.read(Question(typed)).corrected == ()


def test_two_misspelt_questions_are_two(ferry: Bot) -> None:
    assert ferry.reader.split("wat dose the ferry cost an wher is it") == (
        "what does the ferry cost?",
        "where is it?",
    )
    assert ferry.reader.split("wat dose the ferry cost") == ("wat dose the ferry cost",)
