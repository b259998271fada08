"""Whatever is kept, edited and withdrawn where, in any order, over a line that loses answers:
once all have synchronised, who took their word back is nowhere, and who did not is everywhere.

A real server and three real desks; the examples follow one another on them, as days do.
"""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_desktop.store.personal_records import PersonalState, RecordErased
from helpdesk_desktop.sync.errors import SyncError
from helpdesk_domain.consent import Identity, PersonalId, PersonalRecord, stands
from tests.personal import a_record
from tests.serving import RunningServer
from tests.sync.personal.conftest import Place, Sit, on_the_server
from tests.sync.personal.test_personal_records import RECORDS, Publish
from tests.sync.relay import Once, lost, untouched

EXAMPLES: Final = settings().max_examples // 8
"""Each takes some ten syncs with a real server."""

STEPS: Final = st.lists(
    st.tuples(st.sampled_from(["keep", "withdraw", "sync", "sync and lose the answer"]),
              st.integers(0, 2)),
    min_size=3, max_size=10,
)  # fmt: skip


def test_once_all_have_synchronised_who_withdrew_is_nowhere(
    sit: Sit, central: RunningServer, publish: Publish
) -> None:
    publish("Accueil")
    central.add_person("Chloé")
    places = [sit(name) for name in ("Amélie", "Bart", "Chloé")]

    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=STEPS)
    def history(steps: Sequence[tuple[str, int]]) -> None:
        record = _somebody()
        withdrawn = False
        for number, (step, at) in enumerate(steps):
            withdrawn |= _done(places[at], step, record, number)
        for place in (*places, *places):
            place.clock.advance(hours=1)
            _synchronised(place)
        _agree(central, places, record, withdrawn)

    history()


def _somebody() -> PersonalRecord:
    """A record that no example before has met."""
    record = a_record(call=str(uuid.uuid4()))
    return _named(record, PersonalId(str(uuid.uuid4())), "0")


def _named(record: PersonalRecord, record_id: PersonalId, phone: str) -> PersonalRecord:
    return PersonalRecord(
        id=record_id,
        call_id=record.call_id,
        consent=record.consent,
        identity=Identity(name=f"Zoé {record_id}", phone=phone),
    )


def _done(place: Place, step: str, record: PersonalRecord, number: int) -> bool:
    """Whether the person took their word back."""
    if step == "withdraw":
        return place.withdraw(record.id)
    if step == "keep":
        with suppress(RecordErased):
            place.keep(_named(record, record.id, str(number)))
    elif step == "sync":
        _synchronised(place)
    else:
        place.relay.spoil = Once("PUT", RECORDS, lost)
        _synchronised(place)
        place.relay.spoil = untouched
    return False


def _synchronised(place: Place) -> None:
    with suppress(SyncError):
        place.sync()


def _agree(
    central: RunningServer, places: Sequence[Place], record: PersonalRecord, withdrawn: bool
) -> None:
    seen = [place.sees(record) for place in places]
    if withdrawn:
        assert on_the_server(central, record) == []
        assert [place.secrets_of(record) for place in places] == [[], [], []]
        assert not [one for one in seen if one is not None and stands(one.consent)]
        pages = b"".join(map(Place.raw, places))
        assert record.identity.name.encode() not in pages
        return
    settled = {
        one.identity.phone
        for one, place in zip(seen, places, strict=True)
        if one is not None and place.kept(record).state is not PersonalState.CONFLICT
    }
    assert len(settled) <= 1  # who is not asked to choose has the same
    if any(seen):
        assert all(seen)
        assert len(on_the_server(central, record)) == 2
