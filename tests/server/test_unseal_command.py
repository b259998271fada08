"""`helpdesk-server device unseal`, as an administrator types it after a desk was lost."""

import json
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select

from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import (
    Action,
    BoxContent,
    BoxId,
    HeldCall,
    SealedBox,
    UnfinishedCall,
)
from helpdesk_domain.people import DeviceId, Person, PersonId, Role
from helpdesk_domain.wire import to_json
from helpdesk_server import received_call, unsealing
from helpdesk_server.directives import public_keys
from helpdesk_server.settings import Settings
from helpdesk_server.store import calls, directives, schema, sign_ins
from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.store.people import add_person
from helpdesk_server.store.server import identity
from helpdesk_server.store.tables import AuditRow
from tests.server.boxes import held, sealed
from tests.server.records import a_call, uuid_of
from tests.server.test_command_line import Administrator
from tests.serving import QUICKLY_CHECKED


@dataclass(frozen=True, slots=True)
class LostDesk:
    """A desk that was told to erase itself, at whose server an administrator sits."""

    administrator: Administrator
    store: Store
    person: Person
    device_id: DeviceId

    def seals(self, *calls_in_it: Any, **fields: Any) -> SealedBox:
        content = BoxContent(
            device_id=self.device_id,
            sealed_at=utc_now(),
            calls=tuple(held(one) if isinstance(one, bytes) else one for one in calls_in_it),
            **{"person": self.person.id} | fields,
        )
        return SealedBox(
            id=BoxId(str(uuid.uuid4())),
            device_id=self.device_id,
            directive="",
            calls=len(content.calls),
            box=sealed(content, public_keys(self.store.read(identity)).sealing),
        )

    def sends(self, *calls_in_it: Any, **fields: Any) -> SealedBox:
        """A box of it that came by itself."""
        return self.keeps(self.seals(*calls_in_it, **fields))

    def keeps(self, box: SealedBox) -> SealedBox:
        keep = partial(directives.keep_box, box=box, action=Action.WIPE, now=utc_now())
        self.store.run(keep)
        return box

    def unseals(self, *arguments: object) -> Result:
        return self.administrator.types("device", "unseal", *map(str, arguments))

    def calls(self) -> int:
        return self.store.read(calls.count_calls)

    def deeds(self, *boxes: SealedBox) -> list[str]:
        query = select(AuditRow.action).where(AuditRow.subject.in_([box.id for box in boxes]))
        in_order = query.order_by(AuditRow.subject != boxes[0].id, AuditRow.id)
        return list(self.store.read(lambda session: session.scalars(in_order).all()))


@pytest.fixture
def lost_desk(empty_database: str, tmp_path: Path) -> Iterator[LostDesk]:
    at_work = Administrator(tmp_path / "data", empty_database)
    settings = Settings(data_dir=at_work.data_dir, database_url=empty_database)
    at_work.data_dir.mkdir()
    device_id = DeviceId(uuid_of("laptop"))
    with closing(Store.at(settings.database)) as store:
        schema.migrate(store, utc_now())
        person = store.run(
            lambda s: add_person(s, "Amélie", Role.OPERATOR, "midi", QUICKLY_CHECKED, utc_now())
        )
        store.run(lambda s: sign_ins.start(s, person, device_id, "portable-7", utc_now()))
        store.run(lambda s: directives.order(s, device_id, Action.WIPE, utc_now()))
        yield LostDesk(at_work, store, person, device_id)


def a_file(folder: Path, name: str, box: SealedBox) -> Path:
    path = folder / name
    path.write_bytes(to_json(box))
    return path


def for_a_person(name: str) -> HeldCall:
    """A call that no server takes in the name that stands in it."""
    return replace(held(a_call(name)), author=PersonId(uuid_of("nobody")))


