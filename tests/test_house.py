"""The rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("helpdesk_domain", "helpdesk_desktop", "helpdesk_server", "tour", "benchmarks", "soak")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LONGEST_FILE = 300
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "controller"}
RICH_TEXT = {"QLabel", "QMessageBox", "QTextBrowser", "QTextEdit", "QErrorMessage", "QInputDialog"}
"""Qt classes that read HTML in what they are given; `ui/parts/plain.py` makes the labels."""
HINTS = {"setToolTip", "showText", "ToolTipRole"}
"""Ways to a tooltip: Qt takes what looks like HTML in one for HTML."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes_of(path: Path) -> Sequence[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def calls_in(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes_of(path) if isinstance(node, ast.Call))


def callee(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


def test_each_file_says_its_duty_in_its_first_line() -> None:
    silent = [
        named(path)
        for path in SOURCES
        if path.name != "__init__.py" and not path.read_text("utf-8").startswith('"""')
    ]
    assert silent == []


def test_each_file_has_one_duty_and_no_duty_hides_in_the_name_of_a_folder() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert [name for name in lengths if name.endswith("__init__.py") and lengths[name]] == []
    assert [name for name, length in lengths.items() if length > LONGEST_FILE] == []


def test_names_come_from_the_field_not_from_programming() -> None:
    found = [
        (named(path), banned)
        for path in SOURCES
        for name in [path.stem, *_classes_in(path)]
        for banned in BANNED_NAMES.intersection(_words_of(name))
    ]
    assert found == []


def _classes_in(path: Path) -> Iterator[str]:
    return (node.name for node in nodes_of(path) if isinstance(node, ast.ClassDef))


def _words_of(name: str) -> list[str]:
    """Of a class (`CallStore`) or a module (`call_store`)."""
    return [word.lower() for word in re.findall("[A-Z][a-z]+", name)] or name.split("_")


def test_no_text_of_the_directory_can_become_html() -> None:
    found = [
        (named(path), callee(call))
        for path in SOURCES
        if named(path) != "helpdesk_desktop/ui/parts/plain.py"
        for call in calls_in(path)
        if callee(call) in RICH_TEXT
    ]
    assert found == []


def test_no_tooltip_shows_what_it_is_given_as_html() -> None:
    found = [
        (named(path), node.attr)
        for path in SOURCES
        if named(path) != "helpdesk_desktop/ui/parts/plain.py"
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in HINTS
    ]
    assert found == [], "`hint` and `HINT_ROLE` of ui/parts/plain.py do"


def test_messages_for_people_are_literals_that_translators_can_find() -> None:
    found = [
        (named(path), ast.unparse(call))
        for path in SOURCES
        for call in calls_in(path)
        if callee(call) in {"say", "count", "mark"} and call.args
        if isinstance(call.args[0], ast.JoinedStr)
    ]
    hidden = [
        (named(path), ast.unparse(call))
        for path in SOURCES
        for text in nodes_of(path)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and callee(call) in {"say", "count"} and call.args
        if isinstance(call.args[0], ast.Constant)
    ]
    assert found == []
    assert hidden == [], "what stands inside another text is not found"


def test_tests_wait_for_conditions_never_for_the_clock() -> None:
    found = [
        (named(path), call.lineno)
        for path in TESTS
        for call in calls_in(path)
        if ast.unparse(call.func) in {"time.sleep", "sleep", "qtbot.wait"}
    ]
    assert found == []


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


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    lost = [
        (named(page), target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert lost == []


def test_nothing_in_the_repository_names_a_machine_or_a_registry() -> None:
    home_like = re.compile(r"/(?:home|root|Users)/\w|/work/|pypi\.org|files\.pythonhosted")
    read = [*SOURCES, *TESTS, ROOT / "requirements.lock", *(ROOT / "docs").rglob("*.md")]
    found = [
        named(path)
        for path in read
        if path != Path(__file__) and home_like.search(path.read_text("utf-8"))
    ]
    assert found == []
