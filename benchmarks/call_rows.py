"""Calls made up as rows of a server's database: what is counted of them is known beforehand."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from itertools import islice
from random import Random
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.follow_ups import FollowUpResult
from helpdesk_domain.people import DeviceId, PersonId, Role
from helpdesk_domain.person_concerned import PlaceAnswer
from helpdesk_domain.statistics.dimensions import Promise
from helpdesk_domain.statistics.facts import Fact
from helpdesk_server.store.base import Base
from helpdesk_server.store.call_tables import (
    CallNeedTermRow,
    CallReferralRow,
    CallRevisionRow,
    CallRow,
    CallUnmetNeedRow,
    CallUnmetTermRow,
)
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import add_person
from helpdesk_server.store.rows import insert_rows
from helpdesk_server.store.tables import DeviceRow

_AT_A_TIME: Final = 5000
_OURS: Final = uuid.UUID("0a7a1f9e-6a1b-4d8f-9b07-0c5c1b7b2f10")
_BODY: Final = b'{"note":"' + b"x" * 500 + b'"}'
"""As long as the text of a call is."""

Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Whoever took the calls, and at which device."""

    team: str
    person: PersonId
    device: DeviceId


def a_desk(store: Store, team: str, password_hash: str, now: datetime) -> Desk:
    """A lead of `team`, named after it, and a device."""

    def add(session: Session) -> Desk:
        person = add_person(session, f"lead of {team}", Role.LEAD, team, password_hash, now)
        device = DeviceId(str(uuid.uuid5(_OURS, team)))
        values = {"id": device, "name": team, "first_seen_at": now, "revoked_at": None}
        session.execute(insert(DeviceRow).values(values))
        return Desk(team, person.id, device)

    return store.run(add)


def fill(store: Store, facts: Iterable[Fact], desk: Desk, seed: str) -> int:
    """Keep a call for each of `facts`, which count as they do; how many."""
    random, kept = Random(seed), 0
    told = iter(facts)
    while some := list(islice(told, _AT_A_TIME)):
        rows = _rows(random, some, desk, f"{seed} {kept}")

        def write(session: Session, rows: Rows = rows) -> None:
            for table, of_table in rows.items():
                insert_rows(session, table, of_table)

        store.run(write)
        kept += len(some)
    return kept


def _rows(random: Random, facts: Sequence[Fact], desk: Desk, seed: str) -> Rows:
    rows: Rows = {
        table: []
        for table in (
            CallRow,
            CallRevisionRow,
            CallNeedTermRow,
            CallUnmetNeedRow,
            CallUnmetTermRow,
            CallReferralRow,
        )
    }
    for number, fact in enumerate(facts):
        call_id = str(uuid.uuid5(_OURS, f"{seed} {number}"))
        began = _moment(random, fact)
        rows[CallRow].append(_call(fact, call_id, began, desk))
        rows[CallRevisionRow].append(_revision(call_id, began, desk))
        rows[CallNeedTermRow] += ({"call_id": call_id, "term": term} for term in fact.needs)
        rows[CallUnmetTermRow] += (
            {"call_id": call_id, "term": term, "reason": reason} for term, reason in fact.unmet
        )
        rows[CallUnmetNeedRow] += (
            {"call_id": call_id, "position": place, "words": "", "reason": reason}
            for place, (_, reason) in enumerate(fact.unmet)
        )
        rows[CallReferralRow] += _referrals(fact, call_id, began)
    return rows


def _moment(random: Random, fact: Fact) -> datetime:
    hour = time(fact.hour or 0, random.randrange(60), random.randrange(60))
    return datetime.combine(fact.day, hour, BRUSSELS)


def _call(fact: Fact, call_id: str, began: datetime, desk: Desk) -> dict[str, Any]:
    is_answer = fact.commune in set(PlaceAnswer)
    return {
        "id": call_id,
        "rev": 1,
        "author_id": desk.person,
        "team": desk.team,
        "started_at": began,
        "talk_s": fact.talk_s or 0,
        "wrap_up_s": fact.wrap_up_s or 0,
        "caller_language": fact.language or None,
        "profile": fact.profile or None,
        "outcome": fact.outcome or None,
        "non_call": fact.non_call or None,
        "channel": fact.channel,
        "written_later": False,
        "is_outgoing": False,
        "commune": None if is_answer else fact.commune or None,
        "place": fact.commune if is_answer else None,
        "is_place_proposed": False,
        "age": fact.age or None,
        "gender": fact.gender or None,
        "decided_level": fact.level or None,
        "followed": fact.promise == Promise.OPEN,
        **_follow_up(fact, began),
        "seq": 0,
    }


def _follow_up(fact: Fact, began: datetime) -> dict[str, Any]:
    due_at = began + timedelta(days=2)
    done_at = due_at + timedelta(hours=5 if fact.promise == Promise.LATE else -5)
    result = FollowUpResult.REACHED
    if fact.promise == Promise.DROPPED:
        result = FollowUpResult.DROPPED
    is_done = fact.promise not in ("", Promise.OPEN)
    return {
        "follow_up_due_at": due_at if fact.promise else None,
        "follow_up_result": str(result) if is_done else None,
        "follow_up_done_at": done_at if is_done else None,
    }


def _revision(call_id: str, began: datetime, desk: Desk) -> dict[str, Any]:
    return {
        "call_id": call_id,
        "rev": 1,
        "author_id": desk.person,
        "device_id": desk.device,
        "received_at": began + timedelta(minutes=10),
        "digest": sha256(call_id.encode()).digest(),
        "body": _BODY,
    }


def _referrals(fact: Fact, call_id: str, began: datetime) -> Iterator[dict[str, Any]]:
    for place, (service, status, reason) in enumerate(fact.referrals):
        is_refused = status == "refused"
        yield {
            "call_id": call_id,
            "position": place,
            "service_id": service,
            "service_name": service,
            "given_at": began,
            "status": status,
            "reason": reason if is_refused else None,
        }
