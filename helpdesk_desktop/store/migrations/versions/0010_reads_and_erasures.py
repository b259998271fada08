"""Who read what on this desk, calls erased on the server, and calls whose words are gone here."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "read_mark",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("acked_generation", sa.String(), nullable=True),
        sa.CheckConstraint(
            "what IN ('call_text', 'intake_text', 'identity')", name=op.f("ck_read_mark_what")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_read_mark")),
        sa.UniqueConstraint("id", name=op.f("uq_read_mark_id")),
        sqlite_autoincrement=True,
    )
    op.add_column(
        "outbox", sa.Column("is_blanked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "erased_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_call")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name = 'erased'")  # else it is never read again
    op.drop_table("erased_call")
    op.drop_column("outbox", "is_blanked")
    op.drop_table("read_mark")
