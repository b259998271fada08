"""Where not all panes have room: a line with the names of the others, and the call in short."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.panes import CALL, CARD, SEARCH
from helpdesk_desktop.ui.parts.plain import button, check, identified, label
from helpdesk_desktop.ui.words.speech import Speech


class PaneBar(QWidget):
    """Hidden while everything is in sight anyway.

    Args:
        go: Brings the keyboard to a pane.
        time: How long the call lasts, as the call says it.
    """

    def __init__(
        self,
        calls: CallDesk,
        speech: Speech,
        go: Callable[[int], None],
        time: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._time = time
        identified(self, "panes")
        self.buttons = {
            SEARCH: self._made("panes.search", partial(go, SEARCH)),
            CARD: self._made("panes.card", partial(go, CARD)),
            CALL: self._made("panes.call", partial(go, CALL)),
        }
        self.key = label("panes.key", "secondary")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = self._line = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for one in self.buttons.values():
            layout.addWidget(one)
        layout.addStretch(1)
        layout.addWidget(self.key)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.say)
        calls.changed.connect(self.say)
        self.hide()

    def show_panes(self, shown: tuple[int, ...]) -> None:
        """Show which panes are in sight; nothing when all are."""
        self.setVisible(len(shown) < len(self.buttons))
        self.buttons[SEARCH].setVisible(len(shown) == 1)
        for at, one in self.buttons.items():
            check(one, at in shown)
        self.say()

    def say(self) -> None:
        """Say the names of the panes, and how the call stands, in the language of the screens."""
        words, opened = self._speech.words, self._calls.current
        self.buttons[SEARCH].setText(words.say("The search"))
        self.buttons[CARD].setText(words.say("The service"))
        self.key.setText(words.say("{key}: the next pane", key=Key.NEXT_PANE))
        self._fit()
        if opened and self.isVisible():
            self._second.start()
        else:
            self._second.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The call in short; where there is no room, without its name, then without the key."""
        words, opened = self._speech.words, self._calls.current
        call = words.say("The call") if opened else words.say("No call")
        told = self._told()
        self.buttons[CALL].setAccessibleName(", ".join([call, *told]))  # without the time: it runs
        time = [self._time()] if opened else []
        short = [*time, *told] or [call]
        for said, with_key in (([call, *time, *told], True), (short, True), (short, False)):
            self.buttons[CALL].setText(" · ".join(said))
            self.key.setVisible(with_key)
            if self._line.minimumSize().width() <= self.width():
                return

    def _told(self) -> list[str]:
        """What an operator looks for in the call: the language, and how many were given."""
        opened = self._calls.current
        if opened is None:
            return []
        language = opened.call.caller_language or "?"
        given = self._speech.words.count(
            "{n} referral", "{n} referrals", len(opened.call.referrals)
        )
        return [language.upper(), given]

    def _made(self, identifier: str, pressed: Callable[[], None]) -> QPushButton:
        made = button(identifier, pressed, "tab")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F6 and Tab go to the panes themselves
        return made
