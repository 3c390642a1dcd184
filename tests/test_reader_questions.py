"""The questions of evals/reader: their figures, where their facts stand, and that nothing was fitted to them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summitbot.markup import read_yaml
from summitbot.records import STATUSES, Source
from summitbot.sources import read_sources
from summitbot.text import words

ROOT = Path(__file__).parents[1]
EVALS = ROOT / "evals"
JUDGED = {"right", "partly", "wrong", "refused_wrongly", "refused_rightly"}
ROWS: list[dict[str, Any]] = read_yaml((EVALS / "reader" / "questions.yaml").read_text(encoding="utf-8"))[
    "questions"
]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return read_sources(ROOT / "sources")


@pytest.mark.parametrize(
    ("name", "first"),
    [("questions", "100 questions"), ("eighty", "80 questions"), ("fresh", "80 questions")],
)
def test_the_figures_stated_are_those_of_the_data(name: str, first: str) -> None:
    script = [sys.executable, "scripts/reader_questions.py", "--file", f"evals/reader/{name}.yaml"]
    printed = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    stated = (EVALS / "reader" / "README.md").read_text(encoding="utf-8")
    assert printed.startswith(first)
    assert all(f"    {line}\n" in stated for line in printed.splitlines())


def test_every_question_is_judged_and_its_fact_traced(sources: list[Source]) -> None:
    ids = {source.id for source in sources}
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 100
    for row in ROWS:
        assert row["status"] in STATUSES
        assert {row["judged"], row["again"]} <= JUDGED
        assert {row[key] for key in ("source", "written") if key in row} <= ids, row["id"]
        assert row["fact"] == "no" or row.get("source"), row["id"]
        assert row["judged"] in ("right", "refused_rightly") or row.get("note") or row.get("source"), row[
            "id"
        ]


def test_no_question_was_set_to_a_source_or_used_for_fitting(sources: list[Source]) -> None:
    fitting = (EVALS / "fitting" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    taken = {tuple(words(question)) for source in sources for _, question in source.questions}
    taken |= {tuple(words(json.loads(line)["question"])) for line in fitting}
    assert not [row["id"] for row in ROWS if tuple(words(row["question"])) in taken]
