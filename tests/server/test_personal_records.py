"""Consent and identity on the server: for the team that rings back, and gone for good once said."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner
from sqlalchemy import LargeBinary, Select, make_url, select

from helpdesk_domain.consent import (
    Consent,
    ConsentMode,
    Identity,
    PersonalRecord,
    Purpose,
)
from helpdesk_domain.languages import Words
from helpdesk_domain.people import Role
from helpdesk_domain.personal_rules import blanked
from helpdesk_domain.sealing import unseal
from helpdesk_domain.state_hash import EMPTY
from helpdesk_domain.wire import digest, to_json
from helpdesk_server.backups.restoring import restore
from helpdesk_server.backups.taking import take
from helpdesk_server.commands.group import command_line
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.settings import Settings
from helpdesk_server.store.base import Base
from helpdesk_server.store.database import Session, Store
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import AuditRow
from tests.personal import CANARIES, GIVEN, NAME, a_consent, a_record, a_refusal
from tests.postgres import Cluster
from tests.server.desk import Desk, code_of
from tests.server.records import uuid_of
from tests.serving import HandClock, RunningServer, running_server
from tests.store.small_disk import no_file_above

LATER = GIVEN + timedelta(days=3)


def keep(
    desk: Desk, record: PersonalRecord, base_rev: int | None = None, **fields: Any
) -> requests.Response:
    """Send `record`, with `fields` of its JSON changed."""
    told = json.loads(to_json(record)) | fields
    body = to_json(told) if fields else to_json(record)
    headers = {"HD-Digest": digest(body), "Content-Type": "application/json"}
    if base_rev is not None:
        headers["If-Match"] = f'"{base_rev}"'
    return desk.ask("PUT", f"/v1/personal-records/{record.id}", body, headers)


def page_of(desk: Desk, team: str = "midi") -> Any:
    return desk.get(f"/v1/changes?stream=personal:{team}&since=0").json()


def seen(desk: Desk, team: str = "midi") -> list[str]:
    """Names in the stream of the team."""
    changes = page_of(desk, team)["changes"]
    return [c["data"]["record"]["identity"]["name"] for c in changes if not c["deleted"]]


def deeds(server: RunningServer) -> list[str]:
    query = select(AuditRow.action).where(AuditRow.action.like("personal%")).order_by(AuditRow.id)
    return list(server.store.read(lambda session: session.scalars(query).all()))


@pytest.fixture
def colleague(server: RunningServer, desk: Desk) -> Iterator[Desk]:
    """Bart, of the same team, at another desk."""
    server.add_person("Bart")
    with_token = Desk(server).sign_in("Bart")
    yield with_token
    with_token.close()


@pytest.fixture
def outsider(server: RunningServer, desk: Desk) -> Iterator[Desk]:
    """Noor, of another team."""
    server.add_person("Noor", team="noord")
    with_token = Desk(server).sign_in("Noor")
    yield with_token
    with_token.close()


def raw_bytes(server: RunningServer) -> bytes:
    """All that is kept: of SQLite the files as they are, of PostgreSQL every row."""
    url = make_url(server.settings.database)
    if url.get_backend_name() == "sqlite":
        files = Path(str(url.database)).parent.glob(Path(str(url.database)).name + "*")
        return b"".join(path.read_bytes() for path in files)
    return b"".join(_rows(server.store))


def _all_of(session: Session, query: Select[Any]) -> list[Any]:
    return list(session.execute(query).all())


def _rows(store: Store) -> Iterator[bytes]:
    for table in Base.metadata.sorted_tables:
        for row in store.read(partial(_all_of, query=select(table))):
            for value in row:
                yield value if isinstance(value, bytes) else str(value).encode()


def sealed_parts(server: RunningServer) -> list[bytes]:
    """Each sealed identity and each wrapped key."""
    tables = [Base.metadata.tables[name] for name in ("personal_identity", "personal_key")]
    found: list[bytes] = []
    for table in tables:
        (column,) = (c for c in table.columns if isinstance(c.type, LargeBinary))
        rows = server.store.read(partial(_all_of, query=select(column)))
        found += [row[0] for row in rows]
    return found


def test_a_record_is_kept_once_and_the_team_sees_it_and_nobody_else(
    server: RunningServer, desk: Desk, colleague: Desk, outsider: Desk
) -> None:
    # Given somebody who wants to be rung back
    first, again = keep(desk, a_record()), keep(desk, a_record())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()

    # Then each of the team knows whom to ring
    assert seen(desk) == seen(colleague) == [NAME]
    (change,) = page_of(colleague)["changes"]
    assert (change["entity"], change["data"]["author"]) == ("personal_record", "Amélie")

    # And no other team, nor whoever looks after the server, not even of the same team
    server.add_person("Root", Role.ADMIN, "midi")
    admin = Desk(server).sign_in("Root")
    for stranger in (outsider, admin):
        refused = stranger.get("/v1/changes?stream=personal:midi&since=0")
        assert (refused.status_code, code_of(refused)) == (403, "forbidden")
        assert NAME not in refused.text
    admin_sends = keep(admin, a_record("of the admin"))
    admin.close()
    assert (admin_sends.status_code, seen(outsider, "noord")) == (403, [])
    assert deeds(server) == ["personal.created"]


def test_what_the_team_does_not_need_is_on_the_server_and_in_no_stream(
    server: RunningServer, desk: Desk, colleague: Desk
) -> None:
    handed = a_consent(Purpose.HAND_OVER, services=("Maison médicale",))
    assert keep(desk, a_record(consent=handed)).status_code == 201
    assert keep(desk, a_record("b", a_consent(Purpose.CASE_DISCUSSION))).status_code == 201
    assert keep(desk, a_record("c", a_refusal())).status_code == 201
    assert page_of(colleague)["changes"] == []
    assert keep(colleague, a_record(consent=handed, identity=Identity())).status_code == 403


def test_no_identity_lies_in_the_clear(server: RunningServer, desk: Desk) -> None:
    keep(desk, a_record())
    for canary in CANARIES:
        assert canary not in raw_bytes(server)
    assert len(sealed_parts(server)) == 2


def keys(server: RunningServer) -> set[bytes]:
    """The keys of all records, opened."""
    table = Base.metadata.tables["personal_key"]
    wrapping = server.store.read(identity).wrapping_key
    rows = server.store.read(partial(_all_of, query=select(table)))
    return {unseal(row.wrapped_key, wrapping, row.record_id) for row in rows}


def test_each_record_has_a_key_of_its_own_and_each_revision_too(
    server: RunningServer, desk: Desk
) -> None:
    keep(desk, a_record())
    keep(desk, a_record("another"))
    before = keys(server)
    keep(desk, a_record(identity=Identity(name="Zoé")), 1)
    after = keys(server)
    assert (len(before), len(after), len(before & after)) == (2, 2, 1)


def test_nothing_is_erased_before_that_is_written_down_beside_the_database(
    server: RunningServer, desk: Desk
) -> None:
    keep(desk, a_record())
    file = erasure_file(server.settings.data_dir).path
    file.unlink(missing_ok=True)

    # Given a disk that does not take the line
    file.mkdir()
    answer = keep(desk, blanked(a_record(), LATER), 1)
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert len(sealed_parts(server)) == 2

    # Then it is erased once that is there
    file.rmdir()
    assert keep(desk, blanked(a_record(), LATER), 1).status_code == 200
    assert list(erasure_file(file.parent).ids()) == [uuid_of("a record")]


def test_a_line_that_a_power_cut_tore_hides_no_other(tmp_path: Path, clock: HandClock) -> None:
    file = erasure_file(tmp_path)
    assert list(file.ids()) == []
    file.note(uuid_of("a"), clock())
    file.path.write_bytes(file.path.read_bytes() + b'{"id":"' + uuid_of("torn").encode())
    file.note(uuid_of("b"), clock())
    file.add_all({uuid_of("a"), uuid_of("c")}, clock())
    assert sorted(file.ids()) == sorted(map(uuid_of, "abc"))


def test_a_line_for_which_the_disk_has_half_the_room_is_no_line(
    tmp_path: Path, clock: HandClock
) -> None:
    # Given a disk that is full in the middle of the next line
    file = erasure_file(tmp_path)
    file.note(uuid_of("a"), clock())
    size = file.path.stat().st_size
    with no_file_above(size + 40), pytest.raises(StoreUnavailable):
        file.note(uuid_of("b"), clock())
    assert set(file.ids()) == {uuid_of("a")}

    # Then with room it is in it, and so is one that the disk took in pieces
    file.note(uuid_of("b"), clock())
    assert set(file.ids()) == {uuid_of("a"), uuid_of("b")}


def test_a_withdrawal_at_any_revision_destroys_key_and_bytes_at_once(
    server: RunningServer, desk: Desk, colleague: Desk
) -> None:
    # Given a record that was edited since a colleague saw it
    keep(desk, a_record())
    other_phone = a_record(identity=Identity(name=NAME, phone="+32 470 00 00 00"))
    before = sealed_parts(server)
    assert keep(desk, other_phone, 1).json()["rev"] == 2
    parts = before + sealed_parts(server)
    assert len(set(parts)) == 4  # another key for another revision

    # When the colleague, who knows the first revision, hears that it is taken back
    answer = keep(colleague, blanked(a_record(), LATER), 1)
    assert (answer.status_code, answer.json()["rev"]) == (200, 3)

    # Then nothing that it was made of is left, in no table and no log
    assert sealed_parts(server) == []
    left = raw_bytes(server)
    assert not [part for part in parts if part in left]

    # And the streams say so, with the state of an empty one
    page = page_of(desk)
    assert [change["deleted"] for change in page["changes"]] == [True]
    assert (page["records"], page["state_hash"]) == (0, EMPTY)
    assert deeds(server)[-2:] == ["personal.withdrawn", "personal.erased"]


@pytest.mark.parametrize("by", ["desk", "keyboard", "older desk"])
def test_why_nobody_could_be_asked_goes_with_the_identity(
    server: RunningServer, desk: Desk, by: str
) -> None:
    # Given somebody who could not be asked, and a reason that says too much
    reason = "inconsciente chez sa soeur Rachida-Canari"
    record = a_record(consent=a_consent(mode=ConsentMode.VITAL_INTERESTS, reason=reason))
    assert keep(desk, record).status_code == 201
    assert b"Rachida" in raw_bytes(server)

    # When it is taken back, also by a desk whose program leaves the reason in
    withdrawal = blanked(record, LATER)
    if by == "older desk":
        said = replace(withdrawal.consent, reason=reason)
        withdrawal = replace(withdrawal, consent=said)
    if by == "keyboard":
        assert typed(server, "consent", "erase", record.id).exit_code == 0
    else:
        assert keep(desk, withdrawal, 1).status_code == 200

    # Then it is nowhere, and that it happened is still listed
    assert b"Rachida" not in raw_bytes(server)
    assert record.id in typed(server, "consent", "list", "--vital").stdout
    assert keep(desk, blanked(record, LATER), 1).status_code == 200


def test_what_was_withdrawn_never_comes_back_whoever_sends_it(
    server: RunningServer, desk: Desk, colleague: Desk
) -> None:
    keep(desk, a_record())
    withdrawal = keep(colleague, blanked(a_record(), LATER), 1)
    for base_rev in (None, 1, 2, 7):
        for sender in (desk, colleague):
            answer = keep(sender, a_record(), base_rev)
            assert (answer.status_code, code_of(answer)) == (410, "erased")
    # the withdrawal itself, sent again, is answered as before
    assert keep(colleague, blanked(a_record(), LATER), 1).json() == withdrawal.json()
    assert keep(desk, blanked(a_record(), LATER + timedelta(1))).json() == withdrawal.json()
    assert sealed_parts(server) == []


def test_a_record_that_was_withdrawn_before_it_came_is_an_erased_one(
    server: RunningServer, desk: Desk
) -> None:
    assert keep(desk, blanked(a_record(), LATER)).status_code == 201
    assert keep(desk, a_record()).status_code == 410
    assert (seen(desk), page_of(desk)["state_hash"]) == ([], EMPTY)


def test_an_edit_needs_the_revision_that_is_there(desk: Desk, colleague: Desk) -> None:
    keep(desk, a_record())
    mine = a_record(identity=Identity(name=NAME, phone="+32 470 00 00 01"))
    theirs = a_record(identity=Identity(name=NAME, phone="+32 470 00 00 02"))
    assert keep(colleague, theirs, 1).json()["rev"] == 2
    for base_rev in (None, 1):
        answer = keep(desk, mine, base_rev)
        assert (answer.status_code, code_of(answer)) == (409, "conflict")
        held = answer.json()
        assert (held["rev"], held["edited_by"]) == (2, "Bart")
        assert held["current"]["identity"]["phone"] == "+32 470 00 00 02"
    assert keep(desk, mine, 2).json()["rev"] == 3
    assert keep(desk, mine, 2).json()["rev"] == 3


def test_a_restored_server_takes_an_edit_of_what_it_lacks(desk: Desk) -> None:
    assert keep(desk, a_record(), 4).json()["rev"] == 5
    newer = a_record(identity=Identity(name="Zoé"))
    assert keep(desk, newer, 8).json()["rev"] == 9


def test_another_team_may_neither_edit_nor_withdraw(desk: Desk, outsider: Desk) -> None:
    keep(desk, a_record())
    for record in (a_record(), blanked(a_record(), LATER)):
        for base_rev in (None, 1, 5):
            answer = keep(outsider, record, base_rev)
            assert (answer.status_code, code_of(answer)) == (403, "forbidden")
    assert seen(desk) == [NAME]


def test_a_consent_is_never_edited(desk: Desk) -> None:
    keep(desk, a_record())
    for other in (
        a_record(consent=a_consent(Purpose.CALL_BACK, Purpose.FOLLOW_UP)),
        a_record(consent=a_consent(text_version="2025-9")),
        a_record(call="another call"),
        a_record(consent=a_refusal()),
    ):
        answer = keep(desk, other, 1)
        assert (answer.status_code, answer.json()["pointer"]) == (422, "/consent")


NISS = "85.07.30-033.28"


@pytest.mark.parametrize(
    ("record", "fields", "pointer"),
    [
        (a_record(consent=a_refusal(), identity=Identity(name="X")), {}, "/identity"),
        (replace(blanked(a_record(), LATER), identity=Identity(name="X")), {}, "/identity"),
        (a_record(consent=replace(a_consent(), purposes=())), {}, "/identity"),
        (
            a_record(consent=replace(a_consent(), purposes=()), identity=Identity()),
            {},
            "/consent/purposes",
        ),
        (
            a_record(consent=replace(a_refusal(), purposes=(Purpose.CALL_BACK,))),
            {},
            "/consent/purposes",
        ),
        (a_record(consent=a_consent(*[Purpose.CALL_BACK] * 2)), {}, "/consent/purposes"),
        (a_record(consent=a_consent(Purpose.HAND_OVER)), {}, "/consent/services"),
        (a_record(consent=a_consent(services=("X",))), {}, "/consent/services"),
        (
            a_record(consent=a_consent(Purpose.HAND_OVER, services=("x" * 201,))),
            {},
            "/consent/services/0",
        ),
        (
            a_record(consent=a_consent(mode=ConsentMode.VITAL_INTERESTS, reason=" ")),
            {},
            "/consent/reason",
        ),
        (a_record(consent=a_consent(reason="parce que")), {}, "/consent/reason"),
        (
            a_record(consent=a_refusal(mode=ConsentMode.VITAL_INTERESTS, reason="x")),
            {},
            "/consent/mode",
        ),
        (a_record(consent=replace(a_refusal(), withdrawn_at=LATER)), {}, "/consent/withdrawn_at"),
        (a_record(consent=a_consent(text_version="")), {}, "/consent/text_version"),
        (a_record(consent=a_consent(language="de")), {}, "/consent/language"),
        (
            a_record(consent=a_consent(given_at=GIVEN.replace(tzinfo=None))),
            {},
            "/consent/given_at",
        ),
        (a_record(identity=Identity(address="x" * 201)), {}, "/identity/address"),
        (a_record(identity=Identity(name="a\0b")), {}, "/identity/name"),
        (a_record(identity=Identity(name="a\x1b[2Jb")), {}, "/identity/name"),
        (a_record(identity=Identity(email="a\u202eb")), {}, "/identity/email"),
        (a_record(identity=Identity(birth_year="30/7/85")), {}, "/identity/birth_year"),
        (a_record(identity=Identity(phone=NISS)), {}, "/identity/phone"),
        (
            a_record(consent=a_consent(mode=ConsentMode.VITAL_INTERESTS, reason=f"n° {NISS}")),
            {},
            "/consent/reason",
        ),
        (a_record(), {"call_id": "x"}, "/call_id"),
        (a_record(), {"identity": {"niss": "x"}}, "/identity"),
        (a_record(), {"nationality": "x"}, None),
        (a_record(), {"consent": json.loads(to_json(a_consent())) | {"more": 1}}, "/consent"),
        (a_record(), {"consent": {"answer": "perhaps"}}, "/consent/answer"),
    ],
)
def test_what_no_consent_allows_is_refused_and_nothing_of_it_is_kept(
    server: RunningServer,
    desk: Desk,
    record: PersonalRecord,
    fields: dict[str, Any],
    pointer: str | None,
) -> None:
    answer = keep(desk, record, **fields)
    assert (answer.status_code, answer.json().get("pointer")) == (422, pointer)
    assert (sealed_parts(server), deeds(server)) == ([], [])
    assert NISS not in answer.text


def typed(server: RunningServer, *arguments: str) -> Any:
    """What `helpdesk-server` says at the server's own keyboard."""
    settings = server.settings
    options = ["--data-dir", str(settings.data_dir), "--database", settings.database]
    return CliRunner().invoke(command_line(Words("en")), [*options, *arguments])


