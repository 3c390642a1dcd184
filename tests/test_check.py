"""`sources check`: each finding with its file and line."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from summitbot.sources import check_sources

TINY = Path(__file__).parent / "tiny"
PAGE = """---
id: fair
title: The fair
kind: event
date: 1992-01-01
aliases: [the fair]
references: [gazette-lake-1990]
as_of: 2026-01-01
reviewed: 2026-01-01
---
The fair of 1992 was held in Veldes.[^gazette-lake-1990]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path / "sources"


def test_the_tiny_sources_are_clean() -> None:
    assert check_sources(TINY) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("kind: event", "kind: party", "schema", 4),
        ("date: 1992-01-01", "date: 1 January 1992", "schema", 5),
        ("date: 1992-01-01", "date: 1992-01-01\ncolour: red", "schema", None),
        ("references: [gazette-lake-1990]", "references: [nowhere]", "unknown-reference", 7),
        ("aliases: [the fair]", "aliases: [the fair]\nrelated: [nothing]", "unknown-id", 7),
        ("aliases: [the fair]", "aliases: [Lake summit]", "shared-alias", None),
        ("aliases: [the fair]", "aliases: [the fair]\nquestions: {No such?: [Why?]}", "unknown-section", 7),
        ("id: fair", "id: unfair", "id", 2),
        ("The fair of 1992 was held", "It was held", "dangling", 11),
        ("date: 1992-01-01", "date: 1992-02-30", "readable", 5),
        ("date: 1992-01-01", "date: '1992-02-30'", "date", 5),
        ("date: 1992-01-01", "date: 1992-01-03\nend: 1992-01-02", "date", 6),
        ("title: The fair", "title: The fair, 2 May 1992", "date", 3),
        (".[^gazette-lake-1990]\n", ".\n", "no-reference", 11),
        ("held in Veldes.[^gazette-lake-1990]", "held in Veldes.[^lost]", "unknown-reference", 11),
    ],
)
def test_each_rule(folder: Path, old: str, new: str, rule: str, line: int | None) -> None:
    assert old in PAGE
    (folder / "events" / "fair.md").write_text(PAGE.replace(old, new))
    found = [f for f in check_sources(folder) if f.rule == rule]
    assert found
    assert all(f.file in ("events/fair.md", "events/lake-summit.md") for f in found)
    if line:
        assert line in [f.line for f in found]


def test_near_duplicates(folder: Path) -> None:
    twin = "The Lake summit ended six hours early because Ana Rok and Bor Tamm disagreed about the cost of water."
    page = PAGE.replace("The fair of 1992 was held in Veldes.", twin)
    (folder / "events" / "fair.md").write_text(page)
    assert [f.rule for f in check_sources(folder)] == ["near-duplicate"]


def test_a_reference_that_nothing_cites(folder: Path) -> None:
    with (folder / "references.yaml").open("a") as out:
        out.write("idle-1990:\n  title: Idle\n")
    assert [(f.file, f.rule) for f in check_sources(folder)] == [("references.yaml", "unused-reference")]


def test_an_unreadable_file_is_one_finding_among_others(folder: Path) -> None:
    (folder / "events" / "broken.md").write_bytes(b"\xff\xfe")
    assert [(f.file, f.rule) for f in check_sources(folder)] == [("events/broken.md", "readable")]


def test_findings_of_a_draft_are_marked(folder: Path) -> None:
    page = PAGE.replace(".[^gazette-lake-1990]", ".").replace("reviewed: 2026-01-01", "reviewed: no")
    (folder / "events" / "fair.md").write_text(page)
    found = check_sources(folder)
    assert {f.rule for f in found} == {"no-reference", "unused-reference"}
    assert all(f.draft for f in found)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Bread was short after the Lake summit of 4 June 1990.", True),
        ("Bread was short after the Lake summit (May 1991).", True),
        ("The first Rok–Tamm meeting was held in Veldes on 5 May 1990.", True),
        ("Bread was short after the Lake summit of 3 and 4 May 1990.", False),
        ("Bread was short after the Lake summit of May 1990.", False),
        ("Bread was short in the years of the Lake summit of 1989–90.", False),
        ("Ana Rok left the Lake summit on 9 May 1990, five days late.", False),
        ("The great Lake summit of 1 January 1992 was the fair itself.", False),
    ],
)
def test_dates_that_contradict_each_other(folder: Path, sentence: str, wrong: bool) -> None:
    page = PAGE.replace("The fair of 1992 was held in Veldes.", sentence)
    (folder / "events" / "fair.md").write_text(page.replace("[the fair]", "[the great Lake summit]"))
    found = [(f.line, "lake-summit.md:6 says 1990-05-03" in f.message) for f in check_sources(folder)]
    assert found == ([(11, True)] if wrong else [])


