"""Reads the rules of the intake from `resources/intake/rules.toml`; what is not sound is refused.

What a rule says may be disputed; so each row carries its evidence and what it cites, and nothing
of a row is in the code.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

from helpdesk_domain.intake.rule_rows import BelraiRow, ContinuityRow, PromptRow, Row, Rules
from helpdesk_domain.intake.rules_check import faults
from helpdesk_domain.resources import resource
from helpdesk_domain.wire import BadBody, as_kind


class BadRules(Exception):
    """The rules cannot be used; says where, for whoever edits them."""


_ROWS: Final[Mapping[str, type[Row]]] = {
    "not_applicable": Row,
    "cautions": Row,
    "continuity": ContinuityRow,
    "belrai": BelraiRow,
    "belrai_age": Row,
    "belrai_outside": Row,
    "belrai_assessment": Row,
    "prompts": PromptRow,
}


@cache
def shipped_rules() -> Rules:
    """The rules that came with the program; read once."""
    return read_rules(resource("intake/rules.toml"))


def read_rules(path: Path) -> Rules:
    """The rules of the file at `path`.

    Raises:
        BadRules: A word nobody knows, a part that is missing, or rows that contradict each other.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        _refuse_unknown_words(told)
        rules = as_kind(told, Rules)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, BadBody) as problem:
        raise BadRules(f"{path.name}: {problem}") from problem
    found = list(faults(rules))
    if found:
        raise BadRules("\n".join(found))
    return rules


def _refuse_unknown_words(told: Mapping[str, object]) -> None:
    """A slip in the name of a part would leave the part out, silently."""
    unknown = sorted(told.keys() - {one.name for one in fields(Rules)})
    for name, kind in _ROWS.items():
        rows = told.get(name, ())
        known = {one.name for one in fields(kind)}
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict):
                unknown += [f"{row.get('id', name)}: {word}" for word in sorted(row.keys() - known)]
    if unknown:
        raise BadRules(f"words nobody knows: {', '.join(unknown)}")
