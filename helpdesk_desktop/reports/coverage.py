"""Where the offer on this desk does not meet the calls: gaps, and records to be looked after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.offer import services, vocabulary
from helpdesk_desktop.store.statistics import shelf_of
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard, service_card
from helpdesk_domain.statistics.coverage import Gap, Touched, gaps, most_refused, stale
from helpdesk_domain.statistics.disclosure import Released
from helpdesk_domain.statistics.figures import FigureId
from helpdesk_domain.statistics.report import Report
from helpdesk_domain.statistics.searched_words import SearchedWord


@dataclass(frozen=True, slots=True)
class Coverage:
    """What both say together.

    Attributes:
        gaps: Kinds of help asked for where no service may be reached, the most asked first.
        contradicted: Services that refused for lack of room, though their record has some.
        stale: Services given in calls, whose record nobody verified for a year, or is disputed.
        words: What was searched without result in the period, at all desks of the helpline.
    """

    gaps: tuple[Gap, ...]
    contradicted: tuple[Touched, ...]
    stale: tuple[Touched, ...]
    words: tuple[SearchedWord, ...] = ()


def coverage(session: Session, report: Report, language: str, today: date) -> Coverage:
    """Args: language: Of the names of services."""
    terms = vocabulary(session)
    made = (service_card(service, language, terms) for service in services(session))
    cards: Mapping[ServiceId, ServiceCard] = {card.id: card for card in made}
    asked = _released(report, "needs_by_commune")
    given = _released(report, "referrals_by_service")
    refused = _released(report, "saturated_services")
    return Coverage(
        gaps=gaps(asked, cards.values(), terms) if asked else (),
        contradicted=tuple(one for one in most_refused(refused, cards) if one.is_contradicted)
        if refused
        else (),
        stale=stale(given, cards, today) if given else (),
        words=tuple(shelf_of(session, report.asked.whose).words(report.asked.period.months)),
    )


def _released(report: Report, figure: str) -> Released | None:
    result = report.results.get(FigureId(figure))
    return result if isinstance(result, Released) else None
