"""Forms of questions that the server published, every version."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name = 'forms'")  # else it is never read again
    op.drop_table("form")
