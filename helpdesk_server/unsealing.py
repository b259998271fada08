"""Opening the boxes of devices that were locked or erased: each call goes where it was meant to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import partial

from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import stands
from helpdesk_domain.directives import (
    BoxContent,
    HeldCall,
    HeldSuggestion,
    HeldWord,
    UnfinishedCall,
)
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.problems import Refused
from helpdesk_server.received_batch import is_revision
from helpdesk_server.received_call import is_moment, received_call
from helpdesk_server.received_personal import received_personal
from helpdesk_server.received_suggestion import received_suggestion
from helpdesk_server.store import calls, people, personal, sign_ins, suggestions
from helpdesk_server.store.calls import Kept, NotTheirs, SentCall
from helpdesk_server.store.database import Session, Store
from helpdesk_server.store.erasures import NoteErasure
from helpdesk_server.store.personal import Keeping
from helpdesk_server.store.sign_ins import Caller
from helpdesk_server.uuids import is_uuid


class Why(Enum):
    """Why something found no place; its value is a sentence, still to be said."""

    EDITED = mark("it was edited elsewhere too")
    THEIRS = mark("it is a call of somebody else")
    NOBODY = mark("its author never signed in on that device")
    NOT_VALID = mark("it is not valid")
    UNFINISHED = mark("it was never finished")
    CORRECTED = mark("it is here, and was being corrected")


@dataclass(frozen=True, slots=True)
class Homeless:
    """What found no place, as the bytes it was.

    Attributes:
        person: The name of its author; empty when nobody here has that id.
    """

    why: Why
    payload: bytes = field(repr=False)
    person: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was being typed when the desk was shut, and the name of who was signed in."""

    why: Why
    call: UnfinishedCall = field(repr=False)
    person: str


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What became of what was in a box.

    Attributes:
        kept: Calls that are on the server now and were not before.
        known: Calls that had come by another way.
        suggestions: Corrections to the directory that are here now, new or not.
        homeless: What the server did not take, for a person to look at.
        unfinished: Calls that were being typed, likewise.
        words: Withdrawals and refusals that are here now, new or not.
        finished: Such calls that the desk has finished since, and sent.
        device: What the computer of the desk calls itself; empty when it is not known.
    """

    kept: int = 0
    known: int = 0
    suggestions: int = 0
    homeless: tuple[Homeless, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    words: int = 0
    finished: int = 0
    device: str = ""

    @property
    def is_for_a_person(self) -> bool:
        return bool(self.homeless or self.unfinished)


@dataclass(frozen=True, slots=True)
class Unsealing:
    """Puts what is in a box where it belongs; done again, it changes nothing and says so.

    Whoever made a box may have had the laptop meanwhile: a call is taken only of somebody who
    signed in on that very device.

    Args:
        any_author: Somebody vouches for the names in the box: the server was restored, and has
            forgotten who signed in where.
        note_erasure: As of `personal.Keeping`; without it the database alone knows what is erased.
    """

    store: Store
    content: BoxContent
    now: datetime
    any_author: bool = False
    note_erasure: NoteErasure = lambda _id: None

    def done(self) -> Unsealed:
        """What became of it all.

        Raises:
            StoreUnavailable: The database failed; what was put before stays.
        """
        device_id = self.content.device_id
        if self.any_author:
            self.store.run(partial(sign_ins.know, device_id=device_id, now=self.now))
        fates = list(self._calls())
        kept = [fate for _, fate in fates if isinstance(fate, Kept)]
        new = sum(fate.created or fate.edited for fate in kept)
        told = [(one, self._suggestion(one)) for one in self.content.suggestions]
        heard = [(one, self._word(one)) for one in self.content.words]
        typed = [self._typed(one) for one in self.content.unfinished]
        return Unsealed(
            kept=new,
            known=len(kept) - new,
            suggestions=sum(why is None for _, why in told),
            homeless=(
                *(self._homeless(one, why) for one, why in fates if isinstance(why, Why)),
                *(self._homeless(one, why) for one, why in told if why),
                *(self._homeless(word, why) for word, why in heard if why),
            ),
            unfinished=tuple(one for one in typed if one),
            words=sum(why is None for _, why in heard),
            finished=typed.count(None),
            device=self.store.read(partial(sign_ins.device_name, device_id=device_id)),
        )

    def _calls(self) -> Iterator[tuple[HeldCall, Kept | Why]]:
        """One after another: a second version of a call edits what the first became."""
        revs: dict[str, int] = {}
        for one in self.content.calls:
            base_rev = revs.get(one.id, one.base_rev)
            fate = self.store.run(partial(self._call, one=one, base_rev=base_rev))
            if isinstance(fate, Kept):
                revs[one.id] = fate.receipt.rev
            yield one, fate

    def _call(self, session: Session, one: HeldCall, base_rev: int | None) -> Kept | Why:
        caller = self._caller(session, one.author)
        if caller is None:
            return Why.NOBODY
        try:
            call = received_call(one.id, one.payload)
        except Refused:
            return Why.NOT_VALID
        if not is_revision(base_rev):
            return Why.NOT_VALID
        sent = SentCall(call=call, body=one.payload, base_rev=base_rev)
        fate = calls.keep_calls(session, [sent], caller, self.now)[0]
        if isinstance(fate, NotTheirs):
            return Why.THEIRS
        return fate if isinstance(fate, Kept) else Why.EDITED

    def _suggestion(self, one: HeldSuggestion) -> Why | None:
        """Why it is not here; None: it is, new or not."""

        def keep(session: Session) -> Why | None:
            caller = self._caller(session, one.author)
            if caller is None:
                return Why.NOBODY
            suggestion = received_suggestion(one.id, one.payload)
            suggestions.keep_suggestion(session, suggestion, one.payload, caller, self.now)
            return None

        try:
            return self.store.run(keep)
        except suggestions.OtherContent:
            return Why.EDITED
        except Refused:
            return Why.NOT_VALID

    def _word(self, one: HeldWord) -> Why | None:
        """As `_suggestion`, for a no or a withdrawal; what would unlock an identity is none."""

        def keep(session: Session) -> Why | None:
            caller = self._caller(session, one.author)
            if caller is None:
                return Why.NOBODY
            record = received_personal(one.id, one.payload)
            if stands(record.consent) or not is_revision(one.base_rev):
                return Why.NOT_VALID
            fate = Keeping(
                record=record,
                base_rev=one.base_rev,
                caller=caller,
                now=self.now,
                note_erasure=self.note_erasure,
            ).fate(session)
            return None if isinstance(fate, (personal.Kept, personal.Gone)) else Why.THEIRS

        try:
            return self.store.run(keep)
        except Refused:
            return Why.NOT_VALID

    def _homeless(self, one: HeldCall | HeldSuggestion | HeldWord, why: Why) -> Homeless:
        return Homeless(why, one.payload, self._name(one.author))

    def _typed(self, call: UnfinishedCall) -> Unfinished | None:
        """What is to be shown of it; None when that desk has sent more of it since.

        To type in once more what is here would count it twice. A call that was sent, then taken
        back to be corrected, is here too, and its correction nowhere else.
        """
        call_id = _id_in(call.payload)
        revisions = self.store.read(partial(calls.received, call_id=call_id)) if call_id else ()
        if not revisions:
            return Unfinished(Why.UNFINISHED, call, self._name(None))
        ours = {one.payload for one in self.content.calls}  # come with this box, not since
        is_told = is_moment(call.updated_at)
        for device_id, at, body in revisions:
            is_theirs = device_id == self.content.device_id and body not in ours
            if is_theirs and is_told and at >= call.updated_at:
                return None
        return Unfinished(Why.CORRECTED, call, self._name(None))

    def _caller(self, session: Session, author: PersonId | None) -> Caller | None:
        person_id = self._person(author)
        if person_id is None:
            return None
        device_id = self.content.device_id
        return sign_ins.who_signed_in(session, person_id, device_id, self.any_author)

    def _name(self, author: PersonId | None) -> str:
        person_id = self._person(author)
        return self.store.read(partial(people.name_of, person_id=person_id)) if person_id else ""

    def _person(self, author: PersonId | None) -> PersonId | None:
        """Who logged it; calls logged before anybody signed in go under who did."""
        person_id = self.content.person if author is None else author
        # PostgreSQL takes no NUL
        return person_id if person_id is not None and is_uuid(person_id) else None


@dataclass(frozen=True, slots=True)
class _Named:
    id: CallId


def _id_in(payload: bytes) -> CallId | None:
    """The id of a call that may lack anything else."""
    try:
        call_id = from_json(payload, _Named).id
    except BadBody:
        return None
    return call_id if is_uuid(call_id) else None
