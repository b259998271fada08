"""Charts of made-up calls, under the names that needs and services really have."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from benchmarks.facts import NEEDS, made_up_facts
from helpdesk_desktop.ui.charts.chart import Chart
from helpdesk_desktop.ui.charts.kinds import chart_of
from helpdesk_desktop.ui.charts.told import Told, told
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.disclosure import Released, Scheme
from helpdesk_domain.statistics.figures import figures
from helpdesk_domain.statistics.months import Month, Period, month
from helpdesk_domain.statistics.report import Asked, Report, report
from helpdesk_domain.statistics.words import Labels
from tests.domain.statistics.facts import AShelf, opened

OCTOBER = Month(2026, 10)
ABOUT = {"fr": "octobre 2026", "nl": "oktober 2026", "en": "October 2026"}

_FRENCH = (
    "Santé mentale ambulatoire pour adultes",
    "Soins infirmiers à domicile",
    "Recherche de logement et accompagnement à l’installation",
    "Aide alimentaire et colis",
    "Médecin généraliste",
    "Assuétudes : consultation et réduction des risques",
    "Hébergement d’urgence pour familles avec enfants",
)
_DUTCH = (
    "Ambulante geestelijke gezondheidszorg voor volwassenen",
    "Thuisverpleging",
    "Zoeken naar huisvesting en woonbegeleiding",
    "Voedselhulp en pakketten",
    "Huisarts",
    "Verslavingszorg: raadpleging en schadebeperking",
    "Noodopvang voor gezinnen met kinderen",
)


class AnOffer:
    """Some kinds of help have a name, and the others went out of the offer."""

    def need(self, term: str, language: str) -> str | None:
        names = _DUTCH if language == "nl" else _FRENCH
        number = NEEDS.index(term)
        return names[number] if number < len(names) else None

    def service(self, service: str, language: str) -> str | None:
        return f"Service de santé mentale {service[-4:]}"


def labels(language: str) -> Labels:
    return Labels(Words(language), AnOffer())


@cache
def a_report(
    calls: int = 900, period: Period | None = None, scheme: Scheme = Scheme.LEADS
) -> Report:
    """Of so many calls a month, of October or of `period`."""
    asked = Asked(period=period or month(OCTOBER), scheme=scheme)
    months = [*asked.period.before.months, *asked.period.months]
    shelf = AShelf(first=months[0])
    shelf.books = {one: opened(made_up_facts(one, calls)) for one in months}
    shelf.late_ones = {one.year: opened([]) for one in months}
    return report(shelf, asked, figures(), (), date(2027, 3, 1))


def a_table(name: str, language: str = "fr", made: Report | None = None) -> Told:
    """What was told of the figure `name`."""
    made = made or a_report()
    figure = figures()[name]
    released = made.results[figure.id]
    assert isinstance(released, Released)
    about = ABOUT[language]
    return told(figure, released, labels(language), made.asked.period, about, made.asked.scheme)


def charts(language: str = "fr", made: Report | None = None) -> Mapping[str, Chart]:
    """Every chart of a report, by the name of its figure."""
    made = made or a_report()
    drawn = {
        name: chart_of(
            a_table(name, language, made),
            a_table("calls_by_basin", language, made) if name == "calls_by_commune" else None,
        )
        for name, result in made.results.items()
        if isinstance(result, Released) and figures()[name].by
    }
    return {name: chart for name, chart in drawn.items() if chart is not None}
