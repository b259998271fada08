"""A call that was changed here and elsewhere: both values of each field, and a person chooses."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from helpdesk_desktop.store.conflicts import Conflict, differing
from helpdesk_desktop.ui.parts.plain import button, check, identified, label, part
from helpdesk_desktop.ui.parts.wrapped_choice import WrappedChoice
from helpdesk_desktop.ui.words.call_words import FIELDS, KindNames, clock_or_day, told
from helpdesk_desktop.ui.words.laid_side_by_side import laid_side_by_side
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call, closed

SIDE_MARGIN = 16
BETWEEN_LINES = 14
"""Pixels."""


class ConflictCard(QFrame):
    """One conflict. Nothing is chosen beforehand but what was written here, and nothing is lost."""

    chosen = Signal(Conflict, Call)
    """The conflict, and the call as it shall be."""

    def __init__(
        self,
        conflict: Conflict,
        speech: Speech,
        kind_names: KindNames,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._conflict = conflict
        self._speech = speech
        self._kind_names = kind_names
        self._theirs: dict[str, WrappedChoice] = {}
        self._mine: dict[str, WrappedChoice] = {}
        identified(self, "sync.conflict")
        part(self, "pane")
        self.heading = label("sync.conflict.heading", "section", wrap=True)
        self.explanation = label("sync.conflict.explanation", "secondary", wrap=True)
        self.keep_mine = button("sync.conflict.mine", lambda: self._take_all(self._mine))
        self.keep_theirs = button("sync.conflict.theirs", lambda: self._take_all(self._theirs))
        self.save = button("sync.conflict.save", self._save, "primary")
        self._lay_out()
        self.say()

    def look(self) -> None:
        """The keyboard goes to the first choice."""
        next(iter(self._mine.values()), self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self) -> None:
        """Say the card in the language of the screens."""
        words, conflict = self._speech.words, self._conflict
        begun = clock_or_day(conflict.mine.started_at)
        self.heading.setText(words.say("⇄ The call of {time} was changed twice.", time=begun))
        self.explanation.setText(
            words.say("Choose for each line. Whatever you choose, the other text is kept too.")
        )
        self.keep_mine.setText(words.say("All of mine"))
        self.keep_theirs.setText(words.say("All of the other"))
        self.save.setText(words.say("Keep this choice"))
        for name in self._mine:
            self._say_line(name)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The buttons side by side where there is room for all, else one below the other."""
        made = (self.keep_mine, self.keep_theirs, self.save)
        needed = sum(one.sizeHint().width() + self._buttons.spacing() for one in made)
        is_wide = needed <= self.width() - 2 * SIDE_MARGIN
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(way)

    def _say_line(self, name: str) -> None:
        words, conflict = self._speech.words, self._conflict
        values = (
            told(it, name, words, self._kind_names) for it in (conflict.mine, conflict.theirs)
        )
        mine, theirs = laid_side_by_side(*values)
        title = words.say(FIELDS[name])
        if mine == theirs:
            title = words.say("{line} (both read alike)", line=title)
        here = words.say("Here, {time}", time=clock_or_day(conflict.mine_at))
        for choice, side, value in (
            (self._mine[name], here, mine),
            (self._theirs[name], self._elsewhere(), theirs),
        ):
            choice.call_it(words.say("{side}: {value}", side=side, value=value))
            choice.setAccessibleName(f"{title}, {side}, {value}")
        self._titles[name].setText(title)

    def _elsewhere(self) -> str:
        words, copy = self._speech.words, self._conflict.copy
        who = copy.edited_by or words.say("Elsewhere")
        when = clock_or_day(copy.edited_at) if copy.edited_at else "–"
        return words.say("{who}, {time}", who=who, time=when)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE_MARGIN, 12, SIDE_MARGIN, 12)
        layout.addWidget(self.heading)
        layout.addWidget(self.explanation)
        self._titles = {}
        for name in differing(self._conflict):
            if name in FIELDS:
                self._titles[name] = label(f"sync.conflict.{name}", "title", wrap=True)
                layout.addSpacing(BETWEEN_LINES - layout.spacing())
                layout.addWidget(self._titles[name])
                self._add_choices(name, layout)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for made in (self.keep_mine, self.keep_theirs):
            self._buttons.addWidget(made)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.save)
        layout.addSpacing(BETWEEN_LINES - layout.spacing())
        layout.addLayout(self._buttons)

    def _add_choices(self, name: str, layout: QVBoxLayout) -> None:
        """Both texts of a line, one below the other: each has the whole width."""
        group = QButtonGroup(self)
        self._mine[name] = WrappedChoice(f"sync.conflict.{name}.mine", group)
        self._theirs[name] = WrappedChoice(f"sync.conflict.{name}.theirs", group)
        for choice in (self._mine[name], self._theirs[name]):
            layout.addWidget(choice)
        check(self._mine[name], True)

    def _take_all(self, side: dict[str, WrappedChoice]) -> None:
        for choice in side.values():
            choice.setChecked(True)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        theirs = {
            name: getattr(self._conflict.theirs, name)
            for name, choice in self._theirs.items()
            if choice.isChecked()
        }
        # of lines that were chosen one by one, some do not go together
        self.chosen.emit(self._conflict, closed(replace(self._conflict.mine, **theirs)))
