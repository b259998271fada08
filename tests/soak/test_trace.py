"""What strace saw of a real program is replayed to the very files it left, or refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from soak.power.recording import Recording, missing, record
from soak.power.replaying import cuts, image, left
from soak.power.trace import NotModelled, Reading, Said
from tests.soak.chances import SEED, chance

needs_strace = pytest.mark.skipif(bool(missing()), reason=missing())

BEFORE = {"kept": b"old", "gone": b"old"}


@pytest.fixture
def recorded(tmp_path: Path) -> Callable[..., Recording]:
    """What a few lines of Python do in the folder `at`, which holds `BEFORE`."""

    def run(lines: str, **options: bool) -> Recording:
        folder = tmp_path / "folder"
        folder.mkdir()
        for name, content in BEFORE.items():
            (folder / name).write_bytes(content)
        script = tmp_path / "lines.py"
        start = f"import os, shutil, mmap\nfrom pathlib import Path\nat = Path({str(folder)!r})\n"
        script.write_text(start + lines, "utf-8")
        recording = record(folder, [str(script)], **options)
        replayed = left(recording)
        there = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert replayed == there
        return recording

    return run


def images(recording: Recording) -> list[dict[str, bytes]]:
    return [dict(found.files) for found in cuts(recording, 10_000, chance("images"))]


@needs_strace
def test_files_written_renamed_cut_copied_and_removed_are_as_the_program_left_them(
    recorded: Callable[..., Recording],
) -> None:
    recorded(
        "file = open(at / 'new', 'wb', buffering=0)\n"
        "file.write(b'abc'); file.seek(1); file.write(b'X')\n"
        "os.pwrite(file.fileno(), b'end', 600)\n"
        "file.truncate(602)\n"
        "shutil.copyfile(at / 'new', at / 'copy')\n"
        "os.replace(at / 'new', at / 'kept')\n"
        "(at / 'gone').unlink()\n"
        "os.ftruncate(os.open(at / 'copy', os.O_RDWR), 5)\n"
        "open(at / 'empty', 'w').close(); open(at / 'copy', 'r+b', buffering=0).write(b'Y')\n"
    )


@needs_strace
def test_what_was_said_is_known_from_the_moment_it_was_said(
    recorded: Callable[..., Recording],
) -> None:
    recording = recorded(
        "file = open(at / 'kept', 'wb', buffering=0); os.write(1, b'first\\nsec')\n"
        "file.write(b'x'); os.write(1, b'ond\\n')\n"
    )

    said = [step.line if isinstance(step, Said) else "" for step in recording.steps]

    assert said == ["", "first", "", "second"]
    assert image(recording, 3, 0).said == ("first",)


@needs_strace
def test_a_program_that_syncs_file_and_folder_before_it_speaks_has_said_the_truth(
    recorded: Callable[..., Recording],
) -> None:
    recording = recorded(
        "file = open(at / 'new', 'wb', buffering=0); file.write(b'x'); os.fsync(file.fileno())\n"
        "os.fsync(os.open(at, os.O_RDONLY)); os.write(1, b'kept\\n')\n"
    )

    said = [found for found in cuts(recording, 10_000, chance("said")) if found.said]

    assert [dict(found.files) for found in said] == [{**BEFORE, "new": b"x"}]


@needs_strace
def test_a_sync_that_strace_swallowed_did_not_happen(
    recorded: Callable[..., Recording],
) -> None:
    recording = recorded(
        "file = open(at / 'kept', 'r+b', buffering=0); file.write(b'x'); os.fsync(file.fileno())\n"
        "os.fdatasync(file.fileno()); os.write(1, b'kept\\n')\n",
        unsynced=True,
    )

    said = [found.files["kept"] for found in cuts(recording, 100, chance("said")) if found.said]

    assert sorted(said) == [b"old", b"xld"]


@needs_strace
@pytest.mark.parametrize(
    "lines",
    [
        "os.link(at / 'kept', at / 'linked')",
        "(at / 'inner').mkdir()",
        "os.truncate(at / 'kept', 1)",
        "os.open(at / 'kept', os.O_WRONLY | os.O_APPEND)",
        "mmap.mmap(os.open(at / 'kept', os.O_RDWR), 3)",
        "os.dup(os.open(at / 'kept', os.O_RDWR))",
        "os.posix_fallocate(os.open(at / 'kept', os.O_RDWR), 0, 9)",
        "os.writev(os.open(at / 'kept', os.O_RDWR), [b'x'])",
        "os.replace(at / 'kept', at.parent / 'elsewhere')",
    ],
)
def test_what_the_model_does_not_know_is_refused_not_passed_over(
    recorded: Callable[..., Recording], lines: str
) -> None:
    with pytest.raises(NotModelled):
        recorded(lines)


@pytest.mark.parametrize(
    "line",
    [
        "1 write(3, <unfinished ...>",
        "nonsense",
        r'1 pwrite64(3, "\x41"..., 2, 0) = 2',
    ],
)
def test_a_log_that_was_cut_short_is_refused(line: str) -> None:
    opening = r'1 openat(AT_FDCWD, "\x2f\x61\x2f\x62", O_RDWR|O_CREAT, 0644) = 3'

    with pytest.raises(NotModelled):
        list(Reading(Path("/a"), ["b"]).steps([opening, line]))


@needs_strace
def test_the_same_seed_gives_the_same_images_and_one_of_them_can_be_made_again(
    recorded: Callable[..., Recording],
) -> None:
    recording = recorded("open(at / 'kept', 'r+b').write(bytes(4000))\n")

    first = list(cuts(recording, 100, chance(SEED)))

    assert first == list(cuts(recording, 100, chance(SEED)))
    assert [image(recording, found.step, found.kept) for found in first] == first
