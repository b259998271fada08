"""Tests: a small file is the old one or the new one, on the disk itself, for its owner alone."""

import os
import stat
from pathlib import Path

import pytest

from helpdesk_desktop.whole_file import FileNotWritten, write_whole


def test_what_is_written_replaces_what_was_there_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "device.json"
    path.write_bytes(b"a longer text than the new one")
    path.chmod(0o644)

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be opened there")
def test_the_file_is_on_the_disk_before_its_name_and_its_name_before_we_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an eye on what is forced to the disk, and on the name at that moment
    path = tmp_path / "device.json"
    forced: list[tuple[str, bool]] = []
    to_disk = os.fsync

    def seen(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        forced.append((kind, path.exists()))
        to_disk(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    write_whole(path, b"new")

    assert forced == [("file", False), ("folder", True)]


def test_a_disk_that_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "device.json"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWritten):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path], "half a file is left"
