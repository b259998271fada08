"""The desk at work: joins the calls, the search and the line to the server in one window."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from helpdesk_desktop.reports.today import of_the_day
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import drafts
from helpdesk_desktop.store.offer import OfferState, offer_state
from helpdesk_desktop.sync.errors import SignInNeeded
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.card.flag_book import FlagBook
from helpdesk_desktop.ui.card.flagging import Flagging
from helpdesk_desktop.ui.curtain.curtain import BEGIN_A_CALL, Curtain
from helpdesk_desktop.ui.desk_keys import desk_keys
from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.follow_ups.follow_ups import FollowUps
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.late_screens import LateScreens
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.my_calls.my_calls import MyCalls
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.screen_keys import ScreenKeys
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.search.asked_queries import count_in_file
from helpdesk_desktop.ui.search.searcher import Searcher
from helpdesk_desktop.ui.settings.key_book import KeyBook
from helpdesk_desktop.ui.sync.screen import SyncScreen
from helpdesk_desktop.ui.sync.status import SyncStatus
from helpdesk_desktop.ui.window.bulletin import Bulletin
from helpdesk_desktop.ui.window.main_window import MainWindow
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.devices import DeviceBoard
from helpdesk_domain.languages import mark
from helpdesk_domain.people import Person

if TYPE_CHECKING:
    from helpdesk_desktop.sync.cycle import SyncReport


class Workplace(QObject):
    """Everything behind the desk page, made once the file is open."""

    sign_in_asked = Signal()

    def __init__(
        self,
        window: MainWindow,
        speech: Speech,
        store: Store,
        preferences: Preferences,
        keys: KeyBook,
        cycle: "Callable[[], SyncReport]",
        board: Callable[[], DeviceBoard],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._speech = speech
        self._preferences = preferences
        self.desk = Desk(store, self)
        self.flags = FlagBook(self.desk, self)
        self.searcher = Searcher(self.desk, self.flags, self)
        self.calls = CallDesk(self.desk, self)
        self.flagging = Flagging(self.desk, self.calls, self)
        self.line = SyncStatus(self.desk, cycle, preferences.now.sync_every_s, self)
        self.page = DeskPage(self.calls, self.searcher, speech, preferences)
        self.sync = SyncScreen(self.desk, self.line, speech, board, self.searcher.term_name, self)
        self.my_calls = MyCalls(self.desk, self.calls, speech, self)
        self.screens = Screens(window, self.page)
        self.late = LateScreens(
            self.desk, self.calls, self.page, self.screens, preferences, keys, speech, self.searcher
        )
        self.screens.add(self.sync.page)
        self.follow_ups = FollowUps(self.desk, self.calls, speech, self)
        self.screens.add(self.my_calls.page)
        self.screens.add(self.follow_ups.page)
        self.curtain = Curtain(window, self.screens, self.calls, preferences, speech)
        self._signed_in = self._warned = False
        self._shown = self._asks_who = False
        self._indexed: tuple[str, int, int] | None = None
        self._bulletin = Bulletin(window.status, speech, self._on_screen, self)
        self._connect()

    def seat(self, person: Person | None) -> None:
        """Who works here; their own calls are sent under their own name."""
        self._signed_in = person is not None
        self.calls.author = self.line.author = person.id if person else None
        self.sync.seat(person)
        self.late.seat(person)
        self._window.header.person_name = person.name if person else ""
        self._window.header.say()

    def show(self) -> None:
        """Bring the desk up; the first time, offer what a crash left and fetch what is new."""
        self._asks_who = False
        self._window.show_page(self.page)
        self.page.look()
        if not self._shown:
            self._shown = True
            self._read_offer()
            self._count_today()
            self.flags.read()
            self.desk.read(self, drafts, self.page.recover)
        self.line.count()
        self.line.sync()

    def fetch(self) -> None:
        """Take in what is new of the offer, before the desk is shown."""
        self._read_offer()
        self.line.sync()

    def keep_what_is_typed(self) -> Exception | None:
        """Have it in the file before this returns; what was refused and told, if anything."""
        self.late.save()
        return self.calls.drafts.write_now()

    def hush(self) -> None:
        """Say nothing more of the call: the desk is not shown any longer."""
        self._bulletin.hush()

    def may_close(self) -> bool:
        """Keep what is typed; where the file refuses any of it, which was told, stay once."""
        refused = self.keep_what_is_typed()
        stays = refused is not None and not self._warned
        self._warned = self._warned or stays
        return not stays

    def close(self) -> None:
        """Let the work under way end, close the file."""
        self.page.asked.end("")
        self.line.close()
        self.sync.close()
        self.late.close()
        self.searcher.close()
        self.desk.close()

    def vanish(self) -> None:
        """Close, and leave no word of a caller in the window: the desk is being erased."""
        self.close()
        self._speech.changed.disconnect(self._say)
        self._window.status.clear()
        self._window.header.person_name = ""
        self._window.header.say()
        self.screens.vanish()

    def _connect(self) -> None:
        window = self._window
        for key in BEGIN_A_CALL:  # what each does at the desk comes after
            window.on(key, self._answer_the_phone)
        for key, command in desk_keys(self.page, self.calls).items():
            window.on(key, partial(self.screens.at_the_desk, command))
        window.on(Key.UNDO, self._undo)
        leading = ScreenKeys(self.screens, self.late, self.my_calls, self.follow_ups)
        for key, command in leading.commands.items():
            window.on(key, command)
        window.on(Key.SYNC, self._show_sync)
        window.on(Key.FULL_SCREEN, self._full_screen)
        window.on(Key.QUIT, window.close)
        self._follow()

    def _follow(self) -> None:
        """What is heard from each part."""
        calls, page = self.calls, self.page
        calls.said.connect(self._bulletin.said)
        self.curtain.drawn.connect(self.hush)
        self.curtain.touched.connect(self._bulletin.touched)
        self.screens.turned.connect(self._bulletin.follow)
        calls.changed.connect(self._bulletin.follow)
        self.sync.said.connect(self._bulletin.said)
        self.late.said.connect(self._bulletin.said)
        self.late.remarked.connect(self._bulletin.remarked)
        self.late.sign_in_asked.connect(self._ask_who)
        calls.remarked.connect(self._bulletin.remarked)
        self.desk.failed.connect(self._bulletin.failed)
        calls.drafts.kept.connect(self._heed)
        self.desk.changed.connect(self._changed)
        self.line.changed.connect(self._stand)
        self.line.ended.connect(self._read_offer)
        self.line.ended.connect(self.flags.read)
        self.line.ended.connect(self.follow_ups.read)
        self.line.ended.connect(self._count_today)
        self.line.ended.connect(lambda *_: self.late.follow_sync())
        page.card.flag.made.connect(self.flagging.keep)
        self.flagging.refused.connect(page.card.flag.give_back)
        self._speech.changed.connect(self._say)
        self._preferences.changed.connect(
            lambda: self.line.every(self._preferences.now.sync_every_s)
        )
        page.asked.unanswered.connect(
            lambda words: count_in_file(self.desk, self._speech.words.language, words)
        )

    def _heed(self, kept: bool) -> None:
        """Once all of it is in the file, the next refusal is told before the window closes."""
        self._warned = self._warned and not kept

    def _say(self) -> None:
        self.screens.say()
        self._stand()
        self._bulletin.say()

    def _on_screen(self) -> object:
        opened = self.calls.current
        return self.screens.shown, opened.call.id if opened else None

    def _stand(self) -> None:
        words, line = self._speech.words, self.line
        self._window.status.stand(line.sentence(words), line.in_brief(words), line.mood)

    def _changed(self, changed: Changed) -> None:
        if Changed.CALLS in changed:
            self._count_today()
        if Changed.DRAFTS in changed and self.page.recovery.is_offering:
            self.desk.read(self, drafts, self.page.recovery.refresh)

    def _count_today(self) -> None:
        now = datetime.now(BRUSSELS)
        self.desk.read(
            self, partial(of_the_day, now=now, author=self.calls.author), self.page.card.show_today
        )

    def _read_offer(self) -> None:
        self.desk.read(self, offer_state, self._show_offer)

    def _show_offer(self, offer: OfferState) -> None:
        self._window.header.demo.setVisible(offer.fictitious)
        known = (offer.generation, offer.cursor, offer.services)
        if known != self._indexed:
            self._indexed = known
            self.searcher.follow_offer()

    def _show_sync(self) -> None:
        """Where each call is, and a sync at once; or the sign-in, without which there is none."""
        shown = self.screens.shown
        if shown is None:
            return
        if not self._signed_in or isinstance(self.line.problem, SignInNeeded):
            self._ask_who()
            return
        if shown is not self.sync.page:
            self.screens.show(self.sync.page)
            self.sync.page.look()
        self.sync.read()
        self.line.hurry()

    def _undo(self) -> None:
        """On the settings, the last choice; everywhere else, the last step of the call."""
        if self.screens.place is Place.SETTINGS:
            self.late.settings.undo()
        elif self.screens.shown is self.follow_ups.page and self.follow_ups.take_back():
            pass
        elif self.late.is_taking_in:
            self.calls.undo()
        elif self.screens.place is Place.CONTACT:
            self._bulletin.remarked(mark("Nothing is undone here: an answer is given again."), {})
        elif self.page.call.strips.take_back():
            pass  # what is being typed comes first
        else:
            self.screens.at_the_desk(self.calls.undo)

    def _answer_the_phone(self) -> None:
        """Who was about to sign in again does not let a caller wait: the desk is right behind."""
        if self._asks_who and self.screens.shown is None and not self.line.is_locked:
            self.show()

    def _ask_who(self) -> None:
        self._asks_who = True
        self.sign_in_asked.emit()

    def _full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
