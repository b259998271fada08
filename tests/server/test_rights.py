"""What a caller may ask for with the reference they were told: all that is kept, or its end."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.erasures import ERASED
from helpdesk_domain.languages import Words
from helpdesk_domain.references import new_reference
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.wire import from_json
from helpdesk_server.commands import group
from helpdesk_server.requests_kept import NAME, Request, RequestsUnreadable, keep, kept_in
from helpdesk_server.rights.in_words import as_text
from helpdesk_server.rights.package import KINDS, Package, package
from helpdesk_server.rights.parts import PARTS
from helpdesk_server.rights.words import AS_THEY_ARE, CODES, FIELDS
from helpdesk_server.settings import Settings
from helpdesk_server.store.audit import Action
from helpdesk_server.store.base import Base
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.erasing import Erasure
from helpdesk_server.store.objections import may_be_counted
from helpdesk_server.store.tables import AuditRow
from tests.server.desk import Desk
from tests.server.records import a_call, uuid_of
from tests.serving import HandClock, RunningServer, running_server

REFERENCE = "7K3M9-QX2AB"
CANARY = "Kanarie"
TEXTS: dict[str, Any] = {
    "needs": [f"{CANARY} besoin"],
    "note": f"{CANARY} note",
    "unmet_needs": [{"words": f"{CANARY} rien", "reason": "cost", "terms": []}],
    "reference": REFERENCE,
    "of_a_later_program": {"said": f"{CANARY} plus tard"},
    "intake": {
        "form": "complex",
        "version": "1",
        "answers": {"housing": "no_address", "other": f"{CANARY} autre"},
        "reason": CANARY,
        "plan": [{"what": f"{CANARY} plan", "who": CANARY}],
    },
}
FOLLOWED: dict[str, Any] = {
    "outcome": "follow_up",
    "follow_up": {"due_at": "2026-03-03T10:00:00+01:00", "task": f"{CANARY} tâche"},
}

Types = Callable[..., Result]


@pytest.fixture
def types(server: RunningServer, tmp_path: Path) -> Types:
    """What `helpdesk-server` answers at the server's keyboard."""

    def run(*arguments: object, data_dir: Path = tmp_path) -> Result:
        options = ["--lang", "en", "--database", server.settings.database]
        options += ["--data-dir", str(data_dir)]
        return CliRunner().invoke(command_line(), [*options, *map(str, arguments)])

    return run


def command_line() -> Any:
    return group.command_line(Words("en"))


def bodies(session: Session, call_id: str) -> list[bytes]:
    row = CallRevisionRow
    return list(session.scalars(select(row.body).where(row.call_id == call_id).order_by(row.rev)))


def everything(session: Session) -> str:
    """Each row of each table, as text."""
    rows = (session.execute(select(table)).all() for table in Base.metadata.sorted_tables)
    return "\n".join(map(repr, rows))


def test_a_call_is_found_by_its_reference_however_it_is_typed(desk: Desk, types: Types) -> None:
    desk.put_call(a_call(**TEXTS))
    desk.put_call(a_call("another", reference=new_reference()))
    for typed in (REFERENCE, "7k3m9 qx2ab", "7K3M9QX2AB"):
        found = types("rights", "find", typed)
        assert found.exit_code == 0, found.stderr
        assert found.stdout.startswith(uuid_of("first"))
        assert CANARY not in found.stdout
    assert types("rights", "find", "7K3M9-QX2AC").exit_code == 6
    assert types("rights", "find", "Mme Dupont").exit_code == 6


def test_erased_words_are_nowhere_and_what_is_counted_stays(
    desk: Desk, types: Types, server: RunningServer
) -> None:
    # Given a call with words in three versions, and one of somebody else
    desk.put_call(a_call(**TEXTS))
    desk.put_call(a_call(**(TEXTS | FOLLOWED)), 1)
    desk.put_call(a_call(**(TEXTS | {"note": f"{CANARY} trois"})), 2)
    desk.put_call(a_call("another", note="reste"))
    assert CANARY in server.store.read(everything)

    # When its caller has it erased
    done = types("rights", "erase", REFERENCE)

    # Then no version has a word of it, and the other call has
    assert done.exit_code == 0, done.stderr
    assert "Receipt." in done.stdout
    assert CANARY not in server.store.read(everything)
    assert "reste" in server.store.read(everything)
    kept = server.store.read(partial(bodies, call_id=uuid_of("first")))
    left = [from_json(body, Call) for body in kept]
    assert len(left) == 3
    assert {call.outcome for call in left} == {"referred", "follow_up"}
    assert left[0].intake is not None
    assert left[0].intake.answers == {"housing": "no_address", "other": ""}
    assert left[0].unmet_needs[0].reason == "cost"
    if server.store.engine.dialect.name == "sqlite":
        folder = Path(str(server.store.engine.url.database)).parent
        found = [path.name for path in folder.glob("*.db*") if CANARY.encode() in path.read_bytes()]
        assert found == []


