"""Options of a command that asks for figures: a period, dimensions, filters."""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Final, TypeVar

import click

from helpdesk_domain.call_terms import CallerProfile, Outcome
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.person_concerned import PlaceAnswer
from helpdesk_domain.statistics.dimensions import FILTERS, Dimension
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.statistics.words import DIMENSIONS
from helpdesk_domain.territory import SEVERAL_BASINS, Nis, basins, commune_named, commune_with

T = TypeVar("T")

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")

NO_MONTH: Final = mark("A month is written 2026-10.")
NO_DIMENSION: Final = mark("The dimensions are: {names}.")
NO_COMMUNE: Final = mark("No commune of Brussels is called that.")
NO_LANGUAGE: Final = mark("A language is written as its code: nl.")
NO_CODE: Final = mark("This is no code.")


def one_of(kind: type[StrEnum]) -> click.Choice:  # type: ignore[type-arg]
    """A choice among the codes of `kind`, as they are in files and in the audit."""
    return click.Choice([one.value for one in kind])


def period_options(words: Words) -> Sequence[click.Option]:
    read = _reading(Month.parse, NO_MONTH, words)
    return [
        click.Option(
            ["--from", "first"],
            callback=read,
            required=True,
            metavar="MONTH",
            help=words.say("First month: 2026-10."),
        ),
        click.Option(
            ["--to", "last"],
            callback=read,
            metavar="MONTH",
            help=words.say("Last month; without it, the first alone."),
        ),
    ]


def dimensions_option(words: Words) -> click.Option:
    return click.Option(
        ["--by"],
        callback=_reading(_all_dimensions, NO_DIMENSION, words),
        multiple=True,
        metavar="LIST",
        help=words.say(
            "One table, by these dimensions: need,commune. It can be given again. Without it, "
            "every figure is exported."
        ),
    )


def filter_options(words: Words) -> Sequence[click.Option]:
    """One for each of `FILTERS`."""
    return [
        click.Option(
            [f"--{name}"],
            help=words.say("Only calls of this: {name}.", name=words.say(DIMENSIONS[name])),
            **_kind_of(name, words),
        )
        for name in FILTERS
    ]


def _kind_of(name: Dimension, words: Words) -> dict[str, Any]:
    match name:
        case Dimension.BASIN:
            return {"type": click.Choice([*(one.id for one in basins()), SEVERAL_BASINS])}
        case Dimension.OUTCOME:
            return {"type": one_of(Outcome)}
        case Dimension.PROFILE:
            return {"type": one_of(CallerProfile)}
        case Dimension.COMMUNE:
            return {"callback": _reading(_commune, NO_COMMUNE, words), "metavar": "COMMUNE"}
        case Dimension.LANGUAGE:
            return {"callback": _reading(_language, NO_LANGUAGE, words), "metavar": "CODE"}
    return {"callback": _reading(_code, NO_CODE, words), "metavar": "CODE"}


def _reading(
    read: Callable[[str], T], otherwise: str, words: Words
) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """`read` as a callback: what it raises ValueError for is said by `otherwise`."""

    def callback(_context: click.Context, _option: click.Parameter, typed: str | None) -> T | None:
        try:
            return None if typed is None else read(typed)
        except ValueError:
            known = ", ".join(Dimension)
            raise click.BadParameter(words.say(otherwise, names=known)) from None

    return callback


def _all_dimensions(lists: Iterable[str]) -> tuple[tuple[Dimension, ...], ...]:
    return tuple(tuple(Dimension(name.strip()) for name in one.split(",")) for one in lists)


def _commune(typed: str) -> str:
    """A NIS code or a name in either language, or what is said in the place of a commune."""
    if typed in tuple(PlaceAnswer):
        return typed
    commune = commune_with(Nis(typed)) or commune_named(typed)
    if commune is None:
        raise ValueError(typed)
    return commune.nis


def _language(typed: str) -> str:
    if not _LANGUAGE.fullmatch(typed):
        raise ValueError(typed)
    return typed


def _code(typed: str) -> str:
    """The id of a kind of help: also one that is here no more."""
    if not typed.isprintable() or not typed.strip():
        raise ValueError(typed)
    return typed
