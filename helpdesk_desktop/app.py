"""The window: puts the rooms together; the only file that knows them all."""

import os
import platform
import sys
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from helpdesk_desktop.journal import open_journal
from helpdesk_desktop.profile import Profile, ProfileInUse
from helpdesk_desktop.settings import BadSettings, Settings
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import language_of
from helpdesk_domain.people import Person

if TYPE_CHECKING:
    from helpdesk_desktop.store.database import Store
    from helpdesk_desktop.sync.cycle import SyncReport
    from helpdesk_desktop.sync.server import Server
    from helpdesk_desktop.ui.entrance.entrance import Doors
    from helpdesk_domain.devices import DeviceBoard
    from helpdesk_domain.directives import Action

EXIT_OK, EXIT_UNAVAILABLE = 0, 3

READ_AHEAD = (
    "helpdesk_desktop.reports.today",
    "helpdesk_desktop.reports.weekdays",
    "helpdesk_desktop.search.finder",
    "helpdesk_desktop.search.reading.person_line",
    "helpdesk_desktop.search.results",
    "helpdesk_desktop.search.shelf",
    "helpdesk_desktop.store.conflicts",
    "helpdesk_desktop.store.flags",
    "helpdesk_desktop.store.follow_ups",
    "helpdesk_desktop.store.overview",
    "helpdesk_desktop.store.personal_outbox",
    "helpdesk_desktop.store.reads",
    "helpdesk_desktop.store.suggestions",
    "helpdesk_desktop.store.thrown_away",
    "helpdesk_desktop.store.unanswered",
    "helpdesk_domain.code_words",
    "helpdesk_domain.devices",
    "helpdesk_domain.directives",
    "helpdesk_domain.eligibility",
    "helpdesk_domain.intake.level_words",
    "helpdesk_domain.needs",
    "helpdesk_domain.open_or_closed",
    "helpdesk_domain.problem_codes",
    "helpdesk_domain.references",
    "helpdesk_domain.school_holidays",
    "helpdesk_domain.written_later",
    "helpdesk_domain.language_names",
)
"""What the desk needs besides its screens: read off the screen's thread, while the file is opened.

Nothing of Qt is among it: classes of PySide6 that were made beside the event loop ended the program
in one start of some thirty (6.11.3, SIGSEGV).
"""

SWITCH_S = 0.001
"""How long a thread may go on while the screen waits for its turn; Python's own 5 ms let the
window stand still for 14 to 26 ms (p99) while 4,200 changes came, this 4 to 11 (measured)."""


def open_window(profile: Profile, language: str | None = None) -> int:
    """Open the desk in `profile` and stay until it is closed.

    Args:
        language: Language of the screens; None for the one last used here.

    Returns:
        0, or 3 when another program holds the profile (its window is brought to the front).
    """
    try:
        lock = profile.hold()
    except ProfileInUse:
        from helpdesk_desktop.ui.single import raise_first

        raise_first(profile.folder)
        return EXIT_UNAVAILABLE
    open_journal(profile.log)
    try:
        return _run_window(profile, _settings(profile, language))
    finally:
        lock.release()


def _run_window(profile: Profile, settings: Settings) -> int:
    import helpdesk_desktop.ui.qt  # noqa: F401, I001  (before anything else of Qt)
    from PySide6.QtWidgets import QApplication

    from helpdesk_desktop.ui.look.appearance import Appearance, SystemColours
    from helpdesk_desktop.ui.entrance.entrance import Entrance
    from helpdesk_desktop.ui.background.garbage import GarbageCollection
    from helpdesk_desktop.ui.background.heap import share_one_heap
    from helpdesk_desktop.ui.window.main_window import MainWindow
    from helpdesk_desktop.ui.look.preferences import Preferences
    from helpdesk_desktop.ui.words.speech import Speech

    share_one_heap()
    sys.setswitchinterval(SWITCH_S)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("helpdesk-desktop")
    application.setApplicationDisplayName("")
    preferences = Preferences(settings, profile.settings, application)
    Appearance(application, preferences, SystemColours(application))
    GarbageCollection(application)
    speech = Speech(settings.language, application)
    window = MainWindow(speech, preferences.speak)
    entrance = Entrance(window, speech, profile, preferences, doors(profile))

    def listen() -> None:
        from helpdesk_desktop.ui.single import FirstWindow

        FirstWindow(profile.folder, window).asked.connect(window.come_forward)

    window.painted.connect(listen)
    window.show()
    try:
        return application.exec()
    finally:
        entrance.close()


