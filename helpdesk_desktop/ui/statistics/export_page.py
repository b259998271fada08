"""How the figures leave the desk: in which file, for whom, what for. Asked before, marked after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from helpdesk_desktop.reports.exports.imprint import rounding_words
from helpdesk_desktop.reports.exports.writing import Format
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.parts.plain import announce, button, identified, label
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.rows.page import RowsPage
from helpdesk_desktop.ui.rows.row import ONWARD, Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import INTERFACE_LANGUAGES, LANGUAGE_NAMES, mark
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.purposes import EXPORT_PURPOSES, ExportPurpose
from helpdesk_domain.statistics.report import Asked

FORMATS: Final[Mapping[Format, str]] = {
    Format.XLSX: mark("Spreadsheet (XLSX)"),
    Format.PDF: mark("Report with charts (PDF)"),
    Format.CSV: mark("Table for spreadsheets (CSV)"),
    Format.CSV_RFC_4180: mark("Raw table for programs (CSV)"),
    Format.JSON: mark("JSON, for programs"),
}

READERS: Final[Mapping[Scheme, str]] = {
    Scheme.LEADS: mark("The team and who pays it"),
    Scheme.PUBLIC: mark("Everybody: it is published"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Attributes: purpose: None while nobody said."""

    format: Format = Format.XLSX
    language: str
    scheme: Scheme = Scheme.LEADS
    purpose: ExportPurpose | None = None


class ExportPage(RowsPage):
    """Shows and forwards; letters answer, Enter goes on."""

    written = Signal()
    """Somebody wants the file now."""

    cancelled = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("export", Place.EXPORT, speech, parent)
        self.choice = Choice(language=speech.words.language)
        self._asked: Asked | None = None
        self._of: Callable[[], str] = str
        self.back = button("export.back", self.left.emit)
        self.about = label("export.about", wrap=True)
        self.format = ChoiceRow("export.format", speech, may_stay_open=False)
        self.language = ChoiceRow("export.language", speech, may_stay_open=False)
        self.scheme = ChoiceRow("export.scheme", speech, may_stay_open=False)
        self.purpose = ChoiceRow("export.purpose", speech, may_stay_open=False)
        self.means = label("export.means", "secondary", wrap=True)
        self.write = button("export.write", self.written.emit, "primary")
        self.cancel = button("export.cancel", self.cancelled.emit)
        self.progress = QProgressBar()
        identified(self.progress, "export.progress")
        self.problem = label("export.problem", "problem", wrap=True)
        self._connect()
        self._lay_out()
        self.show_progress(None)
        self.show_problem("")

    def ask(self, asked: Asked, of: Callable[[], str]) -> None:
        """Ask about the figures of `asked`; what was chosen last stays, but what for.

        Args:
            of: Says in the words of the screens what they are of.
        """
        self._asked, self._of = asked, of
        self.choice = replace(self.choice, purpose=None)
        self.show_problem("")
        self.say()
        self.purpose.take_keyboard()  # what is asked each time; the rest is mostly as it was

    def stops(self) -> Sequence[Row]:
        return (self.format, self.language, self.scheme, self.purpose)

    def show_progress(self, done: float | None) -> None:
        """How far a file has come, from 0 to 1; None: none is being written."""
        self.progress.setVisible(done is not None)
        self.cancel.setVisible(done is not None)
        self.write.setEnabled(done is None)
        self.progress.setValue(round(100 * (done or 0)))

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.write, sentence)

    def say(self) -> None:
        """Say every text in the language of the screens."""
        words, choice = self._speech.words, self.choice
        self.heading.setText(words.say("Export the figures"))
        self.about.setText(self._of())
        self.back.setText(words.say("Back to the figures (Esc)"))
        self.format.title.setText(words.say("In which file?"))
        self.format.offer({one.value: words.say(name) for one, name in FORMATS.items()})
        self.format.show_answer((choice.format.value,), None)
        self.language.title.setText(words.say("In which language?"))
        self.language.offer({code: LANGUAGE_NAMES[code] for code in INTERFACE_LANGUAGES})
        self.language.show_answer((choice.language,), None)
        self.scheme.title.setText(words.say("Who will read it?"))
        self.scheme.offer({one.value: words.say(name) for one, name in READERS.items()})
        self.scheme.show_answer((choice.scheme.value,), None)
        self.purpose.title.setText(words.say("What for? It is kept in the audit, with your name."))
        self.purpose.offer({one.value: words.say(name) for one, name in EXPORT_PURPOSES.items()})
        self.purpose.show_answer((choice.purpose.value,) if choice.purpose else (), None)
        if self._asked is not None:
            read_so = replace(self._asked, scheme=choice.scheme)
            self.means.setText(rounding_words(read_so, words))
        self.write.setText(words.say("Write the file…"))
        self.cancel.setText(words.say("Cancel"))
        self.progress.setAccessibleName(words.say("How far the file has come"))

    def _choose(self, **chosen: object) -> None:
        self.choice = replace(self.choice, **chosen)  # type: ignore[arg-type]
        self.show_problem("")
        self.say()

    def _move(self, row: Row, way: int) -> None:
        """Onward from what for is the file."""
        if row is self.purpose and way > 0:
            self.write.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.step(row, 1 if way == ONWARD else way)

    def _connect(self) -> None:
        self.format.chosen.connect(lambda codes: self._choose(format=Format(codes[0])))
        self.language.chosen.connect(lambda codes: self._choose(language=codes[0]))
        self.scheme.chosen.connect(lambda codes: self._choose(scheme=Scheme(codes[0])))
        self.purpose.chosen.connect(lambda codes: self._choose(purpose=ExportPurpose(codes[0])))
        for row in self.stops():
            row.moved.connect(lambda way, row=row: self._move(row, way))

    def _lay_out(self) -> None:
        self.head(self.back)
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        for one in (self.about, *self.stops(), self.means, self.problem, self.progress):
            inside.addWidget(one)
        for pressed in (self.write, self.cancel):
            inside.addWidget(pressed, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self.inside.addWidget(scrolling("export.rows", column), 1)

    def _into_sight(self) -> None:
        """The page is never longer than the window but with large letters; it scrolls then."""
