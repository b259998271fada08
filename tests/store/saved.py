"""Calls in a store, for tests of the file they are in."""

from datetime import timedelta

from helpdesk_desktop.store.calls import log_call, logged_since
from helpdesk_desktop.store.database import Store
from tests.factories import NOON, a_call


def log(store: Store, name: str, note: str = "") -> None:
    store.run(lambda session: log_call(session, a_call(name, note=note), None, NOON))


def logged(store: Store) -> int:
    return len(store.read(lambda session: logged_since(session, NOON - timedelta(days=1))))
