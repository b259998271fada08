"""When a call is to be followed up, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("call", sa.Column("follow_up_due_at", MOMENT, nullable=True))
    op.add_column("call", sa.Column("follow_up_result", sa.Text(), nullable=True))
    op.add_column("call", sa.Column("follow_up_done_at", MOMENT, nullable=True))


def downgrade() -> None:
    for column in ("follow_up_done_at", "follow_up_result", "follow_up_due_at"):
        op.drop_column("call", column)
