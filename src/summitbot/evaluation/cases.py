"""Evaluation cases: readable YAML, one list a suite (`evals/cases/SUITE.yaml`)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summitbot.errors import InputUnreadable
from summitbot.markup import MarkupError, read_yaml
from summitbot.records import Record, Status
from summitbot.validation import case_faults

# `quick` asks every third case of every suite: enough to notice a break, in seconds.
QUICK_STEP = 3
PATTERNS = ("must", "may", "must_not", "order", "headings")


@dataclass(frozen=True)
class Cell(Record):
    """What a comparison must say (`says`) of one of the things compared (`column`), in a named `row` or in any."""

    column: str
    says: str
    row: str = ""


@dataclass(frozen=True)
class Side(Record):
    """An account that must be there: whose it is (`who`) and what it says, in one sentence or under that heading."""

    who: str
    says: str


@dataclass(frozen=True)
class Turn(Record):
    """One question, the statuses that are right for it, and the facts its answer must (not) hold.

    `must`, `may` and `must_not` are regular expressions, searched in the whole answer without
    regard to case. A refusal that is among `expect` needs no facts. `may` are facts that are welcome
    (“okay” nuggets, where `must` are the “vital” ones). `order` are patterns whose first matches must
    come one after the other (timelines); `headings` are patterns that must each match the heading of
    some statement; `cells` are what a comparison must say, `sides` the accounts that must all be there.
    `fresh` marks a change of subject: the answer must be the one that the question gets alone.
    `sources` are ids of the sources in which the fact stands, if known.
    """

    _nested = MappingProxyType({"cells": Cell, "sides": Side})

    question: str
    expect: tuple[Status, ...]
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    fresh: bool = False
    cells: tuple[Cell, ...] = ()
    sides: tuple[Side, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A mark of what is asked and wanted: two turns with the same mark can be compared.

        Where the fact stands is no part of it; only retrieval is measured by that (`Finding.gold`).
        """
        wanted = {k: v for k, v in self.to_dict().items() if v or k not in ("cells", "sides")}
        del wanted["sources"]
        text = json.dumps(wanted, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Case(Record):
    """A question, or a dialogue of several turns, with where it came from.

    A case that is not `must_pass` is guarded by its suite's test alone. `group` is shared by the
    wordings of one question.
    """

    id: str
    suite: str
    category: str
    turns: tuple[Turn, ...]
    group: str = ""
    origin: str = ""
    must_pass: bool = True

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that some turn names, once, in order."""
        return tuple(dict.fromkeys(source for turn in self.turns for source in turn.sources))


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
    if not isinstance(rows or [], list):
        raise InputUnreadable(f"{path}: is no list of cases. Begin each case with '- id:'.")
    for number, row in enumerate(rows or [], 1):
        name = row.get("id", f"number {number}") if isinstance(row, dict) else f"number {number}"
        try:
            if fault := next(case_faults(row), None):
                raise ValueError(fault)
            yield case_of(path.stem, row)
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise InputUnreadable(f"{path}: the case {name} is wrong ({error}). Mend it.") from None


def case_of(suite: str, row: Mapping[str, Any]) -> Case:
    """A case from its mapping, as it stands in a file. Raises `re.error` for a pattern that is none."""
    turns = row.get("turns") or [row]
    return Case(
        id=str(row["id"]),
        suite=suite,
        category=str(row["category"]),
        turns=tuple(_turn(turn) for turn in turns),
        group=str(row.get("group") or ""),
        origin=str(row.get("origin") or ""),
        must_pass=bool(row.get("must_pass", True)),
    )


def _turn(row: Mapping[str, Any]) -> Turn:
    lists = {key: tuple(str(p) for p in row.get(key) or ()) for key in PATTERNS}
    cells = tuple(Cell(c["column"], str(c["says"]), str(c.get("row") or "")) for c in row.get("cells") or ())
    sides = tuple(Side(s["who"], str(s["says"])) for s in row.get("sides") or ())
    patterns = [p for found in lists.values() for p in found]
    patterns += [v for part in (*cells, *sides) for v in part.to_dict().values()]
    for pattern in patterns:
        re.compile(pattern)
    return Turn(
        str(row["question"]),
        tuple(row["expect"]),
        **lists,
        fresh=bool(row.get("fresh")),
        cells=cells,
        sides=sides,
        sources=tuple(str(s) for s in row.get("sources") or ()),
    )
