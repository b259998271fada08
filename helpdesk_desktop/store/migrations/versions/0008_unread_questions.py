"""What was being typed in a question about a call, and was not understood yet."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "draft", sa.Column("unread", sa.LargeBinary(), nullable=False, server_default="{}")
    )


def downgrade() -> None:
    op.drop_column("draft", "unread")
