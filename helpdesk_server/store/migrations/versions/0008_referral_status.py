"""How far each referral has come, and why one was refused."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "call_referral", sa.Column("status", sa.Text(), nullable=False, server_default="given")
    )
    op.add_column("call_referral", sa.Column("reason", sa.Text(), nullable=True))
    op.create_index(op.f("ix_call_referral_status"), "call_referral", ["status"])


def downgrade() -> None:
    op.drop_index(op.f("ix_call_referral_status"), "call_referral")
    op.drop_column("call_referral", "reason")
    op.drop_column("call_referral", "status")
