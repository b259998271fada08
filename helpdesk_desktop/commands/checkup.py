"""What a desk needs, looked at one by one: where it is, whether it is well, what to do."""

import os
import platform
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from helpdesk_desktop.commands.ending import TOLD, ExitCode, ending_of
from helpdesk_desktop.commands.opening import PASSPHRASE_VARIABLE, given_passphrase, held
from helpdesk_desktop.commands.qt_libraries import missing_packages
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.account import Account, account
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer import offer_state
from helpdesk_desktop.store.orders import standing_order
from helpdesk_desktop.store.outbox import OutboxState, outbox_state
from helpdesk_desktop.sync.errors import KeyLost, KeyringUnusable, PassphraseNeeded
from helpdesk_desktop.sync.keyrings import system_keyring
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.vault import key_place, known_key
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap_file import read_keymap
from helpdesk_desktop.ui.keys.words import named
from helpdesk_domain.languages import Words, mark
from helpdesk_domain.people import DeviceId
from helpdesk_domain.version import __version__

LITTLE_SPACE_MB: Final = 200
PATIENCE_S: Final = (3.0, 5.0)

_PLACES: Final = {
    "keyring": mark("in the keyring of this computer"),
    "passphrase": mark("wrapped by a passphrase"),
    "nowhere": mark("not made yet"),
}


