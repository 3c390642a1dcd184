"""The base of every noun: a frozen dataclass that can be written as plain JSON values and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, ClassVar, Self


class Record:
    """Round trip to plain JSON values for frozen dataclasses; `_nested` names the fields that hold records."""

    __slots__ = ()
    _nested: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    def to_dict(self) -> dict[str, Any]:
        """This value as JSON-ready dicts, lists, strings, numbers and None."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The value that `to_dict` wrote; unknown keys are left aside."""
        nested = cls._nested
        values = {}
        for f in fields(cls):  # type: ignore[arg-type]
            if f.name not in data:
                continue
            value = data[f.name]
            if f.name in nested and value is not None:
                kind = nested[f.name]
                value = (
                    tuple(kind.from_dict(item) for item in value)
                    if isinstance(value, list | tuple)
                    else kind.from_dict(value)
                )
            elif isinstance(value, list):
                value = tuple(tuple(v) if isinstance(v, list) else v for v in value)
            values[f.name] = value
        return cls(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
