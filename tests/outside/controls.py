"""What is seen from outside: which of it are controls, how they are called, what is listed."""

import re
from pathlib import Path

from tour.eyes import Seen

LISTED = Path(__file__).parents[2] / "docs" / "accessibility.md"


def listed() -> set[str]:
    """The identifiers in the first column of the tables of docs/accessibility.md."""
    first_cells = re.findall(r"^\|([^|]*)\|", LISTED.read_text("utf-8"), re.MULTILINE)
    return {name for cell in first_cells for name in re.findall(r"`([a-z][a-z_.<>]*)`", cell)}


def unnumbered(identifier: str) -> str:
    return re.sub(r"\b\d+\b", "<n>", identifier)


def is_shown(name: str, shown: set[str]) -> bool:
    """Whether some identifier is as `name` says; in `<field>` any word may stand."""
    pattern = re.escape(name).replace(re.escape("<n>"), "<n>")
    return any(re.fullmatch(re.sub(r"<[a-z]{2,}>", r"[a-z_]+", pattern), one) for one in shown)


def is_control(seen: Seen) -> bool:
    """Text that can be selected takes the focus too, but there is nothing to do with it."""
    return {"focusable", "showing"} <= seen.states and seen.role != "label"


def is_named(seen: Seen) -> bool:
    """A combo box is named by the label beside it; on Linux its own name is its value."""
    return seen.labelled if seen.role == "combo box" else bool(seen.name)
