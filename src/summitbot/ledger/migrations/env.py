"""Alembic's entry: runs the migrations over the connection that the ledger hands it."""

from __future__ import annotations

from alembic import context

from summitbot.ledger.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
