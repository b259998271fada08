"""A disk that takes nothing for a while, in ways that it happens."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from helpdesk_desktop.store.errors import DiskFull
from tests.ui.window import Window

SLOW_S = 0.5
"""What a disk in trouble takes for a write or a read."""


def slowly() -> None:
    threading.Event().wait(SLOW_S)


@contextmanager
def no_room(window: Window) -> Iterator[None]:
    """The file takes nothing for a while, as on a full disk."""

    def refuse(_work: object) -> object:
        raise DiskFull

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(window.store, "run", refuse)
        yield


@contextmanager
def slow_and_full(window: Window) -> Iterator[None]:
    """The file takes nothing, and takes its time to say so."""

    def refuse(_work: object) -> object:
        slowly()
        raise DiskFull

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(window.store, "run", refuse)
        yield


@contextmanager
def first_write_refused(window: Window) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The file refuses one write: the first event says that it is under way, the second ends it."""
    write, begun, ends = window.store.run, threading.Event(), threading.Event()

    def refuse_once(work: object) -> object:
        if begun.is_set():
            return write(work)  # type: ignore[arg-type]
        begun.set()
        ends.wait()
        raise DiskFull

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(window.store, "run", refuse_once)
        yield begun, ends
