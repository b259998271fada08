"""What is said to be wrong or full in the directory, at hand for each service that is shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.store.flags import standing_flags
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import Flag, by_service


class FlagBook(QObject):
    """Reads the flags of the file, and reads them again when one is made or comes down."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QObject | None = None,
        today: Callable[[], date] = today_in_brussels,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._today = today
        self._flags: Mapping[ServiceId, tuple[Flag, ...]] = {}
        desk.changed.connect(self._desk_changed)

    def read(self) -> None:
        """Read them as they stand today."""
        self._desk.read(self, partial(standing_flags, today=self._today()), self._keep)

    def told(self, card: ServiceCard) -> ServiceCard:
        """`card` with what is said of it."""
        flags = self._flags.get(card.id, ())
        return replace(card, flags=flags) if flags != card.flags else card

    def _keep(self, flags: list[Flag]) -> None:
        told = by_service(flags)
        if told != self._flags:
            self._flags = told
            self.changed.emit()

    def _desk_changed(self, changed: Changed) -> None:
        if Changed.FLAGS in changed:
            self.read()
