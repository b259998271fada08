"""What is seen of a service however far its card is scrolled: its name, the number to ring."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helpdesk_desktop.ui.parts.plain import label, state
from helpdesk_desktop.ui.words.flag_words import room, takes_people
from helpdesk_desktop.ui.words.labels import CAPACITY_SHAPES, REGIMES
from helpdesk_domain.languages import Words
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import Topic

REPORTED = "reported"


class CardHead(QFrame):
    """Name and number; above the number, as long as there is room for both, the first facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = label("card.name", "heading", wrap=True)
        self.phone = selectable(label("card.phone", "phone", wrap=True))
        self.organization = label("card.organization", "secondary", wrap=True)
        self.capacity = label("card.capacity", "pill")
        self.regime = label("card.regime", "pill")
        self.opening = label("card.opening", "opening", wrap=True)
        self.facts = QWidget()
        state(self.regime, "plain")
        self._lay_out()

    def show_card(self, card: ServiceCard, words: Words) -> None:
        """Show what is known of `card` but its hours, which `show_opening` follows."""
        self.name.setText(card.name.words)
        self.name.setLocale(QLocale(card.name.language or card.language))
        other = card.organization if card.organization != card.name.words else ""
        self.organization.setText(" · ".join(t for t in (other, card.other_name) if t))
        self.organization.setVisible(bool(self.organization.text()))
        takes = takes_people(card)
        self.capacity.setText(f"{CAPACITY_SHAPES[takes]} {room(card, words)}")
        state(self.capacity, takes.value if takes else "unknown")
        self.regime.setText(words.say(REGIMES[card.regime]) if card.regime in REGIMES else "")
        self.regime.setVisible(card.regime in REGIMES)
        self._show_phone(card, words)

    def show_opening(self, said: str, is_open: bool | None) -> None:
        """Whether it is open now, as `opening_words.opening` says it."""
        self.opening.setText(said)
        self.opening.setVisible(bool(said))
        state(self.opening, "open" if is_open else "")

    def put_facts(self, elsewhere: QVBoxLayout | None) -> None:
        """Leave the facts to what is scrolled, or have them here again (None)."""
        if elsewhere is not None:
            elsewhere.insertWidget(0, self.facts)
        else:
            self._layout.insertWidget(1, self.facts)

    def _show_phone(self, card: ServiceCard, words: Words) -> None:
        number = card.numbers[0] if card.numbers else ""
        is_reported = Topic.PHONE in card.disputed
        said = f"☎ {number}"
        self.phone.setText(words.say("{title} ⚠ reported", title=said) if is_reported else said)
        self.phone.setAccessibleName(words.say("Phone: {number}", number=number))
        self.phone.setVisible(bool(number))
        state(self.phone, REPORTED if is_reported else "")

    def _lay_out(self) -> None:
        pills = QHBoxLayout()
        pills.setSpacing(6)
        pills.addWidget(self.capacity)
        pills.addWidget(self.regime)
        pills.addStretch(1)
        facts = QVBoxLayout(self.facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(6)
        facts.addWidget(self.organization)
        facts.addLayout(pills)
        facts.addWidget(self.opening)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 3, 16, 4)
        self._layout.setSpacing(6)
        for widget in (self.name, self.facts, self.phone):
            self._layout.addWidget(widget)


def selectable(shown: QLabel) -> QLabel:
    """`shown`, whose text the mouse can mark; copying a line must not stop the typing."""
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return shown
