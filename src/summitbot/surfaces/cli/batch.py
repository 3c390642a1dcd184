"""JSON Lines in and out, for the `--batch` contracts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summitbot.errors import InputUnreadable
from summitbot.records import Turn


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file ('-' is standard input).

    Raises `InputUnreadable` naming the line that is no JSON object, before anything is written.
    """
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise InputUnreadable(f"{path}:{number}: is not JSON. Each line is one object.") from None
        if not isinstance(row, dict):
            raise InputUnreadable(f"{path}:{number}: is not a JSON object. Each line is one object.")
        yield row


def write_lines(path: Path | None, rows: Iterable[dict[str, Any]]) -> None:
    """Write objects as JSON Lines; a file appears whole or not at all."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if path is None or str(path) == "-":
        sys.stdout.writelines(lines)
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # Half a character in an id is written as the JSON escape that it came in as.
        with fresh.open("w", encoding="utf-8", errors="backslashreplace") as out:
            out.writelines(lines)
        os.replace(fresh, path)
    except OSError as error:
        raise InputUnreadable(
            f"{path} can't be written ({error.strerror}). Name another with --output."
        ) from None
    finally:
        fresh.unlink(missing_ok=True)


def history_of(row: dict[str, Any]) -> tuple[Turn, ...]:
    """The messages before the question of a batch line; what is no message is left aside."""
    turns = row.get("history") or []
    return tuple(
        Turn(str(t.get("role", "user")), str(t.get("content", "")))
        for t in (turns if isinstance(turns, list) else [])
        if isinstance(t, dict)
    )


def _text(path: Path) -> str:
    try:
        if str(path) == "-":
            return sys.stdin.read()
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputUnreadable(f"{path} can't be read ({error.strerror}). Check the path.") from None
    except UnicodeDecodeError:
        raise InputUnreadable(f"{path} is not UTF-8. Save it as UTF-8 JSON Lines.") from None
