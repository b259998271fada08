"""A profile: the folder that holds everything of one desk, and the lock that keeps it single."""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from helpdesk_desktop.whole_file import write_whole
from helpdesk_domain.people import DeviceId

if TYPE_CHECKING:
    from filelock import BaseFileLock


class ProfileInUse(Exception):
    """Another program of this computer holds the profile."""


class ProfileUnusable(Exception):
    """The folder, or a file in it, cannot be made, read or written."""


class DeviceUnreadable(Exception):
    """The file that names this desk is damaged."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Where one desk keeps its files; the folder is made at first use, for its owner alone."""

    folder: Path

    @classmethod
    def at(cls, folder: Path | None = None) -> "Profile":
        """The profile in `folder`, or in the system's place for application data.

        Raises:
            ProfileUnusable: It is not there and cannot be made.
        """
        profile = cls.as_it_is(folder)
        try:
            profile.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            raise ProfileUnusable(str(profile.folder)) from problem
        return profile

    @classmethod
    def as_it_is(cls, folder: Path | None = None) -> "Profile":
        """As `at`, but nothing is made: the folder may not be there."""
        where = folder or Path(platformdirs.user_data_dir("helpdesk-desktop", appauthor=False))
        return cls(where.resolve())

    @property
    def database(self) -> Path:
        """The one encrypted file: offer, calls, outbox and cursor share its transactions."""
        return self.folder / "helpdesk.db"

    @property
    def downloads(self) -> Path:
        """Where a broken off download of the offer waits for the rest."""
        return self.folder / "downloads"

    @property
    def sealed(self) -> Path:
        """What was sealed before an order was obeyed; only the organisation can open it."""
        return self.folder / "sealed"

    @property
    def erasing(self) -> Path:
        """There from the moment the desk is being erased until it is: a kill in between is seen."""
        return self.folder / "erasing"

    @property
    def owed_keys(self) -> Path:
        """Names of keys that a keyring is still to destroy: it was shut when a desk was erased."""
        return self.folder / "owed-keys.json"

    @property
    def key_file(self) -> Path:
        """How the file's key is kept: in the keyring, or wrapped by a passphrase."""
        return self.folder / "key.json"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def keys(self) -> Path:
        """The keys that are not the usual ones, for a person to read and write."""
        return self.folder / "keys.toml"

    @property
    def log(self) -> Path:
        """Kinds and places of what went wrong; no words (`journal.py`)."""
        return self.folder / "helpdesk.log"

    @property
    def device_file(self) -> Path:
        """The name of this desk; a key in the keyring is kept under it."""
        return self.folder / "device.json"

    def device_id(self) -> DeviceId:
        """The UUID of this desk, made at first use; it says nothing of the computer.

        Raises:
            DeviceUnreadable: Its file is damaged. A new one would hide a key in the keyring.
            FileNotWritten: It could not be kept.
        """
        if not self.device_file.exists():
            return self.new_device_id()
        try:
            kept = json.loads(self.device_file.read_text("utf-8"))
            return DeviceId(str(uuid.UUID(kept["device_id"])))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise DeviceUnreadable(self.device_file.name) from None

    def new_device_id(self) -> DeviceId:
        """Another UUID for this desk, in the place of any it had."""
        made = DeviceId(str(uuid.uuid4()))
        write_whole(self.device_file, json.dumps({"device_id": made}).encode())
        return made

    def hold(self) -> "BaseFileLock":
        """Take the profile for the life of this program.

        The operating system frees the lock when the program ends, however it ends.

        Raises:
            ProfileInUse: Another program holds it.
            ProfileUnusable: The lock cannot be written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "profile.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise ProfileInUse(str(self.folder)) from None
        except OSError as problem:
            raise ProfileUnusable(str(self.folder)) from problem
        return lock
