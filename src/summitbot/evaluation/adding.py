"""New cases: written at the end of a suite's file, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summitbot.errors import InputUnreadable
from summitbot.evaluation.cases import Case, case_of
from summitbot.evaluation.lint import Fault, lint
from summitbot.files import write_text
from summitbot.markup import write_yaml
from summitbot.records import Source
from summitbot.validation import case_faults


def checked(
    suite: str, row: Mapping[str, Any], cases: list[Case], sources: Mapping[str, Source]
) -> tuple[Case, list[Fault]]:
    """A new case and what the lint has against it. Raises `InputUnreadable` for one that is no case."""
    fault = next(case_faults(row), None)
    if fault is None and row["id"] in {case.id for case in cases}:
        fault = f"the id '{row['id']}' is taken"
    if fault is not None:
        raise InputUnreadable(f"This is no case: {fault}. Nothing was written.")
    case = case_of(suite, row)
    return case, [found for found in lint([*cases, case], sources) if found.case == case.id]


def append_case(path: Path, row: Mapping[str, Any]) -> None:
    """Add a case to a file of cases, which is made where there is none."""
    before = path.read_text(encoding="utf-8").rstrip() + "\n\n" if path.is_file() else ""
    write_text(path, before + write_yaml([dict(row)]))