class Health(StrEnum):
    """How well a part is."""

    OK = "ok"
    ATTENTION = "attention"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One part of a desk.

    Attributes:
        part: A stable word: `profile`, `database`, `server`, …
        told: What was found, in the language of the command.
        todo: What to do about it; empty when nothing.
        code: With which the command ends because of it; 0 for none.
    """

    part: str
    health: Health
    told: str
    todo: str = ""
    code: int = 0


def checkup(profile: Profile, words: Words) -> Iterator[Finding]:
    """Everything `doctor` looks at, in the order of its list. Nothing is made or changed,
    but for the lock that keeps other programs out meanwhile."""
    yield _versions()
    yield _folder(profile, words)
    yield _keyring(profile, words)
    yield _guarded("key", words, lambda: _key(profile, words))
    if profile.database.exists():
        yield from _inside(profile, words)
    else:
        yield Finding(
            part="database",
            health=Health.ATTENTION,
            told=words.say("{path} is not made yet", path=profile.database),
            todo=words.say("Sign in, or bring an offer in with import-offer."),
        )
    yield from _screen(words)


def _versions() -> Finding:
    parts = [f"helpdesk-desktop {__version__}", f"Python {platform.python_version()}"]
    for package in ("PySide6-Essentials", "sqlcipher3", "sqlalchemy", "requests"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    parts.append(platform.platform())
    return Finding(part="versions", health=Health.OK, told=", ".join(parts))


def _folder(profile: Profile, words: Words) -> Finding:
    there = next(place for place in (profile.folder, *profile.folder.parents) if place.exists())
    free_mb = shutil.disk_usage(there).free // 1_000_000
    told = words.say("{path}, {free} MB free", path=profile.folder, free=free_mb)
    if not there.is_dir() or not os.access(there, os.W_OK):
        return Finding(
            part="profile",
            health=Health.PROBLEM,
            told=told,
            todo=words.say("The folder may not be written: give yourself the right to."),
            code=ExitCode.NOT_VALID,
        )
    if free_mb < LITTLE_SPACE_MB:
        room = words.say("Make room on the disk.")
        return Finding(part="profile", health=Health.ATTENTION, told=told, todo=room)
    return Finding(part="profile", health=Health.OK, told=told)


def _keyring(profile: Profile, words: Words) -> Finding:
    try:
        name = type(system_keyring()).__module__
    except KeyringUnusable:
        return Finding(
            part="keyring",
            health=Health.ATTENTION,
            told=words.say("no keyring that encrypts"),
            todo=words.say(
                "A passphrase protects the calls; without a terminal it comes from {name}.",
                name=PASSPHRASE_VARIABLE,
            ),
        )
    return Finding(part="keyring", health=Health.OK, told=name)


def _key(profile: Profile, words: Words) -> Finding:
    place = words.say(_PLACES[key_place(profile)])
    return Finding(part="key", health=Health.OK, told=f"{place} ({profile.key_file})")


def _inside(profile: Profile, words: Words) -> Iterator[Finding]:
    """What only the opened file tells; when it does not open, that is the finding."""
    found: list[Finding] = []

    def look() -> Finding:
        key = known_key(profile, given_passphrase())
        if key is None:
            raise KeyLost("the keyring does not hold it")
        with held(profile), closing(Store.as_it_is(profile.database, key)) as store:
            found.extend(_kept(profile, store, words))
            known = store.read(account)
            found.append(_guarded("server", words, lambda: _server(profile, known, words)))
        size_mb = profile.database.stat().st_size / 1_000_000
        return Finding(
            part="database", health=Health.OK, told=f"{profile.database} ({size_mb:.1f} MB)"
        )

    yield _guarded("database", words, look)
    yield from found


def _kept(profile: Profile, store: Store, words: Words) -> Iterator[Finding]:
    offer = store.read(offer_state)
    told = words.count("{n} service", "{n} services", offer.services)
    if offer.updated_at:
        told += ", " + f"{offer.updated_at.astimezone():%Y-%m-%d %H:%M}"
    yield Finding(
        part="offer",
        health=Health.OK if offer.services else Health.ATTENTION,
        told=told,
        todo="" if offer.services else words.say("Sync, or bring an offer in with import-offer."),
    )
    if store.read(standing_order) is not None:
        yield Finding(
            part="order",
            health=Health.PROBLEM,
            told=words.say("Your organisation locked the helpdesk on this computer."),
            todo=words.say("Call your team lead; sync --once asks whether it was released."),
            code=ExitCode.SIGN_IN,
        )
    known = store.read(account)
    yield _account(known, words)
    person = known.person.id if known else None
    left = store.read(lambda session: outbox_state(session, person))
    yield _outbox(profile, left, words)


def _outbox(profile: Profile, left: OutboxState, words: Words) -> Finding:
    told = words.say(
        "{waiting} waiting, {refused} refused, {conflicts} held differently by the server",
        waiting=left.waiting,
        refused=left.refused,
        conflicts=left.conflicts,
    )
    if left.other_author:
        told += ", " + words.count(
            "{n} until another person signs in here",
            "{n} until another person signs in here",
            left.other_author,
        )
    todo = []
    if left.refused:
        key = named(read_keymap(profile.keys).keymap.shown(Key.SYNC), words)
        again = words.say(
            "{key} in the window, or sync --once, sends refused calls again.", key=key
        )
        todo.append(again)
    if left.conflicts:
        todo.append(words.say("Call support for what is held differently: both are kept."))
    health = Health.ATTENTION if todo or left.other_author else Health.OK
    return Finding(part="outbox", health=health, told=told, todo=" ".join(todo))


def _account(known: Account | None, words: Words) -> Finding:
    if known is None:
        return Finding(
            part="account",
            health=Health.ATTENTION,
            told=words.say("nobody is signed in"),
            todo=words.say("Sign in, in the window or with sign-in."),
        )
    told = words.say("{name} at {server}", name=known.person.name, server=known.server_url)
    return Finding(part="account", health=Health.OK, told=told)


def _server(profile: Profile, known: Account | None, words: Words) -> Finding:
    url = known.server_url if known else Settings.load(profile.settings).server_url
    if not url:
        return Finding(
            part="server", health=Health.ATTENTION, told=words.say("no server is known here")
        )
    # hello is said to anyone: a desk that has no name yet needs none for it
    named = profile.device_file.exists()
    device = profile.device_id() if named else DeviceId(str(uuid.uuid4()))
    with closing(Server(url, device, PATIENCE_S)) as server:
        hello = server.hello()
    return Finding(part="server", health=Health.OK, told=f"{url}, {hello.product} {hello.version}")


def _screen(words: Words) -> Iterator[Finding]:
    packages = missing_packages()
    if packages:
        yield Finding(
            part="screen",
            health=Health.PROBLEM,
            told=words.say("libraries that the window needs are missing"),
            todo="apt-get install " + " ".join(packages),
            code=ExitCode.NOT_VALID,
        )
    elif sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        told = words.say("no screen in this session; the commands work without one")
        yield Finding(part="screen", health=Health.ATTENTION, told=told)
    else:
        yield Finding(part="screen", health=Health.OK, told=words.say("the window can open"))


def _guarded(part: str, words: Words, look: Callable[[], Finding]) -> Finding:
    """What `look` finds; what keeps it from looking is a finding too."""
    try:
        return look()
    except PassphraseNeeded:
        return Finding(
            part=part,
            health=Health.ATTENTION,
            told=words.say("not looked into: the passphrase is needed"),
            todo=words.say("Put it in the environment variable {name}.", name=PASSPHRASE_VARIABLE),
            code=ExitCode.SIGN_IN,
        )
    except TOLD as problem:
        sentence, code = ending_of(problem)
        return Finding(part=part, health=Health.PROBLEM, told=words.say(sentence), code=code)
