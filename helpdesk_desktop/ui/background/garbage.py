"""Python's garbage is collected on the screen's thread, and nowhere else.

Left to itself Python collects in whichever thread happens to allocate. A cycle that holds a widget
is then destroyed beside the thread that draws it, and the process dies with a segmentation fault
(seen with PySide6 6.11.3 when a window had been closed and a background job allocated).
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 1000


class GarbageCollection(QObject):
    """Takes collecting over from Python, until the process ends."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)
        self._timer.start(LOOK_EVERY_MS)


def collect_due() -> None:
    """Collect the generations that Python's own thresholds say are due, the oldest first."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > threshold
    ]
    if due:
        gc.collect(due[-1])
