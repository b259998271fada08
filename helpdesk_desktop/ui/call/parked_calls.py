"""The calls put aside for another line; their seconds stand still meanwhile."""

from collections.abc import Callable, Iterator

from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_domain.calls import CallId


class ParkedCalls:
    """In the order in which they come back: the one left last first, and so on around."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._calls: list[OpenCall] = []

    def __iter__(self) -> Iterator[OpenCall]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)

    def put(self, opened: OpenCall, *, comes_last: bool = False) -> None:
        """Put a call aside; `comes_last` when another one was asked for in its place."""
        opened.pause(self._ticks())
        self._calls.insert(len(self._calls) if comes_last else 0, opened)

    def take(self, call_id: CallId | None = None) -> OpenCall | None:
        """The call that comes back, that one or the next; None when it is not here."""
        found = next((one for one in self._calls if call_id in (None, one.call.id)), None)
        if found:
            self._calls.remove(found)
            found.go_on(self._ticks())
        return found
