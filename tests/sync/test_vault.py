"""The key of a desk: in the keyring, or under a passphrase; lost, it is never replaced."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, PasswordDeleteError

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync import vault
from helpdesk_desktop.sync.errors import (
    KeyLost,
    KeyringAbsent,
    KeyringLocked,
    PassphraseNeeded,
    PassphraseTooShort,
    WrongPassphrase,
)
from helpdesk_desktop.sync.key_file import WrappedKey, wrapped
from helpdesk_desktop.sync.keyrings import system_keyring
from helpdesk_desktop.sync.vault import key_place, open_key

PASSPHRASE = "straatverpleging à l'équilibre"


@dataclass
class PretendedKeyring:
    """A keyring in memory; the only pretence of these tests."""

    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    locked: bool = False
    forgetful: bool = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise InitError("Prompt dismissed")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise InitError("Prompt dismissed")
        if not self.forgetful:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.locked:
            raise InitError("Prompt dismissed")
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError

    def __call__(self) -> KeyringBackend:
        return self  # type: ignore[return-value]


def no_keyring() -> KeyringBackend:
    raise KeyringAbsent


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile.at(tmp_path / "desk")


@pytest.fixture(autouse=True)
def _tries_are_cheap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a second a try is what a thief has to pay, not each test; one pays it."""
    if "dear" not in request.fixturenames:
        cheap = WrappedKey(salt=b"sixteen bytes ok", key=b"", memory_kib=64, iterations=1, lanes=1)
        monkeypatch.setattr(vault, "wrapped", partial(wrapped, cost=cheap))


@pytest.fixture
def dear() -> None:
    """Tries cost what they cost."""


def everything_in(profile: Profile) -> bytes:
    return b"".join(file.read_bytes() for file in profile.folder.rglob("*") if file.is_file())


def test_a_key_is_made_once_and_found_again_in_the_keyring(profile: Profile) -> None:
    kept = PretendedKeyring()

    key = open_key(profile, find=kept)

    assert len(key) == 32
    assert open_key(profile, find=kept) == key
    assert key_place(profile) == "keyring"
    assert key not in everything_in(profile)
    assert key.hex().encode() not in everything_in(profile)


def test_two_desks_on_one_keyring_have_two_keys(profile: Profile, tmp_path: Path) -> None:
    kept = PretendedKeyring()

    assert open_key(profile, find=kept) != open_key(Profile.at(tmp_path / "other"), find=kept)
    assert len(kept.entries) == 2


@pytest.mark.usefixtures("dear")
def test_without_a_keyring_the_key_is_wrapped_by_a_passphrase(profile: Profile) -> None:
    with pytest.raises(PassphraseNeeded) as asked:
        open_key(profile, find=no_keyring)
    assert asked.value.first
    assert isinstance(asked.value.reason, KeyringAbsent)
    assert not profile.key_file.exists()

    key = open_key(profile, PASSPHRASE, find=no_keyring)

    assert open_key(profile, PASSPHRASE, find=no_keyring) == key
    assert key_place(profile) == "passphrase"
    assert key not in everything_in(profile)
    assert profile.key_file.stat().st_mode & 0o077 == 0
    with pytest.raises(PassphraseNeeded) as asked:
        open_key(profile, find=no_keyring)
    assert not asked.value.first


def test_a_passphrase_is_the_same_however_its_accents_are_typed(profile: Profile) -> None:
    key = open_key(profile, "e\N{COMBINING ACUTE ACCENT}quilibre", find=no_keyring)

    assert open_key(profile, "\N{LATIN SMALL LETTER E WITH ACUTE}quilibre", find=no_keyring) == key


