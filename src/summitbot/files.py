"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from summitbot.errors import InputUnreadable


def write_text(path: Path, text: str) -> None:
    """A text file (UTF-8), whole or not at all. Raises `InputUnreadable` where it can't be written."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """A file, whole or not at all, its folder made. Raises `InputUnreadable` where it can't be written."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        os.replace(fresh, path)
    except OSError as error:
        raise InputUnreadable(f"{path} can't be written ({error.strerror}). Check the folder.") from None
    finally:
        fresh.unlink(missing_ok=True)
