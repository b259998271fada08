"""Consent and identity: records of their own, each with a key of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("server", sa.Column("wrapping_key", sa.LargeBinary()))
    op.create_table(
        "personal_record",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("editor_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_personal_record_{column}_{table}")
            )
            for column, table in (
                ("author_id", "person"),
                ("editor_id", "person"),
                ("device_id", "device"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_record")),
    )
    op.create_index(op.f("ix_personal_record_call_id"), "personal_record", ["call_id"])
    op.create_index("ix_personal_record_team_seq", "personal_record", ["team", "seq"])
    _create_part("personal_identity", "sealed")
    _create_part("personal_key", "wrapped_key")
    op.create_table(
        "personal_erasure",
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_personal_erasure")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name LIKE 'personal:%'")  # it counts what is dropped
    for table in ("personal_erasure", "personal_key", "personal_identity", "personal_record"):
        op.drop_table(table)
    op.drop_column("server", "wrapping_key")


def _create_part(table: str, column: str) -> None:
    op.create_table(
        table,
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column(column, sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["personal_record.id"],
            name=op.f(f"fk_{table}_record_id_personal_record"),
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f(f"pk_{table}")),
    )
