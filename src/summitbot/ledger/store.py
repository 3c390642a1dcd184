"""The ledger's SQLite file: opened and migrated at first use, one short transaction a call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, delete, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError

from summitbot.errors import LedgerUnusable
from summitbot.ledger.entries import Feedback, Frozen
from summitbot.ledger.tables import FEEDBACK, FROZEN

MIGRATIONS = Path(__file__).parent / "migrations"
# So long, in milliseconds, a call waits for another one that is writing.
_PATIENCE = 10_000
_LISTS = ("sources", "answer", "hashes")


class Ledger:
    """Feedback and frozen answers. May be shared by threads and by processes.

    >>> Ledger.open(Path("data")).feedback()        # doctest: +SKIP
    ()
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The ledger in a folder, which is made where there is none, brought to the newest tables.

        Raises `LedgerUnusable` where it can't be made, read or migrated.
        """
        path = folder / "ledger.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from None
        ledger = cls(_engine(path), path)
        with ledger._connection() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return ledger

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep a reader's judgement; the same id twice is kept once."""
        with self._connection() as connection:
            connection.execute(insert(FEEDBACK).values(_row(feedback)).on_conflict_do_nothing())

    def feedback(self, since: str = "") -> tuple[Feedback, ...]:
        """All feedback made at or after an ISO time, oldest first."""
        query = select(FEEDBACK).where(FEEDBACK.c.made >= since).order_by(FEEDBACK.c.made, FEEDBACK.c.id)
        with self._connection() as connection:
            return tuple(Feedback.from_dict(_value(row._mapping)) for row in connection.execute(query))

    def add_frozen(self, frozen: Frozen) -> None:
        """Keep an answer; the same id twice keeps the first."""
        with self._connection() as connection:
            connection.execute(insert(FROZEN).values(_row(frozen)).on_conflict_do_nothing())

    def frozen(self, id_: str) -> Frozen | None:
        """The answer under an id, None where there is none."""
        with self._connection() as connection:
            row = connection.execute(select(FROZEN).where(FROZEN.c.id == id_)).first()
        return None if row is None else Frozen.from_dict(_value(row._mapping))

    def forget(self, id_: str) -> bool:
        """Remove the feedback or frozen answer of an id; was there any?"""
        with self._connection() as connection:
            gone = [connection.execute(delete(t).where(t.c.id == id_)).rowcount for t in (FEEDBACK, FROZEN)]
        return any(gone)

    def forget_feedback_before(self, made: str) -> int:
        """Remove feedback older than an ISO time; how many there were."""
        with self._connection() as connection:
            return connection.execute(delete(FEEDBACK).where(FEEDBACK.c.made < made)).rowcount

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A transaction; whatever the libraries raise comes out as `LedgerUnusable`."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except CommandError:
            raise _unusable(self._path, "it was written by a newer summitbot") from None
        except SQLAlchemyError as error:
            raise _unusable(self._path, str(getattr(error, "orig", None) or error)) from None


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        # The driver's own transactions leave table changes outside; ours begin by hand (SQLAlchemy's docs).
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Two processes that open a fresh ledger at once take turns.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _row(entry: Feedback | Frozen) -> dict[str, Any]:
    values = entry.to_dict()
    return values | {key: json.dumps(values[key], ensure_ascii=False) for key in _LISTS if key in values}


def _value(row: Any) -> dict[str, Any]:
    return dict(row) | {key: json.loads(row[key]) for key in _LISTS if key in row}


def _unusable(path: Path, why: str) -> LedgerUnusable:
    return LedgerUnusable(
        f"The ledger {path} can't be used ({why}). Check the folder, or name another with SUMMITBOT_DATA."
    )
