"""A desk that was reported lost: its window shuts, keeps or seals every call, and opens again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.errors import DiskFull
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.ui.call import draft_keeper
from helpdesk_domain.directives import Action, SealedBox
from helpdesk_domain.sync import Tokens
from helpdesk_domain.wire import from_json
from helpdesk_server import directives
from helpdesk_server.store.directives import known_devices, order, sealed_boxes
from helpdesk_server.store.server import identity
from helpdesk_server.unsealing import Unsealing
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, fill_in, signed_in, take_a_call
from tests.serving import PASSWORD
from tests.ui.small_offer import NOON
from tests.ui.window import Key, Window


def tell(office: Office, action: Action) -> None:
    """As `helpdesk-server device` does, of the only device there is."""
    store = office.server.store
    (device,) = store.read(known_devices)
    assert store.run(partial(order, device_id=device.id, action=action, now=NOON))


def hear(window: Window) -> None:
    """The next sync, which an operator may also ask for."""
    window.press(Key.Key_R, CTRL)


def test_a_locked_desk_shows_nothing_keeps_what_is_typed_and_opens_by_itself(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a call that waits, and one that is being typed, when the laptop is reported lost
    window = signed_in(start, office)
    office.line.cut()
    take_a_call(window, "soins")
    window.press(Key.Key_F2)
    window.search("logement")
    window.find("call.note").setFocus()
    window.type("à rappeler")
    tell(office, Action.LOCK)
    office.line.mend()

    # When it syncs, then the desk is shut: no key brings it back
    hear(window)
    window.until(lambda: window.find("locked").isVisible(), timeout_ms=10_000)
    for key in (Key.Key_F2, Key.Key_F3, Key.Key_F9, Key.Key_Escape):
        window.press(key)
    window.press(Key.Key_R, CTRL)
    assert window.find("locked").isVisible()
    assert not window.find("desk").isVisible()
    assert "rien n’est effacé" in window.says("locked.explanation").casefold()
    assert office.calls() == []

    # And neither does starting it again
    window.close()
    window = start()
    window.until(lambda: window.find("locked").isVisible(), timeout_ms=10_000)
    window.until_says("locked.message", "toujours verrouillé")

    # When it was found, and somebody asks again, then the call goes up and the words are there
    tell(office, Action.RELEASE)
    assert window.find("locked.again").hasFocus()
    window.press(Key.Key_Return)
    window.until_says("locked.heading", "de nouveau libre")

    # And nothing happens by itself: that Enter was no referral
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible(), timeout_ms=10_000)
    window.until(lambda: len(office.calls()) == 1)
    window.until(lambda: window.find("recovery").isVisible())


def test_a_desk_that_is_to_be_erased_seals_its_calls_and_forgets_them(
    start: Callable[[], Window], office: Office, profile: Profile
) -> None:
    # Given a call that waits, and one that is being typed, when the laptop is reported stolen
    window = signed_in(start, office)
    office.line.cut()
    take_a_call(window, "soins")
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.type("à rappeler")
    tell(office, Action.WIPE)
    office.line.mend()

    # When it syncs, then it says what was done, and nothing of the desk is left on the disk
    hear(window)
    window.until(lambda: window.find("erased").isVisible(), timeout_ms=10_000)
    window.until_says("erased.heading", "a été effacé")
    assert "scellé" in window.says("erased.explanation")
    assert window.main.findChild(QWidget, "call.note") is None
    for language in ("nl", "fr"):
        window.find(f"language.{language}").click()  # type: ignore[attr-defined]
        assert (window.says("status.sync"), window.says("status.message")) == ("", "")
    left = {path.name for path in profile.folder.iterdir()}
    assert left <= {"sealed", "settings.json", "profile.lock", "helpdesk.log"}

    # And the organisation has both calls
    store = office.server.store
    (box,) = store.read(sealed_boxes)
    content = directives.opened(store.read(identity), box.box)
    assert Unsealing(store, content, NOON).done().kept == 1
    assert b"\xc3\xa0 rappeler" in content.unfinished[0].payload

    # And the window can be closed, and the next start is that of a new desk
    button = window.find("erased.end")
    assert isinstance(button, QPushButton)
    assert button.hasFocus()
    window.press(Key.Key_Return)
    window.until(lambda: not window.main.isVisible())
    window.close()
    window = start()
    window.until(lambda: window.find("signin").isVisible(), timeout_ms=10_000)


def test_a_desk_that_is_erased_without_a_network_says_where_its_calls_are(
    start: Callable[[], Window], office: Office, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a line that goes as soon as the order was heard
    window = signed_in(start, office)
    office.line.cut()
    take_a_call(window, "soins")
    tell(office, Action.WIPE)
    office.line.mend()
    window.workplace.line.barred.connect(lambda _problem: office.line.cut())

    # When the desk erases itself, then it tells where the sealed file lies
    hear(window)
    window.until_says("erased.explanation", str(profile.sealed))
    assert office.server.store.read(sealed_boxes) == []

    # And it can be sent again, once there is a network
    office.line.mend()
    assert window.find("erased.send").hasFocus()
    window.press(Key.Key_Return)
    window.until_says("erased.explanation", "est parti, scellé")
    assert len(office.server.store.read(sealed_boxes)) == 1


def test_who_signs_in_on_a_locked_desk_hears_it_and_opens_nothing(
    start: Callable[[], Window], office: Office
) -> None:
    window = signed_in(start, office)
    office.end_every_session()
    hear(window)
    window.until_says("status.sync", "Session expirée")
    tell(office, Action.LOCK)
    hear(window)
    window.until(lambda: window.find("signin").isVisible())
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("locked").isVisible(), timeout_ms=10_000)

    # And once it is released, the same person is asked for the password, and is at the desk
    tell(office, Action.RELEASE)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("signin").isVisible())
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)
    window.until_says("locked.heading", "de nouveau libre")
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible(), timeout_ms=10_000)


def test_a_desk_whose_disk_takes_no_box_is_shut_all_the_same(
    start: Callable[[], Window], office: Office, profile: Profile
) -> None:
    window = signed_in(start, office)
    profile.sealed.write_text("in the way")
    tell(office, Action.LOCK)
    hear(window)
    window.until(lambda: window.find("locked").isVisible(), timeout_ms=10_000)


def test_a_desk_that_cannot_seal_is_not_erased_and_goes_on_at_its_next_start(
    start: Callable[[], Window], office: Office, profile: Profile
) -> None:
    # Given a disk that takes nothing when the order comes
    window = signed_in(start, office)
    office.line.cut()
    take_a_call(window, "soins")
    profile.sealed.write_text("in the way")
    tell(office, Action.WIPE)
    office.line.mend()
    hear(window)
    window.until(lambda: window.find("erased").isVisible(), timeout_ms=10_000)
    window.until(lambda: window.says("erased.message") != "")
    assert profile.database.exists()
    window.close()

    # When it was found and released, and starts again with room on its disk
    tell(office, Action.RELEASE)
    profile.sealed.unlink()
    window = start()
    window.until_says("erased.heading", "a été effacé")

    # Then it did what it was told before, and nothing is lost: the box is there, still sealed
    box = from_json(next(profile.sealed.iterdir()).read_bytes(), SealedBox)
    content = directives.opened(office.server.store.read(identity), box.box)
    assert len(content.calls) == 1


def test_words_that_the_disk_takes_only_later_are_sealed_before_anything_is_erased(
    start: Callable[[], Window], office: Office, profile: Profile
) -> None:
    # Given words that were just typed, when the order comes
    window = signed_in(start, office)
    window.press(Key.Key_F2)
    window.find("call.note").setFocus()
    window.workplace.calls.drafts._timer.setInterval(60_000)  # not written before it is asked for
    tell(office, Action.WIPE)
    with no_room_for_what_is_typed():
        window.type("à rappeler")
        hear(window)

        # When the disk does not take them, then the page says so, and nothing is erased
        window.until_says("erased.message", "disque plein")
        assert office.server.store.read(sealed_boxes) == []

    # When it does again, then they are sealed, and the desk is erased
    window.until_says("erased.heading", "a été effacé")
    assert window.says("erased.message") == ""
    (box,) = office.server.store.read(sealed_boxes)
    content = directives.opened(office.server.store.read(identity), box.box)
    assert b"\xc3\xa0 rappeler" in content.unfinished[0].payload


@contextmanager
def no_room_for_what_is_typed() -> Iterator[None]:
    """As on a full disk, for the drafts alone: orders are heard and kept."""

    def refuse(_session: object, _draft: object) -> None:
        raise DiskFull

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(draft_keeper, "keep_draft", refuse)
        yield


def test_a_sign_in_that_is_under_way_brings_nothing_of_an_erased_desk_back(
    start: Callable[[], Window], office: Office, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a password on its way over a slow line
    window = signed_in(start, office)
    office.end_every_session()
    hear(window)
    window.until_says("status.sync", "Session expirée")
    hear(window)
    window.until(lambda: window.find("signin").isVisible())
    asked, go_on, answered = threading.Event(), threading.Event(), threading.Event()
    sign_in = Server.sign_in

    def slow(server: Server, *who: str) -> Tokens:
        asked.set()
        go_on.wait(20)
        try:
            return sign_in(server, *who)
        finally:
            answered.set()

    monkeypatch.setattr(Server, "sign_in", slow)
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)
    window.until(asked.is_set)

    # When the desk is erased meanwhile
    tell(office, Action.WIPE)
    window.workplace.line.sync()
    window.until_says("erased.heading", "a été effacé")

    # Then the answer finds no desk, and the next start is that of a new one
    go_on.set()
    window.until(answered.is_set)
    window.close()
    assert not profile.database.exists()
    window = start()
    window.until(lambda: window.find("signin").isVisible(), timeout_ms=10_000)


def test_an_order_to_erase_that_is_heard_twice_is_carried_out_once(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a save or a key that asked for another sync while the one that hears it was under way
    window = signed_in(start, office)
    tell(office, Action.WIPE)
    line, heard = window.workplace.line, list[Exception]()

    def again(problem: Exception) -> None:
        heard.append(problem)
        if len(heard) == 1:
            line.barred.emit(problem)

    line.barred.connect(again)
    hear(window)
    window.until_says("erased.heading", "a été effacé")
    assert len(heard) == 2
    assert window.says("erased.message") == ""
    assert len(office.server.store.read(sealed_boxes)) == 1


def test_a_box_that_could_not_be_sent_goes_at_the_next_start_whoever_sits_there(
    start: Callable[[], Window], office: Office, profile: Profile
) -> None:
    window = signed_in(start, office)
    tell(office, Action.WIPE)
    window.workplace.line.barred.connect(lambda _problem: office.line.cut())
    hear(window)
    window.until_says("erased.explanation", str(profile.sealed))
    window.close()

    office.line.mend()
    window = start()
    window.until(lambda: len(office.server.store.read(sealed_boxes)) == 1, timeout_ms=10_000)
