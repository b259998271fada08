"""How a call came, and whether its times are from memory."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("channel", sa.Text(), nullable=False, server_default="phone"))
    op.add_column(
        "call",
        sa.Column("written_later", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("call", "written_later")
    op.drop_column("call", "channel")
