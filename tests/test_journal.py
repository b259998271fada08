"""What is written down for support."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_desktop import journal

CANARY = "Madame Canari, 02 000 12 34"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """A journal of its own, and everything as it was afterwards."""
    log, hook = logging.getLogger("helpdesk_desktop"), sys.excepthook
    before, log.handlers = log.handlers, []
    journal.open_journal(tmp_path / "helpdesk.log")
    yield tmp_path / "helpdesk.log"
    for handler in log.handlers:
        handler.close()
    log.handlers, log.propagate, sys.excepthook = before, True, hook


def broken() -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as cause:
        raise ValueError(CANARY) from cause


def test_a_problem_is_noted_by_kind_and_place_without_a_word_of_the_caller(written: Path) -> None:
    try:
        broken()
    except ValueError as problem:
        journal.note(problem)

    text = written.read_text("utf-8")
    assert "builtins.ValueError at test_journal.py" in text
    assert "from builtins.KeyError" in text
    assert "Canari" not in text


def test_what_nobody_caught_is_noted_too_and_not_shown(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        broken()
    except ValueError as problem:
        sys.excepthook(type(problem), problem, problem.__traceback__)

    assert "ValueError" in written.read_text("utf-8")
    assert "Canari" not in capsys.readouterr().err
