"""Figures of closed months, on the desk of a lead: books of facts, and what was told of periods."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statistics_record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_record")),
    )
    op.create_index(op.f("ix_statistics_record_name"), "statistics_record", ["name"])


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name LIKE 'statistics:%'")  # else it is never read again
    op.drop_table("statistics_record")
