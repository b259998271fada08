"""A person's word between two desks and a server, over a line that fails.

Real files, a real server, real sockets; only the line and the clock obey the test.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk_desktop.store.call_tables import OutboxRow
from helpdesk_desktop.store.personal_outbox import begin_sending, due_records
from helpdesk_desktop.store.personal_records import (
    IdentityElsewhere,
    PersonalState,
    RecordErased,
    contacts_of,
    withdraw_all,
)
from helpdesk_desktop.sync.errors import ServerUnreachable, SyncError
from helpdesk_desktop.sync.session import sign_in
from helpdesk_domain.consent import (
    NOBODY,
    ConsentMode,
    Identity,
    PersonalRecord,
    Purpose,
    stands,
)
from helpdesk_domain.people import Person
from helpdesk_domain.wire import digest
from helpdesk_server.backups.taking import take
from helpdesk_server.store.erasing import Erasure, remember
from helpdesk_server.store.erasures import erase
from tests.personal import CANARIES, NAME, PHONE, a_consent, a_record, a_refusal
from tests.serving import PASSWORD, RunningServer
from tests.sync.line import Request
from tests.sync.personal.conftest import Place, Sit, on_the_server, server_files
from tests.sync.relay import SPOILED, Once, Spoil, lost, refusing

Publish = Callable[..., None]
RECORDS = "/v1/personal-records"


@pytest.fixture(autouse=True)
def _an_offer(publish: Publish) -> None:
    publish("Accueil")


def put_bodies(place: Place) -> list[bytes]:
    return [asked.body for asked in place.line.asked if asked.path.startswith(RECORDS)]


def with_phone(phone: str) -> PersonalRecord:
    return a_record(identity=Identity(name=NAME, phone=phone))


def test_who_accepts_is_known_to_the_team_after_a_sync_and_never_to_another(
    sit: Sit, central: RunningServer
) -> None:
    # Given two desks of a team, and one of another
    central.add_person("Noor", team="noord")
    amelie, bart, noor = sit("Amélie"), sit("Bart"), sit("Noor")

    # When somebody agrees to be rung back
    amelie.keep(a_record())
    assert amelie.sees(a_record()) == a_record()
    for place in (amelie, bart, noor):
        place.sync()

    # Then the colleague can ring back
    assert bart.sees(a_record()) == a_record()
    contacts = bart.store.read(partial(contacts_of, call_ids=[a_record().call_id]))
    assert contacts[a_record().call_id].phone == PHONE
    assert bart.kept(a_record()).colleague == "Amélie"

    # And nothing of it is at the other team's desk, nor in the clear anywhere
    assert noor.sees(a_record()) is None
    assert noor.secrets_of(a_record()) == []
    for held in (amelie.raw(), bart.raw(), noor.raw(), server_files(central)):
        assert not [canary for canary in CANARIES if canary in held]


def test_what_is_withdrawn_at_one_desk_is_gone_everywhere_after_a_sync(
    sit: Sit, central: RunningServer
) -> None:
    # Given a record that two desks hold, and that was edited on the way
    amelie, bart = sit("Amélie"), sit("Bart")
    amelie.keep(a_record())
    for place in (amelie, bart):
        place.sync()
    parts = [amelie.secrets_of(a_record()), bart.secrets_of(a_record())]
    amelie.keep(with_phone("+32 2 000 00 00"))
    for place in (amelie, bart):
        place.sync()
    parts += [amelie.secrets_of(a_record()), bart.secrets_of(a_record())]
    parts.append(on_the_server(central, a_record()))
    secret = {part for some in parts for part in some}
    assert len(secret) >= 6

    # When the person takes it back at one
    assert bart.withdraw(a_record().id)
    assert bart.secrets_of(a_record()) == []
    for place in (bart, amelie):
        place.sync()

    # Then neither the key nor what it sealed is anywhere, tables, free pages and logs included
    for place in (amelie, bart):
        seen = place.sees(a_record())
        assert seen is not None
        assert (seen.identity, stands(seen.consent)) == (NOBODY, False)
        held = place.raw()
        assert not [part for part in secret if part in held]
    left = server_files(central)
    assert not [part for part in secret if part in left]
    assert on_the_server(central, a_record()) == []

    # And what was done with it is on record, without a name
    with pytest.raises(RecordErased):
        amelie.keep(with_phone("+32 2 000 00 01"))


def test_a_desk_that_was_offline_and_edits_what_was_withdrawn_loses_its_copy(
    sit: Sit, central: RunningServer
) -> None:
    # Given a laptop that knows the record and goes away
    amelie, bart = sit("Amélie"), sit("Bart")
    amelie.keep(a_record())
    for place in (amelie, bart):
        place.sync()
    secret = bart.secrets_of(a_record())

    # When it is withdrawn, and the laptop, which has not heard, edits it
    amelie.withdraw(a_record().id)
    amelie.sync()
    bart.keep(with_phone("+32 2 000 00 00"))
    secret += bart.secrets_of(a_record())
    told: list[bytes] = []

    def listen(request: Request, answer: bytes) -> bytes:
        if request.path.startswith(RECORDS):
            told.append(answer)
        return answer

    bart.relay.spoil = listen
    bart.sync()

    # Then it hears that the record is gone for good, and keeps nothing of it
    (answer,) = told
    assert answer.startswith(b"HTTP/1.1 410")
    assert b'"code":"erased"' in answer
    assert bart.secrets_of(a_record()) == []
    held = bart.raw()
    assert not [part for part in secret if part in held]
    assert on_the_server(central, a_record()) == []
    bart.sync()
    assert len(told) == 1


def test_a_refusal_is_on_record_and_holds_nobody(sit: Sit, central: RunningServer) -> None:
    amelie = sit("Amélie")
    refused = a_record(consent=a_refusal())
    amelie.keep(refused)
    assert amelie.sees(refused) == refused
    amelie.sync()
    assert amelie.kept(refused).state is PersonalState.ACCEPTED
    assert (amelie.secrets_of(refused), on_the_server(central, refused)) == ([], [])
    assert not amelie.withdraw(refused.id)


def test_a_record_is_sent_after_the_calls_and_stops_none(sit: Sit, central: RunningServer) -> None:
    # Given a call, and a record of it at which the server fails
    amelie = sit("Amélie")
    amelie.keep(a_record())
    refuse = partial(refusing, "503 Busy", "unavailable")
    amelie.relay.spoil = Once("PUT", RECORDS, refuse)

    # When it is synchronised, then the sync goes on to its end
    amelie.sync()
    paths = [asked.path for asked in amelie.line.asked]
    assert paths.index(f"{RECORDS}/{a_record().id}") < paths.index("/v1/snapshots/directory")
    assert amelie.kept(a_record()).state is PersonalState.PENDING

    # And it goes with the next one, after its wait
    amelie.clock.advance(hours=1)
    amelie.sync()
    assert amelie.kept(a_record()).state is PersonalState.ACCEPTED


@pytest.mark.parametrize(("spoil", "error"), SPOILED.values(), ids=SPOILED)
def test_a_record_whose_answer_is_spoiled_is_kept_once(
    sit: Sit, central: RunningServer, spoil: Spoil, error: type[SyncError]
) -> None:
    amelie, bart = sit("Amélie"), sit("Bart")
    amelie.keep(a_record())
    amelie.relay.spoil = Once("PUT", RECORDS, spoil)
    amelie.sync()
    assert amelie.kept(a_record()).state is PersonalState.PENDING
    assert amelie.sees(a_record()) == a_record()

    # what is typed meanwhile waits behind what may have arrived
    amelie.keep(with_phone("+32 2 000 00 00"))
    amelie.restart()
    amelie.clock.advance(hours=1)
    amelie.sync()
    bart.sync()

    assert amelie.kept(a_record()).state is PersonalState.ACCEPTED
    assert bart.sees(a_record()) == with_phone("+32 2 000 00 00")
    *again, last = map(digest, put_bodies(amelie))
    assert len(again) > 1
    assert len({*again}) == 1
    assert last not in again


def test_a_withdrawal_overtakes_what_may_be_on_its_way(sit: Sit, central: RunningServer) -> None:
    amelie = sit("Amélie")
    amelie.keep(a_record())
    amelie.relay.spoil = Once("PUT", RECORDS, lost)
    amelie.sync()
    amelie.keep(with_phone("+32 2 000 00 00"))
    assert amelie.withdraw(a_record().id)
    assert amelie.secrets_of(a_record()) == []

    amelie.sync()

    assert on_the_server(central, a_record()) == []
    assert not [canary for canary in CANARIES if canary in put_bodies(amelie)[-1]]
    assert amelie.kept(a_record()).state is PersonalState.ACCEPTED


def test_a_withdrawal_made_while_the_record_is_being_sent_is_sent_as_well(
    sit: Sit, central: RunningServer
) -> None:
    """The answer that comes is that to what was sent before."""
    amelie = sit("Amélie")
    amelie.keep(a_record())

    def meanwhile(_request: Request, answer: bytes) -> bytes:
        assert amelie.withdraw(a_record().id)
        return answer

    amelie.relay.spoil = Once("PUT", RECORDS, meanwhile)
    amelie.sync()

    assert on_the_server(central, a_record()) == []
    assert len(put_bodies(amelie)) == 2


def test_a_kill_before_the_request_left_loses_nothing(sit: Sit, central: RunningServer) -> None:
    amelie = sit("Amélie")
    amelie.keep(a_record())
    asked = partial(due_records, author=amelie.person.id, now=amelie.clock(), limit=9)
    (due,) = amelie.store.read(asked)
    assert NAME not in repr(due)
    assert amelie.store.run(partial(begin_sending, due=due))
    amelie.restart()

    amelie.keep(with_phone("+32 2 000 00 00"))
    amelie.sync()

    assert amelie.kept(a_record()).state is PersonalState.ACCEPTED
    assert amelie.sees(a_record()) == with_phone("+32 2 000 00 00")
    assert len(put_bodies(amelie)) == 2


def test_two_who_edit_the_same_record_choose_and_lose_neither(
    sit: Sit, central: RunningServer
) -> None:
    # Given a record that both desks hold and both edit
    amelie, bart = sit("Amélie"), sit("Bart")
    amelie.keep(a_record())
    for place in (amelie, bart):
        place.sync()
    amelie.keep(with_phone("+32 2 000 00 01"))
    bart.keep(with_phone("+32 2 000 00 02"))
    amelie.sync()
    bart.sync()

    # Then the second has both, and the server is not asked again
    kept = bart.kept(a_record())
    assert kept.state is PersonalState.CONFLICT
    assert kept.theirs is not None
    assert (kept.record.identity.phone, kept.theirs.identity.phone) == (
        "+32 2 000 00 02",
        "+32 2 000 00 01",
    )
    bart.sync()
    assert len(put_bodies(bart)) == 1

    # When one is chosen, everybody has it
    bart.keep(with_phone("+32 2 000 00 02"))
    bart.sync()
    amelie.sync()
    assert amelie.sees(a_record()) == bart.sees(a_record()) == with_phone("+32 2 000 00 02")
    assert bart.kept(a_record()).theirs is None


def test_a_conflict_ends_with_a_withdrawal(sit: Sit, central: RunningServer) -> None:
    amelie, bart = sit("Amélie"), sit("Bart")
    amelie.keep(a_record())
    for place in (amelie, bart):
        place.sync()
    amelie.keep(with_phone("+32 2 000 00 01"))
    bart.keep(with_phone("+32 2 000 00 02"))
    for place in (amelie, bart):
        place.sync()
    amelie.withdraw(a_record().id)
    for place in (amelie, bart):
        place.sync()
    assert bart.secrets_of(a_record()) == []
    assert on_the_server(central, a_record()) == []


def test_all_the_records_of_a_call_are_withdrawn_at_once(sit: Sit) -> None:
    amelie = sit("Amélie")
    handed = a_consent(Purpose.HAND_OVER, services=("Maison médicale",))
    records = [a_record(), a_record("second", handed)]
    for record in records:
        amelie.keep(record)
    done = partial(
        withdraw_all, call_id=a_record().call_id, now=amelie.clock(), by=amelie.person.id
    )
    assert amelie.store.run(done) == 2
    assert [amelie.secrets_of(record) for record in records] == [[], []]


def test_nobody_of_another_team_reads_what_was_kept_at_this_desk_before(
    sit: Sit, central: RunningServer
) -> None:
    # Given a desk with a record that was sent and one that was not
    central.add_person("Noor", team="noord")
    place = sit("Amélie")
    place.keep(a_record())
    place.sync()
    place.keep(a_record("unsent", call="second"))
    amelie = place.person

    # When somebody of another team signs in there
    place.person = _signed_in(place, "Noor")
    place.sync()

    # Then they read neither, what the server keeps is gone, and the other one waits
    assert place.sees(a_record()) is place.sees(a_record("unsent", call="second")) is None
    assert place.secrets_of(a_record()) == []
    assert on_the_server(central, a_record("unsent")) == []

    # Until its author is back
    place.person = _signed_in(place, "Amélie")
    assert place.person == amelie
    place.sync()
    for record in (a_record(), a_record("unsent", call="second")):
        assert place.sees(record) == record
        assert on_the_server(central, record)


def test_who_signs_in_from_another_team_reads_nobody_of_the_first_also_before_a_sync(
    sit: Sit, central: RunningServer
) -> None:
    # Given a desk to which the stream of its team brought whom a colleague asked
    central.add_person("Noor", team="noord")
    amelie, bart = sit("Amélie"), sit("Bart")
    amelie.keep(a_record())
    for place in (amelie, bart):
        place.sync()
    assert bart.sees(a_record()) == a_record()
    secret = bart.secrets_of(a_record())

    # When somebody of another team signs in there and the line drops
    bart.person = _signed_in(bart, "Noor")

    # Then they read nothing of it, and nothing of it is there
    calls = [a_record().call_id]
    assert bart.sees(a_record()) is None
    assert bart.store.read(partial(contacts_of, call_ids=calls)) == {}
    assert bart.secrets_of(a_record()) == []
    held = bart.raw()
    assert not [part for part in secret if part in held]

    # And whoever of the team is back, still without a sync of the other, has it with the next one
    bart.person = _signed_in(bart, "Bart")
    report = bart.sync()
    assert (bart.sees(a_record()), report.differing) == (a_record(), ())


def _signed_in(place: Place, name: str) -> Person:
    return sign_in(place.store, place.server, name, PASSWORD, "desk", place.clock)


def test_what_the_team_does_not_need_leaves_the_desk_a_day_after_it_is_in_a_backup(
    sit: Sit, central: RunningServer, tmp_path: Path
) -> None:
    # Given a record for the team and one for a service alone, both on the server
    amelie = sit("Amélie")
    handed = a_consent(Purpose.HAND_OVER, services=("Maison médicale",))
    of_the_team, of_a_service = a_record(), a_record("handed", handed, call="second")
    for record in (of_the_team, of_a_service):
        amelie.keep(record)
    amelie.sync()
    secret = amelie.secrets_of(of_a_service)

    # When a backup holds them, but for a day
    amelie.clock.advance(hours=1)
    take(central.store, tmp_path / "backup", amelie.clock())
    amelie.sync()
    assert amelie.sees(of_a_service) == of_a_service
    amelie.clock.advance(hours=24)
    amelie.sync()

    # Then the one that nobody waits for is gone from this desk, and can still be taken back here
    held = amelie.raw()
    assert not [part for part in secret if part in held]
    assert amelie.sees(of_the_team) == of_the_team
    seen = amelie.sees(of_a_service)
    assert seen is not None
    assert (seen.identity, stands(seen.consent)) == (NOBODY, True)
    assert len(on_the_server(central, of_a_service)) == 2
    assert amelie.withdraw(of_a_service.id)
    amelie.sync()
    assert on_the_server(central, of_a_service) == []


def test_a_field_that_is_added_where_the_server_alone_knows_who_it_is_replaces_nobody(
    sit: Sit, central: RunningServer, tmp_path: Path
) -> None:
    # Given a record that left the desk a day after it was in a backup, and one of the team
    amelie = sit("Amélie")
    handed = a_consent(Purpose.HAND_OVER, services=("Maison médicale",))
    of_the_team = a_record(call="second")
    of_a_service = a_record("handed", handed)
    unnamed = a_record("unnamed", handed, identity=NOBODY, call="third")
    for record in (of_the_team, of_a_service, unnamed):
        amelie.keep(record)
    amelie.sync()
    assert not amelie.kept(of_a_service).is_elsewhere
    amelie.clock.advance(hours=1)
    take(central.store, tmp_path / "backup", amelie.clock())
    amelie.clock.advance(hours=24)
    amelie.sync()
    before = on_the_server(central, of_a_service)

    # When the operator, who sees no name there, adds an address
    kept = amelie.kept(of_a_service)
    assert (kept.is_elsewhere, kept.record.identity) == (True, NOBODY)
    added = replace(kept.record, identity=Identity(email="z@example.org"))
    with pytest.raises(IdentityElsewhere):
        amelie.keep(added)
    assert amelie.keep(kept.record) == kept.record, "nothing was changed"
    amelie.sync()

    # Then the server knows who it is as before
    assert on_the_server(central, of_a_service) == before

    # And what is here, or was never told, is changed as ever
    for record in (of_the_team, unnamed):
        assert not amelie.kept(record).is_elsewhere
        amelie.keep(replace(record, identity=Identity(name="Zoé")))
    assert amelie.withdraw(of_a_service.id)
    assert not amelie.kept(of_a_service).is_elsewhere


@pytest.mark.parametrize("edits", [False, True])
def test_what_is_erased_at_the_server_goes_from_the_desk_although_no_team_ever_read_it(
    sit: Sit, central: RunningServer, edits: bool
) -> None:
    amelie, bart = sit("Amélie"), sit("Bart")
    handed = a_record(consent=a_consent(Purpose.CASE_DISCUSSION))
    amelie.keep(handed)
    for place in (amelie, bart):
        place.sync()
    assert bart.sees(handed) is None
    assert central.store.run(partial(erase, record_id=handed.id, now=amelie.clock()))

    if edits:  # then the answer says so, before the stream does
        amelie.keep(replace(handed, identity=Identity(name="Zoé")))
        amelie.relay.instead = lambda request: b"" if "stream=personal" in request.path else None
        with pytest.raises(ServerUnreachable):
            amelie.sync()
    else:
        amelie.sync()
    assert amelie.secrets_of(handed) == []


@pytest.mark.parametrize("purpose", [Purpose.HAND_OVER, Purpose.CALL_BACK])
@pytest.mark.parametrize("arrived", [True, False])
def test_who_the_caller_is_goes_from_every_desk_once_the_call_is_erased_on_the_server(
    sit: Sit, central: RunningServer, purpose: Purpose, arrived: bool
) -> None:
    # Given a record of a call, and one of another call
    amelie, bart = sit("Amélie"), sit("Bart")
    services = ("Maison médicale",) if purpose is Purpose.HAND_OVER else ()
    record = a_record(consent=a_consent(purpose, services=services))
    other = a_record("other", call="second")
    for one in (record, other):
        amelie.keep(one)
    if arrived:
        amelie.sync()
        bart.sync()
    secret = amelie.secrets_of(record) + bart.secrets_of(record)

    # When the caller has the call erased, row and all
    erasure = Erasure(call_id=record.call_id, at=amelie.clock(), drops_row=True)
    central.store.run(partial(remember, erasure=erasure))
    for place in (amelie, bart, amelie):
        place.sync()

    # Then neither key nor name is at a desk or on the server, and what it was a yes to is on record
    for place in (amelie, bart):
        assert place.secrets_of(record) == []
        held = place.raw()
        assert not [part for part in secret if part in held]
        assert place.sees(other) == other
    seen = amelie.sees(record)
    assert seen is not None
    assert (seen.identity, stands(seen.consent)) == (NOBODY, False)
    assert on_the_server(central, record) == []

    # And a no is left as it was said
    no = amelie.keep(a_record("no", a_refusal()))
    amelie.sync()
    assert amelie.sees(no) == no


def test_nothing_of_a_record_is_in_a_call(sit: Sit) -> None:
    amelie = sit("Amélie")
    amelie.keep(a_record())
    amelie.sync()
    calls = amelie.store.read(lambda session: session.scalars(select(OutboxRow.payload)).all())
    assert not calls
    others = [a.body for a in amelie.line.asked if not a.path.startswith(RECORDS)]
    assert not [body for body in others for canary in CANARIES if canary in body]


def test_a_number_of_the_national_register_is_hidden_before_it_is_kept(sit: Sit) -> None:
    amelie = sit("Amélie")
    kept = amelie.keep(a_record(identity=Identity(name=NAME, referrer="CPAS\n85.07.30-033.28")))
    assert kept.identity.referrer == "CPAS •••"
    amelie.sync()
    assert amelie.kept(a_record()).state is PersonalState.ACCEPTED


def test_a_server_that_knows_no_records_yet_leaves_them_waiting(sit: Sit) -> None:
    amelie = sit("Amélie")
    amelie.keep(a_record())
    unknown = partial(refusing, "404 Not Found", "not_found")

    def older(request: Request, answer: bytes) -> bytes:
        is_new = request.path.startswith(RECORDS) or "stream=personal" in request.path
        return unknown(request, answer) if is_new else answer

    amelie.relay.spoil = older
    amelie.sync()
    assert amelie.kept(a_record()).state is PersonalState.PENDING


def test_what_is_gone_is_believed_of_nobody_but_the_server(sit: Sit) -> None:
    """A portal's 410 destroys nothing."""
    amelie = sit("Amélie")
    amelie.keep(a_record())
    gone = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
    amelie.relay.instead = lambda request: gone if request.path.startswith(RECORDS) else None
    amelie.sync()
    assert amelie.sees(a_record()) == a_record()


def test_why_nobody_could_be_asked_is_gone_from_every_desk_once_it_is_taken_back(
    sit: Sit, central: RunningServer
) -> None:
    amelie, bart = sit("Amélie"), sit("Bart")
    vital = a_consent(mode=ConsentMode.VITAL_INTERESTS, reason="chez sa soeur Rachida-Canari")
    record = amelie.keep(a_record(consent=vital))
    for place in (amelie, bart):
        place.sync()
    assert b"Rachida" in bart.raw()

    assert bart.withdraw(record.id)
    for place in (bart, amelie):
        place.sync()

    for held in (amelie.raw(), bart.raw(), server_files(central)):
        assert b"Rachida" not in held
