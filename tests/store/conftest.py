"""A real store in a file of its own, for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_desktop.store.database import Store

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "helpdesk.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path, KEY)
    yield opened
    opened.close()
