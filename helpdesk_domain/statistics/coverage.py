"""Where the offer does not meet the calls: what both say together.

Of calls only what was released is read, so nothing is told here that was not told there; of the
offer, its records as they are now. Each result names services, so that whoever keeps the
directory can open their records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from helpdesk_domain.offer import CapacityStatus, ServiceId, ServiceStatus, TaxonomyTerm, TermId
from helpdesk_domain.service_card import Area, ServiceCard
from helpdesk_domain.statistics.disclosure import Released, Shown
from helpdesk_domain.suggestions import Topic
from helpdesk_domain.territory import Nis, commune_with

FEWEST: Final = 5
"""As it is shown: what is asked for less makes no gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A service that calls were about.

    Attributes:
        referrals: How many of them.
        card: Its record; None when the offer has it no longer.
    """

    service: ServiceId
    referrals: Shown
    card: ServiceCard | None

    @property
    def is_contradicted(self) -> bool:
        """Of a service that refused for lack of room: its record says that it has some."""
        return self.card is not None and self.card.room is CapacityStatus.AVAILABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A kind of help that is asked for in a commune, and that nobody can give there.

    Attributes:
        asked: How often.
        full: Services of that kind for that commune, each of them full; empty when there is none.
        elsewhere: Active services of that kind that certainly do not work there.
        broader: Those filed under a broader kind alone, with room, that may work there: they may
            give it, their record does not say so.
    """

    need: TermId
    commune: Nis
    asked: Shown
    full: tuple[ServiceId, ...]
    elsewhere: tuple[ServiceId, ...]
    broader: tuple[ServiceId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What counts of an active service."""

    service: ServiceId
    area: Area
    is_full: bool


def most_refused(
    saturated: Released, cards: Mapping[ServiceId, ServiceCard]
) -> tuple[Touched, ...]:
    """Services that refused for lack of room, the most refusing first.

    Args:
        saturated: What was released of the figure `saturated_services`.
    """
    return tuple(_touched(saturated, cards))


def stale(
    given: Released, cards: Mapping[ServiceId, ServiceCard], today: date
) -> tuple[Touched, ...]:
    """Services that were given in calls though nobody knows whether their record is right.

    Nobody verified it for a year or ever, or a colleague says that something in it is wrong; the
    most given first. One that is not in the offer has no record to be verified.

    Args:
        given: What was released of the figure `referrals_by_service`.
    """
    return tuple(
        one
        for one in _touched(given, cards)
        if one.card is not None and _is_doubtful(one.card, today)
    )


def gaps(
    asked: Released, cards: Iterable[ServiceCard], vocabulary: Mapping[TermId, TaxonomyTerm]
) -> tuple[Gap, ...]:
    """Kinds of help asked for where no active service with room may be reached, the most first.

    A service may be reached unless its record says that it works elsewhere alone: what the offer
    does not know is no gap. One is of a kind that is filed under it, or under a narrower one. A
    kind of help that the offer has no term for (any more) is not judged.

    Args:
        asked: What was released of `needs_by_commune` or `unmet_needs_by_commune`.
        vocabulary: The taxonomy of the offer.
    """
    known = list(cards)
    filed = _by_kind(known, lambda kinds: _with_broader(kinds, vocabulary))
    exactly = _by_kind(known, set)
    found = [
        replace(gap, broader=_broader(gap, exactly, vocabulary))
        for (need, commune), shown in asked.cells.items()
        if _is_told(shown) and TermId(need) in vocabulary and commune_with(Nis(commune))
        if (gap := _gap(TermId(need), Nis(commune), shown, filed.get(TermId(need), ())))
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.asked.value, gap.need, gap.commune)))


def _touched(released: Released, cards: Mapping[ServiceId, ServiceCard]) -> Iterator[Touched]:
    told = ((ServiceId(service), shown) for (service,), shown in released.cells.items() if service)
    for service, shown in sorted(told, key=lambda one: (-one[1].value, one[0])):
        if _is_told(shown):
            yield Touched(service=service, referrals=shown, card=cards.get(service))


def _is_told(shown: Shown) -> bool:
    """Of what is published, a band may stand for none."""
    return shown.value >= FEWEST and not shown.is_band


def _is_doubtful(card: ServiceCard, today: date) -> bool:
    years = card.years_unverified(today)
    return years is None or years >= 1 or bool(card.disputed - {Topic.FULL})


def _gap(need: TermId, commune: Nis, asked: Shown, filed: Iterable[_Record]) -> Gap | None:
    full, elsewhere = [], []
    for record in filed:
        if record.area.leaves_out(commune):
            elsewhere.append(record.service)
        elif record.is_full:
            full.append(record.service)
        else:
            return None
    return Gap(
        need=need, commune=commune, asked=asked, full=tuple(full), elsewhere=tuple(elsewhere)
    )


def _broader(
    gap: Gap, filed: Mapping[TermId, list[_Record]], vocabulary: Mapping[TermId, TaxonomyTerm]
) -> tuple[ServiceId, ...]:
    above = _with_broader([gap.need], vocabulary) - {gap.need}
    may = {
        record.service
        for kind in above
        for record in filed.get(kind, ())
        if not record.is_full and not record.area.leaves_out(gap.commune)
    }
    return tuple(sorted(may - {*gap.full, *gap.elsewhere}))


def _by_kind(
    cards: Iterable[ServiceCard], filed_under: Callable[[Iterable[TermId]], set[TermId]]
) -> Mapping[TermId, list[_Record]]:
    filed: dict[TermId, list[_Record]] = {}
    for card in cards:
        if card.status is ServiceStatus.ACTIVE:
            record = _Record(card.id, card.area, card.room is CapacityStatus.FULL)
            for kind in filed_under(card.kinds):
                filed.setdefault(kind, []).append(record)
    return filed


def _with_broader(
    kinds: Iterable[TermId], vocabulary: Mapping[TermId, TaxonomyTerm]
) -> set[TermId]:
    """`kinds` and every term above them; a taxonomy that turns in a circle ends as well."""
    found: set[TermId] = set()
    for kind in kinds:
        while kind and kind not in found:
            found.add(kind)
            term = vocabulary.get(kind)
            kind = TermId(term.parent_id if term else "")
    return found
