"""The questions about a call that open under it, one key each, and close by themselves."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.call_question import CallQuestion
from helpdesk_desktop.ui.call.person_question import WHO
from helpdesk_desktop.ui.call.referral_strip import ReferralStrip
from helpdesk_desktop.ui.call.unmet_strip import UnmetStrip
from helpdesk_desktop.ui.call.when_questions import (
    COME_BACK,
    WRITTEN_LATER,
    follow_up_typed,
    took_place_typed,
)
from helpdesk_desktop.ui.parts.line_strip import LineStrip
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.words.person_words import person_typed
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.follow_ups import FollowUp, said_again
from helpdesk_domain.person_concerned import PersonConcerned
from helpdesk_domain.written_later import TookPlace


class CallStrips(QVBoxLayout):
    """They stand one under the other; one at a time is open."""

    left = Signal()
    """One of them closed: the keyboard goes back to where it was."""

    def __init__(self, calls: CallDesk, speech: Speech) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.referral = ReferralStrip(calls, speech)
        self.unmet = UnmetStrip(calls, speech)
        self.follow_up = LineStrip[FollowUp]("followup", COME_BACK, speech)
        self.before = LineStrip[TookPlace]("before", WRITTEN_LATER, speech)
        self.planning = CallQuestion(
            calls,
            self.follow_up,
            follow_up_typed,
            call_steps.plan,
            lambda call, told: said_again(told, call.follow_up),
        )
        self.took_place = CallQuestion(
            calls,
            self.before,
            lambda call: took_place_typed(call, speech.words),
            call_steps.take_place,
        )
        self.about = LineStrip[PersonConcerned]("person", WHO, speech)
        self.person = CallQuestion(
            calls,
            self.about,
            lambda call: person_typed(call.person, speech.words),
            call_steps.tell_person,
        )
        self._all = (self.referral, self.unmet, self.follow_up, self.before, self.about)
        for strip in self._all:
            self.addWidget(strip)
            strip.left.connect(self.left)
        calls.left.connect(self.put_away)

    def say(self) -> None:
        """Say every text of the strips in the language of the screens."""
        for strip in self._all:
            strip.say()

    def ask(self, question: Callable[[], None]) -> None:
        """Ask `question`; the one that is open gives way, its words kept."""
        before = [strip for strip in self._all if strip.isVisible()]
        question()
        if any(strip.isVisible() for strip in self._all if strip not in before):
            for strip in before:
                strip.close_strip()

    def room(self) -> int:
        """Pixels the widest of them needs across, shown or hidden."""
        return max(strip.room() for strip in self._all)

    def put_away(self) -> None:
        """Close what is open."""
        for strip in self._all:
            strip.close_strip()

    def take_back(self) -> bool:
        """Put away the line that is being typed, as Escape does; whether there was one."""
        typed = (one for one in (self.follow_up, self.before, self.about) if one.words.hasFocus())
        line = next((one for one in typed if one.is_changed), None)
        if line:
            line.dismiss()
        return line is not None

    def dismiss(self) -> bool:
        """Escape what is open; whether anything was."""
        shown = [strip for strip in self._all if strip.isVisible()]
        for strip in shown:
            strip.dismiss()
        return bool(shown)

    @property
    def place(self) -> Place | None:
        """What the keyboard acts on, when one of them is open."""
        places: Mapping[QWidget, Place] = {
            self.referral: Place.REFERRAL,
            self.unmet: Place.UNMET,
            self.follow_up: Place.FOLLOW_UP,
            self.before: Place.WRITTEN_LATER,
            self.about: Place.PERSON,
        }
        return next((place for strip, place in places.items() if strip.isVisible()), None)