def _settings(profile: Profile, language: str | None) -> Settings:
    """The settings of the profile; a broken file is set aside, not obeyed and not lost."""
    try:
        kept = Settings.load(profile.settings)
    except BadSettings:
        profile.settings.replace(profile.settings.with_suffix(".broken"))
        kept = Settings()
    new = not profile.settings.exists()
    asked = language or (language_of([os.environ.get("LANG", "")]) if new else kept.language)
    return replace(kept, language=asked, welcome=1 if new else kept.welcome)


def doors(profile: Profile) -> "Doors":
    """What the window may ask of the rooms below."""
    from helpdesk_desktop.ui.entrance.entrance import Doors

    rooms = Rooms(profile)
    return Doors(
        open_store=rooms.open_store,
        sign_in=rooms.sign_in,
        cycle=rooms.cycle,
        board=rooms.board,
        seal=rooms.seal,
        erase=rooms.erase,
        send_sealed=rooms.send_sealed,
        sample=rooms.sample,
        hang_up=rooms.hang_up,
    )


class Rooms:
    """The rooms below, opened only when asked: reading their libraries takes half a second."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._line: Server | None = None

    def open_store(self, passphrase: str | None) -> "Store":
        for name in READ_AHEAD:
            import_module(name)
        from helpdesk_desktop.store.database import Store
        from helpdesk_desktop.sync.revocation.erasing import finish_erasing
        from helpdesk_desktop.sync.vault import open_key

        finish_erasing(self._profile)
        given = passphrase or os.environ.get("HELPDESK_PASSPHRASE") or None
        return Store.open(self._profile.database, open_key(self._profile, given))

    def sign_in(self, store: "Store", url: str, name: str, password: str) -> Person:
        """On a line of its own: a sync may be under way."""
        from helpdesk_desktop.sync import session
        from helpdesk_desktop.sync.server import Server

        asked = Server(url, self._profile.device_id())
        try:
            return session.sign_in(store, asked, name, password, platform.node(), utc_now)
        finally:
            asked.close()

    def sample(self, store: "Store") -> int:
        """Fill the desk with the services of the demonstration, which say that they are made up."""
        from helpdesk_desktop.store.offer import offer_state
        from helpdesk_desktop.store.replica import import_records
        from helpdesk_domain.offer_file import sound_records
        from helpdesk_domain.resources import resource

        for name in ("taxonomy_terms.json", "services.ndjson.gz"):
            records = sound_records(resource(f"demo/{name}"), [])
            store.run(partial(import_records, records=records, now=utc_now()))
        return store.read(offer_state).services

    def cycle(self, store: "Store") -> "SyncReport":
        from helpdesk_desktop.store.account import account
        from helpdesk_desktop.sync.errors import SignInNeeded
        from helpdesk_desktop.sync.revocation.carrying_out import sync_under_orders

        known = store.read(account)
        if known is None:
            raise SignInNeeded
        line = self._line_to(known.server_url)
        return sync_under_orders(store, line, self._profile, now=utc_now)

    def board(self, store: "Store") -> "DeviceBoard":
        """On a line of its own: a sync may be under way."""
        from helpdesk_desktop.store.account import account
        from helpdesk_desktop.sync.errors import SignInNeeded
        from helpdesk_desktop.sync.server import Server
        from helpdesk_desktop.sync.session import Session

        known = store.read(account)
        if known is None:
            raise SignInNeeded
        asked = Server(known.server_url, self._profile.device_id())
        try:
            return Session(store, asked, utc_now).asked(asked.board)
        finally:
            asked.close()

    def seal(self, store: "Store") -> "Action | None":
        from helpdesk_desktop.sync.revocation.carrying_out import seal_all

        return seal_all(store, self._profile, now=utc_now)

    def erase(self) -> int:
        from helpdesk_desktop.sync.revocation.carrying_out import erase_and_send

        return erase_and_send(self._profile)

    def send_sealed(self) -> int:
        from helpdesk_desktop.sync.revocation.carrying_out import send_sealed

        return send_sealed(self._profile)

    def hang_up(self) -> None:
        """End the request under way; from any thread."""
        if self._line is not None:
            self._line.stop()

    def _line_to(self, url: str) -> "Server":
        """The line of the syncs, kept from one to the next; another server's is closed."""
        from helpdesk_desktop.sync.server import Server

        if self._line is None or self._line.url != url:
            if self._line is not None:
                self._line.close()
            device_id, downloads = self._profile.device_id(), self._profile.downloads
            self._line = Server(url, device_id, downloads=downloads)
        return self._line
