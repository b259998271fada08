"""First tables: replica, calls, outbox, draft, account."""

import sqlalchemy as sa
from alembic import op

from helpdesk_desktop.store.base import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _offer()
    _calls()
    _account()


def downgrade() -> None:
    for table in ("account", "draft", "outbox", "call", "replica", "record"):
        op.drop_table(table)


def _offer() -> None:
    op.create_table(
        "record",
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("data", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("entity", "id", name=op.f("pk_record")),
    )
    op.create_index(
        op.f("ix_record_entity_status_deleted_fictitious"),
        "record",
        ["entity", "status", "deleted", "fictitious"],
    )
    op.create_table(
        "replica",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replica")),
    )


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("author", sa.String(36), nullable=True),
        sa.Column("logged_at", UtcDateTime(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=True),
        sa.Column("acked_at", UtcDateTime(), nullable=True),
        sa.Column("acked_generation", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_logged_at"), "call", ["logged_at"])
    op.create_table(
        "outbox",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(36), nullable=False),
        sa.Column("author", sa.String(36), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("in_flight_since", UtcDateTime(), nullable=True),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=True),
        sa.Column("last_code", sa.String(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("server_copy", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'refused', 'conflict')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_outbox_call_id_call")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_call_id_position"), "outbox", ["call_id", "position"])
    op.create_index(op.f("ix_outbox_state_position"), "outbox", ["state", "position"])
    op.create_table(
        "draft",
        sa.Column("call_id", sa.String(36), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_draft")),
    )


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("server_url", sa.String(), nullable=False),
        sa.Column("access_token", sa.String(), nullable=False),
        sa.Column("access_expires_at", UtcDateTime(), nullable=False),
        sa.Column("refresh_token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
