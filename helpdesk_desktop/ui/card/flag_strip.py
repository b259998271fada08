"""The strip that takes down what is wrong in the directory: a letter, some words, Enter."""

import uuid
from collections import defaultdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from helpdesk_desktop.ui.parts.letter_choices import LetterChoices
from helpdesk_desktop.ui.parts.plain import identified, label
from helpdesk_desktop.ui.parts.strip import Strip
from helpdesk_desktop.ui.parts.strokes import ENTERS
from helpdesk_desktop.ui.words.flag_words import ASKED, SAYS_ENOUGH, TOPIC_KEYS, TOPICS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import today_in_brussels, utc_now
from helpdesk_domain.days_in_words import NoSuchMoment
from helpdesk_domain.languages import mark
from helpdesk_domain.national_numbers import without_national_numbers
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import COMMENT_LIMIT, Suggestion, SuggestionId, Topic, patch_for
from helpdesk_domain.typed_moments import typed_moment


class FlagStrip(Strip):
    """Opens on Ctrl+D under the service; Escape puts it away, its words stay for the next time."""

    asks = Signal(QWidget)
    """It asks something; the widget that takes the answer."""

    made = Signal(Suggestion, str, str)
    """What was said, the name of the service, and the words as they were typed."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("flag", parent)
        self._speech = speech
        self._card: ServiceCard | None = None
        self._topic: Topic | None = None
        self._problem = ""
        self._unfinished: defaultdict[ServiceId, list[tuple[Topic, str]]] = defaultdict(list)
        self.topics = LetterChoices[Topic](
            "flag.topic", TOPICS, TOPIC_KEYS, speech, self._choose, at_once=True
        )
        self.words = QLineEdit(maxLength=COMMENT_LIMIT)
        identified(self.words, "flag.words")
        self.message = label("flag.message", "problem", wrap=True)
        self.lay(self.topics, self.words, self.message)
        self.say()

    def say(self) -> None:
        """Say every text of the strip in the language of the screens."""
        words = self._speech.words
        name = self._card.name.words if self._card else ""
        self.title.setText(words.say("What is wrong with “{name}”? (a letter)", name=name))
        self.setAccessibleName(self.title.text())
        self.topics.say()
        asked = words.say(ASKED[self._topic]) if self._topic else ""
        self.words.setPlaceholderText(asked)
        self.words.setAccessibleName(asked or words.say("What is right"))
        self.message.setText(words.say(self._problem) if self._problem else "")
        self.message.setVisible(bool(self._problem))

    def ask(self, card: ServiceCard) -> None:
        """Ask what is wrong with the service of `card`."""
        if not self.is_about(card):
            self._put_aside()
        self._card = card
        if self._topic is None:
            self._go_on_with(self._unfinished[card.id])
        self.say()
        self.show()
        first = self.topics.buttons[self._topic or Topic.PHONE]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.asks.emit(first)

    def give_back(self, made: Suggestion, typed: str) -> None:
        """It was not kept: its words are there again, the next time the service is asked about."""
        self._unfinished[made.service_id].append((made.topic, typed))

    def is_about(self, card: ServiceCard) -> bool:
        """Whether the question is about the service of `card`."""
        return self._card is not None and self._card.id == card.id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field leaves of a key comes here as well: Enter does."""
        in_words = self.words.hasFocus()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif in_words and event.key() in ENTERS:
            self._send()
        elif not in_words and (topic := self.topics.picked(event)):
            self._choose(topic)
        else:
            super().keyPressEvent(event)

    def _choose(self, topic: Topic) -> None:
        self._topic, self._problem = topic, ""
        self.topics.show(topic)
        self.words.show()
        self.say()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asks.emit(self.words)

    def _send(self) -> None:
        if self._card is None or self._topic is None:
            return
        try:
            suggestion = self._suggestion(self._card, self._topic)
        except NoSuchMoment:
            self._refuse(mark("There is no such day in the calendar."))
            return
        if not suggestion.comment and self._topic not in SAYS_ENOUGH:
            self._refuse(mark("Say what is right, in a few words."))
            return
        name, typed = self._card.name.words, self.words.text()
        self.hide()
        self._forget()
        self.made.emit(suggestion, name, typed)
        self.left.emit()

    def settle(self) -> bool:
        """The call is about to leave the desk: what was typed counts; what cannot is told once."""
        if not self.isVisible() or not self.words.text().strip():
            return True
        was_told = bool(self._problem)
        self._send()
        return self.isHidden() or was_told

    def _suggestion(self, card: ServiceCard, topic: Topic) -> Suggestion:
        """Raises: NoSuchMoment: It is full until a day that the calendar does not have."""
        said = without_national_numbers(" ".join(self.words.text().split()))
        until = None
        if topic is Topic.FULL:
            today = today_in_brussels()
            read = typed_moment(said, self._speech.words.language, today)
            until, said = read.day, read.rest if read.day else said
            if until and until < today:
                raise NoSuchMoment(said)
        return Suggestion(
            id=SuggestionId(str(uuid.uuid4())),
            service_id=card.id,
            base_rev=0,
            made_at=utc_now(),
            patch=patch_for(topic),
            comment=said,
            topic=topic,
            full_until=until,
        )

    def _refuse(self, problem: str) -> None:
        self._problem = problem
        self.say()

    def _put_aside(self) -> None:
        """Another service is asked about; what was typed about this one is there the next time."""
        if self._card and self._topic:
            self._unfinished[self._card.id].append((self._topic, self.words.text()))
        self._forget()

    def _go_on_with(self, unfinished: list[tuple[Topic, str]]) -> None:
        if unfinished:
            self._topic, typed = unfinished.pop()
            self.topics.show(self._topic)
            self.words.setText(typed)
            self.words.show()

    def _forget(self) -> None:
        self._topic, self._problem = None, ""
        self.topics.show(None)
        self.words.clear()
        self.words.hide()
