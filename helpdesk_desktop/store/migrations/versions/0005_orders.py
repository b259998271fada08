"""Keys of servers, the order this desk obeys, what it has to report; when the offer was counted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pinned_keys",
        sa.Column("server_url", sa.String(), nullable=False),
        sa.Column("signing", sa.String(), nullable=False),
        sa.Column("sealing", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("server_url", name=op.f("pk_pinned_keys")),
    )
    op.create_table(
        "standing_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("server_url", sa.String(), nullable=False),
        sa.Column("signed", sa.String(), nullable=False),
        sa.Column("obeyed_at", sa.DateTime(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_order")),
    )
    op.create_table(
        "last_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_last_problem")),
    )

    op.add_column("replica", sa.Column("counted_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("replica", "counted_at")
    for table in ("last_problem", "standing_order", "pinned_keys"):
        op.drop_table(table)
