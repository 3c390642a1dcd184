"""`summitbot sources …` as a curator types it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TINY = Path(__file__).parent / "tiny"
CASE = """
- id: hill
  question: Where was the Hill summit held?
  category: where
  expect: [not_covered, out_of_scope, unclear, answered]
  origin: the tiny corpus
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path / "sources"


def run(folder: Path, *args: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """`summitbot …` in the folder above the sources."""
    env = {**os.environ, "SUMMITBOT_SOURCES": str(folder), "SUMMITBOT_INDEX": str(folder.parent / "index")}
    return subprocess.run(
        [sys.executable, "-m", "summitbot", *map(str, args)],
        capture_output=True, text=True, input=stdin, check=False, timeout=120, env=env, cwd=folder.parent,
    )  # fmt: skip


def test_a_draft_with_findings_is_shown_and_fails_nothing(folder: Path) -> None:
    page = folder / "events" / "hill-summit.md"
    page.write_text(page.read_text().replace("reviewed: 2026-01-01", "reviewed: no") + "\nIt was cold.\n")
    done = run(folder, "sources", "check")
    assert done.returncode == 0, done.stdout
    assert "events/hill-summit.md:29: dangling" in done.stdout
    assert "5 sources, 0 findings, and 2 in sources that are not yet reviewed." in done.stdout
    page.write_text(page.read_text().replace("reviewed: no", "reviewed: 2026-01-01"))
    assert run(folder, "sources", "check").returncode == 1


def test_an_evaluation_says_that_drafts_are_left_out(folder: Path) -> None:
    page = folder / "events" / "hill-summit.md"
    page.write_text(page.read_text().replace("reviewed: 2026-01-01", "reviewed: no"))
    cases = folder.parent / "evals" / "cases"
    cases.mkdir(parents=True)
    (cases / "few.yaml").write_text(CASE)
    assert run(folder, "index").returncode == 0
    done = run(folder, "eval")
    assert "1 source is left out of answers" in done.stderr
