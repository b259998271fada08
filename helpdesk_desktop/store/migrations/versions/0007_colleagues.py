"""Whose call it is when a colleague took it, and when the team had done with it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "call", sa.Column("colleague", sa.String(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("call", sa.Column("left_team_rev", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("call", "left_team_rev")
    op.drop_column("call", "colleague")