def test_where_nobody_could_be_asked_whoever_answers_for_data_protection_is_told(
    server: RunningServer, desk: Desk
) -> None:
    vital = a_consent(mode=ConsentMode.VITAL_INTERESTS, reason="unconscious, alone at home")
    keep(desk, a_record(consent=vital))
    keep(desk, a_record("another"))
    assert "personal.vital_interests" in deeds(server)

    listed = typed(server, "consent", "list", "--vital")
    assert listed.exit_code == 0
    assert "unconscious, alone at home" in listed.stdout
    assert (uuid_of("a record") in listed.stdout, uuid_of("another") in listed.stdout) == (
        True,
        False,
    )
    assert NAME not in typed(server, "consent", "list", "--json").stdout


def test_a_record_can_be_erased_at_the_servers_own_keyboard(
    server: RunningServer, desk: Desk
) -> None:
    keep(desk, a_record())
    parts = sealed_parts(server)
    assert typed(server, "consent", "erase", uuid_of("a record")).exit_code == 0
    assert not [part for part in parts if part in raw_bytes(server)]
    assert keep(desk, a_record(), 1).status_code == 410
    assert [change["deleted"] for change in page_of(desk)["changes"]] == [True]
    assert typed(server, "consent", "erase", uuid_of("a record")).exit_code == 6
    assert uuid_of("a record") in set(erasure_file(server.settings.data_dir).ids())


