"""Corrections that wait for a decision have a place in a stream that all desks read."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "suggestion", sa.Column("flag_seq", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_index(op.f("ix_suggestion_flag_seq"), "suggestion", ["flag_seq"])


def downgrade() -> None:
    op.drop_index(op.f("ix_suggestion_flag_seq"), "suggestion")
    op.drop_column("suggestion", "flag_seq")
    op.execute("DELETE FROM stream WHERE name = 'flags'")  # places are given anew
