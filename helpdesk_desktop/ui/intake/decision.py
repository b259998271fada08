"""What the operator decides: the level that is suggested, or another one and why."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helpdesk_desktop.ui.intake.standing import Standing
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.rows.line_row import LineRow
from helpdesk_desktop.ui.rows.row import Row
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.intake.level_words import LEVELS
from helpdesk_domain.intake.levels import Level


class LevelRow(ChoiceRow):
    """Three levels; Enter keeps the one that is suggested, as long as none was chosen."""

    kept = Signal()

    suggested: Level | None = None
    is_decided = False

    @property
    def stop(self) -> QWidget:
        """What is decided, else what is suggested."""
        waits = self.suggested if not self.is_decided else None
        return (self.button(waits.value) if waits else None) or super().stop

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keeps = event.key() in ENTERS and self.suggested and not self.is_decided
        if keeps and not event.isAutoRepeat():
            self.kept.emit()
        super().keyPressEvent(event)


class Decision(QWidget):
    """Asks for the level, and for the reason of another one than is suggested."""

    decided = Signal(object)
    """A `Level`; None when it is taken back."""

    reasoned = Signal(str)
    moved = Signal(object, int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self.level = LevelRow("intake.level", speech, may_stay_open=False)
        self.reason = LineRow("intake.reason")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        for row in (self.level, self.reason):
            inside.addWidget(row)
            row.moved.connect(lambda way, row=row: self.moved.emit(row, way))
        self.level.chosen.connect(
            lambda codes: self.decided.emit(Level(codes[0]) if codes else None)
        )
        self.level.kept.connect(lambda: self.decided.emit(self.level.suggested))
        self.reason.typed.connect(self.reasoned)

    def stops(self) -> list[Row]:
        return [row for row in (self.level, self.reason) if not row.isHidden()]

    def show_standing(self, standing: Standing) -> None:
        """Show what is decided; the reason is asked where it is another level."""
        words, intake, suggested = self._speech.words, standing.intake, standing.suggestion.level
        self.level.suggested, self.level.is_decided = suggested, intake.level is not None
        hint = (
            words.say("Enter keeps {level}", level=words.say(LEVELS[suggested]))
            if suggested and intake.level is None
            else ""
        )
        self.level.show_title(words.say("What you decide (a letter)"), hint)
        self.level.offer({level.value: words.say(name) for level, name in LEVELS.items()})
        self.level.show_answer((intake.level.value,) if intake.level else (), None)
        # where several are possible, each of them is what is suggested
        differs = intake.level is not None and intake.level not in standing.suggestion.possible
        differs = differs and bool(standing.suggestion.possible)
        self.reason.setVisible(differs)
        self.reason.show_title(words.say("Why another level? A word is enough"))
        self.reason.show_words(intake.reason)
        lacks = differs and not intake.reason.strip()
        self.reason.show_problem(words.say("▲ Not what is suggested: say why.") if lacks else "")
