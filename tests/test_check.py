"""`sources check`: each finding with its file and line."""

from __future__ import annotations

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
