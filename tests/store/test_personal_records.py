"""Personal records in the file of a desk: what may be kept, who reads it, what a stream brings."""

from functools import partial
from typing import Any

import msgspec
import pytest

from helpdesk_desktop.store.account import Account, keep_account
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.personal_outbox import due_records
from helpdesk_desktop.store.personal_records import (
    contacts_of,
    keep_record,
    kept_of,
    record_of,
    withdraw,
)
from helpdesk_desktop.store.streams import apply_page, forget_others, place
from helpdesk_domain.consent import Identity, PersonalRecord, Purpose, stands
from helpdesk_domain.people import Person, PersonId, Role
from helpdesk_domain.personal_exchange import TeamPersonal
from helpdesk_domain.personal_rules import NotAllowed
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.sync import Change, ChangesPage
from tests.factories import NOON
from tests.personal import NAME, a_consent, a_record, a_refusal

ME = PersonId("me")
STREAM = "personal:midi"


@pytest.fixture
def signed_in(store: Store) -> Store:
    """The file of a desk at which somebody of the team midi is signed in."""
    signed_in_as(store, ME, "midi")
    return store


def signed_in_as(store: Store, who: PersonId, team: str) -> None:
    person = Person(id=who, name="Amélie", role=Role.OPERATOR, team=team)
    kept = Account(
        person=person,
        server_url="",
        access_token="",
        access_expires_at=NOON,
        refresh_token="",
    )
    store.run(partial(keep_account, account=kept))


def keep(store: Store, record: PersonalRecord) -> None:
    store.run(partial(keep_record, record=record, author=ME, now=NOON))


def sees(store: Store, record: PersonalRecord) -> PersonalRecord | None:
    return store.read(partial(record_of, call_id=record.call_id))


def brought(store: Store, data: Any, rev: int, since: int, name: str = "a record") -> None:
    """A change comes down on the stream of the team; no data: it was withdrawn."""
    change = Change(
        entity="personal_record",
        id=a_record(name).id,
        rev=rev,
        seq=since + 1,
        deleted=data is None,
        data=data,
    )
    page = ChangesPage(
        stream=STREAM,
        since=since,
        next=since + 1,
        head=since + 1,
        count=1,
        has_more=False,
        min_since=0,
        changes=(change,),
    )
    store.run(partial(apply_page, page=page, generation="g", now=NOON))


def told(record: PersonalRecord) -> Any:
    return msgspec.to_builtins(
        TeamPersonal(record=record, author="Bart", edited_by="Bart", edited_at=NOON)
    )


