"""What was no call is told apart; needs for which there was nothing are kept with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("non_call", sa.Text(), nullable=True))
    op.create_table(
        "call_unmet_need",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_call_unmet_need_call_id_call")
        ),
        sa.PrimaryKeyConstraint("call_id", "position", name=op.f("pk_call_unmet_need")),
    )
    op.create_index(op.f("ix_call_unmet_need_reason"), "call_unmet_need", ["reason"])


def downgrade() -> None:
    op.drop_table("call_unmet_need")
    op.drop_column("call", "non_call")
