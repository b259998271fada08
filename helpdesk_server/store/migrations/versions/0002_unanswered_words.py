"""Words searched without result, by desk and day."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unanswered_word",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_unanswered_word_device_id_device")
        ),
        sa.PrimaryKeyConstraint(
            "device_id", "day", "language", "word", name=op.f("pk_unanswered_word")
        ),
    )
    op.create_index(op.f("ix_unanswered_word_day"), "unanswered_word", ["day"], unique=False)


def downgrade() -> None:
    op.drop_table("unanswered_word")
