"""From the first paint to the desk: open the file, unlock it if need be, see who works here.

Imports nothing heavy: the window is painted before the database, the network and the search
libraries are read from disk. `app.py` hands over the doors to those rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.errors import (
    DeskBarred,
    KeyringLocked,
    PassphraseNeeded,
    PassphraseTooShort,
    WrongPassphrase,
)
from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.entrance.orders import Orders
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.parts.pages import SignInPage, UnlockPage
from helpdesk_desktop.ui.settings.key_book import KeyBook
from helpdesk_desktop.ui.window.main_window import MainWindow
from helpdesk_desktop.ui.words.notices import opening_sentence, sign_in_sentence
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.people import Person

if TYPE_CHECKING:
    from helpdesk_desktop.store.account import Account
    from helpdesk_desktop.store.database import Store
    from helpdesk_desktop.store.orders import StandingOrder
    from helpdesk_desktop.sync.cycle import SyncReport
    from helpdesk_desktop.ui.entrance.welcome import Welcome
    from helpdesk_desktop.ui.workplace import Workplace
    from helpdesk_domain.devices import DeviceBoard
    from helpdesk_domain.directives import Action


@dataclass(frozen=True, slots=True)
class Doors:
    """What the window may ask of the rooms below, each call blocking.

    Attributes:
        open_store: The encrypted file, opened with a passphrase or with the system's keyring.
        sign_in: (store, server, name, password) → who signed in.
        cycle: (store) → one sync with the server of the account.
        board: (store) → how the desks of the team stand, as that server says.
        seal: (store) → what is not safe elsewhere is sealed, as an order that stands asks for;
            which order that is.
        erase: The desk, whose file is closed, is erased; how many sealed files are not sent yet.
        send_sealed: They are sent; how many are left.
        sample: The desk is filled with services that were made up; how many.
        hang_up: End the request under way, if any: the window is closing. Does not block.
    """

    open_store: "Callable[[str | None], Store]"
    sign_in: "Callable[[Store, str, str, str], Person]"
    cycle: "Callable[[Store], SyncReport]"
    board: "Callable[[Store], DeviceBoard]"
    seal: "Callable[[Store], Action | None]"
    erase: Callable[[], int]
    send_sealed: Callable[[], int]
    sample: "Callable[[Store], int]"
    hang_up: Callable[[], None] = lambda: None


class Entrance(QObject):
    """Leads the operator to the desk; each step says what it waits for."""

    def __init__(
        self,
        window: MainWindow,
        speech: Speech,
        profile: Profile,
        preferences: Preferences,
        doors: Doors,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._speech = speech
        self._preferences = preferences
        self._doors = doors
        self._keys = KeyBook(profile.keys, speech, self)
        self._jobs = Jobs(self)
        self._store: Store | None = None
        self._orders = Orders(window, speech, str(profile.sealed), doors)
        self._orders.freed.connect(self._to_desk)
        self._orders.sign_in_asked.connect(self.ask_to_sign_in)
        self.workplace: Workplace | None = None
        self._welcome: Welcome | None = None
        preferences.changed.connect(self._speak)
        preferences.not_kept.connect(self._say_not_kept)
        self._keys.not_kept.connect(self._say_not_kept)
        self._keys.put_aside.connect(self._say_put_aside)
        window.closed.connect(self.close)
        window.painted.connect(lambda: self._open(None))
        if profile.sealed.exists():  # else the libraries of the line are not read for it
            window.painted.connect(self._orders.send_what_is_left)

    def ask_to_sign_in(self) -> None:
        """Show the sign-in page; the desk behind it stays as it is."""
        self._window.show_page(self._sign_in_page)
        name = self._window.header.person_name
        self._sign_in_page.ask(self._preferences.now.server_url, name)

    def close(self) -> None:
        """Keep what is typed, end the work under way, close the file."""
        self._doors.hang_up()
        self._jobs.close()
        self._orders.close()
        if self._welcome:
            self._welcome.close()
        workplace, self.workplace = self.workplace, None
        store, self._store = self._store, None
        if self._orders.has_closed:
            return
        if workplace:
            workplace.close()
        elif store:
            store.close()

    @cached_property
    def _unlock_page(self) -> UnlockPage:
        """Made when it is needed: most starts never show it."""
        page = UnlockPage(self._speech)
        page.entered.connect(self._open)
        return page

    @cached_property
    def _sign_in_page(self) -> SignInPage:
        page = SignInPage(self._speech)
        page.entered.connect(self._sign_in)
        page.later.connect(self._to_desk)
        return page

    def _open(self, passphrase: str | None) -> None:
        self._jobs.run(
            lambda: self._doors.open_store(passphrase),
            owner=self,
            done=self._opened,
            failed=self._not_opened,
        )

    def _not_opened(self, problem: Exception) -> None:
        match problem:
            case PassphraseNeeded(first=first, reason=reason):
                self._window.show_page(self._unlock_page)
                self._unlock_page.ask(first, locked=isinstance(reason, KeyringLocked))
            case WrongPassphrase():
                self._unlock_page.ask(first=False)
                self._unlock_page.tell(opening_sentence(problem, self._speech.words))
            case PassphraseTooShort():
                self._window.show_page(self._unlock_page)
                self._unlock_page.ask(first=True)
                self._unlock_page.tell(opening_sentence(problem, self._speech.words))
            case _:
                self._window.opening.tell(opening_sentence(problem, self._speech.words))
                self._window.show_page(self._window.opening)

    def _opened(self, store: "Store") -> None:
        # Only now, and on this thread: what is no Qt has been read beside it, the rest takes 0.1 s.
        from helpdesk_desktop.store.account import account
        from helpdesk_desktop.store.offer import offer_state
        from helpdesk_desktop.store.orders import standing_order
        from helpdesk_desktop.ui.workplace import Workplace

        self._store = store
        self.workplace = Workplace(
            self._window,
            self._speech,
            store,
            self._preferences,
            self._keys,
            lambda: self._doors.cycle(store),
            lambda: self._doors.board(store),
        )
        self.workplace.sign_in_asked.connect(self.ask_to_sign_in)
        self._orders.watch(store, self.workplace)
        self._window.may_close = self.workplace.may_close
        self._jobs.run(
            lambda: (
                store.read(account),
                store.read(offer_state).services,
                store.read(standing_order),
            ),
            owner=self,
            done=self._arrived,
            failed=self._not_opened,
        )

    def _arrived(self, found: "tuple[Account | None, int, StandingOrder | None]") -> None:
        """Straight to the desk when somebody is known here, or when there is an offer to search."""
        known, services, order = found
        if self.workplace:
            self.workplace.seat(known.person if known else None)
        if order is not None:
            self._orders.obey(order)
        elif self._is_first_run(known, services):
            self.welcome()
        elif known is None and services == 0:
            self.ask_to_sign_in()
        else:
            self._to_desk()

    def _is_first_run(self, known: "Account | None", services: int) -> bool:
        """Who set the desk up by commands is not asked again; who was interrupted goes on."""
        step = self._preferences.now.welcome
        return step > 1 or (step == 1 and known is None and services == 0)

    def welcome(self) -> None:
        """Lead through the first run, from the step that is next."""
        store = self._store
        if store is None:
            return
        from helpdesk_desktop.ui.entrance.welcome import Welcome
        from helpdesk_desktop.ui.entrance.welcome_page import WelcomeStep

        self._welcome = Welcome(
            self._window,
            self._speech,
            self._preferences,
            partial(self._doors.sign_in, store),
            partial(self._doors.sample, store),
        )
        self._welcome.signed_in.connect(self._welcomed)
        self._welcome.filled.connect(self._take_in)
        self._welcome.directory_asked.connect(self._tell_directory)
        self._welcome.over.connect(self._to_desk)
        self._welcome.show(WelcomeStep(self._preferences.now.welcome or 1))

    def _welcomed(self, person: Person) -> None:
        if self.workplace:
            self.workplace.seat(person)
            self.workplace.line.ended.connect(self._tell_directory)
        self._take_in()

    def _take_in(self) -> None:
        if self.workplace:
            self.workplace.fetch()

    def _tell_directory(self) -> None:
        from helpdesk_desktop.store.offer import offer_state

        if self.workplace and self._welcome:
            self.workplace.desk.read(self._welcome, offer_state, self._welcome.tell_directory)

    def _sign_in(self, server: str, name: str, password: str) -> None:
        store = self._store
        if store is None:
            return
        self._jobs.run(
            lambda: (self._doors.sign_in(store, server, name, password), server),
            owner=self,
            done=self._signed_in,
            failed=self._not_signed_in,
        )

    def _not_signed_in(self, problem: Exception) -> None:
        self._sign_in_page.refused(sign_in_sentence(problem, self._speech.words))
        if isinstance(problem, DeskBarred):
            self._orders.bar(problem)

    def _signed_in(self, answer: tuple[Person, str]) -> None:
        person, server = answer
        if self.workplace:
            self.workplace.seat(person)
        self._to_desk()
        self._preferences.choose(replace(self._preferences.now, server_url=server))

    def _to_desk(self) -> None:
        if self._orders.stand:
            self._orders.show()
        elif self.workplace:
            self.workplace.show()

    def _speak(self) -> None:
        """The screens speak the language that was chosen."""
        self._speech.use(self._preferences.now.language)

    def _say_not_kept(self) -> None:
        self._window.status.tell(
            self._speech.words.say(
                "▲ This choice cannot be kept; it holds until you close the program."
            )
        )

    def _say_put_aside(self, name: str) -> None:
        self._window.status.tell(
            self._speech.words.say(
                "Your file of keys was kept as {name}; a new one begins.", name=name
            )
        )
