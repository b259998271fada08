"""Consent and identity: records apart from calls, each under a key of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "personal_record",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("author", sa.String(length=36)),
        sa.Column("colleague", sa.String(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer()),
        sa.Column("stream_rev", sa.Integer()),
        sa.Column("consent", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("later", sa.LargeBinary()),
        sa.Column("theirs", sa.LargeBinary()),
        sa.Column("theirs_rev", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_erased", sa.Boolean(), nullable=False),
        sa.Column("leaves_traces", sa.Boolean(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime()),
        sa.Column("last_code", sa.String()),
        sa.Column("acked_at", sa.DateTime()),
        sa.Column("acked_generation", sa.String()),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'refused', 'conflict')",
            name=op.f("ck_personal_record_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_record")),
    )
    op.create_index(op.f("ix_personal_record_call_id"), "personal_record", ["call_id"])
    op.create_table(
        "personal_key",
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["personal_record.id"],
            name=op.f("fk_personal_key_record_id_personal_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_personal_key")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name LIKE 'personal:%'")  # else it is never read again
    op.drop_table("personal_key")
    op.drop_table("personal_record")
