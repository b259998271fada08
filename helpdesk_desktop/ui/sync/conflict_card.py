"""A call that was changed here and elsewhere: both values of each field, and a person chooses."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from helpdesk_desktop.store.conflicts import Conflict, differing
from helpdesk_desktop.ui.parts.plain import button, check, identified, label, part
from helpdesk_desktop.ui.words.call_words import FIELDS, moment, told
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import Call, closed

LONGEST_VALUE = 300
"""Letters of a value that are shown; the whole of it is in the tooltip and is what is kept."""


class ConflictCard(QFrame):
    """One conflict. Nothing is chosen beforehand but what was written here, and nothing is lost."""

    chosen = Signal(Conflict, Call)
    """The conflict, and the call as it shall be."""

    def __init__(self, conflict: Conflict, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conflict = conflict
        self._speech = speech
        self._theirs: dict[str, QRadioButton] = {}
        self._mine: dict[str, QRadioButton] = {}
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
        begun = moment(conflict.mine.started_at)
        self.heading.setText(words.say("⇄ The call of {time} was changed twice.", time=begun))
        self.explanation.setText(
            words.say("Choose for each line. Whatever you choose, the other text is kept too.")
        )
        self.keep_mine.setText(words.say("All of mine"))
        self.keep_theirs.setText(words.say("All of the other"))
        self.save.setText(words.say("Keep this choice"))
        mine = words.say("Here, {time}", time=moment(conflict.mine_at))
        theirs = self._elsewhere()
        for name in self._mine:
            title = words.say(FIELDS[name])
            for choice, call, side in (
                (self._mine[name], conflict.mine, mine),
                (self._theirs[name], conflict.theirs, theirs),
            ):
                value = told(call, name, words)
                shown = words.say("{side}: {value}", side=side, value=_shortened(value))
                choice.setText(shown.replace("&", "&&"))
                choice.setAccessibleName(f"{title}, {side}, {value}")
            self._titles[name].setText(title)

    def _elsewhere(self) -> str:
        words, copy = self._speech.words, self._conflict.copy
        who = copy.edited_by or words.say("Elsewhere")
        when = moment(copy.edited_at) if copy.edited_at else "–"
        return words.say("{who}, {time}", who=who, time=when)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._titles = {}
        for row, name in enumerate(field for field in differing(self._conflict) if field in FIELDS):
            title = label(f"sync.conflict.{name}", "title")
            group = QButtonGroup(self)
            for column, side in enumerate((self._mine, self._theirs), 1):
                choice = QRadioButton()
                identified(choice, f"sync.conflict.{name}.{'mine' if column == 1 else 'theirs'}")
                group.addButton(choice)
                side[name] = choice
                grid.addWidget(choice, row, column)
            check(self._mine[name], True)
            self._titles[name] = title
            grid.addWidget(title, row, 0)
        buttons = QHBoxLayout()
        for made in (self.keep_mine, self.keep_theirs):
            buttons.addWidget(made)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self.heading)
        layout.addWidget(self.explanation)
        layout.addLayout(grid)
        layout.addLayout(buttons)

    def _take_all(self, side: dict[str, QRadioButton]) -> None:
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


def _shortened(value: str) -> str:
    one_line = " ".join(value.split())
    return one_line if len(one_line) <= LONGEST_VALUE else f"{one_line[:LONGEST_VALUE]}…"
