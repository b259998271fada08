"""Streams beside the offer, as they come down: rows and cursor move together, or not at all."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store import personal_streams, replica, suggestions
from helpdesk_desktop.store.call_tables import CallRow
from helpdesk_desktop.store.places import Place
from helpdesk_desktop.store.stream_tables import (
    AllTeamsStatisticsRow,
    ErasedCallRow,
    FiguresRecord,
    FlagRow,
    FormRow,
    StatisticsRow,
    StreamRecord,
    StreamRow,
    TeamCallRow,
)
from helpdesk_domain.erasures import ERASED
from helpdesk_domain.people import Person, Role
from helpdesk_domain.personal_exchange import personal_stream
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.statistics.publication import ALL_TEAMS, figures_streams, statistics_stream
from helpdesk_domain.suggestions import SuggestionId
from helpdesk_domain.sync import DIRECTORY, FLAGS, FORMS, MY_SUGGESTIONS, Change, ChangesPage

_KEPT_IN: Final[Mapping[str, type[StreamRecord]]] = {
    FLAGS: FlagRow,
    FORMS: FormRow,
    ERASED: ErasedCallRow,
    statistics_stream(ALL_TEAMS): AllTeamsStatisticsRow,
}

Marks = tuple[list[int], list[int]]
"""What came and what went, as `state_hash.mark`."""


def place(session: Session, stream: str) -> Place:
    """Where this desk stands in `stream`."""
    if stream == DIRECTORY:
        return replica.place(session)
    row = session.get(StreamRow, stream)
    if row is None:
        return Place()
    return Place(row.generation, row.cursor, row.state_hash, row.records)


def apply_page(session: Session, page: ChangesPage, generation: str, now: datetime) -> None:
    """Write a page of a stream that is not the offer, and move its cursor.

    Raises:
        ValueError: The page starts elsewhere than where this desk stands.
    """
    row = session.get(StreamRow, page.stream)
    if row is None:
        row = StreamRow(name=page.stream, generation=generation, cursor=0)
        row.state_hash, row.records = EMPTY, 0
        session.add(row)
    if (page.since, generation) != (row.cursor, row.generation):
        raise ValueError(f"a page from {page.since} does not follow cursor {row.cursor}")
    if page.stream == MY_SUGGESTIONS:
        # Suggestions of other desks are not kept here: this stream has no state to compare.
        suggestions.write_outcomes(session, page.changes)
    else:
        come, gone = _marks(session, page, generation, now)
        row.state_hash = moved(row.state_hash, come, gone)
        row.records += len(come) - len(gone)
    row.cursor = page.next


def _marks(session: Session, page: ChangesPage, generation: str, now: datetime) -> Marks:
    if personal_streams.is_personal(page.stream):
        return personal_streams.write(session, page, generation, now)
    return _write(session, _kept_in(page.stream), page.changes)


def begin_again(session: Session, stream: str, generation: str) -> None:
    """Forget what came down on `stream`: it is read from its beginning, in `generation`."""
    _forget(session, stream)
    session.add(StreamRow(name=stream, generation=generation, cursor=0))


def forget_others(session: Session, streams: tuple[str, ...]) -> None:
    """Let go of streams that are not for who is signed in now: another team, another person."""
    for stream in session.scalars(
        select(StreamRow.name).where(StreamRow.name.not_in(streams))
    ).all():
        _forget(session, stream)
    personal_streams.let_go_of_others(session, streams)


def let_go_of_other_teams(session: Session, person: Person) -> None:
    """`person` signs in: what is kept for another team, or a lead, goes now, not at a next sync.

    The place in its stream goes with it: whoever of that team is back reads it from the beginning.
    """
    personal = () if person.role is Role.ADMIN else (personal_stream(person.team),)
    for stream in session.scalars(select(StreamRow.name)).all():
        has_figures = issubclass(_kept_in(stream), FiguresRecord)
        is_of_a_team = personal_streams.is_personal(stream) or has_figures
        if is_of_a_team and stream not in (*personal, *figures_streams(person)):
            _forget(session, stream)
    personal_streams.let_go_of_others(session, personal)


def _forget(session: Session, stream: str) -> None:
    session.execute(delete(StreamRow).where(StreamRow.name == stream))
    if stream == MY_SUGGESTIONS:
        suggestions.forget_outcomes(session)
    elif personal_streams.is_personal(stream):
        personal_streams.forget(session, stream)
    else:
        session.execute(delete(_kept_in(stream)))


def _left(session: Session, kind: type[StreamRecord], change: Change) -> None:
    """What is known of the record here is over as well, whoever ended it."""
    if kind is TeamCallRow and (call := session.get(CallRow, change.id)) is not None:
        call.left_team_rev = max(call.left_team_rev or 0, change.rev)
    elif kind is FlagRow:
        suggestions.close(session, SuggestionId(change.id))


def _kept_in(stream: str) -> type[StreamRecord]:
    """Beside these streams there are those of teams, and a desk reads those of one."""
    if stream in _KEPT_IN:
        return _KEPT_IN[stream]
    return StatisticsRow if stream.startswith(statistics_stream("")) else TeamCallRow


def _write(session: Session, kind: type[StreamRecord], changes: Iterable[Change]) -> Marks:
    """Keep what changed; a record known in a later revision stays as it is."""
    come: list[int] = []
    gone: list[int] = []
    for change in changes:
        row = session.get(kind, change.id)
        if row is not None and row.rev > change.rev:
            continue
        if row is not None:
            gone.append(mark_of(change.entity, change.id, row.rev))
            session.delete(row)
            session.flush()
        if change.deleted or change.data is None:
            _left(session, kind, change)
            continue
        come.append(mark_of(change.entity, change.id, change.rev))
        session.add(kind.of(change))
        session.flush()
    return come, gone
