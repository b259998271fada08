"""Tests of the simulated disk itself: what may vanish at a power cut, and what never does."""

import random
from collections.abc import Callable, Mapping

import pytest

from soak.power.disk import SECTOR, Disk, Naming

A, B = b"a" * SECTOR, b"b" * SECTOR


def found(disk: Disk) -> list[Mapping[str, bytes]]:
    """All that may be found after a cut, each once."""
    images: list[Mapping[str, bytes]] = []
    for kept in range(1 << sum(disk.doubts())):
        image = disk.after_cut(kept)
        if image not in images:
            images.append(image)
    return images


def a_disk(content: bytes = A * 2) -> Disk:
    return Disk({"file": content})


def test_what_was_there_before_is_there_after_a_cut() -> None:
    assert found(a_disk()) == [{"file": A * 2}]


def test_a_write_that_was_not_synced_may_vanish_sector_by_sector() -> None:
    disk = a_disk()

    disk.files[0].write(0, B * 2)

    assert [image["file"] for image in found(disk)] == [A + A, B + A, A + B, B + B]


def test_a_synced_write_never_vanishes() -> None:
    disk = a_disk()

    disk.files[0].write(0, B * 2)
    disk.files[0].sync()

    assert found(disk) == [{"file": B * 2}]


def test_syncing_one_file_makes_no_other_one_durable() -> None:
    disk = Disk({"one": A, "other": A})
    disk.files[0].write(0, B)
    disk.files[1].write(0, B)

    disk.files[1].sync()

    assert found(disk) == [{"one": A, "other": B}, {"one": B, "other": B}]


def test_of_two_writes_to_one_place_the_older_may_be_the_one_that_survives() -> None:
    disk = a_disk(b"")
    disk.files[0].resize(SECTOR)
    disk.files[0].sync()

    disk.files[0].write(0, A)
    disk.files[0].write(0, B)

    assert {image["file"] for image in found(disk)} == {bytes(SECTOR), A, B}


def test_a_write_within_a_sector_changes_its_own_bytes_only() -> None:
    disk = a_disk(A)

    disk.files[0].write(10, b"b")

    assert [image["file"] for image in found(disk)] == [A, A[:10] + b"b" + A[11:]]


def test_a_file_may_have_grown_without_its_bytes_and_has_zeros_then() -> None:
    disk = a_disk(A)

    disk.files[0].write(SECTOR, B)

    assert {image["file"] for image in found(disk)} == {A, A + bytes(SECTOR), A + B}


def test_bytes_behind_the_end_that_survived_are_not_seen() -> None:
    disk = a_disk(b"")

    disk.files[0].write(0, A)
    disk.files[0].write(SECTOR, B)

    seen = {image["file"] for image in found(disk)}
    assert {b"", A, bytes(SECTOR) + B, A + bytes(SECTOR), A + B} <= seen
    assert {len(content) for content in seen} == {0, SECTOR, 2 * SECTOR}


def test_cutting_a_file_off_may_not_have_happened_and_leaves_no_old_bytes() -> None:
    disk = a_disk(A + B)

    disk.files[0].resize(0)
    disk.files[0].resize(2 * SECTOR)

    assert {image["file"] for image in found(disk)} == {A + B, b"", bytes(2 * SECTOR)}


def test_a_new_file_may_have_no_name_until_its_folder_is_synced() -> None:
    disk = a_disk(A)
    disk.name(Naming("new", 1))
    disk.files[1].write(0, B)
    disk.files[1].sync()
    assert found(disk) == [{"file": A}, {"file": A, "new": B}]

    disk.sync_names()

    assert found(disk) == [{"file": A, "new": B}]


def test_a_file_is_renamed_wholly_or_not_at_all_and_surely_after_its_folder_is_synced() -> None:
    disk = Disk({"old": A, "new": B})
    disk.name(Naming("old", 1, was="new"))
    assert found(disk) == [{"old": A, "new": B}, {"old": B}]

    disk.sync_names()

    assert found(disk) == [{"old": B}]


def test_a_file_that_replaces_another_without_being_synced_may_be_found_empty() -> None:
    disk = a_disk(A)
    disk.name(Naming("beside", 1))
    disk.files[1].write(0, B)

    disk.name(Naming("file", 1, was="beside"))
    disk.sync_names()

    assert {"file": b""} in found(disk)


def test_a_removed_file_may_be_back_until_its_folder_is_synced() -> None:
    disk = a_disk(A)
    disk.name(Naming("file", None))
    assert found(disk) == [{"file": A}, {}]

    disk.sync_names()

    assert found(disk) == [{}]


def test_syncing_a_folder_does_not_sync_what_is_in_its_files() -> None:
    disk = a_disk(A)
    disk.files[0].write(0, B)

    disk.sync_names()

    assert {"file": A} in found(disk)


def write_somewhere(disk: Disk, chance: random.Random) -> None:
    size = chance.randrange(1, 900)
    disk.files[0].write(chance.randrange(2000), chance.randbytes(size))


def resize(disk: Disk, chance: random.Random) -> None:
    disk.files[0].resize(chance.randrange(3000))


@pytest.mark.parametrize("seed", range(20))
def test_when_all_of_it_survives_the_file_is_as_the_program_saw_it(seed: int) -> None:
    chance = random.Random(seed)
    disk = a_disk(chance.randbytes(1500))
    deeds: list[Callable[[Disk, random.Random], None]] = [write_somewhere, resize]

    for _ in range(12):
        chance.choice(deeds)(disk, chance)
        if chance.random() < 0.1:
            disk.files[0].sync()
        everything = (1 << sum(disk.doubts())) - 1
        assert disk.after_cut(everything)["file"] == bytes(disk.files[0].now)
