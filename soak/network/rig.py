"""A real server process, desks as processes, and between them a line that lies."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.database import Store as DeskStore
from helpdesk_desktop.store.outbox import outbox_state, try_now
from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.errors import SyncError
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.clock import utc_now
from helpdesk_domain.people import DeviceId, Role
from helpdesk_server.settings import Settings
from helpdesk_server.store import offer, schema, sign_ins
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import add_person
from helpdesk_server.store.sign_ins import TokenPair
from soak.campaign import Batch
from soak.kills.server import database, running
from soak.network import desk
from soak.network.desk import DATABASE, Life
from soak.network.nursery import Nursery
from soak.network.proxy import Proxy
from soak.power.recorded.planting import KEY
from soak.power.recording import quick_folder
from tests.factories import an_id
from tests.server.records import a_record
from tests.serving import running_server

TEAM = "midi"
ROUNDS = 4
"""Syncs in which a desk whose line was mended has sent all that waited."""


@dataclass
class Rig:
    """One server and its desks.

    Attributes:
        store: A second way into the server's database, beside the server itself.
        program: What serves; the product itself when empty.
        in_thread: It serves in this process: nobody is going to kill it, and it starts at once.
        living: Desks that are alive, by their place, with their process.
    """

    folder: Path
    settings: Settings
    store: Store
    proxy: Proxy
    nursery: Nursery
    seed: str
    desks: int
    program: Sequence[str] = ()
    in_thread: bool = False
    living: dict[int, tuple[int, Life]] = field(default_factory=dict)
    births: int = 0
    server: subprocess.Popen[str] | None = None
    _serving: ExitStack = field(default_factory=ExitStack)

    def serve(self) -> None:
        """Start the server; it may get another address."""
        if self.in_thread:
            inside = running_server(self.settings.data_dir, settings=self.settings)
            self.proxy.target = self._serving.enter_context(inside).url
            return
        self.proxy.target, self.server = self._serving.enter_context(
            running(self.settings, *self.program)
        )

    def kill_server(self) -> None:
        """kill -9, and wait until it is dead."""
        self._serving.close()
        self.server = None

    def desk_folder(self, place: int) -> Path:
        return self.folder / f"desk-{place}"

    def bear(self, place: int, defect: str = "", pause_s: float = 0.0) -> None:
        """A life more of the desk at `place`."""
        self.births += 1
        life = Life(
            folder=str(self.desk_folder(place)),
            url=self.proxy.url,
            device=an_id(f"device {place}"),
            seed=f"{self.seed}/{self.births}",
            defect=defect,
            pause_s=pause_s,
        )
        self.living[place] = self.nursery.start(life), life

    def kill_desk(self, place: int) -> None:
        self.nursery.kill(*self.living.pop(place))

    @contextmanager
    def opened(self, place: int) -> Iterator[DeskStore]:
        """The file of a desk that is not alive."""
        store = DeskStore.open(self.desk_folder(place) / DATABASE, KEY)
        try:
            yield store
        finally:
            store.close()

    def converge(self, place: int, rounds: int = ROUNDS) -> str:
        """The desk syncs until nothing waits; why it could not, the last time."""
        problem = ""
        with self.opened(place) as store:
            server = Server(self.proxy.url, DeviceId(an_id(f"device {place}")), (5, 30))
            signed_in = store.read(account)
            assert signed_in is not None
            for _ in range(rounds):
                store.run(try_now)
                try:
                    run_cycle(store, server, now=utc_now)
                    problem = ""
                except SyncError as seen:
                    problem = repr(seen)
                waiting = store.read(partial(outbox_state, author=signed_in.person.id)).waiting
                if not waiting and not problem:
                    break
            server.close()
        return problem

    def end(self) -> None:
        for place in list(self.living):
            self.kill_desk(place)
        self.kill_server()
        self.store.close()


@contextmanager
def rigged(
    batch: Batch, kind: str, *, desks: int, services: int, program: Sequence[str] = ()
) -> Iterator[Rig]:
    """A server on an empty database, an offer, and desks at which somebody has signed in."""
    seed = f"{batch.seed}/{batch.number}"
    with quick_folder() as folder, database(kind) as url, Nursery() as nursery:
        settings = Settings(data_dir=folder / "server", database_url=url)
        settings.data_dir.mkdir()
        store = Store.at(settings.database)
        schema.migrate(store, utc_now())
        records = [a_record(f"service {number}") for number in range(services)]
        store.run(partial(offer.write_records, records=records, now=utc_now()))
        with Proxy("", seed) as proxy:
            in_thread = batch.first_only and not program
            rig = Rig(folder, settings, store, proxy, nursery, seed, desks, program, in_thread)
            for place in range(desks):
                _sign_in(rig, place)
            try:
                rig.serve()
                yield rig
            finally:
                rig.end()


def _sign_in(rig: Rig, place: int) -> None:
    """As the server would after the right password, which takes long on purpose."""
    now, device = utc_now(), DeviceId(an_id(f"device {place}"))
    person = rig.store.run(
        lambda session: add_person(session, f"desk {place}", Role.OPERATOR, TEAM, "", now)
    )
    pair = rig.store.run(lambda session: sign_ins.start(session, person, device, "", now))
    assert isinstance(pair, TokenPair)
    desk.prepare(rig.desk_folder(place), rig.proxy.url, person, pair.access, pair.refresh)
