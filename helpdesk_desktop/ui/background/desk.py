"""What every panel is given: read, write, and word of what changed."""

from collections.abc import Callable
from enum import Flag, auto
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.ui.background.jobs import Jobs

if TYPE_CHECKING:
    from helpdesk_desktop.store.database import Session, Store

T = TypeVar("T")


class Changed(Flag):
    """What a write touched; a panel that shows it reads again."""

    CALLS = auto()
    DRAFTS = auto()
    FLAGS = auto()
    PERSONAL = auto()


class Desk(QObject):
    """The store, seen from the screens: questions and writes run off the screen's thread."""

    changed = Signal(Changed)
    failed = Signal(Exception)

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._jobs = Jobs(self)
        self._told: Exception | None = None
        self.failed.connect(self._tell)

    def read(
        self, owner: QObject, query: "Callable[[Session], T]", show: Callable[[T], object]
    ) -> None:
        """Run `query` in the background and `show` its answer, while `owner` is open."""
        self._jobs.run(
            lambda: self.store.read(query), owner=owner, done=show, failed=self.failed.emit
        )

    def write(
        self,
        change: "Callable[[Session], T]",
        changed: Changed,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run `change` in one transaction, then tell every panel what was touched."""

        def written(answer: T) -> None:
            if done:
                done(answer)
            self.changed.emit(changed)

        self._jobs.run(
            lambda: self.store.run(change),
            owner=self,
            done=written,
            failed=failed or self.failed.emit,
        )

    def drain(self) -> Exception | None:
        """Let all that was asked end and be heard; what was told to have failed meanwhile."""
        self._told = None
        self._jobs.drain()
        return self._told

    def close(self) -> None:
        """Wait for the writes under way, then close the store."""
        self._jobs.close()
        self.store.close()

    def _tell(self, problem: Exception) -> None:
        self._told = problem
