"""Opening a desk without a window: the profile, its lock, its key, its file."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

import click

from helpdesk_desktop.commands.ending import ExitCode, stop, told
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.orders import StandingOrder, standing_order
from helpdesk_desktop.sync.errors import DeskBarred, DeskLocked, PassphraseNeeded, WipeOrdered
from helpdesk_desktop.sync.revocation.carrying_out import (
    erase_and_send,
    seal_all,
    send_sealed,
)
from helpdesk_desktop.sync.revocation.erasing import finish_erasing
from helpdesk_desktop.sync.vault import open_key
from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import Action
from helpdesk_domain.languages import Words

PASSPHRASE_VARIABLE: Final = "HELPDESK_PASSPHRASE"


@contextmanager
def opened(profile: Profile, words: Words, *, also_locked: bool = False) -> Iterator[Store]:
    """The store of `profile`, which no other program uses meanwhile.

    What goes wrong, also inside the block, ends the command with a sentence (`told`); an order
    to erase the desk is carried out first.

    Args:
        also_locked: Whether the organisation may have locked the desk.
    """
    with told(words), held(profile):
        finish_erasing(profile)
        send_sealed(profile)
        key = key_of(profile, words)
        try:
            with closing(Store.open(profile.database, key)) as store, _shut(store, profile):
                _stand_under(store.read(standing_order), also_locked)
                yield store
        except WipeOrdered:
            erase_and_send(profile)
            raise


@contextmanager
def _shut(store: Store, profile: Profile) -> Iterator[None]:
    """A desk that hears that it is barred seals what it holds before anything else."""
    try:
        yield
    except DeskBarred as problem:
        stands = seal_all(store, profile, now=utc_now)
        send_sealed(profile)
        if isinstance(problem, WipeOrdered) and stands is not Action.WIPE:
            raise DeskLocked from None  # it could not be written down: nothing is erased
        raise


def _stand_under(order: StandingOrder | None, also_locked: bool) -> None:
    if order is not None and order.action is Action.WIPE:
        raise WipeOrdered
    if order is not None and not also_locked:
        raise DeskLocked


@contextmanager
def held(profile: Profile) -> Iterator[None]:
    """The profile for this program alone.

    Raises:
        ProfileInUse: Another program holds it.
    """
    lock = profile.hold()
    try:
        yield
    finally:
        lock.release()


def key_of(profile: Profile, words: Words) -> bytes:
    """The key: by HELPDESK_PASSPHRASE, from the keyring, or by a passphrase asked on a terminal.

    Raises:
        SystemExit: There is nobody to ask (exit code for sign-in).
    """
    try:
        return open_key(profile, given_passphrase())
    except PassphraseNeeded as needed:
        return open_key(profile, _asked(needed.first, words))


def given_passphrase() -> str | None:
    """The passphrase in the environment, if there is one."""
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def _asked(first: bool, words: Words) -> str:
    if not sys.stdin.isatty():
        needed = words.say(
            "The key of this desk needs a passphrase, as no keyring can be used: put it in the "
            "environment variable {name}.",
            name=PASSPHRASE_VARIABLE,
        )
        stop(needed, ExitCode.SIGN_IN)
    if first:
        click.echo(
            words.say(
                "This computer has no keyring that can be used: choose a passphrase. It protects "
                "the calls on this computer; without it they cannot be read again."
            ),
            err=True,
        )
    asked: str = click.prompt(
        words.say("Passphrase"),
        hide_input=True,
        confirmation_prompt=words.say("The same passphrase again") if first else False,
        err=True,
    )
    return asked
