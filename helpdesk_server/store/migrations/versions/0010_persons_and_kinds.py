"""Who rang whom, whom a call is about, and the kinds of help that its needs are counted under."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PERSON: Mapping[str, TypeEngine[Any]] = {
    "commune": sa.Text(),
    "postcode": sa.Text(),
    "quartier": sa.Text(),
    "place": sa.Text(),
    "age": sa.Text(),
    "gender": sa.Text(),
    "interpreter": sa.Boolean(),
}
FLAGS = ("is_place_proposed", "is_outgoing")


def upgrade() -> None:
    for name, kind in PERSON.items():
        op.add_column("call", sa.Column(name, kind))
    for name in FLAGS:
        op.add_column(
            "call", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_index(op.f("ix_call_commune"), "call", ["commune"])
    _create_kinds("call_need_term")
    _create_kinds("call_unmet_term", sa.Column("reason", sa.Text(), nullable=False))
    op.create_index(op.f("ix_call_unmet_term_reason"), "call_unmet_term", ["reason"])


def downgrade() -> None:
    op.drop_table("call_unmet_term")
    op.drop_table("call_need_term")
    op.drop_index(op.f("ix_call_commune"), "call")
    for name in (*FLAGS, *PERSON):
        op.drop_column("call", name)


def _create_kinds(table: str, *columns: sa.Column[str]) -> None:
    op.create_table(
        table,
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f(f"fk_{table}_call_id_call")),
        sa.PrimaryKeyConstraint("call_id", "term", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_term"), table, ["term"])
