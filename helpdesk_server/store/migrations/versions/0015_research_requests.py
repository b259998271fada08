"""Requests for rows for research."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "research_request",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.String(length=36)),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("written_at", sa.DateTime(timezone=True)),
        *(
            sa.ForeignKeyConstraint(
                [column], ["person.id"], name=op.f(f"fk_research_request_{column}_person")
            )
            for column in ("asked_by", "approved_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_request")),
    )
    for column in ("asked_by", "asked_at"):
        op.create_index(op.f(f"ix_research_request_{column}"), "research_request", [column])


def downgrade() -> None:
    op.drop_table("research_request")
