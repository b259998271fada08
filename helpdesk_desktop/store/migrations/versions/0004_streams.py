"""State of each stream, calls of the team, suggestions, and what each server's backups hold."""

import sqlalchemy as sa
from alembic import op

from helpdesk_domain.state_hash import EMPTY, mark_of, moved

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("replica", _state_hash())
    op.add_column("replica", sa.Column("records", sa.Integer(), nullable=False, server_default="0"))
    count_what_is_there()
    op.create_table(
        "stream",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        _state_hash(),
        sa.Column("records", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stream")),
    )
    op.create_table(
        "team_call",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_call")),
    )
    create_suggestion()
    op.create_table(
        "horizon",
        sa.Column("generation", sa.String(), nullable=False),
        sa.Column("durable_through", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("generation", name=op.f("pk_horizon")),
    )


def downgrade() -> None:
    for table in ("horizon", "suggestion", "team_call", "stream"):
        op.drop_table(table)
    op.drop_column("replica", "records")
    op.drop_column("replica", "state_hash")


def count_what_is_there() -> None:
    """Once; every later page moves it along."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT entity, id, rev FROM record WHERE NOT deleted AND rev > 0")
    )
    marks = [mark_of(entity, record_id, rev) for entity, record_id, rev in rows]
    connection.execute(
        sa.text("UPDATE replica SET state_hash = :state, records = :records"),
        {"state": moved(EMPTY, marks), "records": len(marks)},
    )


def create_suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=True),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(), nullable=True),
        sa.Column("last_code", sa.String(), nullable=True),
        sa.Column("acked_at", sa.DateTime(), nullable=True),
        sa.Column("acked_generation", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("decided_rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'refused')", name=op.f("ck_suggestion_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    op.create_index(op.f("ix_suggestion_service_id"), "suggestion", ["service_id"])


def _state_hash() -> sa.Column[str]:
    return sa.Column("state_hash", sa.String(length=32), nullable=False, server_default=EMPTY)
