"""A widget nobody holds any more must not be destroyed by a background thread."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from helpdesk_desktop.ui.background.garbage import GarbageCollection


class _InACycle(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def _allocate() -> list[list[int]]:
    """More than Python lets live before it collects the young."""
    return [[number] for number in range(10_000)]


def test_what_a_background_thread_could_collect_is_collected_on_the_screens_thread(
    qtbot: QtBot,
) -> None:
    gc.enable()
    collection = GarbageCollection()
    destroyed_in: list[int] = []
    weakref.finalize(_InACycle(), lambda: destroyed_in.append(threading.get_ident()))

    background = threading.Thread(target=_allocate)
    background.start()
    background.join()
    assert not destroyed_in

    kept = _allocate()
    qtbot.waitUntil(lambda: bool(destroyed_in), timeout=5000)

    assert destroyed_in == [threading.get_ident()]
    assert kept
    collection.deleteLater()
