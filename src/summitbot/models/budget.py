"""How many tokens were spent today, kept in a small file so that a restart doesn't forget it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock

from summitbot.errors import SettingsError

_TABLE = "CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL)"
_ADD = "INSERT INTO spent VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET tokens = tokens + excluded.tokens"


def today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()


class TokenBudget:
    """A number of tokens a day (UTC; 0: no limit), for all questions together and every process over one file."""

    def __init__(self, path: Path | None, most: int, day: Callable[[], date] = today) -> None:
        self._path = path
        self._most = most
        self._day = day
        self._lock = Lock()
        self._here: dict[str, int] = {}
        if path is not None:
            _prepare(path)

    def left(self) -> int:
        """Tokens that may still be spent today."""
        return max(0, self._most - self.spent()) if self._most else 2**62

    def spent(self) -> int:
        """Tokens spent today."""
        key = self._day().isoformat()
        if self._path is None:
            return self._here.get(key, 0)
        with closing(sqlite3.connect(self._path, timeout=5)) as base:
            row = base.execute("SELECT tokens FROM spent WHERE day = ?", (key,)).fetchone()
        return int(row[0]) if row else 0

    def spend(self, tokens: int) -> None:
        """Count tokens against today."""
        key = self._day().isoformat()
        with self._lock:
            if self._path is None:
                self._here = {key: self._here.get(key, 0) + tokens}
                return
            with closing(sqlite3.connect(self._path, timeout=5)) as base, base:
                base.execute(_ADD, (key, tokens))


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=5)) as base, base:
            base.execute(_TABLE)
    except (OSError, sqlite3.Error):
        raise SettingsError(
            f"The tokens spent can't be counted in {path}. Point SUMMITBOT_DATA at a folder that can be written."
        ) from None
