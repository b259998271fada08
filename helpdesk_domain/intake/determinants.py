"""Answers from outside the window, read as `Determinants`; what nobody can mean is refused."""

from collections.abc import Iterator, Mapping
from typing import Final

from helpdesk_domain.intake.questions import CODES, DETERMINANTS, SCORES, SEVERAL, UNREAD
from helpdesk_domain.intake.suggestion import Determinants, Told
from helpdesk_domain.languages import mark
from helpdesk_domain.person_concerned import OLDEST
from helpdesk_domain.wire import as_kind

NUMBERS: Final[Mapping[str, int]] = {"age": OLDEST, **SCORES}
"""Fields that hold a number, with the highest that is possible; the lowest is 0."""


class BadAnswer(Exception):
    """An answer that cannot be one.

    Attributes:
        reason: A marked sentence, to be said with `name`, `most` and `codes`.
        name: Of the question; the answer itself is never told.
    """

    def __init__(self, reason: str, name: str, most: int = 0, codes: str = "") -> None:
        super().__init__(reason.format(name=name, most=most, codes=codes))
        self.reason = reason
        self.values = {"name": name, "most": most, "codes": codes}


def determinants_of(answers: Mapping[str, object]) -> Determinants:
    """`answers` by the names of `Determinants` and of the shipped form.

    None, and a name that is not there, is « not asked »; what of the form is unknown, refused or
    not asked is left out of `told`, and so are words that no rule reads.

    Raises:
        BadAnswer: A name nobody knows, a word or a number that cannot be, or two answers that
            contradict each other.
    """
    for name in answers:
        if name not in {*DETERMINANTS, *NUMBERS, *CODES, *UNREAD}:
            raise BadAnswer(mark("Nobody asks « {name} »."), name)
    told: dict[str, object] = {name: _told(name, answers.get(name)) for name in DETERMINANTS}
    told.update((name, _number(name, answers.get(name))) for name in NUMBERS)
    read = as_kind({**told, "told": dict(_form(answers))}, Determinants)
    _check(read)
    return read


def _check(determinants: Determinants) -> None:
    for name, told in determinants.told.items():
        codes = (told,) if isinstance(told, str) else told
        assert isinstance(codes, tuple)
        if not CODES[name].issuperset(codes):
            raise _no_code(name)
    _contradiction(determinants.chronic_disease, determinants.told.get("chronic_diseases", ()))


def _contradiction(told: Told, diseases: object) -> None:
    """« No chronic disease », and one that is named; or one, and « none »."""
    assert isinstance(diseases, tuple)
    none, named = "none" in diseases, bool({*diseases} - {"none"})
    if (told is Told.NO and named) or (told is Told.YES and none) or (none and named):
        said = mark("« {name} » and « {codes} » contradict each other, or themselves.")
        raise BadAnswer(said, "chronic_disease", 0, "chronic_diseases")


def _told(name: str, value: object) -> Told:
    if value is None:
        return Told.NOT_ASKED
    if not isinstance(value, str) or value not in frozenset(Told):
        raise BadAnswer(mark("The answer to « {name} » is none of: {codes}."), name, 0, _all(Told))
    return Told(value)


def _number(name: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_in(name, value):
        raise _no_number(name)
    return value


def _is_in(name: str, value: float) -> bool:
    """Of NaN it is false, and of an integer too long for a float it is asked without one."""
    return 0 <= value <= NUMBERS[name]


def _form(answers: Mapping[str, object]) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, value in answers.items():
        if name not in CODES or value is None or value in _OPEN:
            continue
        if isinstance(value, str):
            yield name, (value,) if name in SEVERAL else value
        elif name in SEVERAL and _is_list_of_words(value):
            assert isinstance(value, list)
            yield name, tuple(value)
        else:
            raise _no_code(name)


def _is_list_of_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


def _no_code(name: str) -> BadAnswer:
    said = mark("The answer to « {name} » is none of: {codes}.")
    return BadAnswer(said, name, 0, _all(CODES[name]))


def _no_number(name: str) -> BadAnswer:
    said = mark("« {name} » is a number from 0 to {most}, or not known.")
    return BadAnswer(said, name, NUMBERS[name])


def _all(codes: type[Told] | frozenset[str]) -> str:
    return ", ".join(codes if codes is Told else sorted(codes))


_OPEN: Final = (Told.UNKNOWN, Told.NOT_ASKED, Told.REFUSED)
