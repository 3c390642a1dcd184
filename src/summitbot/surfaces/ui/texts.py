"""The words of the page, kept as data beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def texts() -> dict[str, Any]:
    """Everything in texts.json."""
    table: dict[str, Any] = json.loads((HERE / "texts.json").read_text(encoding="utf-8"))
    return table


def say(key: str, **fields: str) -> str:
    """One text, by its dotted key, its fields filled in."""
    value: Any = texts()
    for part in key.split("."):
        value = value[part]
    return str(value).format(**fields)