@pytest.mark.parametrize("short", ["x", "7 signs", "e\N{COMBINING ACUTE ACCENT}" * 4])
def test_a_passphrase_that_can_be_guessed_locks_nothing(profile: Profile, short: str) -> None:
    with pytest.raises(PassphraseTooShort):
        open_key(profile, short, find=no_keyring)

    assert not profile.key_file.exists()
    assert open_key(profile, "8 signs.", find=no_keyring)


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_still_does(profile: Profile) -> None:
    key = open_key(profile, PASSPHRASE, find=no_keyring)

    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            open_key(profile, PASSPHRASE + " ", find=no_keyring)

    assert open_key(profile, PASSPHRASE, find=no_keyring) == key


def test_a_passphrase_given_beforehand_disturbs_no_keyring(profile: Profile) -> None:
    never_asked = PretendedKeyring(locked=True)

    key = open_key(profile, PASSPHRASE, find=never_asked)

    assert key_place(profile) == "passphrase"
    assert open_key(profile, PASSPHRASE, find=never_asked) == key


def test_a_desk_that_chose_a_passphrase_keeps_it_when_a_keyring_appears(profile: Profile) -> None:
    key = open_key(profile, PASSPHRASE, find=no_keyring)

    with pytest.raises(PassphraseNeeded):
        open_key(profile, find=PretendedKeyring())
    assert open_key(profile, PASSPHRASE, find=PretendedKeyring()) == key


def test_a_locked_keyring_asks_a_new_desk_for_a_passphrase(profile: Profile) -> None:
    with pytest.raises(PassphraseNeeded) as asked:
        open_key(profile, find=PretendedKeyring(locked=True))
    assert isinstance(asked.value.reason, KeyringLocked)


def test_a_locked_keyring_that_holds_the_key_is_to_be_unlocked(profile: Profile) -> None:
    kept = PretendedKeyring()
    key = open_key(profile, find=kept)
    kept.locked = True

    with pytest.raises(KeyringLocked):
        open_key(profile, PASSPHRASE, find=kept)

    kept.locked = False
    assert open_key(profile, find=kept) == key


def test_a_keyring_that_forgets_at_once_is_not_trusted(profile: Profile) -> None:
    with pytest.raises(PassphraseNeeded):
        open_key(profile, find=PretendedKeyring(forgetful=True))


def test_a_key_that_is_gone_is_never_replaced_over_an_existing_file(profile: Profile) -> None:
    kept = PretendedKeyring()
    open_key(profile, find=kept)
    profile.database.write_bytes(b"calls that only the lost key reads")
    kept.entries.clear()

    with pytest.raises(KeyLost):
        open_key(profile, PASSPHRASE, find=kept)

    profile.key_file.unlink()
    with pytest.raises(KeyLost):
        open_key(profile, PASSPHRASE, find=kept)
    assert kept.entries == {}


def test_a_lost_key_file_is_no_loss_while_the_keyring_remembers(profile: Profile) -> None:
    kept = PretendedKeyring()
    key = open_key(profile, find=kept)
    profile.database.write_bytes(b"calls")
    profile.key_file.unlink()

    assert open_key(profile, find=kept) == key


DAMAGED_NAMES = [b"", b"[]", b"{}", b'{"device_id": 7}', b'{"device_id": "x"}', b"\xff\x00"]


@pytest.mark.parametrize("damage", DAMAGED_NAMES)
def test_a_desk_whose_name_is_damaged_says_its_key_is_lost_and_takes_no_other_name(
    profile: Profile, damage: bytes
) -> None:
    # Given a desk whose key is in the keyring, and a power cut
    kept = PretendedKeyring()
    open_key(profile, find=kept)
    profile.database.write_bytes(b"calls")
    profile.device_file.write_bytes(damage)

    # When it is opened, then it says so, and nothing is made anew
    with pytest.raises(KeyLost):
        open_key(profile, find=kept)
    assert profile.device_file.read_bytes() == damage
    assert len(kept.entries) == 1


@pytest.mark.parametrize("damage", DAMAGED_NAMES)
def test_a_desk_opened_by_a_passphrase_takes_another_name_when_its_own_is_damaged(
    profile: Profile, damage: bytes
) -> None:
    key = open_key(profile, PASSPHRASE, find=no_keyring)
    profile.database.write_bytes(b"calls")
    profile.device_file.write_bytes(damage)

    assert open_key(profile, PASSPHRASE, find=no_keyring) == key
    assert profile.device_id()