def test_a_desk_that_sends_again_what_was_erased_hears_what_it_heard_and_nothing_comes_back(
    desk: Desk, types: Types, server: RunningServer
) -> None:
    first, second = a_call(**TEXTS), a_call(**(TEXTS | {"note": f"{CANARY} deux"}))
    receipts = [desk.put_call(first).json(), desk.put_call(second, 1).json()]
    types("rights", "erase", REFERENCE)

    assert [desk.put_call(first).json(), desk.put_call(second, 1).json()] == receipts
    assert desk.put_calls(first).json()["answers"][0]["receipt"] == receipts[0]
    assert CANARY not in server.store.read(everything)

    # what a person saves on top of it is theirs to answer for
    assert desk.put_call(a_call(**(TEXTS | {"note": "nouveau"})), 2).status_code == 200


def test_a_call_that_was_dropped_is_answered_as_kept_and_never_kept_again(
    desk: Desk, types: Types, server: RunningServer
) -> None:
    body = a_call(**TEXTS)
    receipt = desk.put_call(body).json()
    done = types("rights", "erase", REFERENCE, "--drop-row")
    assert done.exit_code == 0, done.stderr

    again = desk.put_call(body)
    assert (again.status_code, again.json()) == (200, receipt)
    edited = desk.put_call(a_call(**(TEXTS | {"note": f"{CANARY} encore"})), 1)
    assert (edited.status_code, edited.json()["rev"]) == (200, 2)
    other = a_call("another", note="reste")
    told = desk.put_calls(body, other).json()["answers"]
    assert [one["status"] for one in told] == [200, 201]

    rows = server.store.read(lambda s: list(s.scalars(select(CallRow.id))))
    assert rows == [uuid_of("another")]
    assert CANARY not in server.store.read(everything)
    assert types("rights", "find", REFERENCE).exit_code == 6


@pytest.mark.parametrize("drop_row", [False, True])
def test_the_desks_of_the_team_hear_of_it(
    desk: Desk, types: Types, drop_row: bool, server: RunningServer
) -> None:
    # Given a call that the team follows
    desk.put_call(a_call(**(TEXTS | FOLLOWED)))
    before = desk.get("/v1/changes?stream=calls:midi&since=0").json()
    assert CANARY in json.dumps(before)

    # When it is erased, or dropped
    types("rights", "erase", REFERENCE, *(["--drop-row"] if drop_row else []))

    # Then the stream has it in a new place without a word, or no longer counts it
    page = desk.get(f"/v1/changes?stream=calls:midi&since={before['next']}").json()
    assert page["head"] > before["head"]
    assert CANARY not in json.dumps(page)
    whole = desk.get("/v1/changes?stream=calls:midi&since=0").json()
    live = [change for change in whole["changes"] if not change["deleted"]]
    assert len(live) == (0 if drop_row else 1)
    marks = [mark_of("call", change["id"], change["rev"]) for change in live]
    assert (whole["records"], whole["state_hash"]) == (len(live), moved(EMPTY, marks))

    # And each desk, of whatever team, hears which call it was
    told = desk.get(f"/v1/changes?stream={ERASED}&since=0").json()
    (change,) = told["changes"]
    assert (change["id"], change["data"]) == (uuid_of("first"), {"drops_row": drop_row})
    marks = [mark_of(change["entity"], change["id"], change["rev"])]
    assert told["state_hash"] == moved(EMPTY, marks)


def test_words_may_go_first_and_the_call_later(desk: Desk, types: Types) -> None:
    desk.put_call(a_call(**TEXTS))
    types("rights", "erase", REFERENCE)
    since = desk.get(f"/v1/changes?stream={ERASED}&since=0").json()["next"]
    types("rights", "erase", REFERENCE, "--drop-row")
    told = desk.get(f"/v1/changes?stream={ERASED}&since={since}").json()
    (change,) = told["changes"]
    assert (change["rev"], change["data"], told["records"]) == (2, {"drops_row": True}, 1)


