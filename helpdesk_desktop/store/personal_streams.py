"""Personal records of the team as they come down: sealed as they are written, gone when they go."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from helpdesk_desktop.store.personal_rows import destroy, fill, new_row, put_theirs
from helpdesk_desktop.store.personal_tables import PersonalKeyRow, PersonalRow, PersonalState
from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import Consent, ConsentAnswer, PersonalId, PersonalRecord
from helpdesk_domain.personal_exchange import TeamPersonal, personal_stream
from helpdesk_domain.state_hash import mark_of
from helpdesk_domain.sync import Change, ChangesPage
from helpdesk_domain.wire import BadBody, as_kind

_UNREAD: Final = PersonalRecord(
    id=PersonalId(""),
    call_id=CallId(""),
    consent=Consent(
        answer=ConsentAnswer.REFUSED,
        text_version="",
        language="",
        given_at=datetime(1970, 1, 1, tzinfo=UTC),
    ),
)
"""What stands in the place of a record that cannot be read: of no call, so nobody is shown it."""


def is_personal(stream: str) -> bool:
    return stream.startswith(personal_stream(""))


def write(
    session: Session, page: ChangesPage, generation: str, now: datetime
) -> tuple[list[int], list[int]]:
    """Keep what changed, and destroy what is gone; what came and what went, as marks."""
    come: list[int] = []
    gone: list[int] = []
    team = page.stream.removeprefix(personal_stream(""))
    for change in page.changes:
        row = session.get(PersonalRow, change.id)
        before = row.stream_rev if row is not None else None
        if before is not None and before > change.rev:
            continue
        if before is not None:
            gone.append(mark_of(change.entity, change.id, before))
        if change.deleted or change.data is None:
            if row is not None:
                _end(session, row, change, generation, now)
        else:
            _take(session, row, change, team, generation, now)
            come.append(mark_of(change.entity, change.id, change.rev))
        session.flush()
    return come, gone


def forget(session: Session, stream: str) -> None:
    """Let go of what came with `stream` alone; what is erased stays known as erased."""
    row, team = PersonalRow, stream.removeprefix(personal_stream(""))
    _drop(
        session,
        session.scalars(
            select(row.id).where(row.team == team, row.is_ours.is_(False), row.is_erased.is_(False))
        ).all(),
    )
    session.execute(update(row).where(row.team == team).values(stream_rev=None))


def let_go_of_others(session: Session, streams: Iterable[str]) -> None:
    """Another team has signed in: what the server keeps of others is not kept here."""
    row = PersonalRow
    teams = [name.removeprefix(personal_stream("")) for name in streams if is_personal(name)]
    others = select(row.id).where(
        row.team.not_in(["", *teams]),
        row.state == PersonalState.ACCEPTED.value,
        row.is_erased.is_(False),
    )
    _drop(session, session.scalars(others).all())


def _drop(session: Session, ids: Iterable[str]) -> None:
    known = list(ids)
    session.execute(delete(PersonalKeyRow).where(PersonalKeyRow.record_id.in_(known)))
    session.execute(delete(PersonalRow).where(PersonalRow.id.in_(known)))


def _end(
    session: Session, row: PersonalRow, change: Change, generation: str, now: datetime
) -> None:
    """It was withdrawn or erased, also when it was kept here."""
    row.stream_rev = None
    destroy(session, row, now)
    row.rev = max(change.rev, row.rev or 0)
    row.state, row.acked_at, row.acked_generation = PersonalState.ACCEPTED, now, generation


def _is_older(row: PersonalRow, rev: int) -> bool:
    """Whether the stream says more of the record than is here, and nothing here is to be sent."""
    is_settled = row.state == PersonalState.ACCEPTED and not row.is_erased
    return is_settled and rev >= (row.rev or 0)


def _take(
    session: Session,
    row: PersonalRow | None,
    change: Change,
    team: str,
    generation: str,
    now: datetime,
) -> None:
    """Have the record here as the stream says; of one that a later program wrote, its place."""
    told = _told(change)
    if row is None:
        record = told.record if told else replace(_UNREAD, id=PersonalId(change.id))
        row = new_row(record, team, None, told.edited_at if told else now)
        row.is_ours, row.state = False, PersonalState.ACCEPTED
        session.add(row)
        session.flush()
    row.stream_rev = change.rev
    if told is None:
        return
    row.call_id = told.record.call_id
    if row.state == PersonalState.CONFLICT:
        put_theirs(session, row, told.record, change.rev)
    elif _is_older(row, change.rev):
        fill(session, row, told.record)
        row.rev, row.team, row.colleague = change.rev, team, told.author
        row.acked_at, row.acked_generation = told.edited_at, generation


def _told(change: Change) -> TeamPersonal | None:
    try:
        return as_kind(change.data, TeamPersonal)
    except BadBody:
        return None