def printed(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("author", ["a\x00b", "Amélie", ""])
def test_an_author_who_is_nobody_stops_neither_its_box_nor_the_next(
    lost_desk: LostDesk, author: str
) -> None:
    forged = replace(held(a_call("a")), author=PersonId(author))
    lost_desk.sends(forged, a_call("b"))
    lost_desk.sends(a_call("c"), person=PersonId(author))
    lost_desk.sends(a_call("d"))

    done = lost_desk.unseals()

    assert done.exit_code == 0, done.exception
    assert [one["is"]["id"] for one in printed(done)] == [uuid_of("a"), uuid_of("c")]
    assert lost_desk.calls() == 2


def test_whatever_goes_wrong_in_one_box_is_said_and_the_next_is_opened(
    lost_desk: LostDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a box in which something lies that nobody thought of
    bad = lost_desk.sends(a_call("a"))
    lost_desk.sends(a_call("b"))
    sound = received_call.received_call

    def read(call_id: str, payload: bytes) -> Any:
        if call_id == uuid_of("a"):
            raise ZeroDivisionError
        return sound(call_id, payload)

    monkeypatch.setattr(unsealing, "received_call", read)

    # When the boxes are opened, then the other is, and it is told which is not
    done = lost_desk.unseals()
    assert done.exit_code == 6
    assert f"{bad.id}: it could not be opened to its end (ZeroDivisionError)" in done.stderr
    assert lost_desk.calls() == 1

    # And it waits until the program has learnt it
    monkeypatch.undo()
    assert lost_desk.unseals().exit_code == 0
    assert lost_desk.calls() == 2


def test_a_database_that_is_away_ends_the_command(
    lost_desk: LostDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost_desk.sends(a_call("a"))

    def away(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(unsealing, "received_call", away)
    assert lost_desk.unseals().exit_code == 3


@pytest.mark.parametrize("fields", [{"device_id": "a\x00b"}, {"id": "a\x00b"}, {"device_id": "x"}])
def test_a_file_that_is_no_box_stops_no_other(
    lost_desk: LostDesk, tmp_path: Path, fields: dict[str, Any]
) -> None:
    bad = a_file(tmp_path, "bad.sealed", replace(lost_desk.seals(a_call("a")), **fields))
    good = a_file(tmp_path, "good.sealed", lost_desk.seals(a_call("b")))

    done = lost_desk.unseals(bad, good)

    assert (done.exit_code, lost_desk.calls()) == (6, 1)
    assert "bad.sealed is not a sealed box." in done.stderr


def test_only_the_boxes_that_are_named_are_settled(lost_desk: LostDesk) -> None:
    # Given two boxes with something for a person, of which one came after they had looked
    seen, unseen = (lost_desk.sends(for_a_person(name)) for name in "ab")

    # When they say that the one they saw was dealt with
    assert f"device unseal --settled {seen.id}" in lost_desk.unseals().stderr
    done = lost_desk.unseals("--settled", seen.id)
    assert done.exit_code == 0
    assert "it waits no longer" in done.stderr
    assert str(unseen.id) not in done.stderr

    # Then the other waits, and one that waits no longer is told, as is one that never did
    assert [one["is"]["id"] for one in printed(lost_desk.unseals())] == [uuid_of("b")]
    again = lost_desk.unseals("--settled", seen.id, "--settled", unseen.id, "--settled", "a\x00b")
    assert again.exit_code == 6
    assert f"{seen.id}: no box of that id waits." in again.stderr
    assert lost_desk.unseals().stderr == "No sealed box waits.\n"
    assert lost_desk.deeds(seen, unseen) == ["box.received", "box.settled"] * 2


def test_a_box_that_is_settled_unopened_is_opened_first(lost_desk: LostDesk) -> None:
    box = lost_desk.sends(a_call("a"), for_a_person("b"))
    assert lost_desk.unseals("--settled", box.id).exit_code == 0
    assert lost_desk.calls() == 1


def test_a_box_that_nobody_can_open_waits_until_it_is_settled(lost_desk: LostDesk) -> None:
    junk = lost_desk.keeps(replace(lost_desk.seals(), box="junk"))
    assert lost_desk.unseals().exit_code == 6
    assert lost_desk.unseals("--settled", junk.id).exit_code == 0
    assert lost_desk.unseals().stderr == "No sealed box waits.\n"


def test_a_file_with_something_for_a_person_is_to_be_kept(
    lost_desk: LostDesk, tmp_path: Path
) -> None:
    done = lost_desk.unseals(a_file(tmp_path, "a.sealed", lost_desk.seals(for_a_person("a"))))
    assert "Keep the file" in done.stderr
    assert "--settled" not in done.stderr


def test_a_file_closes_no_box_that_only_bears_the_same_id(
    lost_desk: LostDesk, tmp_path: Path
) -> None:
    # Given a box that came, and files: one with its id and another content, and a copy of it
    came = lost_desk.sends(a_call("a"))
    other = a_file(tmp_path, "other.sealed", replace(lost_desk.seals(a_call("b")), id=came.id))
    copy = a_file(tmp_path, "copy.sealed", came)

    # When the other is opened, then the box that came still waits, and is opened with its copy
    assert lost_desk.unseals(other).exit_code == 0
    assert lost_desk.deeds(came) == ["box.received"]
    lost_desk.unseals(copy)
    assert lost_desk.deeds(came) == ["box.received", "box.opened"]
    assert lost_desk.calls() == 2


def test_what_is_for_a_person_says_whom_to_ask_and_at_which_computer(lost_desk: LostDesk) -> None:
    # Given what Amélie typed at her laptop, and a call of somebody whom nobody knows
    typed = UnfinishedCall(payload=a_call("a"), search_text="psy", updated_at=utc_now())
    box = lost_desk.sends(for_a_person("b"), unfinished=(typed,))

    # When it is printed, then she and her computer are named, and of the other is nothing said
    stranger, hers = printed(lost_desk.unseals())
    assert (hers["box"], hers["device"], hers["person"]) == (box.id, "portable-7", "Amélie")
    assert (stranger["box"], stranger["device"]) == (box.id, "portable-7")
    assert "person" not in stranger
    assert lost_desk.person.id not in json.dumps([stranger, hers])


def test_a_desk_that_the_server_does_not_know_is_not_named(
    lost_desk: LostDesk, tmp_path: Path
) -> None:
    elsewhere = replace(lost_desk, device_id=DeviceId(uuid_of("forgotten")))
    file = a_file(tmp_path, "a.sealed", elsewhere.seals(a_call("a")))
    (line,) = printed(lost_desk.unseals(file))
    assert (line["person"], "device" in line) == ("Amélie", False)
