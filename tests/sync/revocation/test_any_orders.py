"""Whatever a laptop is told, in whatever order, over whatever line: no call is lost.

The desk is the program as `helpdesk-desktop sync --once` runs it, the server is the real one on a
real socket; only the line between them and the moment of a kill are made up.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpdesk_desktop.commands.opening import opened
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.orders import standing_order
from helpdesk_desktop.sync.revocation.carrying_out import sync_under_orders
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from helpdesk_domain.calls import Call
from helpdesk_domain.directives import Action
from helpdesk_domain.languages import Words
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import from_json
from helpdesk_server.store.directives import ToBeErased, order
from helpdesk_server.unsealing import Unsealing
from tests.server.records import a_call
from tests.serving import PASSWORD, HandClock, RunningServer
from tests.sync.conftest import calls_on
from tests.sync.line import FaultyServer, Request
from tests.sync.relay import Relay
from tests.sync.revocation.laptop import contents
from tests.sync.test_vault import PASSPHRASE, _tries_are_cheap  # noqa: F401

ROUNDS = 4
"""Syncs over a whole line after which nothing may be left to do."""

WORDS = Words("fr")


class Killed(BaseException):
    """The program died here."""


@dataclass
class Office:
    """One laptop and whoever looks after the server.

    Attributes:
        devices: Every name the laptop ever had.
        saved: Calls it said it had saved.
    """

    central: RunningServer
    relay: Relay
    url: str
    clock: HandClock
    profile: Profile
    devices: list[DeviceId] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)

    def log(self, number: int) -> None:
        """A call, where somebody sits and nothing bars the desk."""

        def save(store: Store) -> None:
            known = store.read(account)
            if known is None or store.read(standing_order) is not None:
                return
            name = f"{self.profile.folder.name} {number} {len(self.saved)}"
            call = from_json(a_call(name), Call)
            store.run(partial(log_call, call=call, author=known.person.id, now=self.clock()))
            self.saved.append(call.id)

        self.run(save)

    def tell(self, action: Action, which: int) -> None:
        """As `helpdesk-server device`, of the laptop or of what it was called before."""
        self.clock.advance(minutes=1)
        device_id = self.devices[which % len(self.devices)]
        with suppress(ToBeErased):
            self.central.store.run(
                partial(order, device_id=device_id, action=action, now=self.clock())
            )

    def sync(self, requests: int | None, steps: int | None) -> None:
        """The line goes after so many requests, the program dies at that file operation."""
        self.relay.instead = _gone_after(requests)
        with suppress(Killed), _dying_at(steps):
            self.run(self._sync)

    def _sync(self, store: Store) -> None:
        device_id = self.profile.device_id()
        if device_id not in self.devices:
            self.devices.append(device_id)
        with closing(Server(self.url, device_id)) as server:
            if store.read(account) is None:
                sign_in(store, server, "Amélie", PASSWORD, "laptop", self.clock)
            sync_under_orders(store, server, self.profile, now=self.clock)

    def run(self, work: Callable[[Store], None]) -> None:
        """The program, which ends with a sentence when something is in its way."""
        with suppress(SystemExit), opened(self.profile, WORDS, also_locked=True) as store:
            work(store)

    def make_peace(self) -> None:
        for which in range(len(self.devices)):
            self.tell(Action.RELEASE, which)
        for _ in range(ROUNDS):
            self.sync(None, None)

    def wrong(self) -> Iterator[str]:
        """What was saved and is not on the server once its boxes are opened."""
        waiting = [path.name for path in self.profile.sealed.glob("*.sealed")]
        if waiting:
            yield f"boxes that were never taken: {waiting}"
        for content in contents(self.central):
            Unsealing(self.central.store, content, self.clock()).done()
        there = dict(calls_on(self.central))
        for call_id in self.saved:
            if there.get(call_id) != 1:
                yield f"{call_id} has {there.get(call_id, 0)} revisions"


def _gone_after(requests: int | None) -> Callable[[Request], bytes | None]:
    left = requests

    def instead(_request: Request) -> bytes | None:
        nonlocal left
        if left is None:
            return None
        left -= 1
        return None if left >= 0 else b""

    return instead


@contextmanager
def _dying_at(steps: int | None) -> Iterator[None]:
    """Killed before the so-manyth thing it does to a file of its profile."""
    left = steps

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def do(*given: Any, **named: Any) -> Any:
            nonlocal left
            if left is not None:
                left -= 1
                if left < 0:
                    raise Killed
            return real(*given, **named)

        return do

    with pytest.MonkeyPatch.context() as files:
        for owner, name in ((Path, "unlink"), (Path, "replace"), (os, "fsync")):
            files.setattr(owner, name, dying(getattr(owner, name)))
        yield


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def new_office(
    central: RunningServer, relay: Relay, line: FaultyServer, clock: HandClock, tmp_path: Path
) -> Callable[[], Office]:
    """Each with another laptop, on the same server."""

    def made() -> Office:
        profile = Profile.at(tmp_path / secrets.token_hex(4))
        return Office(central, relay, line.url, clock, profile)

    return made


logging = st.tuples(st.just("log"), st.integers(0, 9))
telling = st.tuples(st.just("tell"), st.sampled_from(list(Action)), st.integers(0, 2))
syncing = st.tuples(
    st.just("sync"),
    st.one_of(st.none(), st.integers(0, 8)),
    st.one_of(st.none(), st.integers(0, 12)),
)
stories = st.lists(st.one_of(logging, telling, syncing, syncing), max_size=14)
LOST_ON_THE_WAY = [("log", 1), ("tell", Action.WIPE, 0), ("sync", 2, None)]
LOCKED_FIRST = [("log", 1), ("tell", Action.LOCK, 0), ("sync", 2, None)]


def lived(office: Office, story: Iterable[tuple[Any, ...]]) -> list[str]:
    """What is wrong at the end of it, when the line is whole and the desk may be worked at."""
    office.sync(None, None)
    for name, *given_to in story:
        getattr(office, name)(*given_to)
    office.make_peace()
    return list(office.wrong())


@given(story=stories)
@example(story=[*LOST_ON_THE_WAY, ("tell", Action.RELEASE, 0)])
@example(story=[*LOCKED_FIRST, ("tell", Action.WIPE, 0)])
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_no_call_is_lost_whatever_a_laptop_is_told(
    story: list[tuple[Any, ...]], new_office: Callable[[], Office]
) -> None:
    assert lived(new_office(), story) == []


@pytest.mark.soak
@given(story=stories)
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
def test_no_call_is_lost_in_three_hundred_stories(
    story: list[tuple[Any, ...]], new_office: Callable[[], Office]
) -> None:
    assert lived(new_office(), story) == []
