"""Opening the boxes of devices that were locked or erased: each call goes where it was meant to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from helpdesk_domain.directives import BoxContent, UnsentCall, UnsentSuggestion
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.wire import Raw
from helpdesk_server.problems import Refused
from helpdesk_server.received_call import received_call
from helpdesk_server.received_suggestion import received_suggestion
from helpdesk_server.store import calls, people, suggestions
from helpdesk_server.store.calls import Kept, SentCall
from helpdesk_server.store.database import Session, Store
from helpdesk_server.store.sign_ins import Caller


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What became of what was in a box.

    Attributes:
        kept: Calls that are on the server now and were not before.
        known: Calls that had come by another way.
        homeless: For a person to look at, as the bytes it was: edited elsewhere too, of nobody who
            is known here, or damaged. The server did not take it.
        unfinished: Calls that were never logged.
        suggestions: Corrections to the directory that are here now, new or not.
    """

    kept: int = 0
    known: int = 0
    suggestions: int = 0
    homeless: tuple[Raw, ...] = field(default=(), repr=False)
    unfinished: tuple[Raw, ...] = field(default=(), repr=False)


def unseal(store: Store, content: BoxContent, now: datetime) -> Unsealed:
    """Put what is in a box where it belongs; done again, it changes nothing and says so.

    Raises:
        StoreUnavailable: The database failed; what was put before stays.
    """
    fates = list(_calls(store, content, now))
    kept = [fate for _, fate in fates if isinstance(fate, Kept)]
    new = sum(fate.created or fate.edited for fate in kept)
    homeless = [one.payload for one, fate in fates if not isinstance(fate, Kept)]
    refused = [
        one.payload for one in content.suggestions if not _keep_suggestion(store, content, one, now)
    ]
    return Unsealed(
        kept=new,
        known=len(kept) - new,
        suggestions=len(content.suggestions) - len(refused),
        homeless=tuple(map(Raw, (*homeless, *refused))),
        unfinished=tuple(Raw(one.payload) for one in content.unfinished),
    )


def _calls(
    store: Store, content: BoxContent, now: datetime
) -> Iterator[tuple[UnsentCall, calls.Fate | None]]:
    """One after another: a second version of a call edits what the first became."""
    revs: dict[str, int] = {}
    for one in content.calls:
        base_rev = revs.get(one.id, one.base_rev)
        fate = store.run(partial(_call, content=content, one=one, base_rev=base_rev, now=now))
        if isinstance(fate, Kept):
            revs[one.id] = fate.receipt.rev
        yield one, fate


def _call(
    session: Session, content: BoxContent, one: UnsentCall, base_rev: int | None, now: datetime
) -> calls.Fate | None:
    caller = _caller(session, content.device_id, one.author or content.person)
    if caller is None:
        return None
    try:
        call = received_call(one.id, one.payload)
    except Refused:
        return None
    sent = SentCall(call=call, body=one.payload, base_rev=base_rev)
    return calls.keep_calls(session, [sent], caller, now)[0]


def _keep_suggestion(
    store: Store, content: BoxContent, one: UnsentSuggestion, now: datetime
) -> bool:
    """Whether it is here, new or not."""

    def keep(session: Session) -> bool:
        caller = _caller(session, content.device_id, one.author or content.person)
        if caller is None:
            return False
        suggestion = received_suggestion(one.id, one.payload)
        suggestions.keep_suggestion(session, suggestion, one.payload, caller, now)
        return True

    try:
        return store.run(keep)
    except (Refused, suggestions.OtherContent):
        return False


def _caller(session: Session, device_id: DeviceId, author: PersonId | None) -> Caller | None:
    person = people.person(session, author) if author else None
    return Caller(person, device_id) if person else None
