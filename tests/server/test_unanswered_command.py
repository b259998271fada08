"""`helpdesk-server unanswered`, as whoever keeps the lexicon types it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.people import DeviceId
from helpdesk_domain.unanswered import KEPT, UnansweredWord
from helpdesk_server.commands.group import command_line
from helpdesk_server.store import schema, unanswered
from helpdesk_server.store.database import Store
from helpdesk_server.store.tables import DeviceRow, UnansweredWordRow
from tests.server.records import uuid_of
from tests.server.test_command_line import Administrator

TODAY = utc_now().date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.at(f"sqlite:///{tmp_path / 'helpdesk-server.db'}")
    schema.migrate(store, utc_now())
    yield store
    store.close()


def counted(store: Store, desk: str, days_ago: int, word: str, count: int, language: str) -> None:
    """What that desk has sent."""
    device, day = DeviceId(uuid_of(desk)), TODAY - timedelta(days=days_ago)
    words = [UnansweredWord(language=language, word=word, count=count)]

    def keep(session: Session) -> None:
        session.merge(DeviceRow(id=device, name=desk, first_seen_at=utc_now()))
        session.flush()
        unanswered.keep_unanswered(session, device, day, words, day)

    store.run(keep)


def types(folder: Path, *arguments: str) -> Result:
    options = ["--lang", "en", "--data-dir", str(folder), "unanswered", *arguments]
    return CliRunner().invoke(command_line(Words("en")), options)


def test_the_lead_reads_the_words_that_many_searched(store: Store, tmp_path: Path) -> None:
    # Given words of two desks, and one of a single desk on one day
    for desk in ("front", "back"):
        counted(store, desk, 0, "hoarding", 2, "fr")
        counted(store, desk, 3, "hamsteren", 4, "nl")
    counted(store, "front", 0, "vandersmissen", 7, "fr")

    # When the lead asks, then what only one desk searched is not told
    assert types(tmp_path).stdout == "8\tnl\thamsteren\n4\tfr\thoarding\n"
    assert json.loads(types(tmp_path, "--json", "--language", "fr").stdout) == [
        {"language": "fr", "word": "hoarding", "count": 4}
    ]

    # And the days asked for are kept to, both included
    three_days_ago = str(TODAY - timedelta(days=3))
    assert types(tmp_path, "--to", three_days_ago).stdout == "8\tnl\thamsteren\n"
    assert types(tmp_path, "--from", str(TODAY)).stdout == "4\tfr\thoarding\n"


def test_when_nothing_may_be_told_it_is_said_why(store: Store, tmp_path: Path) -> None:
    counted(store, "front", 0, "vandersmissen", 7, "fr")

    plain, in_json = types(tmp_path), types(tmp_path, "--json")

    assert (plain.exit_code, plain.stdout) == (0, "")
    assert "at two desks, or on three days" in plain.stderr
    assert json.loads(in_json.stdout) == []
    assert "vandersmissen" not in plain.output + in_json.output


def test_days_the_wrong_way_round_and_what_is_no_day_are_typed_wrong(tmp_path: Path) -> None:
    turned = types(tmp_path, "--from", "2026-03-02", "--to", "2026-03-01")
    assert (turned.exit_code, turned.stderr) == (2, "The first day comes after the last one.\n")
    assert types(tmp_path, "--from", "hier").exit_code == 2


def test_what_is_too_old_is_erased_before_anything_is_told(store: Store, tmp_path: Path) -> None:
    for desk in ("front", "back"):
        counted(store, desk, KEPT.days + 1, "hoarding", 2, "fr")
        counted(store, desk, KEPT.days, "psy", 1, "fr")

    assert types(tmp_path).stdout == "2\tfr\tpsy\n"
    assert days_kept(store) == {TODAY - KEPT}


def test_what_is_too_old_is_erased_when_the_server_starts(store: Store, tmp_path: Path) -> None:
    counted(store, "front", KEPT.days + 1, "hoarding", 2, "fr")

    with Administrator(tmp_path, "").serving():
        assert days_kept(store) == set()


def days_kept(store: Store) -> set[date]:
    return store.read(lambda session: set(session.scalars(select(UnansweredWordRow.day))))