@pytest.mark.parametrize(
    ("case", "repeats"),
    [
        ("question: Why did the Lake Summit end early", True),
        ("turns: [{question: Did they dine on trout?}]", True),
        ("question: Where did the Lake summit end early?", False),
        ("question: Why did the Hill summit end early?", False),
    ],
)
def test_questions_that_repeat_an_evaluation_case(folder: Path, case: str, repeats: bool) -> None:
    page = folder / "events" / "lake-summit.md"
    page.write_text(page.read_text().replace("as_of:", "questions: [Did they dine on trout?]\nas_of:"))
    cases = folder.parent / "evals" / "cases"
    cases.mkdir(parents=True)
    (cases / "a.yaml").write_text(f"- id: lake\n  {case}\n")
    found = [f for f in check_sources(folder) if f.rule == "repeats-case"]
    assert [f.file for f in found] == (["events/lake-summit.md"] if repeats else [])
    assert all("case lake" in f.message for f in found)


@pytest.mark.parametrize(
    ("question", "repeats"),
    [
        ("Did they dine on trout", True),
        ("why did the Lake summit end early?", True),
        ("Did they dine on carp?", False),
    ],
)
def test_questions_that_two_sources_ask(folder: Path, question: str, repeats: bool) -> None:
    lake = folder / "events" / "lake-summit.md"
    lake.write_text(lake.read_text().replace("as_of:", "questions: [Did they dine on trout?]\nas_of:"))
    page = PAGE.replace("as_of:", f"questions: ['{question}']\nas_of:")
    (folder / "people" / "fair.md").write_text(page)
    found = [(f.file, f.line, f.rule) for f in check_sources(folder)]
    assert found == ([("people/fair.md", 8, "repeats-question")] if repeats else [])


def test_a_draft_that_asks_what_a_reviewed_source_asks_is_to_blame(folder: Path) -> None:
    lake = folder / "events" / "lake-summit.md"
    lake.write_text(lake.read_text().replace("as_of:", "questions: [Did they dine on trout?]\nas_of:"))
    page = PAGE.replace("as_of:", "questions: ['Did they dine on trout?']\nas_of:")
    (folder / "events" / "fair.md").write_text(page.replace("reviewed: 2026-01-01", "reviewed: no"))
    found = check_sources(folder)
    assert [(f.file, f.draft) for f in found if f.rule == "repeats-question"] == [("events/fair.md", True)]


def test_topics_need_a_reviewed_source(folder: Path) -> None:
    with (folder / "coverage.yaml").open("a") as out:
        out.write(
            "topics:\n  Summits: [lake-summit, hill-summit]\n  Trade: [water-trade]\n  Rok: [ana-rok]\n"
        )
    page = folder / "people" / "ana-rok.md"
    page.write_text(page.read_text().replace("reviewed: 2026-01-01", "reviewed: no"))
    found = [(f.file, f.line, f.rule) for f in check_sources(folder)]
    assert found == [("coverage.yaml", 14, "topic"), ("coverage.yaml", 15, "topic")]


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("references.yaml", "  colour: red", "colour"),
        ("references.yaml", "  date: May 1990", "date"),
        ("references.yaml", "  url: example.org", "url"),
        ("coverage.yaml", "capital: Belmora", "capital"),
        ("coverage.yaml", "glossary:\n  ko:\n    words: {회담: [talks]}", "회담"),
    ],
)
def test_what_stands_beside_the_sources_has_a_schema_too(
    folder: Path, file: str, line: str, told: str
) -> None:
    path = folder / file
    text = path.read_text().replace("  date: 1990-05-06\n", "") if "date" in line else path.read_text()
    path.write_text(f"{text.rstrip()}\n{line}\n")
    (found,) = check_sources(folder)
    assert (found.file, found.rule) == (file, "schema")
    assert told in found.message
    assert file == "coverage.yaml" or path.read_text().splitlines()[found.line - 1] == "borland-office-1990:"


def test_an_original_that_was_changed(folder: Path) -> None:
    file = folder / "_originals" / "fair.txt"
    file.parent.mkdir()
    file.write_text("The fair.")
    hashed = hashlib.sha256(b"The fair.").hexdigest()
    front = f"original: {{file: _originals/fair.txt, sha256: {hashed}}}\nas_of:"
    (folder / "events" / "fair.md").write_text(PAGE.replace("as_of:", front))
    assert check_sources(folder) == []
    file.write_text("The fair!")
    assert [(f.line, f.rule) for f in check_sources(folder)] == [(8, "original")]
    file.unlink()
    assert check_sources(folder) == []
