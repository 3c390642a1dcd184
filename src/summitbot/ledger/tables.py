"""The tables as they are after the last migration (SQLAlchemy Core)."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("made", String(25), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("comment", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("citation", Integer),
    Column("sources", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Index("feedback_made", "made"),
)
FROZEN = Table(
    "frozen",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("made", String(25), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("hashes", Text, nullable=False),
)
