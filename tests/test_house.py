"""The rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("helpdesk_domain", "helpdesk_desktop", "helpdesk_server", "tour", "benchmarks", "soak")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LONGEST_FILE = 300
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "controller"}
RICH_TEXT = {"QLabel", "QMessageBox", "QTextBrowser", "QTextEdit", "QErrorMessage", "QInputDialog"}
"""Qt classes that read HTML in what they are given; `ui/plain.py` makes the labels."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls_in(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def callee(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_each_file_says_its_duty_in_its_first_line_and_has_one_duty(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.name == "__init__.py":
        assert text == ""
        return
    assert text.startswith('"""'), "the first line says what the file is for"
    assert len(text.splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_names_come_from_the_field_not_from_programming(path: Path) -> None:
    classes = {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    words = {word.lower() for name in classes for word in re.findall("[A-Z][a-z]+", name)}
    assert not BANNED_NAMES & (words | {path.stem})


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_text_of_the_directory_can_become_html(path: Path) -> None:
    if named(path) == "helpdesk_desktop/ui/plain.py":
        return
    assert not [callee(call) for call in calls_in(path) if callee(call) in RICH_TEXT]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_messages_for_people_are_literals_that_translators_can_find(path: Path) -> None:
    for call in calls_in(path):
        if callee(call) in {"say", "count", "mark"} and call.args:
            assert not isinstance(call.args[0], ast.JoinedStr), ast.unparse(call)


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_tests_wait_for_conditions_never_for_the_clock(path: Path) -> None:
    waits = {ast.unparse(call.func) for call in calls_in(path)}
    assert not waits & {"time.sleep", "sleep", "qtbot.wait"}


def test_identifiers_of_controls_are_unique_and_documented() -> None:
    documented = set(
        re.findall(r"^\| `([a-z_.<>]+)`", (ROOT / "docs/accessibility.md").read_text("utf-8"), re.M)
    )
    used: list[str] = []
    for path in SOURCES:
        for call in calls_in(path):
            at = 1 if callee(call) in {"identified"} else 0
            if callee(call) in {"identified", "button", "pane", "_secret"} and len(call.args) > at:
                name = call.args[at]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    used.append(name.value)
    assert len(used) == len(set(used)), "an identifier stands for one control"
    assert set(used) <= documented, sorted(set(used) - documented)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_of_the_documentation_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_nothing_in_the_repository_names_a_machine_or_a_registry() -> None:
    home_like = re.compile(r"/(?:home|root|Users)/\w|/work/|pypi\.org|files\.pythonhosted")
    for path in [*SOURCES, *TESTS, ROOT / "requirements.lock", *(ROOT / "docs").rglob("*.md")]:
        if path != Path(__file__):
            assert not home_like.search(path.read_text("utf-8")), named(path)
