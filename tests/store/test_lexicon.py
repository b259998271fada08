"""The lexicon in force on a desk: what the program came with, merged with what the server said."""

import logging
from typing import Any

import pytest

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.lexicon import lexicon
from helpdesk_desktop.store.offer import offer_state, services, vocabulary
from helpdesk_desktop.store.replica import apply_page, import_records, install_snapshot
from helpdesk_domain.lexicon import entry_id
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Change, Entity
from tests.factories import NOON, a_change, a_page, a_service

SHIPPED = dict(shipped_lexicon())
TOLD: tuple[str, ...] = ("le grand zwommel", "zwommelarts")


def data(term: str = "mg", mode: str = "extend", **fields: Any) -> dict[str, Any]:
    sayings = {"fr": {"lay": ["le grand zwommel"]}, "nl": {"synonym": ["zwommelarts"]}}
    return {"id": entry_id(term), "term": term, "mode": mode, "sayings": sayings} | fields


def published(*entries: dict[str, Any], rev: int = 1) -> list[Change]:
    return [a_change(entry, entity=Entity.LEXICON.value, rev=rev) for entry in entries]


def withdrawn(term: str) -> Change:
    id = entry_id(term)
    return Change(entity=Entity.LEXICON.value, id=id, rev=9, seq=9, deleted=True)


def receive(store: Store, *changes: Change, since: int = 0) -> None:
    store.run(lambda s: apply_page(s, a_page(*changes, since=since), "generation", NOON))


def test_a_desk_that_heard_nothing_goes_by_what_the_program_came_with(store: Store) -> None:
    assert store.read(lexicon) == SHIPPED


def test_what_is_published_extends_or_replaces_each_in_its_term(store: Store) -> None:
    receive(store, *published(data("mg"), data("lgbt", "replace"), data("new", "replace")))

    extended = (*SHIPPED["mg"], *TOLD)
    assert store.read(lexicon) == SHIPPED | {"mg": extended, "lgbt": TOLD, "new": TOLD}
    assert SHIPPED["target_group:lgbt"]


def test_what_is_withdrawn_leaves_what_was_shipped_and_no_word_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    receive(store, *published(data("mg", "replace")))
    receive(store, withdrawn("mg"), since=1)
    assert store.read(lexicon) == SHIPPED
    assert caplog.records == []


def test_entries_come_with_a_snapshot_and_from_a_file_as_well(store: Store) -> None:
    changes = published(data("mg", "replace"))
    store.run(lambda s: install_snapshot(s, "generation", 1, changes, NOON))
    record = OfferRecord(Entity.LEXICON, entry_id("dent"), data("dent", "replace"))
    store.run(lambda s: import_records(s, [record], NOON))
    assert store.read(lexicon) == SHIPPED | {"mg": TOLD, "dent": TOLD}


def test_the_lexicon_is_kept_apart_from_services_and_terms(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    receive(store, *published(data("mg", "replace")), a_change(a_service("centre")))
    assert len(store.read(lambda session: list(services(session)))) == 1
    assert store.read(vocabulary) == {}
    assert store.read(offer_state).services == 1
    assert store.read(lexicon) == SHIPPED | {"mg": TOLD}
    assert caplog.records == []


@pytest.mark.parametrize(
    "odd",
    [
        data("mg", "shout"),
        data("mg", sayings={"fr": ["le grand zwommel"]}),
        data("mg", sayings=None),
        {"id": entry_id("mg")},
    ],
)
def test_an_entry_that_cannot_be_read_changes_nothing_and_is_logged(
    store: Store, odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    receive(store, *published(odd, data("dent", "replace")))
    with caplog.at_level(logging.WARNING):
        assert store.read(lexicon) == SHIPPED | {"dent": TOLD}
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "LexiconEntry" in caplog.text
    assert "zwommel" not in caplog.text


def test_a_language_and_a_kind_of_a_newer_server_are_searched_by_as_well(store: Store) -> None:
    receive(store, *published(data("mg", "replace", sayings={"de": {"slang": ["zum Onkel"]}})))
    assert store.read(lexicon)["mg"] == ("zum Onkel",)
