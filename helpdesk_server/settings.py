"""What the administrator decides about a server: where its data is and how wide it opens."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

WORKER_THREADS: Final = 8
"""Requests answered at once, and connections to the database: one each."""

PACE: Final = 300
"""Requests of one sign-in in ten seconds: a desk that sends a long day, call by call, fits in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Frozen; made once by the command line.

    Attributes:
        database_url: `sqlite:///file` or `postgresql://…`; empty means SQLite in `data_dir`.
        data_dir: Where snapshot files lie, and the SQLite database by default.
        pace: Requests a sign-in may make in ten seconds; 0: as many as it likes.
        min_client: Oldest desktop that may fetch (`0.3.0`); empty: any.
    """

    data_dir: Path
    database_url: str = ""
    min_client: str = ""
    pace: int = PACE

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'helpdesk-server.db'}"

    @property
    def snapshots(self) -> Path:
        return self.data_dir / "snapshots"