def test_a_call_that_is_held_is_not_erased(desk: Desk, types: Types, server: RunningServer) -> None:
    desk.put_call(a_call(**TEXTS))
    call_id = uuid_of("first")
    assert types("hold", "add", call_id, "--reason", "le juge").exit_code == 0
    assert types("hold", "add", uuid_of("nobody"), "--reason", "le juge").exit_code == 6
    assert types("hold", "add", call_id, "--reason", " ").exit_code == 2
    assert types("hold", "list").stdout.split("\t")[0::2] == [call_id, "le juge\n"]

    refused = types("rights", "erase", REFERENCE)
    assert refused.exit_code == 6
    assert "held" in refused.stderr
    assert CANARY in server.store.read(everything)
    assert "held" in types("rights", "find", REFERENCE).stdout

    assert types("hold", "lift", call_id).exit_code == 0
    assert types("hold", "lift", call_id).exit_code == 6
    assert types("rights", "erase", REFERENCE).exit_code == 0
    assert CANARY not in server.store.read(everything)


def test_who_objects_is_counted_no_more(desk: Desk, types: Types, server: RunningServer) -> None:
    desk.put_call(a_call(**TEXTS))
    desk.put_call(a_call("another"))
    counted = select(func.count()).select_from(CallRow).where(may_be_counted())
    assert server.store.read(lambda s: s.scalar(counted)) == 2

    for _ in range(2):
        done = types("rights", "object", REFERENCE)
        assert done.exit_code == 0
        assert REFERENCE in done.stdout

    assert server.store.read(lambda s: s.scalar(counted)) == 1


def test_each_request_is_in_the_audit_by_id_alone(
    desk: Desk, types: Types, server: RunningServer, tmp_path: Path
) -> None:
    desk.put_call(a_call(**TEXTS))
    types("rights", "export", REFERENCE, "-o", tmp_path / "told.txt")
    types("rights", "object", REFERENCE)
    types("hold", "add", uuid_of("first"), "--reason", "le juge")
    types("hold", "lift", uuid_of("first"))
    types("rights", "erase", REFERENCE)
    types("rights", "erase", REFERENCE, "--drop-row")

    query = select(AuditRow.action).where(AuditRow.subject == uuid_of("first"))
    deeds = server.store.read(lambda s: list(s.scalars(query.order_by(AuditRow.id))))
    assert deeds == [
        Action.CALL_CREATED,
        Action.CALL_EXPORTED,
        Action.CALL_OBJECTED,
        Action.CALL_HELD,
        Action.HOLD_LIFTED,
        Action.CALL_ERASED,
        Action.CALL_DROPPED,
    ]
    assert REFERENCE not in repr(server.store.read(lambda s: s.execute(select(AuditRow)).all()))


# What a caller gets -------------------------------------------------------------------------


