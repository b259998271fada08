"""The server's log: codes of events and a few fields of known kinds; free text is never written.

What other libraries log is told by their name, the kind of the error and its place: their
sentences may quote whoever called.
"""

import json
import logging
import sys
import threading
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Final, Literal, TypedDict, Unpack

Format = Literal["json", "text"]

request_id: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""Of the request that is being answered; a UUID."""

log: Final = logging.getLogger("helpdesk_server")


class Event(StrEnum):
    """What can be told; each code keeps its meaning."""

    STARTED = "started"
    ENDED = "ended"
    REQUEST = "request"
    FAULT = "fault"
    LIBRARY = "library"
    DATABASE_UNAVAILABLE = "database_unavailable"
    GENERATION_CHANGED = "generation_changed"
    WRITTEN_ELSEWHERE = "written_elsewhere"
    CLUSTER_UNKNOWN = "cluster_unknown"


class Fields(TypedDict, total=False):
    """All that may be told of an event.

    Attributes:
        route: The template of a route (`/v1/calls/{call_id}`), never an address asked for.
        method: One of those of HTTP.
        error: The kind of an error.
        place: Module and line.
        source: The library that told it.
    """

    route: str
    method: str
    status: int
    duration_ms: float
    error: str
    place: str
    source: str


def tell(event: Event, level: int = logging.INFO, **fields: Unpack[Fields]) -> None:
    """Log an event."""
    if log.isEnabledFor(level):
        # `log.log` would look up where it was called from, which no line of ours says
        told = {"told": fields}
        log.handle(log.makeRecord(log.name, level, "", 0, event.value, (), None, extra=told))


def tell_fault(problem: BaseException) -> None:
    """Log an error by its kind and place; its text may quote a caller."""
    tell(
        Event.FAULT,
        logging.ERROR,
        error=type(problem).__name__,
        place=place_of(problem.__traceback__),
    )


def tell_database_unavailable(problem: BaseException) -> None:
    """Log why the database was not to be had, by the kind of what it said."""
    cause = problem.__cause__ or problem
    kind = getattr(cause, "orig", None) or cause
    tell(
        Event.DATABASE_UNAVAILABLE,
        logging.WARNING,
        error=type(kind).__name__,
        place=place_of(problem.__traceback__),
    )


def place_of(trace: TracebackType | None) -> str:
    """Where an error was raised, as `module:line`: the last line of ours on the way to it."""
    place = "?"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__"))
        if module.startswith("helpdesk_") or not place.startswith("helpdesk_"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def start(form: Format) -> None:
    """Write this process's log to standard error; of libraries, warnings and worse only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line(form))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    log.setLevel(logging.INFO)
    sys.excepthook = lambda _kind, problem, _trace: tell_fault(problem)
    threading.excepthook = _tell_of_thread


def _tell_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        tell_fault(ended.exc_value)


class Line(logging.Formatter):
    """One line a record, of what is known to be harmless; everything else of it is left out."""

    def __init__(self, form: Format) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        line = _line(record)
        if self._form == "json":
            return json.dumps(line, ensure_ascii=True)
        head = " ".join(str(line.pop(name)) for name in ("time", "level", "event"))
        return " ".join([head, *(f"{name}={value}" for name, value in line.items())])


def _line(record: logging.LogRecord) -> dict[str, object]:
    told: Mapping[str, object] | None = getattr(record, "told", None)
    event = Event(record.msg) if told is not None else Event.LIBRARY
    line: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": event.value,
    }
    line |= _of_library(record) if told is None else {name: told[name] for name in told}
    if request_id.get():
        line["request_id"] = request_id.get()
    return line


def _of_library(record: logging.LogRecord) -> dict[str, object]:
    kind, _, trace = record.exc_info or (None, None, None)
    fields: dict[str, object] = {"source": record.name, "place": f"{record.module}:{record.lineno}"}
    if kind is not None:
        fields |= {"error": kind.__name__, "place": place_of(trace)}
    return fields
