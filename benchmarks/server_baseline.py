"""What the framework and the driver alone take for the same rows, without any promise of ours.

Nobody is asked who they are, nothing is checked, watched or logged, a call sent twice is an error;
the rows read and written are the same, in the same tables of the same database.

python -m benchmarks.server_baseline URL
"""

import json
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from sqlalchemy import make_url

from helpdesk_server.serving import bound, serve

Row = Mapping[str, Any]


class Bare:
    """The driver alone, over the database of a server: a connection a thread, one writer."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._of_thread = threading.local()
        self._turn = threading.Lock()
        self._mark = "?" if make_url(url).get_backend_name() == "sqlite" else "%s"
        (self._person,) = self.asked("SELECT id FROM person")[0]
        (self._device,) = self.asked("SELECT id FROM device")[0]

    def asked(self, query: str) -> list[Any]:
        with self._cursor() as cursor:
            cursor.execute(query)
            found: list[Any] = cursor.fetchall()
            return found

    def keep(self, calls: Sequence[Row]) -> None:
        now = datetime.now(UTC).isoformat()
        with self._turn, self._cursor() as cursor:
            self._insert(cursor, "call", [self._counted(call) for call in calls])
            self._insert(cursor, "call_revision", [self._revision(call, now) for call in calls])
            needs = [
                {"call_id": call["id"], "position": place, "words": words}
                for call in calls
                for place, words in enumerate(call["needs"])
            ]
            self._insert(cursor, "call_need", needs)
            audit = {"at": now, "action": "call_created", "rev": 1}
            audit |= {"person_id": self._person, "device_id": self._device}
            self._insert(cursor, "audit", [{**audit, "subject": call["id"]} for call in calls])

    def _counted(self, call: Row) -> Row:
        names = ("id", "started_at", "talk_s", "wrap_up_s", "caller_language", "profile", "outcome")
        kept = {"rev": 1, "author_id": self._person, "team": "midi", "followed": False, "seq": 0}
        return {name: call[name] for name in names} | kept

    def _revision(self, call: Row, now: str) -> Row:
        body = json.dumps(call).encode()
        return {
            "call_id": call["id"],
            "rev": 1,
            "author_id": self._person,
            "device_id": self._device,
            "received_at": now,
            "digest": sha256(body).digest(),
            "body": body,
        }

    def _insert(self, cursor: Any, table: str, rows: Sequence[Row]) -> None:
        marks = ", ".join([self._mark] * len(rows[0]))
        statement = f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})"
        cursor.executemany(statement, [tuple(row.values()) for row in rows])

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """In a transaction of its own."""
        if not hasattr(self._of_thread, "connection"):
            self._of_thread.connection = connected(self._url)
        connection = self._of_thread.connection
        yield connection.cursor()
        connection.commit()


async def body_of(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(body_of)]


def app(url: str) -> FastAPI:
    """`/delta`, `/page` of 50 records, `/call` and `/batch`; each answers with JSON."""
    api = FastAPI(openapi_url=None)
    bare = Bare(url)

    @api.get("/delta")
    def delta() -> Response:
        query = "SELECT seq, state_hash, live FROM stream WHERE name = 'directory'"
        ((seq, state, live),) = bare.asked(query)
        return _json({"next": seq, "state_hash": state, "records": live, "changes": []})

    @api.get("/page")
    def page() -> Response:
        columns = "entity, id, rev, seq, deleted, data"
        query = f"SELECT {columns} FROM offer_record WHERE seq > 4150 ORDER BY seq LIMIT 50"
        changes = [dict(zip(columns.split(", "), row, strict=True)) for row in bare.asked(query)]
        return _json({"next": 4200, "changes": changes})

    @api.put("/call")
    def call(body: Body) -> Response:
        one = json.loads(body)
        bare.keep([one])
        return _json({"id": one["id"], "rev": 1})

    @api.post("/batch")
    def batch(body: Body) -> Response:
        calls = [one["call"] for one in json.loads(body)["calls"]]
        bare.keep(calls)
        return _json({"answers": [{"id": one["id"], "status": 201} for one in calls]})

    return api


def connected(url: str) -> Any:
    """A connection of the driver that keeps as surely as ours."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        import sqlite3

        file = sqlite3.connect(str(address.database), timeout=15, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=1"):
            file.execute(f"PRAGMA {pragma}")
        return file
    import psycopg

    return psycopg.connect(address.set(drivername="postgresql").render_as_string(False))


def _json(value: object) -> Response:
    return Response(json.dumps(value), media_type="application/json")


def main() -> None:
    with bound("127.0.0.1", 0) as listening:
        serve(app(sys.argv[1]), listening)


if __name__ == "__main__":
    main()
