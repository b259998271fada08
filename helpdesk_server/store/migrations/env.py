"""Alembic runs the migrations on the connection it is given, inside its transaction."""

from alembic import context

import helpdesk_server.store.call_tables
import helpdesk_server.store.desk_tables
import helpdesk_server.store.personal_tables
import helpdesk_server.store.read_tables
import helpdesk_server.store.research_tables
import helpdesk_server.store.right_tables
import helpdesk_server.store.statistics_tables
import helpdesk_server.store.tables  # noqa: F401
from helpdesk_server.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
