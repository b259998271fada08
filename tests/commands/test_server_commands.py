"""Signing in and syncing without a window, against a real server."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.errors import WipeOrdered
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.vault import open_key
from helpdesk_domain.calls import Call
from helpdesk_domain.directives import Action
from helpdesk_domain.wire import from_json
from helpdesk_server import directives
from helpdesk_server.importing import import_file
from helpdesk_server.store import calls
from helpdesk_server.store.directives import known_devices, order, sealed_boxes
from helpdesk_server.store.server import identity
from tests.commands.conftest import Command, Ended
from tests.quick_key import PASSPHRASE, quick_key_of
from tests.server.records import a_call, a_file, a_service
from tests.serving import PASSWORD, RunningServer
from tests.sync.line import PORTAL, answer, faulty_server
from tests.sync.relay import Once, Relay, refusing

SignIn = Callable[..., Ended]

pytestmark = pytest.mark.usefixtures("quick_key")


@pytest.fixture
def sign_in(command: Command, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    def signed_in(
        url: str, password: str = PASSWORD, *before: object, user: str = "Amélie"
    ) -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        person = ("--user", user, "--password-stdin")
        return command(*before, "sign-in", "--server", url, *person)

    return signed_in


@pytest.fixture
def offer(central: RunningServer, tmp_path: Path) -> None:
    import_file(central.store, a_file(tmp_path, [a_service("Accueil")]), datetime.now(UTC))


def log(profile: Path, *names: str, **fields: object) -> None:
    """Log calls at the desk, as its window would."""
    desk = Profile.at(profile)
    store = Store.open(desk.database, open_key(desk, PASSPHRASE))
    known = store.read(account)
    person = known.person.id if known else None
    for name in names:
        call = from_json(a_call(name, **fields), Call)
        store.run(partial(log_call, call=call, author=person, now=datetime.now(UTC)))
    store.close()


@pytest.mark.usefixtures("offer")
def test_a_desk_signs_in_and_syncs_without_a_window(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    # Given a person who signs in at the command line
    ended = sign_in(central.url)
    assert (ended.code, ended.data) == (0, "")
    assert "Amélie" in ended.words
    assert Settings.load(profile / "settings.json").server_url == central.url
    log(profile, "first")

    # When the desk syncs, then the call is there and the offer is here
    ended = command("sync", "--once", "--json")
    assert ended.code == 0
    report = json.loads(ended.data)
    assert (report["sent"], report["received"], report["bootstrapped"]) == (1, 1, True)
    assert central.store.read(calls.count_calls) == 1
    assert json.loads(command("search", "accueil", "--json").data)["results"]

    # And the doctor finds all well
    found = {f["part"]: f for f in json.loads(command("doctor", "--json").data)}
    assert found["server"]["health"] == "ok"
    assert found["account"]["health"] == "ok"


def test_a_wrong_password_is_told(sign_in: SignIn, central: RunningServer) -> None:
    ended = sign_in(central.url, "not hers")

    assert (ended.code, ended.data) == (4, "")
    assert "not hers" not in ended.words


@pytest.mark.usefixtures("offer")
def test_what_the_server_does_not_take_is_told_and_kept(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    sign_in(central.url)
    log(profile, "too long", note="n" * 2001)

    ended = command("sync", "--once")

    assert ended.code == 6
    assert "not taken by the server" in ended.words


@pytest.mark.usefixtures("offer")
def test_a_refused_call_is_asked_again_when_somebody_syncs(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    # Given a call the server did not take
    relay = Relay(central.url)
    with faulty_server(relay) as line:
        sign_in(line.url)
        log(profile, "first")
        relay.spoil = Once("PUT", "/v1/calls/", partial(refusing, "422 No", "invalid"))
        assert command("sync", "--once").code == 6
        found = {f["part"]: f for f in json.loads(command("doctor", "--json").data)}
        assert "sync --once" in found["outbox"]["todo"]

        # When the server has learned and somebody asks, then it takes it
        assert command("sync", "--once").code == 0
    assert central.store.read(calls.count_calls) == 1


@pytest.mark.usefixtures("offer")
def test_calls_of_another_person_are_counted_and_said(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    # Given a call Amélie logged, and Bart in her place
    sign_in(central.url)
    log(profile, "hers")
    central.add_person("Bart")
    sign_in(central.url, PASSWORD, user="Bart")

    # When he syncs, then it waits for her, and that is said
    ended = command("sync", "--once")
    assert ended.code == 0
    assert "0 calls sent, 0 waiting" in ended.words
    assert "1 call waits until the person who logged it" in ended.words
    found = {f["part"]: f for f in json.loads(command("doctor", "--json").data)}
    assert "1 until another person signs in" in found["outbox"]["told"]
    assert found["outbox"]["health"] == "attention"


@pytest.mark.usefixtures("offer")
def test_a_call_that_is_held_differently_has_its_own_code(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path, tmp_path: Path
) -> None:
    # Given a call on the server, and another desk that holds it differently
    sign_in(central.url)
    log(profile, "first")
    assert command("sync", "--once").code == 0
    other = tmp_path / "other"
    quick_key_of(other)
    sign_in(central.url, PASSWORD, "--profile", other)
    log(other, "first", note="another story")

    # When that desk syncs, then it says so, and says so again while nobody has chosen
    for _ in range(2):
        ended = command("--profile", other, "sync", "--once")
        assert ended.code == 5
        assert "held differently" in ended.words
    assert central.store.read(calls.count_revisions) == 1


def test_nobody_signed_in(command: Command) -> None:
    assert command("sync", "--once").code == 4


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/calls/", "/v1/changes"])
@pytest.mark.usefixtures("offer")
def test_a_line_that_drops_is_told_and_calls_are_kept(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path, path: str
) -> None:
    relay = Relay(central.url)
    with faulty_server(relay) as line:
        sign_in(line.url)
        log(profile, "first")
        relay.instead = lambda request: b"" if request.path.startswith(path) else None

        ended = command("sync", "--once", "--json")

        assert (ended.code, ended.data) == (3, "")
        assert "kept here" in ended.words

        # When it is whole again, then somebody who asks does not wait
        relay.instead = lambda _request: None
        assert command("sync", "--once").code == 0
        assert central.store.read(calls.count_revisions) == 1


def test_a_portal_is_told_from_the_server(sign_in: SignIn) -> None:
    with faulty_server(answer(PORTAL, content_type="text/html")) as line:
        ended = sign_in(line.url)

    assert (ended.code, ended.data) == (3, "")
    assert "Wi-Fi" in ended.words


def test_an_address_in_clear_is_refused(sign_in: SignIn) -> None:
    assert sign_in("http://helpdesk.example.org").code == 2


def test_another_server_than_that_of_the_account_is_refused(
    command: Command, sign_in: SignIn, central: RunningServer
) -> None:
    sign_in(central.url)

    ended = command("sync", "--once", "--server", central.url.replace("127.0.0.1", "localhost"))

    assert ended.code == 4
    assert "another server" in ended.words


def tell(central: RunningServer, action: Action) -> None:
    """As `helpdesk-server device` does, of the only device there is."""
    (device,) = central.store.read(known_devices)
    now = datetime.now(UTC)
    central.store.run(partial(order, device_id=device.id, action=action, now=now))


@pytest.mark.usefixtures("offer")
def test_a_locked_desk_answers_nothing_until_it_is_released(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    sign_in(central.url)
    log(profile, "first")
    command("sync", "--once")
    log(profile, "second")
    tell(central, Action.LOCK)

    # Locked, it can only be asked whether it is over
    for asked in (("sync", "--once"), ("search", "accueil"), ("sync", "--once")):
        ended = command(*asked)
        assert (ended.code, ended.data) == (4, "")
        assert "locked this desk" in ended.words
    found = {f["part"]: f for f in json.loads(command("doctor", "--json").data)}
    assert "locked" in found["order"]["told"]
    assert sign_in(central.url).code == 4

    tell(central, Action.RELEASE)
    assert command("sync", "--once").code == 0
    assert json.loads(command("search", "accueil", "--json").data)["results"]
    assert central.store.read(calls.count_calls) == 2


@pytest.mark.usefixtures("offer")
def test_a_desk_that_is_to_be_erased_erases_itself_at_its_next_sync(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    sign_in(central.url)
    log(profile, "first")
    tell(central, Action.WIPE)

    ended = command("sync", "--once")

    assert (ended.code, ended.data) == (4, "")
    assert "be erased: it was" in ended.words
    left = {path.name for path in profile.iterdir()} - {"profile.lock", "settings.json"}
    assert left == {"sealed"}
    (box,) = central.store.read(sealed_boxes)
    content = directives.opened(central.store.read(identity), box.box)
    assert len(content.calls) == 1


@pytest.mark.usefixtures("offer")
def test_a_desk_that_was_killed_between_the_order_and_its_end_goes_on_at_its_next_start(
    command: Command, sign_in: SignIn, central: RunningServer, profile: Path
) -> None:
    # Given a desk that wrote the order down, and was killed before anything else
    sign_in(central.url)
    log(profile, "first")
    tell(central, Action.WIPE)
    desk = Profile.at(profile)
    store = Store.open(desk.database, open_key(desk, PASSPHRASE))
    with pytest.raises(WipeOrdered):
        run_cycle(store, Server(central.url, desk.device_id()), now=lambda: datetime.now(UTC))
    store.close()

    # Then any command carries it out, without asking the server
    assert command("search", "accueil").code == 4
    assert not desk.database.exists()
    assert len(central.store.read(sealed_boxes)) == 1

    # And one killed in the midst of erasing is erased by the next one, whatever it is
    quick_key_of(profile)
    desk.erasing.touch()
    desk.database.write_bytes(b"half gone")
    command("search", "accueil")
    assert not desk.erasing.exists()
    assert not desk.database.exists() or desk.database.read_bytes() != b"half gone"
