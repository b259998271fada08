"""The keyring of the operating system, if it is one that can be trusted with a key."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from helpdesk_desktop.sync.errors import KeyringAbsent, KeyringLocked, KeyringUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

SERVICE: Final = "helpdesk-desktop"

ALLOWED: Final = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Keyrings that encrypt. `keyrings.alt`, once installed, silently offers a plain file as well."""

FindKeyring = Callable[[], "KeyringBackend"]
"""How the keyring is found: `system_keyring`, or a pretended one in a test."""


def system_keyring() -> "KeyringBackend":
    """The best allowed keyring of this computer; may wait for the operating system.

    Raises:
        KeyringAbsent: There is none.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    offered = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for backend in offered:
        if type(backend).__module__.startswith(ALLOWED):
            return backend
    raise KeyringAbsent(type(chosen).__module__)


def kept_in_keyring(entry: str, find: FindKeyring) -> str | None:
    """What the keyring holds under `entry`. Blocks while the system asks to unlock it.

    Raises:
        KeyringAbsent, KeyringLocked: It cannot be asked.
    """
    with _its_own_errors():
        return find().get_password(SERVICE, entry)


def keep_in_keyring(entry: str, secret: str, find: FindKeyring) -> None:
    """Keep `secret` under `entry`, and see that it is there.

    Raises:
        KeyringAbsent, KeyringLocked: It cannot be asked, or does not give back what it got.
    """
    with _its_own_errors():
        backend = find()
        backend.set_password(SERVICE, entry, secret)
        returned = backend.get_password(SERVICE, entry)
    if returned != secret:
        raise KeyringAbsent("it does not give back what it was given")


def forget_in_keyring(entry: str, find: FindKeyring) -> None:
    """Keep nothing under `entry` any more; that there is nothing is as good.

    Raises:
        KeyringAbsent, KeyringLocked: It cannot be asked.
    """
    from keyring.errors import PasswordDeleteError

    with _its_own_errors():
        backend = find()
        try:
            backend.delete_password(SERVICE, entry)
        except PasswordDeleteError:
            if backend.get_password(SERVICE, entry) is not None:
                raise


@contextmanager
def _its_own_errors() -> "Iterator[None]":
    from keyring.errors import NoKeyringError

    try:
        yield
    except KeyringUnusable:
        raise
    except NoKeyringError:
        raise KeyringAbsent("no backend") from None
    except Exception as problem:  # noqa: BLE001 - each keyring raises errors of its own library
        raise KeyringLocked(type(problem).__name__) from None
