"""False premises: corrected with a citation, and only where something is false."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summitbot import Bot, Settings

TINY = Path(__file__).parent / "tiny"
MORE = """---
id: accord
title: The Bridge Accord
kind: document
type: agreement
date: 1990-09-01
people: [ana-rok]
aliases: [Bridge Accord]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The Bridge Accord was signed by Ana Rok for Arland on 1 September 1990.[^gazette-lake-1990] Bor Tamm did not attend the Lake summit dinner.[^gazette-lake-1990] Bor Tamm never visited Zell.[^gazette-lake-1990] Ana Rok and Bor Tamm met twice: at Veldes in May 1990 and at Monte Corvo in June 1991.[^gazette-lake-1990]
"""
ZELL = """---
id: zell
title: Zell
kind: place
aliases: [Zell]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
Zell is a town on the border of Arland and Borland.[^gazette-lake-1990] Zell has held four grain fairs.[^gazette-lake-1990] The first grain fair of Zell failed.[^gazette-lake-1990]
"""
VANE = """---
id: cor-vane
title: Cor Vane
kind: person
aliases: [Cor Vane]
roles:
  - {role: president of Arland, from: "1994", to: "1998"}
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
Cor Vane was president of Arland from 1994 to 1998.[^gazette-lake-1990]
"""
FAIRS = """---
id: grain-fairs
title: The grain fairs
kind: topic
aliases: [grain fairs, first grain fair, second grain fair, third grain fair, fourth grain fair]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The grain fairs of Arland drew crowds.[^gazette-lake-1990]
"""


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The tiny corpus with a document and a place more."""
    home = tmp_path_factory.mktemp("wider")
    shutil.copytree(TINY, home / "sources")
    (home / "sources" / "accord.md").write_text(MORE)
    (home / "sources" / "zell.md").write_text(ZELL)
    (home / "sources" / "vane.md").write_text(VANE)
    (home / "sources" / "fairs.md").write_text(FAIRS)
    return Bot.open(Settings(sources=home / "sources", index=home / "index"))


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("What happened at the Lake summit in 1985?", "1990"),
        ("What was in the treaty signed at the Lake summit?", "No treaty was signed"),
        ("Why did the Hill summit in Zell end?", "Monte Corvo"),
        ("Why did Bor Tamm sign the Bridge Accord?", "signed by Ana Rok"),
        ("When did Bor Tamm visit Zell?", "never visited"),
        ("What did Ana Rok and Tamm promise each other when they met in Zell?", "met twice"),
        ("Why was the meeting of Ana Rok with Bor Tamm in Zell so short?", "met twice"),
        (
            "Tell me about the third meeting of Ana Rok and Bor Tamm",
            "twice",
        ),  # beyond the end of a series
        ("What was sold at the sixth grain fair?", "four grain fairs"),
        ("Was Cor Vane's Bridge Accord better than the Hill summit?", "signed by Ana Rok"),  # another's
    ],
)
def test_the_correction_comes_first_and_is_cited(wider: Bot, question: str, holds: str) -> None:
    answer = wider.ask(question)
    assert answer.status == "false_premise"
    assert holds in answer.statements[0].text
    assert answer.citations[0].quote == answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "What happened at the Lake summit in 1990?",
        "Why was no treaty signed at the Lake summit?",
        "Where was the Hill summit held?",
        "Who signed the Bridge Accord?",
        "Why did Ana Rok sign the Bridge Accord?",
        "Where is Zell?",
        "Who was Bor Tamm?",
        "What came after the Lake summit, before 1992?",
        "What did Ana Rok and Bor Tamm eat when they met in Veldes?",
        "When did Ana Rok and Bor Tamm meet in Arland?",
        "Why did Ana Rok and Bor Tamm meet in June?",
        "Tell me about the second meeting of Ana Rok and Bor Tamm",
        "Was there a third meeting of Ana Rok and Bor Tamm?",
        "What was sold at the fourth grain fair?",
        "Was Ana Rok's Bridge Accord kept?",
        "Was Bor Tamm's Bridge Accord kept?",  # in office then
    ],
)
def test_true_premises_are_not_corrected(wider: Bot, question: str) -> None:
    assert wider.ask(question).status != "false_premise"