def test_a_new_desk_takes_another_name_when_its_own_is_damaged(profile: Profile) -> None:
    profile.device_file.write_bytes(b"")

    assert len(open_key(profile, find=PretendedKeyring())) == 32


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b'{"wrapped_key":{"salt":"AAAA"}}',
        b'{"wrapped_key":{"salt":"AAAA","key":"AAAA","memory_kib":999999999}}',
    ],
)
def test_a_damaged_key_file_is_told_and_left_alone(profile: Profile, damage: bytes) -> None:
    profile.key_file.write_bytes(damage)

    with pytest.raises(KeyLost):
        open_key(profile, PASSPHRASE, find=PretendedKeyring())
    assert profile.key_file.read_bytes() == damage


@pytest.mark.parametrize("kind", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_keyrings_that_keep_nothing_are_passed_over(
    monkeypatch: pytest.MonkeyPatch, kind: Callable[[], KeyringBackend]
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", kind())

    with pytest.raises(KeyringAbsent):
        system_keyring()


def test_of_a_chain_only_the_keyrings_that_encrypt_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain, safe = PretendedKeyring(), type("Safe", (), {"__module__": "keyring.backends.kwallet"})()
    chain: Callable[[], KeyringBackend] = ChainerBackend
    monkeypatch.setattr(keyring.core, "_keyring_backend", chain())
    monkeypatch.setattr(ChainerBackend, "backends", [plain, safe])

    assert system_keyring() is safe

    monkeypatch.setattr(ChainerBackend, "backends", [plain])
    with pytest.raises(KeyringAbsent):
        system_keyring()


IN_A_SESSION = """
import sys
from pathlib import Path
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.sync.vault import open_key, key_place
profile = Profile.at(Path(sys.argv[1]))
try:
    key = open_key(profile)
    assert open_key(profile) == key
    profile.database.touch()
    print(key_place(profile), key.hex())
except Exception as problem:
    print(type(problem).__name__, repr(getattr(problem, "reason", problem)))
"""


UNTIL_IT_LISTENS = (
    "until dbus-send --session --print-reply --dest=org.freedesktop.DBus / "
    "org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; do :; done"
)


def in_a_session(keyring_command: str, profile: Path, keyrings: Path) -> str:
    """What the vault says in a D-Bus session of its own, with a real Secret Service."""
    python = f"{sys.executable} -W ignore -c '{IN_A_SESSION}' {profile}".replace('"', '"')
    elsewhere = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND")
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    done = subprocess.run(
        [
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            f"{keyring_command} >/dev/null 2>&1; {UNTIL_IT_LISTENS}; {python}",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment | {"XDG_DATA_HOME": str(keyrings)},
    )
    return done.stdout.strip()


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs a Secret Service: gnome-keyring and dbus (build/system-packages.txt)",
)
def test_a_real_keyring_keeps_the_key_and_a_locked_one_says_so(tmp_path: Path) -> None:
    unlock = "printf test | gnome-keyring-daemon --unlock --components=secrets"
    locked = "gnome-keyring-daemon --start --components=secrets"
    desk, keyrings = tmp_path / "desk", tmp_path / "share"
    keyrings.mkdir()

    # Given a desk whose key is in an unlocked keyring
    place, key = in_a_session(unlock, desk, keyrings).split()
    assert place == "keyring", key

    # When a later session unlocks it, then it is the same key
    assert in_a_session(unlock, desk, keyrings) == f"keyring {key}"

    # When a session leaves it locked, then this desk says so, and a new desk asks a passphrase
    assert in_a_session(locked, desk, keyrings) == "KeyringLocked KeyringLocked('KeyringLocked')"
    assert (
        in_a_session(locked, tmp_path / "new", keyrings)
        == "PassphraseNeeded KeyringLocked('KeyringLocked')"
    )
