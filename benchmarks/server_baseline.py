"""The least a server of this kind can do: the framework and the driver, one statement a request.

python -m benchmarks.server_baseline URL
"""

import sys
import threading
from typing import Any

from fastapi import FastAPI, Request, Response
from sqlalchemy import make_url

from helpdesk_server.serving import bound, serve


def main() -> None:
    with bound("127.0.0.1", 0) as listening:
        serve(app(sys.argv[1]), listening)


def app(url: str) -> FastAPI:
    """`GET /read` takes one row, `PUT /write` keeps one, durably; each answers with JSON."""
    api = FastAPI(openapi_url=None)
    of_thread = threading.local()

    def connection() -> Any:
        if not hasattr(of_thread, "connection"):
            of_thread.connection = connected(url)
        return of_thread.connection

    first = connected(url)
    first.execute("CREATE TABLE IF NOT EXISTS bare (id TEXT, body TEXT)")
    first.execute("INSERT INTO bare VALUES ('0', 'x')")
    first.commit()

    @api.get("/read")
    def read() -> Response:
        with connection() as used:
            row = used.execute("SELECT id, body FROM bare LIMIT 1").fetchone()
        return Response(b'{"id": "%s"}' % row[0].encode(), media_type="application/json")

    turn = threading.Lock()
    mark = "?" if make_url(url).get_backend_name() == "sqlite" else "%s"

    async def body_of(request: Request) -> bytes:
        return await request.body()

    from fastapi import Depends

    @api.put("/write")
    def write(body: bytes = Depends(body_of)) -> Response:
        with turn, connection() as used:
            used.execute(f"INSERT INTO bare VALUES ({mark}, {mark})", ("1", body.decode()))
        return Response(b'{"kept": true}', media_type="application/json")

    return api


def connected(url: str) -> Any:
    """A bare connection of the driver, which waits for the disk as ours do."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        import sqlite3

        file = sqlite3.connect(str(address.database), timeout=15, check_same_thread=False)
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=FULL")
        return file
    import psycopg

    return _Kept(psycopg.connect(address.set(drivername="postgresql").render_as_string(False)))


class _Kept:
    """A connection of psycopg whose block ends a transaction and not the connection."""

    def __init__(self, connection: Any) -> None:
        self.execute = connection.execute
        self.commit = connection.commit

    def __enter__(self) -> "_Kept":
        return self

    def __exit__(self, *_: object) -> None:
        self.commit()


if __name__ == "__main__":
    main()
