"""The way in for a request: who asks is found in the very transaction that does what is asked.

A route that is not in `access.OPEN` gets to the database by its door alone, and no answer of it,
nor any refusal, leaves before it is known who asked.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy import Connection

from helpdesk_domain.people import DeviceId
from helpdesk_domain.sync import DEVICE_HEADER
from helpdesk_server.access import (
    OPEN,
    address_of,
    keep_pace,
    keep_pace_of_strangers,
    refuse_revoked,
    sign_in_needed,
)
from helpdesk_server.central import Central, central_of
from helpdesk_server.metrics import Metrics
from helpdesk_server.problems import Refused
from helpdesk_server.settings import Settings
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import sign_ins
from helpdesk_server.store.sign_ins import Caller, Found
from helpdesk_server.uuids import device_id_in

T = TypeVar("T")
Work = Callable[[Connection, Caller], T]
Transaction = Callable[[Callable[[Connection], T]], T]


class Door:
    """One request of somebody who has to say who they are.

    Attributes:
        device_id: The device they say they ask from.
    """

    def __init__(self, central: Central, request: Request) -> None:
        """Raises Refused: 401, it shows no token or device; 429, its token is shown too often."""
        token, device_id = _bearer(request), _device(request)
        if token is None or device_id is None:
            raise sign_in_needed()
        keep_pace(central.pace, token)
        self._central = central
        self._token: Final = token
        self.device_id: Final = device_id
        self._address: Final = address_of(request)
        self._found: Found | None = None
        self._refused: Refused | None = None

    @property
    def settings(self) -> Settings:
        return self._central.settings

    @property
    def metrics(self) -> Metrics:
        return self._central.metrics

    @property
    def snapshots(self) -> Snapshots:
        return self._central.snapshots

    def now(self) -> datetime:
        """The server's clock; aware."""
        return self._central.now()

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, of the one moment at which its caller was found.

        Raises:
            Refused: 401 without a good token of this device, 403 when the device was revoked,
                429 when too many such come from one address.
            StoreUnavailable: The database failed.
        """
        # of one moment is also the generation, which is asked for with the caller
        transaction = self._central.history.unwatched.read_plainly
        return await asyncio.to_thread(self._asked, transaction, work)

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, once everything it wrote is committed; raises as `read` does."""
        if self._token not in self._central.familiar:
            await self.caller()  # a stranger hears so without a writer's turn
        return await asyncio.to_thread(self._asked, self._central.store.run_plainly, work)

    async def fold(self) -> None:
        """Have nothing lie about of what was just erased."""
        await asyncio.to_thread(self._central.store.fold)

    async def caller(self) -> Caller:
        """Who asks, where nothing else is read of the same moment; raises as `read` does."""
        return await self.read(lambda _connection, caller: caller)

    async def close(self) -> None:
        """Have it known who asked, whatever was answered, and that they hold their tokens.

        Raises:
            Refused: As `read`.
        """
        if self._refused is not None:
            raise self._refused
        if self._found is None:
            await self.caller()
        if self._found is not None and not self._found.is_confirmed:
            confirm = partial(sign_ins.confirm, token=self._token, now=self.now())
            await asyncio.to_thread(self._central.store.run, confirm)

    def _asked(self, transaction: Transaction[T], work: Work[T]) -> T:
        def begun(connection: Connection) -> T:
            found = sign_ins.caller(connection, self._token, self.device_id, self.now())
            if found is None:
                raise _Stranger
            self._central.history.agree(found.generation)
            self._central.familiar.add(self._token)
            self._found = found
            return work(connection, found.caller)

        try:
            return transaction(begun)
        except _Stranger:
            self._refused = self._refusal()
            raise self._refused from None

    def _refusal(self) -> Refused:
        """What a stranger hears, who may be a device that was revoked."""
        try:
            # one may be invented for each request, and each answer may be an order that was signed
            keep_pace_of_strangers(self._central, self._address)
            refuse_revoked(self._central, self.device_id)
        except Refused as refused:
            return refused
        return sign_in_needed()


class _Stranger(Exception):
    """The token that was shown gives nothing."""


class Guarded(APIRoute):
    """A route with a door, unless `access.OPEN` names it."""

    def check(self, request: Request) -> None:
        """What a kind of routes has to say against a request, once it is known who asked.

        Raises:
            Refused: It is not granted.
        """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.path in OPEN:
            return handle

        async def guarded(request: Request) -> Response:
            door = request.state.door = Door(central_of(request), request)
            try:
                self.check(request)
                answer = await handle(request)
            except (Refused, RequestValidationError):
                await door.close()
                raise
            await door.close()
            return answer

        return guarded


def door_of(request: Request) -> Door:
    """That of a request on a route that is not for anyone."""
    door = request.state.door
    assert isinstance(door, Door)
    return door


def all_guarded(router: APIRouter) -> APIRouter:
    """`router`, each route of which is `Guarded`.

    Raises:
        TypeError: One is not: it would be open to anyone.
    """
    for route in router.routes:
        if not isinstance(route, Guarded):
            raise TypeError(f"{route} has no door")
    return router


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _device(request: Request) -> DeviceId | None:
    return device_id_in(request.headers.get(DEVICE_HEADER, ""))
