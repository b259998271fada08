"""Puts the routes together, behind the walls every request and answer goes through."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Final

from anyio import create_task_group, sleep, to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.types import ASGIApp

from helpdesk_domain.clock import Clock, utc_now
from helpdesk_domain.version import __version__
from helpdesk_server import problems
from helpdesk_server.body_limit import BodyLimit
from helpdesk_server.central import Central
from helpdesk_server.description import describe
from helpdesk_server.door import all_guarded
from helpdesk_server.history import History
from helpdesk_server.observed import Observed
from helpdesk_server.routes import (
    calls,
    changes,
    devices,
    documentation,
    health,
    hello,
    personal_records,
    reads,
    sealed_boxes,
    session,
    snapshots,
    stats,
    suggestions,
    unanswered,
)
from helpdesk_server.settings import WORKER_THREADS, Settings
from helpdesk_server.statistics.daily import close_daily
from helpdesk_server.store.errors import StoreUnavailable
from helpdesk_server.trust import TrustedAnswers

_ROOMS = (
    changes,
    calls,
    devices,
    hello,
    session,
    snapshots,
    suggestions,
    unanswered,
    reads,
    personal_records,
    sealed_boxes,
    stats,
    health,
    documentation,
)
"""Those most asked come first: an address is looked for in this order."""

LOOK_EVERY_S: Final = 2.0
"""How long an answer made without the database may bear the generation before."""


def create_app(settings: Settings, now: Clock = utc_now) -> ASGIApp:
    """The server as an ASGI application, over a database that is migrated already.

    Args:
        now: The server's clock; tests bring their own.

    Raises:
        StoreFault: The database cannot be used.
    """
    return build_app(Central.opened(settings, now))


def build_app(central: Central) -> ASGIApp:
    """The routes behind the walls."""
    trusted = TrustedAnswers(BodyLimit(build_api(central)), central.history)
    return Observed(trusted, central.metrics)


def build_api(central: Central) -> FastAPI:
    """The routes alone, without the walls; every one is shut unless `access.OPEN` names it."""
    api = FastAPI(
        title="HD-Protocol 1",
        version=__version__,
        description="What helpdesk desktops and the central server say to each other.",
        # the framework's own pages would be open to anyone: ours are in `documentation`
        openapi_url=None,
        lifespan=_life,
        exception_handlers={
            problems.Refused: problems.on_refused,
            RequestValidationError: problems.on_invalid,
            StoreUnavailable: problems.on_store_unavailable,
        },
    )
    api.state.central = central
    for room in _ROOMS:
        api.include_router(all_guarded(room.router))
    describe(api)
    return api


@asynccontextmanager
async def _life(api: FastAPI) -> AsyncIterator[None]:
    """As many requests at work as there are connections to the database; and an eye on it."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(WORKER_THREADS))
    central: Central = api.state.central
    async with create_task_group() as tasks:
        tasks.start_soon(_keep_an_eye_on, central.history)
        tasks.start_soon(close_daily, central.store, central.now)
        yield
        tasks.cancel_scope.cancel()
    central.store.close()


async def _keep_an_eye_on(history: History) -> None:
    while True:
        await sleep(LOOK_EVERY_S)
        await to_thread.run_sync(history.renew)
