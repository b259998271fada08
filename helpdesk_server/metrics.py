"""What a watcher may know: counts and times. No name, id or word of anybody is in a label."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from helpdesk_server.store.database import Store
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.store.standing import Standing, standing

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 30.0)


class CallFate(StrEnum):
    """What became of a call that arrived."""

    NEW = "new"
    REPLAYED = "replayed"
    EDITED = "edited"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one server; another one in the same process has its own."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    in_progress: Gauge = field(init=False)
    calls: Counter = field(init=False)

    def __post_init__(self) -> None:
        made = {
            "requests": Counter(
                "helpdesk_requests",
                "Requests answered.",
                ["method", "route", "status"],
                registry=self.registry,
            ),
            "seconds": Histogram(
                "helpdesk_request_seconds",
                "From the first byte of a request to the last of its answer.",
                ["method", "route"],
                buckets=_BUCKETS,
                registry=self.registry,
            ),
            "in_progress": Gauge(
                "helpdesk_requests_in_progress",
                "Requests being answered now.",
                registry=self.registry,
            ),
            "calls": Counter(
                "helpdesk_calls_received",
                "Calls that arrived, by what became of them; counted after the commit.",
                ["fate"],
                registry=self.registry,
            ),
        }
        for name, metric in made.items():
            object.__setattr__(self, name, metric)
        for fate in CallFate:
            self.calls.labels(fate.value)

    def watch(self, store: Store, now: Callable[[], datetime]) -> None:
        """Tell, when asked, what the database of `store` knows, too."""
        self.registry.register(_FromDatabase(store, now))

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)

    def count_calls(self, fates: Mapping[CallFate, int]) -> None:
        for fate, calls in fates.items():
            self.calls.labels(fate.value).inc(calls)


class _FromDatabase(Collector):
    """Gauges read when somebody asks: one row and one short scan of a row a device."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        in_use, most = self._store.connections()
        yield _gauge("database_connections_in_use", "Connections at work.", in_use)
        yield _gauge("database_connections_limit", "Most connections at once.", most)
        try:
            told = self._store.read(standing)
        except StoreUnavailable:
            yield _gauge("database_up", "Whether the database answers.", 0)
            return
        yield _gauge("database_up", "Whether the database answers.", 1)
        yield from _of(told, self._now())


def _of(told: Standing, now: datetime) -> Iterator[GaugeMetricFamily]:
    yield _gauge(
        "devices_waiting", "Devices that last said that calls wait on them.", told.devices_waiting
    )
    yield _gauge("calls_waiting", "Calls that devices last said they alone hold.", told.waiting)
    yield _gauge(
        "oldest_call_waiting_seconds",
        "Since when the oldest of these waits; 0 when none does.",
        _since(told.oldest_waiting_at, now),
    )
    if told.durable_through is not None:
        yield _gauge(
            "durable_through_age_seconds",
            "Age of the moment up to which calls are in a verified backup, once there is one.",
            _since(told.durable_through, now),
        )


def _since(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else (now - moment) / timedelta(seconds=1)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"helpdesk_{name}", what, value=value)


@dataclass(frozen=True, slots=True)
class MetricsListener:
    """Answers whoever watches, on an address of its own that no proxy leads to."""

    server: WSGIServer
    thread: threading.Thread

    @classmethod
    def at(cls, host: str, port: int, metrics: Metrics) -> "MetricsListener":
        """Raises OSError or OverflowError: The address cannot be listened on."""
        server, thread = start_http_server(port, host, metrics.registry)
        return cls(server, thread)

    @property
    def port(self) -> int:
        return self.server.server_port

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
