"""What is behind a number: a service on the desk, or a search for the need. Never a person."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.reports.statistics import Told
from helpdesk_desktop.store.offer import service_cards
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.languages import mark
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.statistics.dimensions import Dimension
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.words import Labels
from helpdesk_domain.territory import Nis, commune_with

_ON_THE_LINE: Final = mark("A search for a caller is open: finish the call first, or park it.")


class Behind(QObject):
    """Opens it on the desk, where the record can be reported (Ctrl+D)."""

    remarked = Signal(str, dict)

    leaving = Signal()
    """What is behind is there, and about to be shown."""

    def __init__(
        self, desk: Desk, page: DeskPage, screens: Screens, speech: Speech, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, page
        self._screens, self._speech = screens, speech

    def open(self, told: Told | None, figure: Figure, key: tuple[str, ...]) -> None:
        """What the key of a number of `figure` names, if it is a service or a need."""
        codes = dict(zip(figure.by, key, strict=False))
        if service := codes.get(Dimension.SERVICE):
            self.open_service(service)
        elif need := codes.get(Dimension.NEED):
            self.search(told, need, codes.get(Dimension.COMMUNE, ""))

    def open_service(self, service: str) -> None:
        ids, language = [ServiceId(service)], self._speech.words.language
        read = partial(service_cards, ids=ids, language=language)
        self._desk.read(self, read, self._show_service)

    def search(self, told: Told | None, need: str, nis: str) -> None:
        """Search for the need, in the commune where there is one."""
        if told is None:
            return
        labels = Labels(self._speech.words, told.names)
        commune = commune_with(Nis(nis))
        place = commune.name(self._speech.words.language) if commune else ""
        self.search_words(f"{labels.value(Dimension.NEED, need)} {place}".strip())

    def search_words(self, words: str) -> None:
        """Search for them; never among the words of somebody who is on the line."""
        if self._page.is_searching_for_a_call:
            self.remarked.emit(_ON_THE_LINE, {})
            return
        self.leaving.emit()
        self._screens.type_on(words)

    def _show_service(self, cards: list[ServiceCard]) -> None:
        if not cards:
            self.remarked.emit(mark("This service is no longer in the directory."), {})
            return
        self.leaving.emit()
        self._screens.to_the_desk()
        self._page.card.show_card(cards[0])
