"""Where each call is, in plain words: what waits, what was refused, what was changed twice.

For who answers for a team, also how its desks stand.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helpdesk_desktop.store.conflicts import Conflict
from helpdesk_desktop.store.overview import Overview, RefusedCall
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import announce, button, label, part
from helpdesk_desktop.ui.parts.screen import Screen
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.sync.board_table import BoardTable
from helpdesk_desktop.ui.sync.conflict_card import ConflictCard
from helpdesk_desktop.ui.words.call_words import KindNames, clock_or_day, told
from helpdesk_desktop.ui.words.notices import refusal_sentence
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call
from helpdesk_domain.devices import DeviceBoard

MOST_SHOWN = 20
"""Refused calls that are listed; there are never so many but on a desk whose server changed."""


class SyncPage(Screen):
    """Reads and forwards; Enter tries again."""

    try_again = Signal()
    chosen = Signal(Conflict, Call)

    gone = Signal()
    """Another page is shown: whoever comes back reads it anew."""

    def __init__(
        self, speech: Speech, kind_names: KindNames, parent: QWidget | None = None
    ) -> None:
        super().__init__("sync", Place.SYNC, speech, parent)
        self._kind_names = kind_names
        self._overview: Overview | None = None
        self._sentence: Callable[[], str] = str
        self._trying: Callable[[], str] = str
        self._cards: list[ConflictCard] = []
        self._board: DeviceBoard | None = None
        self.state = label("sync.state", wrap=True)
        self.next = label("sync.next", wrap=True)
        self.counts = label("sync.counts", "secondary", wrap=True)
        self.offer = label("sync.offer", "secondary", wrap=True)
        self.again = button("sync.again", self.try_again.emit, "primary")
        self.back = button("sync.back", self.left.emit)
        self.refused = label("sync.refused", "problem", wrap=True)
        self.board_title = label("sync.board.title", "section")
        self.board = BoardTable(speech)
        self._conflicts = QVBoxLayout()
        self._lay_out()
        self.say()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.gone.emit()

    def look(self) -> None:
        """The keyboard goes to what a person has to do here, else to « try again »."""
        if self._cards:
            self._cards[0].look()
        else:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand(self, sentence: Callable[[], str]) -> None:
        """How things stand now, told by `sentence` in the language of the moment."""
        self._sentence = sentence
        self.state.setText(sentence())

    def tell_try(self, sentence: Callable[[], str], *, aloud: bool = False) -> None:
        """That a sync is under way, or when the next one is, in the language of the moment."""
        self._trying = sentence
        self.next.setText(sentence())
        if aloud and self.isVisible():
            announce(self.again, self.next.text())

    def show_overview(self, overview: Overview) -> None:
        """Show what stands between this desk and the server; a card being filled in stays."""
        changed = self._overview is None or overview.conflicts != self._overview.conflicts
        self._overview = overview
        if changed:
            self._show_conflicts(overview)
        self.say()

    def show_board(self, board: DeviceBoard | None) -> None:
        """Show the desks of the team; None: this person does not answer for one."""
        self._board = board
        self.board.show_board(board.devices if board else ())
        self.say()

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words = self._speech.words
        self.heading.setText(words.say("Synchronisation"))
        self.again.setText(words.say("Try now"))
        self.back.setText(words.say("Back to the desk (Esc)"))
        self.state.setText(self._sentence())
        self.next.setText(self._trying())
        self.board_title.setText(words.say("Computers of the team"))
        for part_of_board in (self.board_title, self.board):
            part_of_board.setVisible(self._board is not None)
        self.board.say()
        for card in self._cards:
            card.say()
        if self._overview:
            self._say_overview(self._overview)

    def _say_overview(self, seen: Overview) -> None:
        words, outbox = self._speech.words, seen.outbox
        self.counts.setText(
            words.say(
                "To be sent: {waiting} · refused: {refused} · changed twice: {conflicts}",
                waiting=outbox.waiting,
                refused=outbox.refused,
                conflicts=outbox.conflicts,
            )
        )
        services = words.count("{n} service", "{n} services", seen.offer.services)
        since = clock_or_day(seen.offer.updated_at) if seen.offer.updated_at else "–"
        self.offer.setText(
            words.say("Directory: {services}, received {time}", services=services, time=since)
        )
        self.refused.setText("\n".join(map(self._told, seen.refused[:MOST_SHOWN])))
        self.refused.setVisible(bool(seen.refused))

    def _told(self, refused: RefusedCall) -> str:
        words = self._speech.words
        return words.say(
            "✖ Call of {time}, {needs}: {reason}",
            time=clock_or_day(refused.call.started_at),
            needs=told(refused.call, "needs", words),
            reason=refusal_sentence(refused.code, words),
        )

    def _show_conflicts(self, overview: Overview) -> None:
        held = self.focusWidget()
        had_focus = held is self.again or any(
            held is not None and card.isAncestorOf(held) for card in self._cards
        )
        for card in self._cards:
            self._conflicts.removeWidget(card)
            card.deleteLater()
        self._cards = [
            ConflictCard(conflict, self._speech, self._kind_names)
            for conflict in overview.conflicts
        ]
        for card in self._cards:
            card.chosen.connect(self.chosen)
            self._conflicts.addWidget(card)
        if had_focus:
            self.look()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        inside = QWidget()
        part(inside, "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for one in (self.state, self.next, self.counts, self.offer):
            layout.addWidget(one)
        layout.addLayout(buttons)
        layout.addWidget(self.refused)
        layout.addLayout(self._conflicts)
        layout.addWidget(self.board_title)
        layout.addWidget(self.board, 1)
        layout.addStretch(1)
        self.inside.addWidget(scrolling("sync.scroll", inside), 1)
