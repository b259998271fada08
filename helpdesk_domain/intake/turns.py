"""Turns of repeats, and the paths of questions that lie in them: `medication[2]/name`."""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from helpdesk_domain.intake.answers import Answers, QuestionPath
from helpdesk_domain.intake.compiled import CompiledForm, Row

Turns: TypeAlias = tuple[int, ...]
"""Which turn of each repeat around, the outermost first; from 1."""

TURN_LIMIT: Final = 50
"""Most turns of a repeat; an answer in a later one counts for nothing."""

ROWS_LIMIT: Final = 2000
"""Most rows of all turns together; turns for which there is no room count for nothing. Repeats
inside one another would make 2,500 times the form of some hundred answers."""

_STEP: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)\[([0-9]{1,3})\]")


def path_of(row: Row, at: Turns) -> QuestionPath:
    """Where `row` stands in a record; of a repeat, without a turn of its own.

    Args:
        at: As many turns as there are repeats around it.
    """
    around = row.repeats[:-1] if row.name in row.repeats else row.repeats
    steps = [f"{repeat}[{turn}]" for repeat, turn in zip(around, at, strict=False)]
    return QuestionPath("/".join([*steps, row.name]))


def turns_told(
    ready: CompiledForm, answers: Answers, wanted: Mapping[QuestionPath, int]
) -> Mapping[tuple[str, Turns], int]:
    """How many turns each repeat has, by its name and the turns around it; at least one."""
    latest: dict[tuple[str, Turns], int] = {}
    if not any(group.repeats for group in ready.form.groups):
        return latest
    for path in answers:
        _note(latest, *_steps(path))
    for path, count in wanted.items():
        names, at = _steps(f"{path}[{max(1, min(count, TURN_LIMIT))}]/")
        _note(latest, names, at)
    counts: dict[tuple[str, Turns], int] = {}
    room = ROWS_LIMIT - len(ready.rows)
    for group in ready.form.groups:
        if group.repeats:
            rows = sum(group.name in row.repeats for row in ready.rows.values())
            for at in every_turn(ready.rows[group.name].repeats[:-1], counts):
                more = min(latest.get((group.name, at), 1) - 1, max(0, room // rows))
                counts[group.name, at] = 1 + more
                room -= more * rows
    return counts


def every_turn(repeats: tuple[str, ...], counts: Mapping[tuple[str, Turns], int]) -> list[Turns]:
    """All turns that there are inside `repeats`."""
    turns: list[Turns] = [()]
    for repeat in repeats:
        turns = [(*at, turn) for at in turns for turn in range(1, counts[repeat, at] + 1)]
    return turns


def _steps(path: str) -> tuple[list[str], Turns]:
    names: list[str] = []
    at: list[int] = []
    for step in path.split("/")[:-1]:
        found = _STEP.fullmatch(step)
        if found is None or not 1 <= int(found[2]) <= TURN_LIMIT:
            break
        names.append(found[1])
        at.append(int(found[2]))
    return names, tuple(at)


def _note(latest: dict[tuple[str, Turns], int], names: list[str], at: Turns) -> None:
    for depth, name in enumerate(names):
        key = (name, at[:depth])
        latest[key] = max(latest.get(key, 1), at[depth])
