"""Work off the screen's thread, its answer back on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, Signal, Slot
from shiboken6 import isValid

from helpdesk_desktop.journal import note

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    owner: QObject
    deliver: Callable[[], object]


class Jobs(QObject):
    """One thread: jobs run one after the other, and their answers come in the same order."""

    _answered = Signal(_Answer)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_closed = False
        self._unheard = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._answered.connect(self._deliver)

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Run `work` in the background, then `done` or `failed` here.

        Neither is called when `owner` (the widget that asked) has been closed meanwhile, and no
        work is begun once `close` was called.
        """
        if self._is_closed:
            return

        def job() -> None:
            deliver: Callable[[], Any]
            try:
                result = work()
            except Exception as problem:  # noqa: BLE001  (handed to `failed`, none is dropped)
                note(problem)
                caught = problem
                deliver = lambda: failed(caught)  # noqa: E731
            else:
                deliver = lambda: done(result)  # noqa: E731
            self._answered.emit(_Answer(owner, deliver))

        self._unheard += 1
        self._pool.start(job)

    def drain(self) -> None:
        """Wait for the jobs, deliver their answers, and so on until none is left or asked for."""
        while self._unheard:
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def close(self) -> None:
        """Begin no more work, and let the work under way end.

        A pool destroyed with a job in it waits for that job with Python's lock in its hand, and
        the job waits for the lock: the program would never end.
        """
        self._is_closed = True
        self._pool.waitForDone()

    @Slot(_Answer)
    def _deliver(self, answer: _Answer) -> None:
        self._unheard -= 1
        if isValid(answer.owner):
            answer.deliver()
