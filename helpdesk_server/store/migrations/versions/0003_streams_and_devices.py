"""State hashes, calls of a team, suggestions, how devices stand, and orders to them."""

import itertools

import sqlalchemy as sa
from alembic import op

from helpdesk_domain.state_hash import EMPTY, moved
from helpdesk_domain.state_hash import mark as state_mark  # no message for translators

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEVICE = ["device.id"]
PERSON = ["person.id"]


def upgrade() -> None:
    for name, kind in (
        ("durable_through", MOMENT),
        ("cluster", sa.Text()),
        ("signing_key", sa.LargeBinary()),
        ("sealing_key", sa.LargeBinary()),
    ):
        op.add_column("server", sa.Column(name, kind, nullable=True))
    give_streams_their_state()
    follow_calls()
    create_suggestion()
    create_device_tables()


def downgrade() -> None:
    for table in ("directive", "device_standing", "suggestion"):
        op.drop_table(table)
    op.drop_index("ix_call_revision_device_received", "call_revision")
    op.drop_index("ix_call_team_seq", "call")
    op.get_bind().execute(sa.text("DELETE FROM stream WHERE name <> 'directory'"))
    for table, columns in (
        ("call", ("seq", "followed")),
        ("snapshot", ("state_hash",)),
        ("stream", ("state_hash", "live")),
        ("server", ("sealing_key", "signing_key", "cluster", "durable_through")),
    ):
        for column in columns:
            op.drop_column(table, column)


def give_streams_their_state() -> None:
    """Counted once from what is there; every later change moves them along.

    Columns are added and dropped in place: SQLite would otherwise copy the table and drop the
    old one, which its foreign keys forbid.
    """
    op.add_column("stream", sa.Column("live", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("stream", _state_hash())
    rows = op.get_bind().execute(
        sa.text("SELECT entity, id, rev FROM offer_record WHERE NOT deleted")
    )
    marks = [state_mark(entity, record_id, rev) for entity, record_id, rev in rows]
    _set_stream("directory", live=len(marks), state=moved(EMPTY, marks))
    # files of before say nothing of their state: they are made again when asked for
    op.get_bind().execute(sa.text("DELETE FROM snapshot"))
    op.add_column("snapshot", _state_hash())


def follow_calls() -> None:
    """Calls to be followed up that are here already get their places, oldest first."""
    op.add_column(
        "call", sa.Column("followed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("call", sa.Column("seq", sa.BigInteger(), nullable=False, server_default="0"))
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT id, rev, team FROM call WHERE outcome = 'follow_up' ORDER BY team, started_at"
        )
    ).all()
    for team, of_team in itertools.groupby(rows, key=lambda row: row.team):
        calls = list(of_team)
        for seq, call in enumerate(calls, 1):
            connection.execute(
                sa.text("UPDATE call SET followed = :yes, seq = :seq WHERE id = :id"),
                {"yes": True, "seq": seq, "id": call.id},
            )
        marks = [state_mark("call", call.id, call.rev) for call in calls]
        connection.execute(
            sa.text("INSERT INTO stream (name, seq, min_since) VALUES (:name, :seq, 0)"),
            {"name": f"calls:{team}", "seq": len(calls)},
        )
        _set_stream(f"calls:{team}", live=len(marks), state=moved(EMPTY, marks))
    op.create_index("ix_call_team_seq", "call", ["team", "seq"])
    op.create_index(
        "ix_call_revision_device_received", "call_revision", ["device_id", "received_at"]
    )


def _state_hash() -> sa.Column[str]:
    return sa.Column("state_hash", sa.String(length=32), nullable=False, server_default=EMPTY)


def _set_stream(name: str, live: int, state: str) -> None:
    op.get_bind().execute(
        sa.text("UPDATE stream SET live = :live, state_hash = :state WHERE name = :name"),
        {"live": live, "state": state, "name": name},
    )


def create_suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], PERSON, name=op.f("fk_suggestion_author_id_person")),
        sa.ForeignKeyConstraint(["device_id"], DEVICE, name=op.f("fk_suggestion_device_id_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    op.create_index("ix_suggestion_author_seq", "suggestion", ["author_id", "seq"])
    op.create_index(op.f("ix_suggestion_service_id"), "suggestion", ["service_id"])


def create_device_tables() -> None:
    op.create_table(
        "device_standing",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("client_version", sa.Text(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("oldest_waiting_at", MOMENT, nullable=True),
        sa.Column("last_problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], DEVICE, name=op.f("fk_device_standing_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], PERSON, name=op.f("fk_device_standing_person_id_person")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_device_standing")),
    )
    op.create_table(
        "directive",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["device_id"], DEVICE, name=op.f("fk_directive_device_id_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
    )
    op.create_index(op.f("ix_directive_device_id"), "directive", ["device_id"])
