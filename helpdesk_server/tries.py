"""How often a password may be tried: a minute's limit, and nobody is locked out for good."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final

WINDOW: Final = timedelta(minutes=1)
PER_ACCOUNT: Final = 10
PER_ADDRESS: Final = 30

_FORGET_FROM: Final = 10_000
"""Keys held before those without a recent try are forgotten."""


class TooManyTries(Exception):
    """Wait `retry_after_s` seconds."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__()
        self.retry_after_s: Final = retry_after_s


@dataclass(frozen=True, slots=True)
class Try:
    """One try, so that it can be taken back when the password was right."""

    at: datetime
    account: str
    address: str


class Tries:
    """Tries of the last minute; safe in several threads.

    A try counts before its password is checked, so that many at once count too; one refused
    here does not count, so that a stranger who keeps trying does not shut the owner out.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._recent: dict[tuple[str, str], deque[datetime]] = {}
        self._forgot_at = datetime.min.replace(tzinfo=UTC)

    def enter(self, account: str, address: str, now: datetime) -> Try:
        """Count a try.

        Raises:
            TooManyTries: As many as allowed lie in the minute before `now`.
        """
        limits = {("account", account): PER_ACCOUNT, ("address", address): PER_ADDRESS}
        with self._lock:
            self._forget(now)
            waits = [self._wait_s(key, limit, now) for key, limit in limits.items()]
            if any(waits):
                raise TooManyTries(max(waits))
            for key in limits:
                self._recent.setdefault(key, deque()).append(now)
        return Try(now, account, address)

    def take_back(self, tried: Try) -> None:
        """The password was right: an office behind one address signs in as one."""
        with self._lock:
            for key in (("account", tried.account), ("address", tried.address)):
                moments = self._recent.get(key)
                if moments and tried.at in moments:
                    moments.remove(tried.at)

    def _wait_s(self, key: tuple[str, str], limit: int, now: datetime) -> int:
        moments = self._recent.get(key, deque())
        while moments and moments[0] <= now - WINDOW:
            moments.popleft()
        if len(moments) < limit:
            return 0
        return int((moments[0] + WINDOW - now).total_seconds()) + 1

    def _forget(self, now: datetime) -> None:
        """Drop names and addresses without a recent try; once a minute is enough."""
        if len(self._recent) < _FORGET_FROM or now - self._forgot_at < WINDOW:
            return
        self._forgot_at = now
        self._recent = {
            key: moments
            for key, moments in self._recent.items()
            if moments and moments[-1] > now - WINDOW
        }
