"""Cards of the services found last: the next letter mostly finds the same ones."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer import service_cards
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard

MOST: Final = 300
"""Cards kept, some 4 kB each: what a sentence finds while it is typed."""


class CardsAtHand:
    """Reads cards from the store, each once while the offer stays as it is.

    `cards` is called from one thread at a time, `forget` from any.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[ServiceId, str], ServiceCard] = {}

    def cards(self, ids: Sequence[ServiceId], language: str) -> list[ServiceCard]:
        """Cards of the services that can be given among `ids`, in the order of `ids`."""
        kept = self._kept  # whoever forgets puts another in its place: what is read now is not kept
        if len(kept) > MOST:
            kept.clear()
        missing = [id_ for id_ in ids if (id_, language) not in kept]
        if missing:
            ask = partial(service_cards, ids=missing, language=language)
            kept.update(((card.id, language), card) for card in self._store.read(ask))
        found = (kept.get((id_, language)) for id_ in ids)
        return [card for card in found if card is not None]

    def forget(self) -> None:
        """The offer has changed."""
        self._kept = {}
