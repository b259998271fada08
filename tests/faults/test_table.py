"""Tests: the table of faults is whole, and names only what is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("README.md").read_text("utf-8")
ROWS = re.findall(r"^\| (F\d\d) .*? \| (.*) \|$", TABLE, re.M)


def _all_tests() -> set[str]:
    """The name of every test of the project."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_fault_of_the_catalogue_has_its_row() -> None:
    assert [name for name, _ in ROWS] == [f"F{number:02}" for number in range(1, 43)]


def test_each_fault_is_shown_or_said_not_to_be() -> None:
    unseen = [name for name, shown in ROWS if "`test_" not in shown and ".py`" not in shown]
    assert unseen == ["F37"]
    assert "*Not here*" in dict(ROWS)["F37"]


def test_each_test_and_file_of_the_table_is_there() -> None:
    named = {word for _, shown in ROWS for word in re.findall(r"`([\w/.]+)`", shown)}
    tests = {name for name in named if name.startswith("test_")}
    files = {name for name in named if "/" in name}

    assert tests - _all_tests() == set()
    assert [name for name in sorted(files) if not (ROOT / name).is_file()] == []
    assert len(tests) > 60
