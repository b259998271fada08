"""What changed since a place in the stream, and the index of the offer as it was built last."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("record", sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_record_entity_seq"), "record", ["entity", "seq"])
    op.add_column(
        "replica", sa.Column("fillings", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "kept_index",
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_kept_index")),
    )


def downgrade() -> None:
    op.drop_table("kept_index")
    op.drop_column("replica", "fillings")
    op.drop_index(op.f("ix_record_entity_seq"), "record")
    op.drop_column("record", "seq")
