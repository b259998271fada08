"""The call in progress: the caller's language, what is known, what was given, the note."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.call.call_facts import CallFacts, TermNames
from helpdesk_desktop.ui.call.call_strips import CallStrips
from helpdesk_desktop.ui.call.caller_language import CallerLanguage
from helpdesk_desktop.ui.call.note import Note
from helpdesk_desktop.ui.call.wrap_up import WrapUp
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.look.style import scale
from helpdesk_desktop.ui.parts.language_list import HEIGHT as LIST_HEIGHT
from helpdesk_desktop.ui.parts.plain import (
    as_high_as_there_is_room,
    button,
    identified,
    label,
    part,
)
from helpdesk_desktop.ui.parts.scrolled import scrolling
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.call_words import clock_or_day
from helpdesk_desktop.ui.words.follow_up_words import planned_words
from helpdesk_desktop.ui.words.referral_words import said
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import Call
from helpdesk_domain.intake.level_words import LEVELS
from helpdesk_domain.languages import mark

WIDEST_TIME = "000:00"
KEPT, NOT_YET = mark("draft kept ✓"), mark("draft")
REFERRALS_HEIGHT, NO_REFERRALS_HEIGHT = 60, 24
"""Pixels that they keep when there is no room, of text at 100 %; the style sheet has the note's."""
RIGHT_MARGIN = 6
"""Between the controls and the scroll bar, in pixels."""


