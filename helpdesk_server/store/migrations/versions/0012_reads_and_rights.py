"""Who read what at a desk; references, holds, objections and erasures of calls."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("erased_text", "erasure", "call_objection", "call_hold", "read_chain", "read_mark")


def upgrade() -> None:
    op.add_column("call", sa.Column("reference", sa.Text()))
    op.add_column("call", sa.Column("blanked_rev", sa.Integer()))
    op.create_index(op.f("ix_call_reference"), "call", ["reference"])
    create_reads()
    create_rights()


def downgrade() -> None:
    op.execute("DELETE FROM stream WHERE name = 'erased'")  # what it counted is dropped with it
    for table in TABLES:
        op.drop_table(table)
    op.drop_index(op.f("ix_call_reference"), "call")
    op.drop_column("call", "blanked_rev")
    op.drop_column("call", "reference")


def create_reads() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "read_mark",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("person_id", sa.String(length=36)),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("sender_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_read_mark_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["person.id"], name=op.f("fk_read_mark_sender_id_person")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_read_mark")),
        sa.UniqueConstraint("device_id", "id", name=op.f("uq_read_mark_device_id")),
    )
    op.create_index("ix_read_mark_device_number", "read_mark", ["device_id", "number"])
    op.create_index(op.f("ix_read_mark_at"), "read_mark", ["at"])
    op.create_index(op.f("ix_read_mark_subject"), "read_mark", ["subject"])
    op.create_table(
        "read_chain",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_read_chain_device_id_device")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_read_chain")),
    )


def create_rights() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "call_hold",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_hold_call_id_call")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_hold")),
    )
    op.create_table(
        "call_objection",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_objection")),
    )
    op.create_table(
        "erasure",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("drops_row", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_seq"), "erasure", ["seq"])
    op.create_table(
        "erased_text",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["erasure.call_id"], name=op.f("fk_erased_text_call_id_erasure")
        ),
        sa.PrimaryKeyConstraint("call_id", "digest", name=op.f("pk_erased_text")),
    )
