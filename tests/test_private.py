"""Private matters are told only where the sources tell them of that very person; another's capital is no answer."""

from __future__ import annotations

import pytest

from summitbot import Bot, Settings

PERSON = """---
id: {id}
title: {title}
kind: person
references: [gazette]
as_of: 2026-01-01
reviewed: 2026-01-01
---
{text}
"""
TEXTS = {
    "ana-rok": "Ana Rok was the ferry minister of Arland from 1986 to 1994.[^gazette] Ana Rok is married to the painter Ben Rok and has two daughters.[^gazette] Ana Rok opened the ferry school in Veldes in 1990.[^gazette]",
    "bor-tamm": "Bor Tamm was the ferry envoy of Borland in 1991.[^gazette] Bor Tamm signed the ferry treaty in Veldes, the capital of Arland, on 2 June 1991.[^gazette]",
}
REFERENCES = (
    "gazette:\n  title: Gazette\n  publisher: Gazette\n  date: 1990-01-01\n  party: press\n  language: en\n"
)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    home = tmp_path_factory.mktemp("private")
    (home / "sources" / "people").mkdir(parents=True)
    (home / "sources" / "references.yaml").write_text(REFERENCES)
    for id_, text in TEXTS.items():
        title = id_.replace("-", " ").title()
        path = home / "sources" / "people" / f"{id_}.md"
        path.write_text(PERSON.format(id=id_, title=title, text=text))
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


@pytest.mark.parametrize(
    "question",
    [
        "Is Bor Tamm married?",
        "How many children does Bor Tamm have?",
        "Which school do Bor Tamm's kids go to?",
        "Who are Ana Rok's friends?",
        "Does Bor Tamm have a dog?",
    ],
)
def test_what_nobody_wrote_down_of_a_person_is_declined(ferries: Bot, question: str) -> None:
    answer = ferries.ask(question)
    assert (answer.status, answer.statements) == ("declined", ())


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Is Ana Rok married?", "married to the painter"),
        ("How many daughters does Ana Rok have?", "two daughters"),
        ("Which ferry school did Ana Rok open?", "ferry school in Veldes"),
    ],
)
def test_what_the_sources_tell_is_told(ferries: Bot, question: str, holds: str) -> None:
    answer = ferries.ask(question)
    assert answer.status == "answered"
    assert holds in answer.text


def test_the_capital_of_another_country_is_no_answer(ferries: Bot) -> None:
    assert ferries.ask("What is the capital of Arland?").status == "answered"
    assert not ferries.ask("What is the capital of Borland?").statements
    assert not ferries.ask("What is the capital of Mongolia?").statements
