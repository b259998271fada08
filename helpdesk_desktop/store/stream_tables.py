"""Streams beside the offer: where each stands, and what came down on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from sqlalchemy import CheckConstraint, String, false
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.people import PersonId
from helpdesk_domain.state_hash import EMPTY
from helpdesk_domain.sync import Change
from helpdesk_domain.wire import to_json


class StreamRow(Base):
    """Where this desk stands in a stream other than the offer; absent before its first page.

    Attributes:
        generation: The server's history the cursor belongs to.
        state_hash: `helpdesk_domain.state_hash` of the live records that are here.
        records: How many they are.
    """

    __tablename__ = "stream"

    name: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[str]
    cursor: Mapped[int]
    state_hash: Mapped[str] = mapped_column(String(32), default=EMPTY, server_default=EMPTY)
    records: Mapped[int] = mapped_column(default=0, server_default="0")


class StreamRecord(Base):
    """What such a stream brings, as JSON, as the server sent it."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]
    data: Mapped[bytes]

    @classmethod
    def of(cls, change: Change) -> Self:
        """The record that `change`, which has data, is about."""
        return cls(id=change.id, rev=change.rev, data=to_json(change.data))


class TeamCallRow(StreamRecord):
    """A call the team follows together: a `TeamCall`."""

    __tablename__ = "team_call"


class FlagRow(StreamRecord):
    """A correction to a service that waits for a decision: a `Flag`."""

    __tablename__ = "flag"


class FormRow(StreamRecord):
    """A version of a form of questions: a `PublishedForm`."""

    __tablename__ = "form"


class ErasedCallRow(StreamRecord):
    """A call that was erased on the server: an `ErasedCall`; kept for good, it is an id alone."""

    __tablename__ = "erased_call"


class FiguresRecord(StreamRecord):
    """Figures for a lead: a `SentBook`, a `SentSummary`, or what a later server has.

    Attributes:
        entity: What it is, as `statistics.publication` names it.
        name: Of which month, year or period: the `id`, or the `month`, in its data.
    """

    __abstract__ = True

    entity: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)

    @classmethod
    def of(cls, change: Change) -> Self:
        data = to_json(change.data)
        name = _named(change.data or {})
        return cls(id=change.id, rev=change.rev, data=data, entity=change.entity, name=name)


class StatisticsRow(FiguresRecord):
    """Figures of the team of the lead."""

    __tablename__ = "statistics_record"


class AllTeamsStatisticsRow(FiguresRecord):
    """Figures of all teams together."""

    __tablename__ = "all_teams_statistics_record"


def _named(data: Mapping[str, object]) -> str:
    month = data.get("month")
    if isinstance(month, Mapping):
        return f"{month.get('year')}-{month.get('number'):02}"
    return str(data.get("id", ""))


class SuggestionRow(Base):
    """A correction to a service: on its way up like a call, and what became of it.

    Attributes:
        attempts: Requests begun.
        decided_rev: Revision of the decision that is known here; 0 for none.
        is_closed: It is no flag any more: decided, though how may be known to its author alone.
    """

    __tablename__ = "suggestion"
    __table_args__ = (CheckConstraint("state IN ('pending', 'accepted', 'refused')", name="state"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    author: Mapped[PersonId | None]
    service_id: Mapped[str] = mapped_column(index=True)
    payload: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(10))
    queued_at: Mapped[datetime]
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime | None]
    last_code: Mapped[str | None]
    acked_at: Mapped[datetime | None]
    acked_generation: Mapped[str | None]
    decision: Mapped[str]
    answer: Mapped[str]
    decided_rev: Mapped[int]
    is_closed: Mapped[bool] = mapped_column(default=False, server_default=false())


class HorizonRow(Base):
    """What a history of the server said of its backups: all it received before is in one."""

    __tablename__ = "horizon"

    generation: Mapped[str] = mapped_column(primary_key=True)
    durable_through: Mapped[datetime]