def kinds_in(kind: Any) -> Iterator[type]:
    """Every dataclass and enumeration that `kind` is made of, itself included."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield kind
    elif is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from kinds_in(hint)
    elif get_origin(kind) is not None or isinstance(kind, UnionType):
        for part in get_args(kind):
            yield from kinds_in(part)


def test_each_field_and_each_code_of_the_schema_has_a_name_a_caller_reads() -> None:
    others = (kind for part in PARTS for kind in part.kinds)
    schema = {kind for root in (Call, *KINDS, *others) for kind in kinds_in(root)}
    records = {kind for kind in schema if is_dataclass(kind)}
    codes = {kind: set(kind) for kind in schema if issubclass(kind, Enum)}
    assert records == set(FIELDS)
    for kind, names in FIELDS.items():
        assert {field.name for field in fields(kind)} == set(names), kind.__name__
    assert codes == {kind: set(CODES[kind]) for kind in CODES} | {
        kind: set(kind) for kind in AS_THEY_ARE
    }


def a_full(kind: Any) -> Any:
    """A value of `kind` in which nothing is empty."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1].value
    if is_dataclass(kind) and isinstance(kind, type):
        return {name: a_full(hint) for name, hint in get_type_hints(kind).items()}
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return [a_full(parts[0])]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"key": a_full(parts[1])}
    if parts:
        return a_full(next(part for part in parts if part is not type(None)))
    plain = {int: 7, bool: True, float: 7.5, date: "2026-03-02"}
    plain[datetime] = "2026-03-02T10:00:00+01:00"
    return plain.get(kind, "signe")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_package_has_every_field_of_the_call_in_words_and_for_programs(
    desk: Desk, types: Types, server: RunningServer, tmp_path: Path, language: str
) -> None:
    # Given a call in which every field of the schema says something, and one it does not know
    full = a_full(Call) | {"id": uuid_of("first"), "reference": REFERENCE, "later": "inconnu"}
    full["person"] |= {"postcode": "1000"}
    sent = desk.put_call(json.dumps(full).encode())
    assert sent.status_code == 201, sent.text

    # When its caller asks for it
    path = tmp_path / "told.txt"
    done = types("rights", "export", REFERENCE, "-o", path, "--lang", language)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split() == [str(path), f"{path}.json"]

    # Then the JSON holds every field with what it said
    told = json.loads(path.with_name(f"{path.name}.json").read_text("utf-8"))
    assert set(told) == {field.name for field in fields(Package)}
    assert_same(told["call"], {name: full[name] for name in told["call"]})
    assert set(told["call"]) == {field.name for field in fields(Call)}
    assert told["texts"][0]["as_sent"] == full

    # And the text names each of them, in the language that was asked for
    words, text_told = Words(language), path.read_text("utf-8")
    lines = [line.strip() for line in text_told.splitlines()]
    for kind in kinds_in(Call):
        for name in FIELDS.get(kind, {}).values():
            assert any(line.startswith(words.say(name)) for line in lines), name
    assert "inconnu" in text_told
    assert path.stat().st_mode & 0o077 == 0


def assert_same(told: Any, sent: Any) -> None:
    """What was told is what was sent; moments may be written in another zone."""
    if isinstance(sent, dict):
        assert told.keys() == sent.keys()
        for name in sent:
            assert_same(told[name], sent[name])
    elif isinstance(sent, list):
        for one, other in zip(told, sent, strict=True):
            assert_same(one, other)
    elif isinstance(sent, str) and "T10:00" in sent:
        assert told.startswith("2026-03-02T")
    else:
        assert told == sent


def test_a_call_of_which_little_was_noted_says_so_with_a_dash(desk: Desk) -> None:
    desk.put_call(a_call(reference=REFERENCE))
    now = desk.server.store.read(lambda s: s.scalars(select(CallRevisionRow.received_at)).one())
    told = desk.server.store.read(partial(package, call_id=CallId(uuid_of("first")), now=now))
    lines = as_text(told, Words("fr")).splitlines()
    assert any(line.strip() == "Note\N{NO-BREAK SPACE}: –" for line in lines)


def test_a_code_is_told_as_what_it_is_also_where_another_kind_has_the_same_word(
    desk: Desk,
) -> None:
    # Given « other » as a reason, which is a gender too, and « refused », which is four things
    need = {"words": "logement", "reason": "other"}
    given = {"service_id": "s", "service_name": "Le Pont", "given_at": "2026-03-02T10:00:00Z"}
    refused = given | {"status": "refused", "reason": "full", "told_at": "2026-03-02T10:00:00Z"}
    sent = desk.put_call(a_call(reference=REFERENCE, unmet_needs=[need], referrals=[refused]))
    assert sent.status_code == 201

    # When the caller is told what is kept
    now = desk.server.store.read(lambda s: s.scalars(select(CallRevisionRow.received_at)).one())
    told = desk.server.store.read(partial(package, call_id=CallId(uuid_of("first")), now=now))
    lines = [line.strip() for line in as_text(told, Words("fr")).splitlines()]

    # Then each is said in its own words
    assert any(line.endswith(": Autre raison") for line in lines)
    assert any(line.endswith(": Refusé par le service") for line in lines)
    assert not any(line.endswith((": genre X", ": pas souhaité le dire")) for line in lines)


# What a restore does again ---------------------------------------------------------------------


