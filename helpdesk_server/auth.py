"""Signing in: a password or a refresh token for the right to ask."""

from datetime import timedelta
from functools import partial

from helpdesk_domain.people import DeviceId
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.sync import PasswordGrant, RefreshGrant, Tokens
from helpdesk_server.access import keep_pace_of_strangers, refuse_revoked
from helpdesk_server.central import Central
from helpdesk_server.problems import Refused
from helpdesk_server.store import people, sign_ins
from helpdesk_server.store.database import Session
from helpdesk_server.store.sign_ins import ACCESS_LIFE, TokenPair
from helpdesk_server.tries import TooManyTries
from helpdesk_server.uuids import device_id_in

DEVICE_NAME_LIMIT = 100


def sign_in(central: Central, grant: PasswordGrant, address: str) -> Tokens:
    """Tokens for the person and device of `grant`.

    Raises:
        Refused: Too many tries, a wrong name or password (which one is not said), or a
            revoked device.
    """
    device_id, now = _device_id(grant), central.now()
    try:
        tried = central.tries.enter(people.folded(grant.name), address, now)
    except TooManyTries as problem:
        headers = {"Retry-After": str(problem.retry_after_s)}
        raise Refused(429, Code.TOO_MANY_TRIES, "Too many tries.", headers=headers) from None
    account = central.store.read(partial(people.account_of, name=grant.name))
    known_hash = None if account is None else account.password_hash
    if not central.passwords.matches(known_hash, grant.password) or account is None:
        refuse_revoked(central, device_id)
        raise _invalid_grant()
    central.tries.take_back(tried)
    name = "".join(letter for letter in grant.device_name if letter.isprintable())

    def start(session: Session) -> TokenPair | None:
        # to check it takes long: it may have been changed, and all that it opened ended, meanwhile
        if not people.is_still_theirs(session, account):
            return None
        return sign_ins.start(session, account.person, device_id, name[:DEVICE_NAME_LIMIT], now)

    return _tokens(central, device_id, central.store.run(start))


def refresh(central: Central, grant: RefreshGrant, address: str) -> Tokens:
    """The next tokens of a sign-in.

    Raises:
        Refused: The token is unknown, expired, of another device, or was used before; or too many
            of that sort came from `address`.
    """
    device_id, now = _device_id(grant), central.now()
    pair = central.store.run(
        lambda session: sign_ins.refresh(session, grant.refresh_token, device_id, now)
    )
    if pair is None:
        keep_pace_of_strangers(central, address)
    return _tokens(central, device_id, pair)


def _tokens(central: Central, device_id: DeviceId, pair: TokenPair | None) -> Tokens:
    if pair is None:
        refuse_revoked(central, device_id)
        raise _invalid_grant()
    return Tokens(
        access_token=pair.access,
        expires_in=ACCESS_LIFE // timedelta(seconds=1),
        refresh_token=pair.refresh,
        person=pair.person,
    )


def _device_id(grant: PasswordGrant | RefreshGrant) -> DeviceId:
    device_id = device_id_in(grant.device_id)
    if device_id is None:
        raise Refused(422, Code.INVALID, "The device id is not a UUID.", pointer="/device_id")
    return device_id


def _invalid_grant() -> Refused:
    return Refused(400, Code.INVALID_GRANT, "The sign-in was refused.")