@pytest.mark.parametrize(
    ("record", "pointer"),
    [
        (a_record(consent=a_refusal(), identity=Identity(name="X")), "/identity"),
        (a_record(consent=a_consent(withdrawn_at=NOON)), "/identity"),
        (
            a_record(consent=a_consent(withdrawn_at=NOON), identity=Identity()),
            "/consent/withdrawn_at",
        ),
        (a_record(identity=Identity(phone="x" * 201)), "/identity/phone"),
        (a_record(consent=a_consent(Purpose.HAND_OVER)), "/consent/services"),
    ],
)
def test_what_no_consent_allows_cannot_be_written(
    signed_in: Store, record: PersonalRecord, pointer: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        keep(signed_in, record)
    assert refused.value.pointer == pointer
    assert sees(signed_in, record) is None


def test_another_consent_is_another_record_and_the_newest_word_counts(signed_in: Store) -> None:
    keep(signed_in, a_record())
    more = a_consent(Purpose.CALL_BACK, Purpose.FOLLOW_UP)
    for other in (a_record(consent=more), a_record(call="another")):
        with pytest.raises(NotAllowed) as refused:
            keep(signed_in, other)
        assert refused.value.pointer == "/consent"
    later = a_record("second", more)
    signed_in.run(partial(keep_record, record=later, author=ME, now=NOON.replace(hour=13)))
    assert sees(signed_in, later) == later


def test_the_newest_word_counts_also_once_the_clock_of_the_computer_was_set_back(
    signed_in: Store,
) -> None:
    # Given three words of the same person, each an hour before the last by this clock
    kept = [a_record("b"), a_record("c", a_refusal()), a_record("a", a_consent(Purpose.FOLLOW_UP))]
    for hours, record in enumerate(kept):
        now = NOON.replace(hour=12 - hours)
        signed_in.run(partial(keep_record, record=record, author=ME, now=now))
        assert sees(signed_in, record) == record

    order = [one.record.id for one in signed_in.read(partial(kept_of, call_id=kept[0].call_id))]
    assert order == [record.id for record in reversed(kept)]


def test_a_name_is_in_no_text_that_may_be_logged(signed_in: Store) -> None:
    keep(signed_in, a_record())
    (due,) = signed_in.read(partial(due_records, author=ME, now=NOON, limit=9))
    shown = f"{due!r} {a_record()!r} {told(a_record()) is None}"
    assert NAME not in shown


def test_what_is_kept_before_anybody_signed_in_goes_under_who_does(store: Store) -> None:
    store.run(partial(keep_record, record=a_record(), author=None, now=NOON))
    assert sees(store, a_record()) == a_record()
    (due,) = store.read(partial(due_records, author=ME, now=NOON, limit=9))
    assert due.id == a_record().id


def test_what_a_stream_brought_is_for_its_team_alone_whoever_signs_in(store: Store) -> None:
    # Given a record that came with the stream of the team midi, and one of before any sign-in
    brought(store, told(a_record()), rev=1, since=0)
    own = a_record("own", call="second")
    store.run(partial(keep_record, record=own, author=None, now=NOON))
    assert (sees(store, a_record()), sees(store, own)) == (None, own), "nobody is signed in"

    # Then its team reads it and another does not; what nobody's was is for whoever signs in
    for team, seen in (("noord", None), ("midi", a_record())):
        signed_in_as(store, PersonId(team), team)
        assert (sees(store, a_record()), sees(store, own)) == (seen, own), team
        assert set(store.read(partial(contacts_of, call_ids=[a_record().call_id]))) == (
            {a_record().call_id} if seen else set()
        )


def test_a_record_of_a_later_program_keeps_its_place_and_is_shown_to_nobody(
    signed_in: Store,
) -> None:
    # Given a record with a purpose that this program does not know
    unknown = told(a_record())
    unknown["record"]["consent"]["purposes"] = ["send_a_letter"]
    brought(signed_in, unknown, rev=1, since=0)

    # Then the stream is whole, and nobody is named
    mark = mark_of("personal_record", a_record().id, 1)
    at = signed_in.read(partial(place, stream=STREAM))
    assert (at.state_hash, at.records) == (moved(EMPTY, [mark]), 1)
    assert sees(signed_in, a_record()) is None

    # And once it can be read, it is there; and then gone
    brought(signed_in, told(a_record()), rev=2, since=1)
    assert sees(signed_in, a_record()) == a_record()
    brought(signed_in, None, rev=3, since=2)
    at = signed_in.read(partial(place, stream=STREAM))
    assert (at.state_hash, at.records) == (EMPTY, 0)
    seen = sees(signed_in, a_record())
    assert seen is not None
    assert seen.identity == Identity()


def test_an_older_revision_takes_nothing_back(signed_in: Store) -> None:
    newer = a_record(identity=Identity(name="Zoé"))
    brought(signed_in, told(newer), rev=4, since=0)
    brought(signed_in, told(a_record()), rev=3, since=1)
    assert sees(signed_in, a_record()) == newer


def test_what_is_typed_here_is_not_written_over_by_what_comes_down(signed_in: Store) -> None:
    brought(signed_in, told(a_record()), rev=1, since=0)
    mine = a_record(identity=Identity(name="Zoé"))
    keep(signed_in, mine)
    brought(signed_in, told(a_record(identity=Identity(name="X"))), rev=2, since=1)
    assert sees(signed_in, a_record()) == mine
    (due,) = signed_in.read(partial(due_records, author=ME, now=NOON, limit=9))
    assert due.base_rev == 1


def test_what_was_withdrawn_here_does_not_come_back_with_a_page_that_is_late(
    signed_in: Store,
) -> None:
    brought(signed_in, told(a_record()), rev=1, since=0)
    record_id = a_record().id
    assert signed_in.run(partial(withdraw, record_id=record_id, now=NOON, by=ME))
    brought(signed_in, told(a_record(identity=Identity(name="X"))), rev=2, since=1)
    seen = sees(signed_in, a_record())
    assert seen is not None
    assert seen.identity == Identity()


def test_another_team_keeps_nothing_of_the_stream(signed_in: Store) -> None:
    brought(signed_in, told(a_record()), rev=1, since=0)
    signed_in.run(partial(forget_others, streams=("directory", "personal:noord")))
    assert sees(signed_in, a_record()) is None
    assert signed_in.read(partial(place, stream=STREAM)).cursor == 0


def test_who_is_erased_stays_erased_whatever_a_server_says_later(signed_in: Store) -> None:
    brought(signed_in, told(a_record()), rev=1, since=0)
    brought(signed_in, None, rev=2, since=1)
    brought(signed_in, told(a_record()), rev=3, since=2)
    seen = sees(signed_in, a_record())
    assert seen is not None
    assert (seen.identity, stands(seen.consent)) == (Identity(), False)
