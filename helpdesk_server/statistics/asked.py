"""What somebody asks of the figures, read from the words of an address."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from helpdesk_domain.languages import INTERFACE_LANGUAGES
from helpdesk_domain.people import Person
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.statistics.dimensions import FILTERS, Dimension, Whose
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.figures import BadFigures, Figure, crossing
from helpdesk_domain.statistics.months import Month, Period, PeriodReversed
from helpdesk_domain.statistics.publication import ALL_TEAMS, told_to
from helpdesk_domain.statistics.report import Asked
from helpdesk_server.problems import Refused

WORDS: Final = ("from", "to", "by", "scheme", "lang", "team", *FILTERS)
"""All that an address may say, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A report that somebody wants.

    Attributes:
        team: Whose calls; `ALL_TEAMS`: of the whole helpline.
        more: What is counted beside the figures of the file.
    """

    asked: Asked
    team: str
    more: tuple[Figure, ...]
    language: str

    @property
    def key(self) -> Hashable:
        """The same for whatever is the same question."""
        asked = self.asked
        filters = tuple(sorted(asked.filters.items()))
        more = tuple(one.id for one in self.more)
        return asked.period, filters, asked.scheme, self.team, more, self.language


def wanted(said: Iterable[tuple[str, str]]) -> Wanted:
    """What the words of an address ask for; one that says nothing is as if it was not there.

    Raises:
        Refused: 422, with the word at fault: also one that nobody knows, for whoever mistypes a
            filter must not take the whole for a part.
    """
    words: dict[str, str] = {}
    for name, value in said:
        if name not in WORDS or name in words:
            raise _invalid("The word is not known, or said twice.", name)
        words[name] = value
    team = words.get("team", ALL_TEAMS)
    return Wanted(
        asked=Asked(
            period=_period(words),
            whose=Whose.ALL_TEAMS if team == ALL_TEAMS else Whose.TEAM,
            filters=_filters(words),
            scheme=_scheme(words),
        ),
        team=team,
        more=_crossing(words.get("by", "")),
        language=_language(words),
    )


def refuse_strangers(person: Person, team: str) -> None:
    """Raises: Refused: 403 but for a lead, who may ask of their own team and of all together."""
    if team not in told_to(person):
        title = "Figures are for leads: of their own team, or of all teams together."
        raise Refused(403, Code.FORBIDDEN, title)


def _period(words: Mapping[str, str]) -> Period:
    first = _month(words.get("from", ""), "from")
    last = _month(words["to"], "to") if words.get("to") else first
    try:
        return Period(first, last)
    except PeriodReversed:
        raise _invalid("It ends before it begins.", "to") from None


def _month(text: str, name: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise _invalid("A month is told as in 2026-10.", name) from None


def _filters(words: Mapping[str, str]) -> Mapping[Dimension, str]:
    return {name: words[name] for name in FILTERS if words.get(name)}


def _scheme(words: Mapping[str, str]) -> Scheme:
    try:
        return Scheme(words.get("scheme") or Scheme.LEADS)
    except ValueError:
        raise _invalid("A scheme is a or b.", "scheme") from None


def _language(words: Mapping[str, str]) -> str:
    language = words.get("lang") or "fr"
    if language not in INTERFACE_LANGUAGES:
        raise _invalid("Not a language of the screens.", "lang")
    return language


def _crossing(by: str) -> tuple[Figure, ...]:
    if not by:
        return ()
    try:
        return (crossing([Dimension(name) for name in by.split(",")]),)
    except (ValueError, BadFigures):
        raise _invalid("Nothing that is counted has these parts, or they are many.", "by") from None


def _invalid(title: str, name: str) -> Refused:
    return Refused(422, Code.INVALID, title, pointer=f"/{name}")