class ReferralList(QListWidget):
    """What was given; Delete takes the chosen one out again, Enter asks how far it has come."""

    asked = Signal(int)

    def __init__(self, withdraw: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._withdraw = withdraw
        identified(self, "call.referrals")
        as_high_as_there_is_room(self)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentRow() >= 0:
            self._withdraw(self.currentRow())
        elif event.key() in ENTERS and self.currentRow() >= 0:
            self.asked.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class CallPanel(QFrame):
    """Shows the call on the desk and takes the operator's words about it."""

    def __init__(
        self,
        calls: CallDesk,
        speech: Speech,
        term_names: TermNames,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._draft_is_kept = True
        identified(self, "call")
        part(self, "pane")
        self.title = label("call.title", "title", wrap=True)
        self.timer = label("call.timer", "title")
        self.timer.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.draft = label("call.draft", "secondary")
        self.parked = label("call.parked", "pill")
        self.start = button("call.start", calls.start, "primary")
        self.language = CallerLanguage(calls, speech)
        self.facts = CallFacts(calls, speech, term_names, self.language.others)
        self.referrals_title = label("call.referrals.title", "secondary")
        self.referrals = ReferralList(partial(call_steps.withdraw, calls))
        self.note_title = label("call.note.title", "secondary")
        self.note = Note(calls.write_note)
        self.promised = label("call.follow_up", wrap=True)
        self.intake = label("call.intake", wrap=True)
        self.strips = CallStrips(calls, speech)
        self.wrap_up = WrapUp(calls, speech)
        self.finish = button("call.finish", calls.finish, "primary")
        self.undo = button("call.undo", calls.undo)
        self._second = QTimer(self, interval=1000)
        self._lay_out()
        self._connect()
        self.say()

    def say(self) -> None:
        """Say every text of the panel in the language of the screens."""
        words = self._speech.words
        self.setAccessibleName(words.say("The call"))
        self.start.setText(words.say("New call  {key}", key=Key.NEW_CALL))
        self.language.say()
        self.facts.say()
        self.note_title.setText(words.say("Note (no names, no numbers)"))
        self.note.setAccessibleName(words.say("Note"))
        self.referrals.setAccessibleName(words.say("Referrals"))
        self.undo.setText(words.say("Undo  {key}", key=Key.UNDO))
        self.strips.say()
        self.wrap_up.say()
        self._say_draft(self._draft_is_kept)
        self.make_room()
        self.show_call()

    def show_call(self) -> None:
        """Show the call as it is now."""
        words, opened = self._speech.words, self._calls.current
        call = opened.call if opened else None
        self.title.setText(self._title())
        self.start.setVisible(call is None)  # F2 parks the one that is open; its room is needed
        self.language.show_language(call.caller_language if call else None)
        self.facts.show_call()
        self._show_referrals()
        self.promised.setVisible(bool(call and call.follow_up))
        if call and call.follow_up:
            said = planned_words(call.follow_up, words)
            self.promised.setText(words.say("Follow-up: {said}", said=said))
        self._say_intake(call)
        note = call.note if call else ""
        self.note.show_note(note)
        wrapping = opened is not None and opened.is_wrapping
        self.wrap_up.show_call()
        if wrapping:
            self._scroll.ensureWidgetVisible(self.wrap_up)
            self._scroll.follow()
        elif call is None:
            self._scroll.verticalScrollBar().setValue(0)
        self.finish.setEnabled(call is not None)
        self.finish.setText(
            words.say("Save  {key}", key=Key.FINISH)
            if wrapping
            else words.say("Finish  {key}", key=Key.FINISH)
        )
        self._show_parked()
        self.draft.setVisible(call is not None)
        self.timer.setVisible(call is not None and call.is_timed)
        self._second.start() if call else self._second.stop()
        self._say_time()

    def ask_about_a_referral(self) -> None:
        """How far the chosen referral has come, else the one given last."""
        self.strips.referral.ask(self.referrals.currentRow() if self.referrals.hasFocus() else None)

    def _connect(self) -> None:
        self.referrals.asked.connect(self.strips.referral.ask)
        self._second.timeout.connect(self._say_time)
        self._calls.changed.connect(self.show_call)
        self._calls.drafts.kept.connect(self._say_draft)

    def _title(self) -> str:
        words, opened = self._speech.words, self._calls.current
        if opened is None:
            return words.say("NO CALL")
        if opened.corrects is not None:
            return words.say("CALL OF {time}, REOPENED", time=clock_or_day(opened.call.started_at))
        if opened.call.written_later:
            return words.say("CALL OF {time}", time=clock_or_day(opened.call.started_at))
        if opened.call.channel is Channel.ENCOUNTER:
            return words.say("ENCOUNTER")
        return words.say("CALL IN PROGRESS")

    def _say_intake(self, call: Call | None) -> None:
        words = self._speech.words
        self.intake.setVisible(bool(call and call.intake))
        if call and call.intake:
            level = call.intake.level
            said = words.say(LEVELS[level]) if level else words.say("not decided yet")
            self.intake.setText(
                words.say("Complex situation: {said}.  {key}", said=said, key=Key.INTAKE)
            )

    def _show_parked(self) -> None:
        parked = len(self._calls.parked)
        said = self._speech.words.count(
            "{n} parked  {key}", "{n} parked  {key}", parked, key=Key.PARKED
        )
        self.parked.setText(said)
        self.parked.setVisible(parked > 0)

    def _show_referrals(self) -> None:
        opened = self._calls.current
        given = opened.call.referrals if opened else ()
        self.referrals_title.setText(self._speech.words.say("Referrals ({n})", n=len(given)))
        shown = [self.referrals.item(row).text() for row in range(self.referrals.count())]
        words = self._speech.words
        wanted = [f"{at}  {said(one, words)}" for at, one in enumerate(given, start=1)]
        if shown != wanted:
            self._fit_referrals()
            self.referrals.clear()
            for line in wanted:
                self.referrals.addItem(QListWidgetItem(line))

    def _fit_referrals(self) -> None:
        """What was given keeps some lines; a place for what was not yet, one."""
        opened = self._calls.current
        height = REFERRALS_HEIGHT if opened and opened.call.referrals else NO_REFERRALS_HEIGHT
        self.referrals.setMinimumHeight(round(height * scale()))

    def _say_time(self) -> None:
        opened = self._calls.current
        if opened:
            spent = self._calls.timed(opened)
            minutes, seconds = divmod(spent.talk_s + spent.wrap_up_s, 60)
            self.timer.setText(f"{minutes:02d}:{seconds:02d}")

    def _say_draft(self, kept: bool) -> None:
        self._draft_is_kept = kept
        words = self._speech.words
        self.draft.setText(words.say(KEPT if kept else NOT_YET))

    def make_room(self) -> None:
        """As wide as the widest line of any step, so that the panes never jump about."""
        self._fit_referrals()
        self.language.others.setFixedHeight(round(LIST_HEIGHT * scale()))
        self.timer.ensurePolished()
        self.timer.setMinimumWidth(self.timer.fontMetrics().horizontalAdvance(WIDEST_TIME))
        drafts = (self._speech.words.say(said) for said in (KEPT, NOT_YET))
        letters = self.draft.fontMetrics()
        self.draft.setMinimumWidth(max(letters.horizontalAdvance(said) for said in drafts) + 2)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = max(self.wrap_up.room(), self.strips.room())
        self._scroll.setMinimumWidth(room + RIGHT_MARGIN + bar)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 6, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.parked)
        head.addWidget(self.draft)
        head.addWidget(self.timer)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 6, 0)
        foot.addWidget(self.undo)
        foot.addWidget(self.finish, 1)
        self._scroll = scrolling("call.scroll", self._steps())
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.wrap_up.missing)
        layout.addLayout(foot)

    def _steps(self) -> QWidget:
        """The call from its start to its end; on a low screen this part scrolls."""
        steps = QWidget()
        part(steps, "sheet")
        layout = QVBoxLayout(steps)
        layout.setContentsMargins(0, 0, RIGHT_MARGIN, 0)
        layout.setSpacing(6)
        layout.addWidget(self.start)
        layout.addWidget(self.language)
        layout.addWidget(self.facts)
        layout.addWidget(self.referrals_title)
        layout.addWidget(self.referrals, 2)
        layout.addWidget(self.promised)
        layout.addWidget(self.intake)
        layout.addWidget(self.note_title)
        layout.addWidget(self.note, 1)
        layout.addLayout(self.strips)
        layout.addWidget(self.wrap_up)
        return steps
