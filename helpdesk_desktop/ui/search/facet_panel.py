"""Facets by keyboard: a strip between the count and the results, opened by Ctrl+Space."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from helpdesk_desktop.search.words.fold import fold
from helpdesk_desktop.ui.call.narrowing import Narrowings
from helpdesk_desktop.ui.parts.plain import announce, button, check, identified, part, state
from helpdesk_desktop.ui.search.facets import SECTIONS, Value, values
from helpdesk_desktop.ui.search.value_list import ROWS, Counts, ValueList, ValueModel
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.offer import TaxonomyTerm

BETWEEN_LETTERS_S = 1.0
"""Seconds after which a letter begins a new word."""
_MARGIN = 6
LEAST_ROWS = 3
"""Values seen at once in a low window."""


class FacetPanel(QFrame):
    """Chooses what services must have; the answer below follows at once."""

    left = Signal()
    """The operator is done with it."""

    def __init__(
        self, narrowings: Narrowings, groups: Sequence[TaxonomyTerm], speech: Speech
    ) -> None:
        super().__init__()
        self._narrowings = narrowings
        self.groups = groups
        self._speech = speech
        self._at = 0
        self._is_one_shown = False
        self._begun = ""
        self._struck_s = 0.0
        self._sections: Sequence[Sequence[Value]] = ()
        identified(self, "search.facets")
        part(self, "facets")
        self.shown = ValueModel(narrowings, self)
        self.values = ValueList(self.shown)
        self.titles = [self._title_button(number) for number in range(len(SECTIONS))]
        self._lay_out()
        self._connect()
        self.say()

    def say(self) -> None:
        """Say every value in the language of the screens; the same one stays under the cursor."""
        words = self._speech.words
        row = max(0, self.values.currentIndex().row())
        self.setAccessibleName(words.say("Filters"))
        self._sections = [values(facets, self.groups, words) for facets in SECTIONS.values()]
        self._show(self._at, row)

    def show_counts(self, counts: Counts) -> None:
        """How many of the services found have each value; empty when nobody counted."""
        self.shown.show_counts(counts)

    def begin(self) -> None:
        """Begin with the first section, whatever was shown last."""
        self._show(0, 0)

    def turn(self, way: int) -> None:
        """The next section, or the one before."""
        self._show((self._at + way) % len(self._sections), 0)
        announce(self.values, self.values.accessibleName())

    def _title_button(self, number: int) -> QPushButton:
        made = button(
            f"search.facets.section.{number}", lambda: self._press(number), "tab", checkable=True
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows turn the sections
        return made

    def _press(self, number: int) -> None:
        """What a title alone in its place shows already is followed by the next."""
        if self._is_one_shown and number == self._at:
            self.turn(1)
        else:
            self._show(number, 0)

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        for title in self.titles:
            titles.addWidget(title)
        titles.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addLayout(titles)
        layout.addWidget(self.values, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.values.sizeHint().height() + 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        least = self.values.sizeHint().height() * LEAST_ROWS // ROWS
        return QSize(super().minimumSizeHint().width(), least + 2 * _MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_titles()

    def _show_titles(self) -> None:
        """All of them; where there is no room the one whose values are shown: « ‹ Accès 1/5 › »."""
        needed = sum(title.sizeHint().height() + 2 for title in self.titles)
        self._is_one_shown = needed > self.height() - 2 * _MARGIN
        for at, title in enumerate(self.titles):
            name = title.accessibleName()
            title.setText(f"‹ {name} {at + 1}/{len(SECTIONS)} ›" if self._is_one_shown else name)
            title.setVisible(not self._is_one_shown or at == self._at)

    def _connect(self) -> None:
        self.values.toggled.connect(self._toggle)
        self.values.cleared.connect(self._narrowings.clear)
        self.values.turned.connect(self.turn)
        self.values.letter.connect(self._jump)
        self.values.left.connect(self.left)
        self.values.focused.connect(lambda held: state(self, "held" if held else ""))
        self._narrowings.changed.connect(self._follow)

    def _show(self, section: int, row: int) -> None:
        """Show the values of a section, the cursor on one of them."""
        self._at = section
        self.shown.show(self._sections[section])
        self.values.setCurrentIndex(self.shown.index(row))
        self._follow()

    def _follow(self) -> None:
        """The titles say how many values of each are chosen."""
        chosen = self._narrowings.now.chosen
        for at, (title, facets) in enumerate(SECTIONS.items()):
            words = self._speech.words.say(title)
            n = sum(choice.facet in facets for choice in chosen)
            self.titles[at].setAccessibleName(f"{words} ({n})" if n else words)
            check(self.titles[at], at == self._at)
        self.values.setAccessibleName(self.titles[self._at].accessibleName())
        self.shown.refresh()
        self._show_titles()

    def _toggle(self) -> None:
        if value := self.shown.value(self.values.currentIndex()):
            self._narrowings.toggle(value.choice)

    def _jump(self, letter: str) -> None:
        """To the next value that begins with what is typed: here first, then in the others."""
        now = time.monotonic()
        begun = self._begun if now - self._struck_s <= BETWEEN_LETTERS_S else ""
        self._struck_s = now
        again = begun == fold(letter)
        for self._begun in dict.fromkeys((begun + fold(letter), fold(letter))):
            for section, row in self._from_here(again):
                if fold(self._sections[section][row].name).startswith(self._begun):
                    self._show(section, row)
                    return

    def _from_here(self, after: bool) -> Sequence[tuple[int, int]]:
        """Where each value is, from the one under the cursor or `after` it, round to it again."""
        places = [
            (section, row)
            for section, shown in enumerate(self._sections)
            for row in range(len(shown))
        ]
        here = places.index((self._at, self.values.currentIndex().row())) + after
        round_ = places[here:] + places[:here]
        return sorted(round_, key=lambda place: place[0] != self._at)
