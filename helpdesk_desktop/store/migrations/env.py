"""How Alembic reaches the encrypted file: on the connection it is handed, in its transaction."""

from alembic import context

from helpdesk_desktop.store import (
    account_tables,
    call_tables,
    offer_tables,
    personal_tables,
    read_tables,
    stream_tables,
    unanswered_tables,
)
from helpdesk_desktop.store.base import Base

TABLES = (
    account_tables,
    call_tables,
    offer_tables,
    read_tables,
    personal_tables,
    stream_tables,
    unanswered_tables,
)
"""Importing them is what fills `Base.metadata`."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
