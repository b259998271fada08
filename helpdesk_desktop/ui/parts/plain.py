"""Widgets that show text as text, and that a screen reader and a test can find by name.

Qt renders HTML in labels and tooltips by itself: a hostile service name could show a picture or
fetch a file. Every label and tooltip is made here, as plain text (`tests/test_house.py`).
"""

import sys
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)


def identified(widget: QWidget, identifier: str) -> None:
    """Give `widget` its stable name for assistive programs and tests (docs/accessibility.md)."""
    widget.setObjectName(identifier)
    widget.setAccessibleIdentifier(identifier)


def part(widget: QWidget, name: str) -> None:
    """Which rule of the style sheet dresses `widget`."""
    widget.setProperty("part", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def state(widget: QWidget, name: str) -> None:
    """A changing trait the style sheet looks at; the widget is dressed anew when it changes."""
    if (widget.property("state") or "") == name:
        return
    widget.setProperty("state", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # other paddings: a label reckons its size anew only when it hears that its style changed
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def label(identifier: str = "", dressed_as: str = "", wrap: bool = False) -> QLabel:
    """A label that shows its text letter by letter, whatever the text contains."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if identifier:
        identified(made, identifier)
    if dressed_as:
        part(made, dressed_as)
    return made


HINT_ROLE = int(Qt.ItemDataRole.ToolTipRole)
"""Where a list asks for the tooltip of a row; `hint_text` is what it is given."""


def hint_text(words: str) -> str:
    """`words` as a tooltip that shows them letter by letter; no tooltip where there are none."""
    return f'<p style="white-space: pre-wrap">{escape(words)}</p>' if words else ""


def hint(widget: QWidget, words: str) -> None:
    """Show `words` where the mouse rests on `widget`; a screen reader describes it by them."""
    widget.setToolTip(hint_text(words))
    widget.setAccessibleDescription(words)  # else it reads the signs of the tooltip aloud


def button(
    identifier: str, pressed: Callable[[], object], dressed_as: str = "", checkable: bool = False
) -> QPushButton:
    """A push button; its text is its accessible name.

    A checkable one listens to `toggled`: that is all an assistive program sets off, and mouse
    and keys set it off as well. `check` changes it without a word.
    """
    made = QPushButton()
    made.setCheckable(checkable)
    made.setAutoDefault(True)  # Enter presses it where the keyboard is, as Space does
    identified(made, identifier)
    if dressed_as:
        part(made, dressed_as)
    heard = made.toggled if checkable else made.clicked
    heard.connect(lambda _checked=False: pressed())
    return made


def check(choice: QAbstractButton, on: bool) -> None:
    """Show `choice` as chosen or not, without anyone being told that somebody chose."""
    silent = QSignalBlocker(choice)
    choice.setChecked(on)
    silent.unblock()


def pane(identifier: str) -> QFrame:
    """A white sheet on the desk."""
    made = QFrame()
    identified(made, identifier)
    part(made, "pane")
    return made


def as_high_as_there_is_room(widget: QWidget) -> None:
    """`widget` takes the height the others leave, and gives it up again down to its least."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    part(made, "rule")
    return made


def put_away(widget: QWidget) -> bool:
    """Hide `widget`; whether the keyboard was in it, and would fall on what is beside it."""
    held = widget.window().focusWidget()
    had_keyboard = held is not None and (held is widget or widget.isAncestorOf(held))
    was_shown = not widget.isHidden()
    widget.hide()
    return was_shown and had_keyboard


def in_whole_words(words: str, metrics: QFontMetrics, width: int) -> str:
    """As many of `words` as fit into `width` pixels, « … » behind them; no word is cut in two."""
    if metrics.horizontalAdvance(words) <= width:
        return words
    kept = words.split(" ")
    while len(kept) > 1:
        kept.pop()
        shown = " ".join(kept).rstrip(" –-·,") + " …"
        if metrics.horizontalAdvance(shown) <= width:
            return shown
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words` when it next pauses; nothing moves, nothing is focused."""
    event = QAccessibleAnnouncementEvent(widget, words)
    QAccessible.updateAccessibility(event)


def tell(held: QWidget, words: str) -> None:
    """Have a screen reader say `words` of what the keyboard is in, which is where it was.

    On Linux as its description, which every Orca reads when it changes: announcements it knows
    from its version 45 on alone (tried with 43.1, that of Debian 12). What described it before
    does so again once the keyboard has left: what was told is over then.
    """
    if sys.platform != "linux":
        announce(held, words)
        return
    told = held.findChild(_Told, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (told or _Told(held)).say(words)


class _Told(QObject):
    """What was told of a widget; its own description comes back once the keyboard has left."""

    def __init__(self, held: QWidget) -> None:
        super().__init__(held)
        self._held, self._own, self._said = held, "", ""
        held.installEventFilter(self)

    def say(self, words: str) -> None:
        now = self._held.accessibleDescription()
        if now != self._said:  # somebody described it meanwhile
            self._own = now
        self._said = words
        self._held.setAccessibleDescription(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_over = event.type() is QEvent.Type.FocusOut
        if is_over and self._held.accessibleDescription() == self._said:
            self._held.setAccessibleDescription(self._own)
            self._said = self._own
        return False
