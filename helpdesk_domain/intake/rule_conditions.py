"""When a prompt is to be considered: codes that were told, by question, in plain data."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.questions import CODES, DETERMINANTS
from helpdesk_domain.intake.suggestion import (
    BelraiProfile,
    Determinants,
    Intervention,
    Told,
)

Condition: TypeAlias = Mapping[str, tuple[str, ...]]
"""By name of a question, `level` or `belrai`: codes of which one was told. All names must hold."""

Facts: TypeAlias = Mapping[str, frozenset[str]]
"""What was told, and what the rules made of it, by the names of a `Condition`."""

ANSWERED = frozenset((Told.YES, Told.NO))
"""What a condition may wait for: nothing follows from what is not known."""


def facts_of(determinants: Determinants, level: Level | None, belrai: BelraiProfile) -> Facts:
    """All that a condition can ask; an answer that is not known is not among it."""
    facts = {name: frozenset(_codes(value)) for name, value in determinants.told.items()}
    for name in DETERMINANTS:
        facts[name] = ANSWERED & {getattr(determinants, name)}
    facts["level"] = frozenset((level,) if level else ())
    facts["belrai"] = frozenset((belrai.intervention,) if belrai.intervention else ())
    return facts


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether every name of `condition` has one of its codes among `facts`."""
    return all(
        not facts.get(name, frozenset()).isdisjoint(codes) for name, codes in condition.items()
    )


def unknown_words(condition: Condition) -> Iterator[str]:
    """What of `condition` no question and no rule ever says."""
    for name, codes in condition.items():
        known = _KNOWN.get(name)
        if known is None:
            yield name
        else:
            yield from (f"{name} = {code}" for code in codes if code not in known)


_KNOWN: Mapping[str, frozenset[str]] = {
    **CODES,
    **{name: frozenset(ANSWERED) for name in DETERMINANTS},
    "level": frozenset(Level),
    "belrai": frozenset(Intervention),
}


def _codes(value: str | float | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
