"""An export is a whole file with its mark in the audit, or nothing: neither file nor mark."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpdesk_desktop.reports.exports import workbook
from helpdesk_desktop.reports.exports.problems import NotExported, Reason, sentence
from helpdesk_desktop.reports.exports.spreadsheet import spreadsheet
from helpdesk_desktop.reports.exports.writing import MADE, Format, write_export
from helpdesk_desktop.store.errors import DiskFull
from helpdesk_domain.languages import Words
from tests.reports.exports.made import an_export, no_step, read_workbook
from tests.store.small_disk import no_file_above

OLD = b"what was there before"


class Story:
    """An export in a folder with an older file of that name.

    Attributes:
        marks: How many were left.
        told: How far it said it was.
    """

    def __init__(self, folder: Path, format: Format) -> None:
        self.path = folder / f"figures{format.suffix}"
        self.path.write_bytes(OLD)
        self.format = format
        self.marks = 0
        self.told: list[float] = []
        self.asked = 0
        self.cancelled_at: int | None = None

    def write(self, path: Path | None = None) -> None:
        write_export(
            path or self.path,
            an_export(),
            MADE[self.format],
            note=self.note,
            cancelled=self.is_cancelled,
            progress=self.told.append,
        )

    def note(self) -> None:
        self.marks += 1

    def is_cancelled(self) -> bool:
        self.asked += 1
        return self.asked == self.cancelled_at

    @property
    def is_untouched(self) -> bool:
        is_alone = list(self.path.parent.iterdir()) == [self.path]
        return is_alone and self.path.read_bytes() == OLD and self.marks == 0


@pytest.fixture(params=MADE)
def story(tmp_path: Path, request: pytest.FixtureRequest) -> Story:
    return Story(tmp_path, request.param)


def refused(story: Story, path: Path | None = None) -> Reason:
    with pytest.raises(NotExported) as problem:
        story.write(path)
    told = sentence(problem.value, Words("en"))
    assert told.endswith(".")
    assert "{" not in told
    return problem.value.reason


def test_a_file_stands_in_the_place_of_the_old_one_for_its_owner_alone(story: Story) -> None:
    story.write()
    assert story.path.read_bytes() != OLD
    assert list(story.path.parent.iterdir()) == [story.path]
    assert story.marks == 1
    if os.name == "posix":
        assert stat.S_IMODE(story.path.stat().st_mode) == 0o600
    assert story.told == sorted(story.told)
    assert (story.told[0], story.told[-1]) == (0, 1)


def test_the_mark_is_left_before_the_file_has_its_name(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(story, "note", lambda: seen.append(story.path.read_bytes()))
    story.write()
    assert seen == [OLD]


def test_without_a_mark_there_is_no_file(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise DiskFull

    monkeypatch.setattr(story, "note", full)
    with pytest.raises(DiskFull):
        story.write()
    assert story.is_untouched


def test_whoever_cancels_at_any_moment_has_no_file_and_no_half_of_one(story: Story) -> None:
    story.write()
    steps = story.asked
    assert steps >= 3, "it can be cancelled before, while it is made, and as it is written"
    story.path.write_bytes(OLD)
    story.marks = 0
    for step in range(1, steps + 1):
        story.asked, story.cancelled_at = 0, step
        assert refused(story) is Reason.CANCELLED
        assert story.is_untouched


def test_an_interruption_leaves_no_half_of_a_file(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(story, "note", interrupted)
    with pytest.raises(KeyboardInterrupt):
        story.write()
    assert story.is_untouched


@pytest.mark.parametrize("room", [0, 1, 4096])
def test_a_full_disk_leaves_the_old_file(story: Story, room: int) -> None:
    with no_file_above(room):
        assert refused(story) is Reason.DISK_FULL
    assert story.is_untouched
    story.write()


def test_a_file_that_is_protected_is_not_replaced(story: Story) -> None:
    story.path.chmod(0o444)
    assert refused(story) is Reason.FILE_CLOSED
    assert story.told == [], "it is said before the work"
    story.path.chmod(0o644)
    assert story.is_untouched


def test_a_file_that_another_program_holds_stays_as_it_is(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As Windows says it of a file that Excel has open
    def held(there: object, here: object) -> None:
        raise PermissionError(errno.EACCES, "in use", str(there), None, str(here))

    monkeypatch.setattr(os, "replace", held)
    assert refused(story) is Reason.FILE_CLOSED
    assert story.path.read_bytes() == OLD
    assert list(story.path.parent.iterdir()) == [story.path]


def test_a_table_longer_than_a_sheet_makes_no_workbook_that_lacks_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(tmp_path, Format.XLSX)
    whole = max(sheet.max_row for sheet in read_workbook(spreadsheet(an_export(), no_step)))
    monkeypatch.setattr(workbook, "MOST_ROWS", whole)
    story.write()
    story.path.write_bytes(OLD)
    story.marks = 0

    monkeypatch.setattr(workbook, "MOST_ROWS", whole - 1)
    assert refused(story) is Reason.TOO_LONG
    assert story.is_untouched


@contextmanager
def as_nobody() -> Iterator[None]:
    """What root may do everybody may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="folders of Windows are closed by other means")
def test_a_folder_that_may_not_be_written_is_said_to_be_one(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        with as_nobody():
            assert refused(story, Path(folder) / "figures.xlsx") is Reason.FOLDER_CLOSED
        os.chmod(folder, 0o000)
        with as_nobody():
            assert refused(story, Path(folder) / "figures.xlsx") is Reason.FOLDER_CLOSED
        os.chmod(folder, 0o755)
    assert story.is_untouched


def test_what_is_no_place_for_a_file_is_said(story: Story) -> None:
    folder, path = story.path.parent, story.path
    assert refused(story, folder) is Reason.NOT_A_FILE
    assert refused(story, folder / "none" / "figures.xlsx") is Reason.NO_FOLDER
    assert refused(story, path / "figures.xlsx") is Reason.NO_FOLDER
    assert refused(story, folder / ("a" * 300)) is Reason.BAD_NAME
    assert story.is_untouched


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names in a folder")
def test_what_is_no_file_though_it_looks_like_one_is_not_replaced(tmp_path: Path) -> None:
    story = Story(tmp_path, Format.JSON)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(story, pipe) is Reason.NOT_A_FILE
    assert pipe.is_fifo()


def test_no_name_of_a_folder_or_person_is_in_what_a_problem_says_to_a_log(story: Story) -> None:
    with pytest.raises(NotExported) as problem:
        story.write(story.path.parent / "none" / "Mme Dupont.xlsx")
    assert "Dupont" not in str(problem.value)
