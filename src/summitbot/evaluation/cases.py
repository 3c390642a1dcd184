"""Evaluation cases: readable YAML, one list a suite (`evals/cases/SUITE.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitbot.errors import InputUnreadable
from summitbot.markup import MarkupError, read_yaml
from summitbot.records import STATUSES, Record, Status

# `quick` asks every third case of every suite: enough to notice a break, in seconds.
QUICK_STEP = 3


@dataclass(frozen=True)
class Turn(Record):
    """One question, the statuses that are right for it, and the facts its answer must (not) hold.

    `must`, `may` and `must_not` are regular expressions, searched in the whole answer without
    regard to case. A refusal that is among `expect` needs no facts.
    """

    question: str
    expect: tuple[Status, ...]
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case(Record):
    """A question, or a dialogue of several turns, with where it came from."""

    id: str
    suite: str
    category: str
    turns: tuple[Turn, ...]
    group: str = ""
    origin: str = ""


def load_cases(folder: Path, suite: str = "all") -> list[Case]:
    """The cases of one suite, of `all`, or every third one (`quick`).

    Raises `InputUnreadable` naming the file and the case that is wrong.
    """
    files = sorted(folder.glob("*.yaml"))
    if suite not in ("all", "quick"):
        files = [path for path in files if path.stem == suite]
    if not files:
        raise InputUnreadable(
            f"No cases for '{suite}' in {folder}. Name a file of it with --suite, or its folder with --cases."
        )
    cases = [case for path in files for case in _read(path)]
    ids = [case.id for case in cases]
    if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
        raise InputUnreadable(
            f"{folder}: the case id '{sorted(twice)[0]}' stands twice. Give one another id."
        )
    return cases[::QUICK_STEP] if suite == "quick" else cases


def _read(path: Path) -> Iterator[Case]:
    try:
        rows = read_yaml(path.read_text(encoding="utf-8"))
    except MarkupError as error:
        raise InputUnreadable(f"{path}:{error.line}: {error.problem}. Mend the YAML.") from None
    for number, row in enumerate(rows or [], 1):
        try:
            yield _case(path.stem, row)
        except (KeyError, TypeError, ValueError, re.error) as error:
            name = row.get("id", f"number {number}") if isinstance(row, dict) else f"number {number}"
            raise InputUnreadable(f"{path}: the case {name} is wrong ({error}). Mend it.") from None


def _case(suite: str, row: Mapping[str, Any]) -> Case:
    turns = row.get("turns") or [row]
    return Case(
        id=str(row["id"]),
        suite=suite,
        category=str(row["category"]),
        turns=tuple(_turn(turn) for turn in turns),
        group=str(row.get("group") or ""),
        origin=str(row.get("origin") or ""),
    )


def _turn(row: Mapping[str, Any]) -> Turn:
    expect = tuple(row["expect"])
    if unknown := set(expect) - set(STATUSES):
        raise ValueError(f"unknown status {sorted(unknown)[0]}")
    lists = {key: tuple(str(p) for p in row.get(key) or ()) for key in ("must", "may", "must_not")}
    for pattern in (p for patterns in lists.values() for p in patterns):
        re.compile(pattern)
    return Turn(str(row["question"]), expect, **lists)
