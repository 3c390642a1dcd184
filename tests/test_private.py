"""What is nobody's business, and what is asked of one country and told of another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Bot, Settings

TINY = Path(__file__).parent / "tiny"
REF = "[^gazette-lake-1990]"
HEAD = "references: [gazette-lake-1990]\nas_of: 2026-01-01\nreviewed: 2026-01-01\n---\n"
VANE = f"""---
id: cor-vane
title: Cor Vane
kind: person
aliases: [Cor Vane]
{HEAD}Cor Vane was the interpreter of the Lake summit, and Ed Son Hill of Zell was the other interpreter.{REF}

## Where did Cor Vane go to school?

Cor Vane went to school in Zell.{REF}

## Who is the wife of Cor Vane?

Cor Vane is married to the potter Ida Vane and has three children.{REF}
"""
ILK = f"""---
id: max-ilk
title: Max Ilk
kind: person
aliases: [Max Ilk]
{HEAD}Max Ilk was the interpreter of the Hill summit and worked with Ed Son Hill.{REF} The mill of Max Ilk burnt down.{REF}
"""
VELDES = f"""---
id: veldes
title: Veldes
kind: place
aliases: [Veldes]
{HEAD}Veldes is the capital of Arland and lies on a lake.{REF}
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with two people and a town more."""
    home = tmp_path_factory.mktemp("people")
    shutil.copytree(TINY, home / "sources")
    for name, text in (("vane", VANE), ("ilk", ILK), ("veldes", VELDES)):
        (home / "sources" / f"{name}.md").write_text(text)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


@pytest.mark.parametrize(
    "question",
    [
        "Does Max Ilk have children?",
        "does ilk have kids",
        "Who are Max Ilk's friends?",
        "Is Max Ilk married?",
        "Where does Max Ilk live?",
        "Who are the friends of Cor Vane?",
        "Does Cor Vane have a dog?",
    ],
)
def test_private_matters_that_no_source_tells_are_declined(people: Bot, question: str) -> None:
    answer = people.ask(question)
    assert (answer.status, answer.trace["reason"]) == ("declined", "private")


def test_a_private_matter_that_only_gives_the_time_is_not_what_is_asked(people: Bot) -> None:
    answer = people.ask("Which mill burnt down before Max Ilk was married?")
    assert answer.trace.get("reason") != "private"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is Cor Vane married?", "Ida Vane"),
        ("How many children does Cor Vane have?", "three children"),
        ("Where did Cor Vane go to school?", "in Zell"),
    ],
)
def test_what_the_sources_tell_of_a_person_is_answered(people: Bot, question: str, told: str) -> None:
    assert told in people.ask(question).statements[0].text


def test_the_capital_of_one_country_is_not_that_of_another(people: Bot) -> None:
    assert "Veldes" in people.ask("What is the capital of Arland?").text
    assert people.ask("What is the capital of Borland?").status != "answered"
