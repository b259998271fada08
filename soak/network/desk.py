"""A desk at work, as a process that may be killed at any moment: it saves calls, edits them, syncs.

The product's own store and sync, in two threads as in the window. What it saves is written to a
journal before and after: a kill leaves at most the last text of it in doubt.
"""

import os
import secrets
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from helpdesk_desktop.store.account import Account, account, keep_account
from helpdesk_desktop.store.calls import log_call, logged_since, reopen
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.errors import CallInFlight
from helpdesk_desktop.store.outbox import outbox_state, try_now
from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.errors import SyncError
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.clock import utc_now
from helpdesk_domain.people import DeviceId, Person
from helpdesk_domain.wire import digest, to_json
from soak.network.planted import plant
from soak.power.recorded.planting import KEY
from tests.factories import a_call

DATABASE, JOURNAL, FAULT = "desk.db", "journal", "fault"

TIMEOUTS_S: Final = (2.0, 1.0)
"""What a black hole, or a server that stands still, costs a desk."""

MOST_WAITING: Final = 60
"""Calls a desk saves ahead of the line, so that batches of every length are sent."""

REST_S: Final = 0.1
"""Between two looks whether calls still wait: counting them takes the sync thread its time."""

TOO_LONG: Final = "n" * 2001
"""A note no server takes: a call that is refused among others that are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What one life of a desk is to be.

    Attributes:
        url: Where it believes the server to be.
        defect: Planted, unless empty.
        pause_s: Between two syncs, and longer between calls, so that syncs come to their end;
            none when calls are to be saved as fast as they are sent.
    """

    folder: str
    url: str
    device: str
    seed: str
    defect: str = ""
    pause_s: float = 0.0


def prepare(folder: Path, url: str, person: Person, access: str, refresh: str) -> None:
    """A desk at which `person` has signed in."""
    folder.mkdir(parents=True)
    store = Store.open(folder / DATABASE, KEY)
    signed_in = Account(
        person=person,
        server_url=url,
        access_token=access,
        access_expires_at=utc_now(),
        refresh_token=refresh,
    )
    store.run(partial(keep_account, account=signed_in))
    store.close()


def live(life: Life) -> None:
    """Save calls and sync, without end."""
    plant(life.defect)
    desk = AtWork(life)
    threading.Thread(target=desk.last, args=(desk.sync_for_ever,), daemon=True).start()
    desk.last(desk.save_for_ever)


class AtWork:
    """A desk with its store, its line and its journal."""

    def __init__(self, life: Life) -> None:
        self._folder = Path(life.folder)
        self._store = Store.open(self._folder / DATABASE, KEY)
        self._server = Server(life.url, DeviceId(life.device), TIMEOUTS_S, self._folder / "parts")
        self._chance = Random(life.seed)
        self._pause_s = life.pause_s
        signed_in = self._store.read(account)
        assert signed_in is not None
        self._person = signed_in.person.id
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._journal = os.open(self._folder / JOURNAL, flags, 0o600)
        since = utc_now() - timedelta(days=1)
        self._known = [one.call.id for one in self._store.read(partial(logged_since, moment=since))]

    def last(self, work: Callable[[], None]) -> None:
        """`work` without end; whatever else ends it is kept, and ends the desk."""
        try:
            while True:
                work()
        finally:
            (self._folder / FAULT).write_text(traceback.format_exc(), "utf-8")
            os._exit(1)

    def sync_for_ever(self) -> None:
        """One sync; whatever is put off is due again, as when the network comes back."""
        self._store.run(try_now)
        with suppress(SyncError):
            run_cycle(self._store, self._server, now=utc_now)
        if self._pause_s:
            time.sleep(self._pause_s)

    def save_for_ever(self) -> None:
        """A handful of calls, unless too many wait."""
        waiting = self._store.read(partial(outbox_state, author=self._person)).waiting
        if waiting > MOST_WAITING:
            time.sleep(REST_S)
            return
        for _ in range(self._chance.randrange(1, 5 if self._pause_s else 30)):
            self._save_one()
        # alone on its way, a call goes by its own request
        time.sleep(self._pause_s * 4 or self._chance.choice((0, 0, 0.02)))

    def _save_one(self) -> None:
        if self._known and self._chance.random() < 0.2:
            with suppress(CallInFlight):
                self._edit(self._chance.choice(self._known[-50:]))
            return
        call = a_call(secrets.token_hex(8), note=self._note(), outcome=self._outcome())
        self._log(call)
        self._known.append(call.id)

    def _edit(self, call_id: CallId) -> None:
        """Take it back and save it otherwise; what nobody has sent leaves the log meanwhile."""
        draft = self._store.run(partial(reopen, call_id=call_id, now=utc_now()))
        changed = replace(draft.call, note=self._note(), outcome=self._outcome())
        self._log(changed, draft.base_rev)

    def _log(self, call: Call, base_rev: int | None = None) -> None:
        text = f"{call.id} {digest(to_json(call))}"
        os.write(self._journal, f"saving {text}\n".encode())
        self._store.run(
            partial(log_call, call=call, author=self._person, now=utc_now(), base_rev=base_rev)
        )
        os.write(self._journal, f"saved {text}\n".encode())

    def _note(self) -> str:
        """Never the same twice; one in twelve is too long."""
        return secrets.token_hex(8) + (TOO_LONG if self._chance.random() < 0.08 else "")

    def _outcome(self) -> Outcome:
        return self._chance.choice((Outcome.FOLLOW_UP, Outcome.REFERRED, Outcome.INFORMATION))
