"""One desk in one process: signs in, fetches the offer, saves calls, sends them; times each."""

import json
import secrets
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.memory import peak_mb
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.calls import log_call
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer import offer_state, services
from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import sign_in
from helpdesk_domain.call_terms import CallerProfile, Outcome
from helpdesk_domain.calls import Call, CallId, Referral
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.wire import to_json

CALLS = 200


def main() -> None:
    profile, url, name = Profile.at(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
    store = Store.open(profile.database, secrets.token_bytes(32))
    server = Server(url, profile.device_id())
    person = sign_in(store, server, name, sys.stdin.readline().rstrip("\n"), "", now)
    before_mb, began = peak_mb(), time.monotonic()
    run_cycle(store, server, now=now)
    bootstrap_s, synced_mb = time.monotonic() - began, peak_mb()
    given = store.read(lambda session: [service.id for service in islice(services(session), 2)])
    calls = [call(given) for _ in range(CALLS)]
    log = partial(log_call, author=person.id, now=now())
    saved_ms = [timed_ms(partial(store.run, partial(log, call=made))) for made in calls]
    sent_ms = timed_ms(lambda: run_cycle(store, server, now=now)) / CALLS
    told = {
        "services": store.read(offer_state).services,
        "bootstrap_s": bootstrap_s,
        "saved_ms": saved_ms,
        "sent_ms": sent_ms,
        "call_bytes": len(to_json(calls[0])),
        "commit_ms": bare_commits_ms(profile.folder / "bare.db", to_json(calls[0])),
        "sync_mb": synced_mb - before_mb,
        "peak_mb": peak_mb(),
    }
    store.close()
    sys.stdout.write(json.dumps(told))


def call(given: list[ServiceId]) -> Call:
    """An ordinary call: two referrals and a note."""
    referrals = tuple(
        Referral(service_id=service, service_name="Service donné par téléphone", given_at=now())
        for service in given
    )
    return Call(
        id=CallId(str(uuid.uuid4())),
        started_at=now(),
        talk_s=240,
        wrap_up_s=9,
        caller_language="fr",
        needs=("santé mentale",),
        profile=CallerProfile.SOCIAL_WORKER,
        outcome=Outcome.REFERRED,
        referrals=referrals,
        note="Cherche un premier rendez-vous avant la fin du mois. " * 4,
    )


def bare_commits_ms(path: Path, payload: bytes) -> list[float]:
    """What the disk itself asks for a commit: the baseline of this run."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (b BLOB)")
    add = partial(bare.execute, "INSERT INTO t VALUES (?)", (payload,))
    times = [timed_ms(add) for _ in range(CALLS)]
    bare.close()
    return times


def timed_ms(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return (time.monotonic() - began) * 1000


def now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
