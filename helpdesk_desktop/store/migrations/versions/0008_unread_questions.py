"""What was being typed in a question about a call, and which words became a need already."""

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
    op.add_column(
        "draft", sa.Column("noted_words", sa.String(), nullable=False, server_default=sa.text("''"))
    )


def downgrade() -> None:
    op.drop_column("draft", "noted_words")
    op.drop_column("draft", "unread")
