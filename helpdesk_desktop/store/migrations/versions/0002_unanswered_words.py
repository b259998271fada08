"""Words searched without result, and the days of which the server has them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unanswered_word",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("word", sa.String(40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "language", "word", name=op.f("pk_unanswered_word")),
    )
    op.create_table(
        "unanswered_settled_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_unanswered_settled_day")),
    )


def downgrade() -> None:
    op.drop_table("unanswered_settled_day")
    op.drop_table("unanswered_word")
