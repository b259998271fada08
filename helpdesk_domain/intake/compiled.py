"""A form made ready to be filled: expressions read, rows in the order in which they settle.

Whether a question is asked may hang on a question further down, so there is an order of its
own: each row after all that it hangs on. It is the same for all answers and is made once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

from helpdesk_domain.intake.expression import Expression, expression
from helpdesk_domain.intake.form import Form, Group, Question

_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A question or a group, its expressions read; None where it has none.

    Attributes:
        repeats: Names of the repeats it lies in, the outermost first; a repeat lies in itself.
        needs: Names of the rows that are settled before it is.
    """

    name: str
    parent: str
    repeats: tuple[str, ...]
    relevant: Expression | None
    calculation: Expression | None = None
    constraint: Expression | None = None
    required: Expression | None = None
    choice_filter: Expression | None = None

    @property
    def needs(self) -> frozenset[str]:
        own = (self.relevant, self.calculation)
        names = (one.names | one.turns for one in own if one is not None)
        return frozenset({self.parent} - {""}).union(*names)


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """Attributes:
    rows: Groups and questions by name.
    settling: The same, each after what it needs.
    circles: Names of rows that need one another; empty in a form that was published.
    """

    form: Form
    rows: Mapping[str, Row]
    settling: tuple[Row, ...]
    circles: tuple[str, ...]


_compiled: Final[dict[int, CompiledForm]] = {}
"""By identity: a form has mappings in it and cannot be hashed; it lives as long as its entry."""

_writing: Final = Lock()


def compiled(form: Form) -> CompiledForm:
    """`form`, made ready; the same one is made ready once.

    Raises:
        BadExpression: One of its expressions is none of ours; `faults_of` tells beforehand.
    """
    known = _compiled.get(id(form))
    if known is not None and known.form is form:
        return known
    made = _compile(form)
    with _writing:
        while len(_compiled) >= _KEPT:
            _compiled.pop(next(iter(_compiled)))
        _compiled[id(form)] = made
    return made


def repeats_of(groups: Mapping[str, Group], name: str) -> tuple[str, ...]:
    """The repeats around what lies in the group `name`, the outermost first."""
    around: list[str] = []
    seen: set[str] = set()
    while name in groups and name not in seen:
        seen.add(name)
        if groups[name].repeats:
            around.append(name)
        name = groups[name].parent
    return tuple(reversed(around))


def _compile(form: Form) -> CompiledForm:
    groups = {group.name: group for group in form.groups}
    rows = {
        group.name: Row(
            group.name, group.parent, repeats_of(groups, group.name), _read(group.relevant)
        )
        for group in form.groups
    }
    rows |= {question.name: _row(question, groups) for question in form.questions}
    settling, circles = settled(rows.values())
    return CompiledForm(form, rows, (*settling, *circles), _needed(circles))


def _row(question: Question, groups: Mapping[str, Group]) -> Row:
    return Row(
        question.name,
        question.group,
        repeats_of(groups, question.group),
        _read(question.relevant),
        _read(question.calculation),
        _read(question.constraint),
        _read(question.required),
        _read(question.choice_filter),
    )


def _read(written: str) -> Expression | None:
    return expression(written) if written else None


def settled(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows, each after what it needs; and those for which there is no such order."""
    by_name = {row.name: row for row in rows}
    waiting = {name: set(row.needs) & by_name.keys() for name, row in by_name.items()}
    wanted_by: dict[str, list[str]] = {name: [] for name in by_name}
    for name, needs in waiting.items():
        for need in needs:
            wanted_by[need].append(name)
    ready = [name for name, needs in waiting.items() if not needs]
    order = list(_freed(ready, waiting, wanted_by))
    done = set(order)
    return [by_name[name] for name in order], [
        row for name, row in by_name.items() if name not in done
    ]


def _needed(rows: list[Row]) -> tuple[str, ...]:
    """Names of those that another one of `rows` needs: the others only hang on a circle."""
    left = {row.name: row for row in rows}
    while True:
        wanted = frozenset[str]().union(*(row.needs for row in left.values()))
        if left.keys() <= wanted:
            return tuple(left)
        left = {name: row for name, row in left.items() if name in wanted}


def _freed(
    ready: Sequence[str], waiting: Mapping[str, set[str]], wanted_by: Mapping[str, list[str]]
) -> Iterator[str]:
    line = list(ready)
    for name in line:
        yield name
        for other in wanted_by[name]:
            waiting[other].discard(name)
            if not waiting[other]:
                line.append(other)
