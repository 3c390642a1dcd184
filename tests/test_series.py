"""Follow-ups on a series: how many in all, which of those, the last one, and a deal that was not reached."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Answer, Bot, Settings, Turn

TINY = Path(__file__).parent / "tiny"
REF = "[^gazette-lake-1990]"
PUMPS = f"""---
id: pump-tests
title: The pump tests of Borland
kind: topic
parties: [Borland]
aliases: [pump tests]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The first pump test of Borland took place at Zell on 2 May 1991.{REF}

## How many pump tests has Borland carried out in all?

Borland has carried out three pump tests from 1991 to 1993.{REF}

## Where did Ana Rok and Bor Tamm meet?

- Ana Rok met Bor Tamm in Veldes on 3 May 1990.{REF}
- Ana Rok met Bor Tamm at Monte Corvo on 12 June 1991.{REF}
- Bor Tamm visited Ana Rok in Veldes on 9 August 1992.{REF}
"""


@pytest.fixture(scope="module")
def pumps(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with a topic more."""
    home = tmp_path_factory.mktemp("pumps")
    shutil.copytree(TINY, home / "sources")
    (home / "sources" / "topics").mkdir()
    (home / "sources" / "topics" / "pump-tests.md").write_text(PUMPS)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


def last(bot: Bot, *questions: str) -> Answer:
    """The answer to the last of several questions, each asked after the answers before."""
    history: tuple[Turn, ...] = ()
    for question in questions:
        answer = bot.ask(question, history)
        history += (Turn("user", question), Turn("assistant", answer.text))
    return answer


@pytest.mark.parametrize("follow_up", ["how many since then altogether", "and how many were there in total?"])
def test_how_many_counts_the_series_of_which_the_first_was_asked(pumps: Bot, follow_up: str) -> None:
    answer = last(pumps, "When was the first pump test by Borland?", follow_up)
    assert "how many pump tests" in str(answer.trace["standalone"])
    assert "three pump tests" in answer.statements[0].text


def test_how_many_times_a_deed_was_done_again(pumps: Bot) -> None:
    answer = last(pumps, "When did Ana Rok first meet Bor Tamm?", "how many times altogether?")
    assert answer.trace["standalone"] == "how many times did Ana Rok meet Bor Tamm?"


@pytest.mark.parametrize(
    ("follow_up", "places"),
    [
        ("which of those was not in Veldes?", ["Monte Corvo"]),
        ("which of them were in Veldes?", ["Veldes", "Veldes"]),
    ],
)
def test_which_of_those_chooses_among_what_was_asked_of(
    pumps: Bot, follow_up: str, places: list[str]
) -> None:
    answer = last(pumps, "How often did Ana Rok and Bor Tamm meet?", follow_up)
    assert "the meetings of Ana Rok and Bor Tamm" in str(answer.trace["standalone"])
    assert [place in statement.text for place, statement in zip(places, answer.statements, strict=True)]


def test_a_thing_put_before_its_question_stands_in_it(pumps: Bot) -> None:
    answer = last(pumps, "When was the Lake summit?", "and what about the Hill summit, where was it?")
    assert answer.trace["standalone"] == "where was the Hill summit?"
    assert "Monte Corvo" in answer.text


def test_a_denial_up_to_a_time_is_no_false_premise(pumps: Bot, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "sources")
    people = tmp_path / "sources" / "people" / "bor-tamm.md"
    told = (
        f"Bor Tamm met Ana Rok twice.{REF} Bor Tamm did not meet Ana Rok in the first years of office.{REF}"
    )
    people.write_text(f"{people.read_text()}\n## How often has Bor Tamm met Ana Rok?\n\n{told}\n")
    bot = Bot.open(Settings(sources=tmp_path / "sources", index=tmp_path / "index"))
    assert bot.ask("How often did Bor Tamm meet Ana Rok in the years of office?").status == "answered"