@pytest.fixture
def another_database(
    request: pytest.FixtureRequest, empty_database: str, tmp_path: Path
) -> Iterator[str]:
    """A second empty one, of the same kind."""
    if make_url(empty_database).get_backend_name() == "sqlite":
        yield f"sqlite:///{tmp_path / 'another.db'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.drop(url)


@pytest.mark.parametrize("moved", [False, True])
def test_a_restored_backup_brings_nobody_back(
    empty_database: str,
    another_database: str,
    tmp_path: Path,
    clock: HandClock,
    moved: bool,
) -> None:
    """Neither with its data folder nor, with the folder of the backups, on another machine."""
    folder, backups = tmp_path / "data", tmp_path / "backups"
    backups.mkdir()
    old = backups / "old.helpdesk-backup"

    # Given a backup of before a withdrawal, and of before a record that was withdrawn as well
    with running_server(folder, empty_database, clock) as server:
        server.add_person("Amélie")
        desk = Desk(server).sign_in()
        keep(desk, a_record())
        take(server.store, old, clock())
        keep(desk, a_record("later"))
        for name in ("a record", "later"):
            assert keep(desk, blanked(a_record(name), LATER), 1).status_code == 200
        take(server.store, backups / "new.helpdesk-backup", clock())
        desk.close()

    # When it is restored
    if moved:
        folder = tmp_path / "elsewhere"
    settings = Settings(data_dir=folder, database_url=another_database)
    restore(settings, old, clock(), replace=False)

    # Then neither is there, nor can a desk that was offline bring it back
    with running_server(folder, another_database, clock) as server:
        assert sealed_parts(server) == []
        desk = Desk(server).sign_in()
        for name in ("a record", "later"):
            assert keep(desk, a_record(name), 1).status_code == 410
        assert page_of(desk)["records"] == 0
        desk.close()


