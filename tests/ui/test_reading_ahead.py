"""What is read from the disk beside the screen's thread: the window stands still for the rest."""

import subprocess
import sys
from pathlib import Path

from tests.quick_key import PASSPHRASE, quick_key_of

OPENED = """
import sys
from pathlib import Path

from helpdesk_desktop.app import Rooms
from helpdesk_desktop.profile import Profile

Rooms(Profile.at(Path(sys.argv[1]))).open_store(sys.argv[2]).close()
print(*(name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))))
read = set(sys.modules)
import helpdesk_desktop.ui.workplace

rest = (name for name in sys.modules if name not in read and name.startswith("helpdesk_"))
print(*(name for name in rest if not name.startswith("helpdesk_desktop.ui")))
"""


def test_beside_the_screens_thread_all_is_read_but_qt_and_the_screens(tmp_path: Path) -> None:
    quick_key_of(tmp_path)

    ran = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path), PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
    )

    of_qt, read_later = ran.stdout.splitlines()
    assert of_qt == ""
    assert read_later == ""
