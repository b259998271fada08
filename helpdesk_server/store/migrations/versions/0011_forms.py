"""Forms that were published, and what may be counted of the intakes that were asked with them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS = ("intake_form", "intake_version", "suggested_level", "decided_level")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("call", sa.Column(name, sa.Text()))
    op.create_table(
        "call_intake_answer",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_call_intake_answer_call_id_call")
        ),
        sa.PrimaryKeyConstraint("call_id", "question", "code", name=op.f("pk_call_intake_answer")),
    )
    op.create_index(op.f("ix_call_intake_answer_question"), "call_intake_answer", ["question"])
    op.create_table(
        "form",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sa.UniqueConstraint("form_id", "version", name=op.f("uq_form_form_id")),
    )
    op.create_index(op.f("ix_form_seq"), "form", ["seq"])


def downgrade() -> None:
    op.drop_table("form")
    op.execute("DELETE FROM stream WHERE name = 'forms'")  # places are given anew
    op.drop_table("call_intake_answer")
    for name in reversed(COLUMNS):
        op.drop_column("call", name)