def test_a_consent_says_what_it_said(desk: Desk, colleague: Desk) -> None:
    told: Consent = a_consent(
        Purpose.CALL_BACK,
        Purpose.HAND_OVER,
        services=("Maison médicale, « Le Canal »",),
        mode=ConsentMode.INTERPRETER,
        representative=True,
        language="nl",
    )
    somebody = Identity(
        name="Zoé",
        phone="+32 2 000 00 00",
        email="z@ex.be",
        address="rue X 1",
        birth_year="1985",
        referrer="Dr Y, 02 1",
    )
    record = a_record(consent=told, identity=somebody)
    keep(desk, record)
    (change,) = page_of(colleague)["changes"]
    assert change["data"]["record"] == json.loads(to_json(record))


MAY_READ = {Role.OPERATOR, Role.OUTREACH, Role.LEAD}


@pytest.mark.parametrize("team", ["midi", "noord"])
@pytest.mark.parametrize("role", Role)
def test_who_may_read_edit_and_take_back_what_somebody_else_kept(
    server: RunningServer, desk: Desk, role: Role, team: str
) -> None:
    """Each role, of the same team and of another, at each record that the team reads or not."""
    # Given a record that the team reads, one that it does not, one that is gone
    shared, own, gone = (
        a_record(name, a_consent(purpose))
        for name, purpose in (
            ("shared", Purpose.FOLLOW_UP),
            ("own", Purpose.CASE_DISCUSSION),
            ("gone", Purpose.CALL_BACK),
        )
    )
    for record in (shared, own, gone):
        assert keep(desk, record).status_code == 201
    keep(desk, blanked(gone, LATER))

    # When somebody else asks for all of it
    server.add_person("Noor", role, team)
    other = Desk(server).sign_in("Noor")
    edits = [
        keep(other, replace(record, identity=Identity(name="X")), 1).status_code
        for record in (shared, own, gone)
    ]
    took_back = [keep(other, blanked(one, LATER), 1).status_code for one in (shared, own, gone)]
    stream = other.get("/v1/changes?stream=personal:midi&since=0")
    made = keep(other, a_record("new")).status_code
    other.close()

    # Then a member of the team may, whoever looks after the server and other teams may not
    is_member = team == "midi" and role in MAY_READ
    assert edits == ([200, 403, 410] if is_member else [403] * 3)
    assert took_back == ([200] * 3 if is_member else [403] * 3)
    assert stream.status_code == (200 if is_member else 403)
    assert made == (201 if role in MAY_READ else 403)


def test_eight_desks_that_send_the_same_at_once_are_told_the_same(
    server: RunningServer, desk: Desk
) -> None:
    desks = [Desk(server, desk.device_id) for _ in range(8)]
    for one in desks:
        one.tokens = desk.tokens
    with ThreadPoolExecutor(8) as at_once:
        created = list(at_once.map(lambda one: keep(one, a_record()), desks))
        withdrawal = blanked(a_record(), LATER)
        ended = list(at_once.map(lambda one: keep(one, withdrawal, 1), desks))
    assert sorted(answer.status_code for answer in created) == [200] * 7 + [201]
    assert [answer.status_code for answer in ended] == [200] * 8
    for answers in (created, ended):
        assert len({answer.text for answer in answers}) == 1
    assert deeds(server) == ["personal.created", "personal.withdrawn", "personal.erased"]
    for one in desks:
        one.close()
