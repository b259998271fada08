"""How a command ends when it cannot go on: a sentence, and a code that scripts can read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from typing import Final, NoReturn

import click

from helpdesk_desktop.profile import DeviceUnreadable, ProfileInUse, ProfileUnusable
from helpdesk_desktop.settings import BadSettings
from helpdesk_desktop.store import errors as store
from helpdesk_desktop.sync import errors as sync
from helpdesk_desktop.whole_file import FileNotWritten
from helpdesk_domain.languages import Words, mark


class ExitCode(IntEnum):
    """The product's exit codes; 1 is a bug of ours, 130 an interruption."""

    USAGE = 2
    OFFLINE = 3
    SIGN_IN = 4
    CONFLICTS = 5
    NOT_VALID = 6


Ending = tuple[str, ExitCode]

_ENDINGS: Final[Mapping[type[Exception], Ending]] = {
    ProfileInUse: (
        mark("Another program uses this profile. Close it, then try again."),
        ExitCode.OFFLINE,
    ),
    ProfileUnusable: (
        mark(
            "The folder of this desk cannot be made or written. Choose another with --profile, "
            "or give yourself the right to it."
        ),
        ExitCode.NOT_VALID,
    ),
    FileNotWritten: (
        mark(
            "A file of this desk could not be written: the disk may be full. "
            "What was there before is kept."
        ),
        ExitCode.NOT_VALID,
    ),
    BadSettings: (
        mark("The settings of this profile cannot be read. Correct or remove settings.json."),
        ExitCode.NOT_VALID,
    ),
    DeviceUnreadable: (
        mark(
            "The name of this desk cannot be read (device.json). Nothing was changed. Call support."
        ),
        ExitCode.NOT_VALID,
    ),
    sync.WrongPassphrase: (mark("The passphrase is not the right one."), ExitCode.SIGN_IN),
    sync.PassphraseTooShort: (
        mark("The passphrase is too short: take at least 8 characters."),
        ExitCode.SIGN_IN,
    ),
    sync.KeyLost: (
        mark(
            "The key of this desk's file is gone, and without it the file cannot be read. "
            "Nothing was changed. Call support before you start afresh."
        ),
        ExitCode.SIGN_IN,
    ),
    sync.KeyringLocked: (
        mark("The keyring that holds the key of this desk is locked. Unlock it, then try again."),
        ExitCode.SIGN_IN,
    ),
    sync.KeyringAbsent: (
        mark(
            "The keyring that holds the key of this desk does not answer. Sign in to this "
            "computer as you usually do, then try again."
        ),
        ExitCode.SIGN_IN,
    ),
    store.StoreTooNew: (
        mark(
            "The file of this desk was written by a newer version of the program; nothing was "
            "changed. Install that version."
        ),
        ExitCode.NOT_VALID,
    ),
    store.StoreOutdated: (
        mark(
            "The file of this desk was written by an older version of the program; nothing was "
            "changed. The window, or any other command, brings it up to date."
        ),
        ExitCode.NOT_VALID,
    ),
    store.StoreUnreadable: (
        mark(
            "The file of this desk cannot be read. It was left as it is: call support, and do "
            "not delete it."
        ),
        ExitCode.NOT_VALID,
    ),
    store.DiskFull: (
        mark("The disk is full; nothing was changed. Make room, then try again."),
        ExitCode.NOT_VALID,
    ),
    store.StoreReadOnly: (
        mark("The file of this desk may not be written; nothing was changed."),
        ExitCode.NOT_VALID,
    ),
    store.StoreBusy: (
        mark("The file of this desk is busy. Try again in a moment."),
        ExitCode.OFFLINE,
    ),
    store.StoreFault: (
        mark("The file of this desk does not work as it should; nothing was changed."),
        ExitCode.NOT_VALID,
    ),
    store.SuspiciousDeletion: (
        mark(
            "The server's offer lacks many services that are known here; ours was kept. "
            "Ask whoever looks after the server."
        ),
        ExitCode.NOT_VALID,
    ),
    sync.ServerUnreachable: (
        mark("The server cannot be reached. Calls are kept here."),
        ExitCode.OFFLINE,
    ),
    sync.NetworkIntercepted: (
        mark(
            "Something between here and the server answers in its place (Wi-Fi portal, proxy?). "
            "It was not believed; calls are kept here."
        ),
        ExitCode.OFFLINE,
    ),
    sync.CertificateRefused: (
        mark("The server could not prove who it is; nothing was sent to it."),
        ExitCode.OFFLINE,
    ),
    sync.ServerTroubled: (
        mark("The server cannot answer now. Calls are kept here; try again later."),
        ExitCode.OFFLINE,
    ),
    sync.NoOffer: (mark("The server holds no offer yet."), ExitCode.OFFLINE),
    sync.SignInNeeded: (
        mark("Nobody is signed in on this desk, or the session has ended. Calls are kept here."),
        ExitCode.SIGN_IN,
    ),
    sync.WrongPassword: (
        mark("The name and the password do not go together."),
        ExitCode.SIGN_IN,
    ),
    sync.TooManyTries: (mark("Too many tries. Wait a minute, then try again."), ExitCode.SIGN_IN),
    sync.DeskLocked: (
        mark(
            "Your organisation locked this desk; your calls are kept here, encrypted. "
            "sync --once asks whether it was released."
        ),
        ExitCode.SIGN_IN,
    ),
    sync.WipeOrdered: (
        mark(
            "Your organisation asked that this desk be erased: it was. What had not been sent was "
            "sealed first; what could not be sent yet is in the folder « sealed » of the profile, "
            "and only your organisation can open it."
        ),
        ExitCode.SIGN_IN,
    ),
    sync.OrderIgnored: (
        mark(
            "Somebody asked this desk to lock or erase itself, and it was not your server. "
            "Nothing was done. Tell your team lead."
        ),
        ExitCode.SIGN_IN,
    ),
    sync.Forbidden: (
        mark("The server no longer accepts this desk or this person. Calls are kept here."),
        ExitCode.SIGN_IN,
    ),
    sync.OtherServer: (
        mark("The person of this desk is signed in at another server. Sign in at this one first."),
        ExitCode.SIGN_IN,
    ),
    sync.UpgradeRequired: (
        mark("This version is too old for the server. Calls are kept here; install a newer one."),
        ExitCode.NOT_VALID,
    ),
    sync.BadServerAddress: (
        mark("The address of the server must start with https:// (http:// on this computer)."),
        ExitCode.USAGE,
    ),
}

TOLD: Final = tuple(_ENDINGS)
"""What the computer, the line or the server does; anything else is a bug of ours."""


def stop(sentence: str, code: ExitCode) -> NoReturn:
    """End the command with `sentence` on standard error."""
    click.echo(sentence, err=True)
    raise SystemExit(int(code))


def ending_of(problem: Exception) -> Ending:
    """The sentence, still to be said, and the code for `problem`, one of `TOLD`."""
    return _ENDINGS[next(kind for kind in type(problem).__mro__ if kind in _ENDINGS)]


@contextmanager
def told(words: Words) -> Iterator[None]:
    """What the computer, the line or the server did ends the command with a sentence."""
    try:
        yield
    except TOLD as problem:
        sentence, code = ending_of(problem)
        stop(words.say(sentence), code)
