"""What every test stands on: no screen needed, no file of the person who runs it touched."""

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.ui.background.garbage import collect_due
from helpdesk_desktop.ui.look.style import dress
from tests.ui.mouse import MouseWatch

# Where a script runs the tests in the background, interruptions are ignored, and so would be ours.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
settings.register_profile(
    "house",
    deadline=None,  # a busy machine is no failure
    max_examples=int(os.environ.get("HELPDESK_EXAMPLES", "60")),  # others in each run
)
settings.load_profile("house")
gc.disable()  # as in the program: a server's thread may not destroy the window of an earlier test


def pytest_runtest_logfinish() -> None:
    collect_due()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as the program dresses it, once: every dressing looks at every widget."""
    dress(qapp)
    return qapp


@pytest.fixture
def no_mouse(dressed: QApplication) -> Iterator[None]:
    """The test passes only if nobody pressed a button of a mouse until its end."""
    watch = MouseWatch()
    dressed.installEventFilter(watch)
    yield
    dressed.removeEventFilter(watch)
    assert watch.seen == []


@pytest.fixture(autouse=True)
def _own_mask() -> Iterator[None]:
    """Commands run in this process keep their files to themselves; what a test writes is not."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Data, settings and home of the test, not of the person."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            environment.setenv(name, str(home))
        environment.delenv("HELPDESK_PASSPHRASE", raising=False)
        environment.setenv("LANG", "fr_BE.UTF-8")
        yield