@pytest.mark.parametrize("beside", ["data folder", "backups"])
def test_a_backup_of_before_that_is_put_back_is_erased_again(
    desk: Desk, types: Types, server: RunningServer, tmp_path: Path, beside: str, clock: HandClock
) -> None:
    if server.store.engine.dialect.name != "sqlite":
        pytest.skip("the drill of PostgreSQL is in test_backup_drill")
    # Given a backup, a later version of the call, and then its erasure
    body, later = a_call(**TEXTS), a_call(**(TEXTS | {"note": f"{CANARY} plus tard"}))
    dropped = a_call("dropped", **(TEXTS | {"reference": "00000-00001"}))
    backups = tmp_path / "backups"
    backups.mkdir()
    for sent in (body, dropped, a_call("objecting", reference="00000-00002")):
        desk.put_call(sent)
    assert types("backup", backups / "before.helpdesk-backup").exit_code == 0
    receipts = [desk.put_call(body).json(), desk.put_call(later, 1).json()]
    told = ["--backups", backups] if beside == "backups" else []
    for request in (
        ["erase", REFERENCE],
        ["erase", "00000-00001", "--drop-row"],
        ["object", "00000-00002"],
    ):
        assert types("rights", *request, *told).exit_code == 0

    # When that backup is put back, on this machine or on another one
    elsewhere = tmp_path / "elsewhere"
    database = f"sqlite:///{elsewhere / 'put-back.db'}"
    folder = tmp_path if beside == "data folder" else elsewhere
    options = ["--lang", "en", "--data-dir", str(folder), "--database", database]
    put_back = [*options, "restore", str(backups / "before.helpdesk-backup")]
    restored = CliRunner().invoke(command_line(), put_back)
    assert restored.exit_code == 0, restored.stderr
    assert "2 calls whose callers had them erased were erased again." in restored.stderr

    # Then no word of it is there, and what is sent again brings none back
    assert CANARY.encode() not in (elsewhere / "put-back.db").read_bytes()
    settings = Settings(data_dir=elsewhere, database_url=database, pace=0)
    with running_server(elsewhere, database, clock, settings) as again:
        other = Desk(again, desk.device_id).sign_in()
        assert [other.put_call(body).json(), other.put_call(later, 1).json()] == receipts
        assert other.put_call(dropped).status_code == 200
        assert CANARY not in again.store.read(everything)
        assert again.store.read(lambda s: s.scalar(_counted())) == 1
        other.close()


def _counted() -> "Select[int]":
    return select(func.count()).select_from(CallRow).where(may_be_counted())


def test_a_backup_takes_along_what_was_asked_for(
    desk: Desk, types: Types, server: RunningServer, tmp_path: Path
) -> None:
    if server.store.engine.dialect.name != "sqlite":
        pytest.skip("one kind of database is enough")
    desk.put_call(a_call(**TEXTS))
    types("rights", "erase", REFERENCE)
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / NAME).write_bytes(b'{"objected":"another","at":"2026-03-02T10:00:00Z"}\n')
    assert types("backup", backups).exit_code == 0
    kept = kept_in([backups])
    assert [request.objected for request in kept] == ["another", None]
    assert kept[1].erased is not None
    assert kept[1].erased.call_id == uuid_of("first")
    assert CANARY not in (backups / NAME).read_text("utf-8")


def test_half_a_line_that_a_crash_left_is_no_request_and_another_fault_is_told(
    tmp_path: Path, clock: HandClock
) -> None:
    def request(name: str) -> Request:
        erased = Erasure(call_id=CallId(uuid_of(name)), at=clock.now, drops_row=False)
        return Request(erased=erased)

    keep(request("one"), [tmp_path])
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes() + b'{"erased":{"call_i')
    assert kept_in([tmp_path]) == [request("one")]
    keep(request("two"), [tmp_path, tmp_path])
    assert kept_in([tmp_path, tmp_path]) == [request("one"), request("two")]

    path.write_bytes(b"broken\n" + path.read_bytes())
    with pytest.raises(RequestsUnreadable):
        kept_in([tmp_path])


def test_where_the_file_cannot_be_written_nothing_is_erased(
    desk: Desk, types: Types, server: RunningServer, tmp_path: Path
) -> None:
    desk.put_call(a_call(**TEXTS))
    in_the_way = tmp_path / "taken"
    in_the_way.write_text("a file, no folder")
    refused = types("rights", "erase", REFERENCE, "--backups", in_the_way / "under")
    assert refused.exit_code == 6
    assert CANARY in server.store.read(everything)
    assert server.store.read(lambda s: s.scalar(text("SELECT count(*) FROM erasure"))) == 0
