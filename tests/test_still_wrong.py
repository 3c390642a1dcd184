"""The list of what is still wrong names cases that exist, with the question that each of them asks."""

from __future__ import annotations

import re
from pathlib import Path

from summitbot.evaluation import load_cases

EVALS = Path(__file__).parents[1] / "evals"
ROW = re.compile(r"^\| ([\w-]+)(?:/(\d+))? \| (.+?) \| (?:wrong|missed|partly|other) \|", re.MULTILINE)


def test_every_case_of_the_list_exists_and_asks_what_the_list_says() -> None:
    cases = {case.id: case for case in load_cases(EVALS / "cases")}
    rows = ROW.findall((EVALS / "STILL_WRONG.md").read_text(encoding="utf-8"))
    assert rows
    assert {name for name, _, _ in rows} <= set(cases)
    for name, turn, question in rows:
        asked = " ".join(cases[name].turns[int(turn or 0)].question.split())
        assert asked.startswith(question.removesuffix(" …").replace("\\|", "|")), name


def test_the_causes_are_counted_rightly() -> None:
    text = (EVALS / "STILL_WRONG.md").read_text(encoding="utf-8")
    counts = re.findall(r"^\| ([a-z ]+) \| (\d+) \|", text, re.MULTILINE)
    assert sum(int(n) for _, n in counts) == len(ROW.findall(text))
    for cause, n in counts:
        assert len(
            re.findall(rf"^\|.*\| (?:wrong|missed|partly|other) \| {cause} \|", text, re.MULTILINE)
        ) == int(n)
