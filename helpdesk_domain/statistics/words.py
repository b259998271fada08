"""Dimensions of the statistics and their values in words."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeVar

from helpdesk_domain.code_words import GENDERS, NON_CALLS, OUTCOMES, PLACES, PROFILES, UNMET_REASONS
from helpdesk_domain.intake.level_words import LEVELS
from helpdesk_domain.language_names import name_alone
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.statistics.dimensions import Dimension, Whose
from helpdesk_domain.statistics.replaced_codes import Replaced
from helpdesk_domain.territory import SEVERAL_BASINS, Nis, basins, commune_with

K = TypeVar("K", bound=str)

DIMENSIONS: Final[Mapping[Dimension, str]] = {
    Dimension.DAY: mark("Day"),
    Dimension.WEEKDAY: mark("Weekday"),
    Dimension.MONTH: mark("Month"),
    Dimension.HOUR: mark("Hour"),
    Dimension.CHANNEL: mark("Channel"),
    Dimension.LANGUAGE: mark("Language"),
    Dimension.PROFILE: mark("Who rings"),
    Dimension.OUTCOME: mark("Outcome"),
    Dimension.COMMUNE: mark("Commune"),
    Dimension.BASIN: mark("Basin"),
    Dimension.AGE: mark("Age"),
    Dimension.GENDER: mark("Gender"),
    Dimension.LEVEL: mark("Level"),
    Dimension.PROMISE: mark("Follow-up"),
    Dimension.NON_CALL: mark("No call"),
    Dimension.NEED: mark("Need"),
    Dimension.REASON: mark("Reason"),
    Dimension.SERVICE: mark("Service"),
    Dimension.STATUS: mark("What came of it"),
}


ALL_TEAMS: Final = mark("all teams together")
"""Of figures that are not of the own team alone."""


def _by_code(words: Mapping[K, str]) -> Mapping[str, str]:
    return {str(code): told for code, told in words.items()}


NOT_SAID: Final = mark("not asked")
"""Of a value that is empty: nobody asked, or nobody knows."""

_CODES: Final[Mapping[Dimension, Mapping[str, str]]] = {
    Dimension.CHANNEL: {
        "phone": mark("Telephone"),
        "email": mark("E-mail"),
        "encounter": mark("Encounter"),
    },
    Dimension.PROFILE: _by_code(PROFILES),
    Dimension.OUTCOME: _by_code(OUTCOMES),
    Dimension.COMMUNE: _by_code(PLACES),
    Dimension.GENDER: _by_code(GENDERS),
    Dimension.LEVEL: _by_code(LEVELS),
    Dimension.NON_CALL: _by_code(NON_CALLS),
    Dimension.REASON: _by_code(UNMET_REASONS),
    Dimension.PROMISE: {
        "open": mark("Still open"),
        "on_time": mark("On time"),
        "late": mark("Late"),
        "dropped": mark("Without result"),
    },
    Dimension.STATUS: {
        "given": mark("Given, nothing heard since"),
        "contacted": mark("Contact made"),
        "transferred": mark("Transferred on the line"),
        "accepted": mark("Accepted"),
        "waiting_list": mark("Waiting list"),
        "refused": mark("Refused"),
        "unreachable": mark("Unreachable"),
        "gave_up": mark("Stopped by the person"),
        "expired": mark("Expired"),
    },
    Dimension.WEEKDAY: {
        "1": mark("Monday"),
        "2": mark("Tuesday"),
        "3": mark("Wednesday"),
        "4": mark("Thursday"),
        "5": mark("Friday"),
        "6": mark("Saturday"),
        "7": mark("Sunday"),
    },
}


def dated(code: str) -> str:
    """`05/10/2026` of a day, `10/2026` of a month: the same in every language here."""
    return "/".join(reversed(code.split("-")))


class Offer(Protocol):
    """What the offer calls what a count names by an id."""

    def need(self, term: str, language: str) -> str | None:
        """A kind of help; None when it is not in the offer (any more)."""

    def service(self, service: str, language: str) -> str | None:
        """A service, likewise."""


class Labels:
    """What the values of dimensions are called in `words`."""

    def __init__(self, words: Words, offer: Offer) -> None:
        self.words = words
        self._offer = offer

    def dimension(self, name: Dimension) -> str:
        return self.words.say(DIMENSIONS[name])

    def value(self, name: Dimension, code: str) -> str:
        """`code` in words; as it is, where nobody has a word for it."""
        if not code:
            return self.words.say(NOT_SAID)
        told = _CODES.get(name, {}).get(code)
        return self.words.say(told) if told else self._named(name, code)

    def whose(self, whose: Whose, team: str) -> str:
        """« équipe centre », « toutes les équipes ensemble »."""
        if whose is Whose.ALL_TEAMS:
            return self.words.say(ALL_TEAMS)
        return self.words.say("team {team}", team=team)

    def narrowing(self, whose: Whose, filters: Mapping[Dimension, str]) -> Sequence[str]:
        """What figures are of, in words: « toutes les équipes ensemble », « néerlandais », « Sud ».

        The own team is understood.
        """
        told = [self.value(name, code) for name, code in filters.items()]
        return told if whose is Whose.TEAM else [self.whose(whose, ""), *told]

    def replaced(self, codes: Replaced) -> Sequence[str]:
        """Old codes that were read as new ones, a sentence each: in no number are they apart."""
        say = self.words.say
        return [
            say(
                "{name}: {what}",
                name=self.dimension(name),
                what=say(
                    "« {old} » counts as « {new} »; of periods that were told before, as the sum "
                    "of both, each rounded by itself",
                    old=old,
                    new=self.value(name, new),
                ),
            )
            for name, of_list in codes.items()
            for old, new in of_list.items()
        ]

    def _named(self, name: Dimension, code: str) -> str:
        language = self.words.language
        match name:
            case Dimension.NEED:
                return self._offer.need(code, language) or code
            case Dimension.SERVICE:
                return self._offer.service(code, language) or code
            case Dimension.COMMUNE:
                commune = commune_with(Nis(code))
                return commune.name(language) if commune else code
            case Dimension.BASIN:
                return self._basin(code)
            case Dimension.LANGUAGE:
                return name_alone(code, self.words)
            case Dimension.DAY | Dimension.MONTH:
                return dated(code)
            case Dimension.HOUR:
                return self.words.say("{hour}:00", hour=code)
        return code

    def _basin(self, code: str) -> str:
        if code == SEVERAL_BASINS:
            return self.words.say("Brussels (several basins)")
        return next((one.fr for one in basins() if one.id == code), code)
