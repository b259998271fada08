"""Leads through the first run; where it was is kept, so that a crash goes on there."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.ui.background.jobs import Jobs
from helpdesk_desktop.ui.entrance.welcome_page import WelcomePage, WelcomeStep
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.window.main_window import MainWindow
from helpdesk_desktop.ui.words.notices import problem_sentence, sign_in_sentence
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.people import Person

if TYPE_CHECKING:
    from helpdesk_desktop.store.offer import OfferState


class Welcome(QObject):
    """Asks what a desk has to know; every step can be passed over, and done later.

    Args:
        sign_in: (server, name, password) → who signed in; blocks.
        sample: Fills the desk with services that were made up; how many. Blocks.
    """

    signed_in = Signal(Person)

    filled = Signal()
    """The sample offer is here."""

    directory_asked = Signal()
    """How many services are here is to be said."""

    over = Signal()

    def __init__(
        self,
        window: MainWindow,
        speech: Speech,
        preferences: Preferences,
        sign_in: Callable[[str, str, str], Person],
        sample: Callable[[], int],
    ) -> None:
        super().__init__(window)
        self._window, self._speech, self._preferences = window, speech, preferences
        self._sign_in, self._sample = sign_in, sample
        self._jobs = Jobs(self)
        self.page = WelcomePage(speech)
        self.page.language_chosen.connect(preferences.speak)
        self.page.went_on.connect(self._go_on)
        self.page.server_typed.connect(self._take_server)
        self.page.sample_asked.connect(self._fill)
        self.page.signed_in.connect(self._ask_server)

    def show(self, step: WelcomeStep) -> None:
        """Begin, or go on, at `step`."""
        self.page.server.setText(self._preferences.now.server_url)
        self._window.show_page(self.page)
        self._ask(step)

    def tell_directory(self, state: "OfferState") -> None:
        """Say how many services came."""
        words, n = self._speech.words, state.services
        said = words.count("{n} service is here.", "{n} services are here.", n)
        nothing = words.say("There is none here yet: sign in with {key}.", key=Key.SYNC)
        self.page.tell_directory(said if n else nothing)

    def close(self) -> None:
        self._jobs.close()

    def _ask(self, step: WelcomeStep, told: str = "") -> None:
        self._preferences.choose(replace(self._preferences.now, welcome=int(step)))
        if step is WelcomeStep.OVER:
            self.over.emit()
            return
        self.page.ask(step, told)
        if step is WelcomeStep.DIRECTORY and not told:
            self.directory_asked.emit()

    def _go_on(self) -> None:
        """Who passes the server over is not asked who signs in there."""
        following = {
            WelcomeStep.LANGUAGE: WelcomeStep.SERVER,
            WelcomeStep.SERVER: WelcomeStep.DIRECTORY,
            WelcomeStep.SIGN_IN: WelcomeStep.DIRECTORY,
            WelcomeStep.DIRECTORY: WelcomeStep.KEYS,
        }
        self._ask(following.get(self.page.step, WelcomeStep.OVER))

    def _take_server(self, typed: str) -> None:
        from helpdesk_desktop.sync.address import checked_address
        from helpdesk_desktop.sync.errors import BadServerAddress

        try:
            address = checked_address(typed if "://" in typed else f"https://{typed}")
        except BadServerAddress as problem:
            self.page.refused(sign_in_sentence(problem, self._speech.words))
            return
        self._preferences.choose(replace(self._preferences.now, server_url=address))
        self._ask(WelcomeStep.SIGN_IN)

    def _ask_server(self, name: str, password: str) -> None:
        server = self._preferences.now.server_url
        self._jobs.run(
            lambda: self._sign_in(server, name, password),
            owner=self,
            done=self._let_in,
            failed=lambda problem: self._refuse(sign_in_sentence(problem, self._speech.words)),
        )

    def _let_in(self, person: Person) -> None:
        self.page.password.clear()
        self.signed_in.emit(person)
        if self.page.step is WelcomeStep.SIGN_IN:
            self._ask(WelcomeStep.DIRECTORY, self._speech.words.say("It is on its way: carry on."))

    def _fill(self) -> None:
        self.page.wait(True)
        self.page.tell(self._speech.words.say("One moment …"))
        self._jobs.run(
            self._sample,
            owner=self,
            done=self._filled,
            failed=lambda problem: self._refuse(problem_sentence(problem, self._speech.words)),
        )

    def _filled(self, services: int) -> None:
        self.filled.emit()
        if self.page.step is WelcomeStep.SERVER:
            words = self._speech.words
            said = words.count(
                "{n} made-up service is here.", "{n} made-up services are here.", services
            )
            self._ask(WelcomeStep.DIRECTORY, said)

    def _refuse(self, why: str) -> None:
        """Unless somebody passed the step over meanwhile."""
        if self.page.step in (WelcomeStep.SERVER, WelcomeStep.SIGN_IN):
            self.page.refused(why)
