"""JSON Schema validation (jsonschema) in words a curator can act on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from summitbot.text import load_data

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@cache
def _validator(name: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # slow to import, and no question needs it

    return Draft202012Validator(load_data(name))


def case_faults(row: object) -> Iterator[str]:
    """What is wrong, in words, with the mapping of an evaluation case (`case.schema.json`)."""
    for error in _validator("case.schema").iter_errors(row):
        where = ".".join(str(part) for part in error.absolute_path)
        yield f"{where}: {error.message}" if where else error.message


def primary_faults(entry: object) -> Iterator[str]:
    """What is wrong, in words, with an entry of primary.yaml (`primary.schema.json`)."""
    for error in _validator("primary.schema").iter_errors(_plain(entry)):
        where = ".".join(str(part) for part in error.absolute_path)
        yield f"{where}: {error.message}" if where else error.message


def front_matter_faults(front: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) for everything in a source's front matter that breaks its schema."""
    for error in _validator("source.schema").iter_errors(_plain(dict(front))):
        key = str(error.absolute_path[0]) if error.absolute_path else _named_in(error.message, front)
        yield key, error.message


def beside_faults(name: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(top key, what is wrong) for everything that breaks the schema of `references.yaml` or `coverage.yaml`."""
    for error in _validator(f"{name}.schema").iter_errors(_plain(dict(value))):
        where = [str(part) for part in error.absolute_path]
        inner = ".".join(where[1:])
        yield (where[0] if where else ""), f"{inner}: {error.message}" if inner else error.message


def _named_in(message: str, front: Mapping[str, Any]) -> str:
    return next((key for key in front if f"'{key}'" in message), "")


def _plain(value: Any) -> Any:
    """YAML reads bare dates and years as values of their own; the schema sees them as text."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value
