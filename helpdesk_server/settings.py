"""What the administrator decides about a server: where its data is and how wide it opens."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

WORKER_THREADS: Final = 8
"""Requests answered at once, and connections to the database: one each."""

PACE: Final = 300
"""Requests of one sign-in in ten seconds: a desk that sends a long day, call by call, fits in."""

STRANGERS_PACE: Final = 120
"""Requests of one address in ten seconds that show no token we know. They are rare, for a desk
renews its tokens before they end: the sixty desks of an office whose server was restored show two
each, an access token and a refresh token, in one moment; more than that come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Frozen; made once by the command line.

    Attributes:
        database_url: `sqlite:///file` or `postgresql://…`; empty means SQLite in `data_dir`.
        data_dir: Where snapshot files lie, and the SQLite database by default.
        pace: Requests a sign-in may make in ten seconds; 0: as many as it likes, strangers too.
        min_client: Oldest desktop that may fetch (`0.3.0`); empty: any.
    """

    data_dir: Path
    database_url: str = ""
    min_client: str = ""
    pace: int = PACE

    @property
    def strangers_pace(self) -> int:
        """Never more than a sign-in may ask."""
        return min(self.pace, STRANGERS_PACE)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'helpdesk-server.db'}"

    @property
    def snapshots(self) -> Path:
        return self.data_dir / "snapshots"
