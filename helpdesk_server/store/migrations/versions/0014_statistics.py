"""Books and summaries of closed months, and which call is in which book."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statistics_record",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("team", "entity", "name", name=op.f("pk_statistics_record")),
    )
    op.create_index("ix_statistics_record_team_seq", "statistics_record", ["team", "seq"])
    op.create_table(
        "counted_call",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_counted_call")),
    )
    op.create_index("ix_counted_call_book", "counted_call", ["team", "book", "place"])


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name LIKE 'statistics:%'")  # it counts what is dropped
    op.drop_table("counted_call")
    op.drop_table("statistics_record")
