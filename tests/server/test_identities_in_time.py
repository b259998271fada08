"""Who somebody is goes in time and on request, as the words of the call do; what is held stays."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import (
    Consent,
    ConsentMode,
    Identity,
    PersonalRecord,
    Purpose,
)
from helpdesk_domain.languages import Words
from helpdesk_domain.reads import BEGINNING, ReadMarks, What, Why, next_mark
from helpdesk_domain.wire import to_json
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.retention import running
from helpdesk_server.retention.periods import PREFIX, BadPeriods, Periods, before, periods
from helpdesk_server.retention.running import plan, run
from helpdesk_server.rights.personal import KeptPersonal
from helpdesk_server.rights.words import FIELDS
from helpdesk_server.settings import Settings
from helpdesk_server.store import holds
from helpdesk_server.store.audit import Action
from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.store.tables import AuditRow
from tests.personal import CANARIES, NAME, PHONE, a_consent, a_record, a_refusal
from tests.server.desk import Desk
from tests.server.records import a_call, uuid_of
from tests.server.test_personal_records import keep, page_of, raw_bytes, sealed_parts
from tests.server.test_retention import ended
from tests.server.test_rights import FOLLOWED, REFERENCE, Types, kinds_in, types
from tests.serving import HandClock, RunningServer, running_server

__all__ = ["types"]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BY_CALL, BY_CONSENT = "identity_followed", "identity"


def agreed(clock: HandClock, name: str = "a record", call: str = "first") -> PersonalRecord:
    """Somebody who agrees now to be rung back about that call."""
    return a_record(name, a_consent(given_at=clock.now), call=call)


def planned(store: Store, clock: HandClock) -> dict[str, list[str]]:
    found = store.read(partial(plan, periods=Periods(), now=clock.now))
    due = {one.category.name: [due.id for due in one.due] for one in found.planned}
    return {name: due[name] for name in (BY_CALL, BY_CONSENT)}


def runs(server: RunningServer, clock: HandClock) -> dict[str, int]:
    note = partial(erasure_file(server.settings.data_dir).note, now=clock.now)
    gone = {one.name: n for one, n in run(server.store, Periods(), clock.now, note)}
    return {name: gone[name] for name in (BY_CALL, BY_CONSENT)}


def deeds_with(server: RunningServer, subject: str) -> list[str]:
    query = select(AuditRow.action).where(AuditRow.subject == subject).order_by(AuditRow.id)
    return list(server.store.read(lambda session: session.scalars(query).all()))


def is_whole(server: RunningServer) -> bool:
    """Whether there is an identity that can be opened."""
    return len(sealed_parts(server)) == 2


@pytest.fixture
def rung_back(desk: Desk, clock: HandClock) -> Desk:
    """A call that is followed, and whom to ring back for it."""
    assert desk.put_call(a_call(**FOLLOWED)).status_code == 201
    assert keep(desk, agreed(clock)).status_code == 201
    return desk


# In time -----------------------------------------------------------------------------------------


def test_an_identity_goes_thirty_days_after_the_end_of_the_follow_up(
    rung_back: Desk, server: RunningServer, clock: HandClock
) -> None:
    # Given a follow-up of two months, which ends then
    clock.advance(days=60)
    assert planned(server.store, clock) == {BY_CALL: [], BY_CONSENT: []}
    done: dict[str, Any] = ended(done_at=clock.now.isoformat())
    assert rung_back.sign_in().put_call(a_call(**done), 1).status_code == 200
    parts = sealed_parts(server)

    # When twenty-nine days went by, and then two more
    clock.advance(days=29)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}
    clock.advance(days=2)
    assert planned(server.store, clock) == {BY_CALL: [uuid_of("a record")], BY_CONSENT: []}
    assert is_whole(server), "a plan changes nothing"
    assert runs(server, clock) == {BY_CALL: 1, BY_CONSENT: 0}

    # Then key and bytes are destroyed, and every desk hears it
    assert sealed_parts(server) == []
    if server.store.engine.dialect.name == "sqlite":
        assert not [part for part in parts if part in raw_bytes(server)]
    rung_back.sign_in()
    assert [change["deleted"] for change in page_of(rung_back)["changes"]] == [True]

    # And nobody brings it back, neither a desk nor a backup; the audit has it
    assert keep(rung_back, agreed(clock)).status_code == 410
    assert uuid_of("a record") in set(erasure_file(server.settings.data_dir).ids())
    assert deeds_with(server, uuid_of("a record"))[-1] == Action.PERSONAL_ERASED
    assert planned(server.store, clock) == {BY_CALL: [], BY_CONSENT: []}
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}


def test_at_most_six_months_after_the_consent_it_goes_though_the_call_is_followed(
    rung_back: Desk, server: RunningServer, clock: HandClock
) -> None:
    clock.now = before(clock.now, -6) - timedelta(hours=1)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}
    clock.advance(hours=2)
    assert planned(server.store, clock) == {BY_CALL: [], BY_CONSENT: [uuid_of("a record")]}
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 1}
    assert not is_whole(server)


def test_of_a_call_that_nobody_follows_it_goes_thirty_days_after_the_person_was_asked(
    desk: Desk, server: RunningServer, clock: HandClock
) -> None:
    # Given a call of forty days ago, whose person is asked today
    desk.put_call(a_call())
    clock.advance(days=40)
    keep(desk.sign_in(), agreed(clock))
    clock.advance(days=29)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}
    clock.advance(days=2)
    assert runs(server, clock) == {BY_CALL: 1, BY_CONSENT: 0}


def test_a_call_that_never_came_keeps_nobody_for_longer(
    desk: Desk, server: RunningServer, clock: HandClock
) -> None:
    keep(desk, agreed(clock))
    clock.advance(days=40)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}
    clock.advance(days=150)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 1}


def test_a_consent_of_the_next_century_counts_from_when_it_came(
    desk: Desk, server: RunningServer, clock: HandClock
) -> None:
    far = a_consent(given_at=datetime(2126, 1, 1, tzinfo=UTC))
    keep(desk, a_record(consent=far))
    clock.advance(days=190)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 1}


def test_a_no_has_nobody_in_it_and_stays(
    desk: Desk, server: RunningServer, clock: HandClock
) -> None:
    keep(desk, a_record(consent=a_refusal(given_at=clock.now)))
    clock.advance(days=190)
    assert planned(server.store, clock) == {BY_CALL: [], BY_CONSENT: []}


def test_whoever_is_followed_again_after_the_plan_stays(
    desk: Desk, server: RunningServer, clock: HandClock
) -> None:
    desk.put_call(a_call())
    keep(desk, agreed(clock))
    clock.advance(days=31)
    assert planned(server.store, clock)[BY_CALL] == [uuid_of("a record")]
    desk.sign_in().put_call(a_call(**FOLLOWED), 1)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}
    assert is_whole(server)


@pytest.mark.parametrize("category", [BY_CALL, BY_CONSENT])
def test_who_is_of_a_call_that_is_held_stays_until_it_is_held_no_longer(
    desk: Desk, server: RunningServer, clock: HandClock, category: str
) -> None:
    desk.put_call(a_call(**({} if category == BY_CALL else FOLLOWED)))
    keep(desk, agreed(clock))
    held = CallId(uuid_of("first"))
    server.store.run(partial(holds.hold, call_id=held, reason="le juge", now=clock.now))
    clock.advance(days=31 if category == BY_CALL else 190)

    found = server.store.read(partial(plan, periods=Periods(), now=clock.now))
    assert (found.held, planned(server.store, clock)) == (1, {BY_CALL: [], BY_CONSENT: []})
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 0}
    assert is_whole(server)

    server.store.run(partial(holds.lift, call_id=held, now=clock.now))
    assert runs(server, clock)[category] == 1


def test_more_than_a_batch_goes_of_several_teams(
    desk: Desk, server: RunningServer, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_A_TIME", 3)
    server.add_person("Noor", team="noord")
    noor = Desk(server).sign_in("Noor")
    for number in range(8):
        sender = desk if number % 2 else noor
        assert keep(sender, agreed(clock, str(number))).status_code == 201
    noor.close()
    clock.advance(days=190)
    assert runs(server, clock) == {BY_CALL: 0, BY_CONSENT: 8}
    assert sealed_parts(server) == []


def test_where_it_cannot_be_written_down_first_nothing_is_erased(
    rung_back: Desk, server: RunningServer, clock: HandClock
) -> None:
    clock.advance(days=190)

    def full(_: str) -> None:
        raise StoreUnavailable("the disk is full")

    with pytest.raises(StoreUnavailable):
        list(run(server.store, Periods(), clock.now, full))
    assert is_whole(server)


def test_the_periods_of_an_identity_are_configuration_and_have_an_end(tmp_path: Path) -> None:
    assert (Periods().identity_days, Periods().identity_months) == (30, 6)
    said = periods(tmp_path, {PREFIX + "IDENTITY_DAYS": "366", PREFIX + "IDENTITY_MONTHS": "12"})
    assert (said.identity_days, said.identity_months) == (366, 12)
    for name, told in (("IDENTITY_DAYS", "367"), ("IDENTITY_MONTHS", "13"), ("IDENTITY_DAYS", "0")):
        with pytest.raises(BadPeriods):
            periods(tmp_path, {PREFIX + name: told})


def test_who_looks_after_privacy_sees_it_in_the_plan_and_runs_it(
    rung_back: Desk, types: Types, tmp_path: Path
) -> None:
    # the commands look at the clock of the computer: the consent is of before it
    long_ago = a_record("old", a_consent(given_at=LONG_AGO))
    keep(rung_back, long_ago)
    told = types("retention", "plan", "--json", "--ids")
    assert uuid_of("old") in json.loads(told.stdout)["due"][BY_CONSENT]["ids"]
    assert NAME not in told.stdout
    done = types("retention", "run")
    assert done.exit_code == 0, done.stderr
    assert BY_CONSENT in done.stdout
    assert uuid_of("old") in set(erasure_file(tmp_path).ids())
    assert keep(rung_back, long_ago).status_code == 410


# On request --------------------------------------------------------------------------------------


@pytest.fixture
def known(desk: Desk, clock: HandClock) -> Desk:
    """A call with a reference, and who it is about."""
    desk.put_call(a_call(reference=REFERENCE, **FOLLOWED))
    keep(desk, agreed(clock))
    return desk


def test_found_it_is_said_that_there_is_somebody_and_not_who(known: Desk, types: Types) -> None:
    found = types("rights", "find", REFERENCE)
    assert "who it is is kept" in found.stdout
    assert NAME not in found.stdout
    types("consent", "erase", uuid_of("a record"))
    assert "who it is is kept" not in types("rights", "find", REFERENCE).stdout


def test_the_package_has_every_field_of_the_record_in_words_and_for_programs(
    desk: Desk, types: Types, server: RunningServer, tmp_path: Path, clock: HandClock
) -> None:
    # Given a record in which every field that can be said together is, and somebody read it
    desk.put_call(a_call(reference=REFERENCE))
    consent = a_consent(
        *(Purpose.CALL_BACK, Purpose.HAND_OVER),
        services=("Maison médicale",),
        mode=ConsentMode.VITAL_INTERESTS,
        reason="inconsciente",
        representative=True,
        given_at=clock.now,
    )
    who = {field.name: f"signe {field.name}" for field in fields(Identity)}
    identity = Identity(**(who | {"birth_year": "1973"}))
    record = replace(a_record(consent=consent), identity=identity)
    assert keep(desk, record).status_code == 201
    mark = next_mark(BEGINNING, What.IDENTITY, record.id, Why.CONTACT, None, clock.now)
    assert desk.post("/v1/reads", to_json(ReadMarks(marks=(mark,)))).status_code == 200

    # When its caller asks for it
    path = tmp_path / "told.txt"
    assert types("rights", "export", REFERENCE, "-o", path, "--lang", "nl").exit_code == 0

    # Then the JSON holds every field with what it said
    (told,) = json.loads(path.with_name("told.txt.json").read_text("utf-8"))["others"]["personal"]
    assert set(told) == {field.name for field in fields(KeptPersonal)}
    sent = json.loads(to_json(record))
    assert told["record"]["identity"] == sent["identity"]
    assert set(told["record"]["identity"]) == {field.name for field in fields(Identity)}
    assert set(told["record"]["consent"]) == {field.name for field in fields(Consent)}
    assert told["record"]["consent"]["services"] == ["Maison médicale"]
    assert [deed["action"] for deed in told["deeds"]] == [
        *("personal.created", "personal.vital_interests", "personal.exported")
    ]

    # And the text names each of them, in the language that was asked for
    words, text = Words("nl"), path.read_text("utf-8")
    lines = [line.strip() for line in text.splitlines()]
    for kind in kinds_in(KeptPersonal):
        for name in FIELDS.get(kind, {}).values():
            assert any(line.startswith(words.say(name)) for line in lines), name
    assert all(said in text for said in (*who.values(), "1973") if said != who["birth_year"])
    assert "personal:" not in text
    assert Action.PERSONAL_EXPORTED in deeds_with(server, record.id)


@pytest.mark.parametrize("drop_row", [False, True])
def test_with_the_call_who_it_is_about_is_erased_and_never_comes_back(
    known: Desk, types: Types, server: RunningServer, tmp_path: Path, drop_row: bool
) -> None:
    done = types("rights", "erase", REFERENCE, *(["--drop-row"] if drop_row else []))
    assert done.exit_code == 0, done.stderr
    assert "Who you are was kept" in done.stdout
    assert sealed_parts(server) == []
    assert [change["deleted"] for change in page_of(known)["changes"]] == [True]
    assert uuid_of("a record") in set(erasure_file(tmp_path).ids())
    assert keep(known, a_record()).status_code == 410
    assert deeds_with(server, uuid_of("a record"))[-1] == Action.PERSONAL_ERASED


@pytest.mark.parametrize("drop_row", [False, True])
def test_what_was_agreed_to_before_the_erasure_and_comes_after_is_not_kept(
    known: Desk, types: Types, server: RunningServer, drop_row: bool
) -> None:
    # Given a laptop that was away, with a record of its own about the call
    types("rights", "erase", REFERENCE, *(["--drop-row"] if drop_row else []))
    earlier = a_consent(given_at=LONG_AGO)
    assert keep(known, a_record("from a laptop", earlier)).status_code == 410
    assert sealed_parts(server) == []
    # And somebody who rings about it again, and agrees then, is kept: not where it was dropped
    later = a_consent(given_at=datetime(2126, 1, 1, tzinfo=UTC))
    assert keep(known, a_record("again", later)).status_code == (410 if drop_row else 201)


def test_who_it_is_about_is_not_erased_of_a_call_that_is_held(
    known: Desk, types: Types, server: RunningServer, tmp_path: Path
) -> None:
    types("hold", "add", uuid_of("first"), "--reason", "le juge")
    assert types("rights", "erase", REFERENCE).exit_code == 6
    refused = types("consent", "erase", uuid_of("a record"))
    assert refused.exit_code == 6
    assert "held" in refused.stderr
    assert is_whole(server)
    assert list(erasure_file(tmp_path).ids()) == []
    types("hold", "lift", uuid_of("first"))
    assert types("consent", "erase", uuid_of("a record")).exit_code == 0


def test_a_restore_erases_who_it_was_about_again(
    known: Desk, types: Types, server: RunningServer, tmp_path: Path, clock: HandClock
) -> None:
    if server.store.engine.dialect.name != "sqlite":
        pytest.skip("one kind of database is enough")
    backup = tmp_path / "before.helpdesk-backup"
    assert types("backup", backup).exit_code == 0
    assert keep(known, agreed(clock, "since")).status_code == 201
    assert types("rights", "erase", REFERENCE).exit_code == 0

    database = f"sqlite:///{tmp_path / 'put-back.db'}"
    assert types("--database", database, "restore", backup).exit_code == 0
    settings = Settings(data_dir=tmp_path / "again", database_url=database, pace=0)
    with running_server(tmp_path / "again", database, clock, settings) as again:
        other: Any = Desk(again, known.device_id).sign_in()
        assert not any(canary in raw_bytes(again) for canary in CANARIES)
        assert sealed_parts(again) == []
        assert keep(other, agreed(clock, "since")).status_code == 410
        assert keep(other, agreed(clock)).status_code == 410
        other.close()
    assert PHONE not in (tmp_path / "erasures.jsonl").read_text("utf-8")
