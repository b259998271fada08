"""Whom help is for: recognised by what the group is called, and only by all of it."""

import pytest

from helpdesk_desktop.search.answer import ReasonKind, RecognisedKind
from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_desktop.search.keeping.packing import pack
from helpdesk_desktop.search.keeping.unpacking import unpack
from helpdesk_domain.lexicon import Saying, SayingKind, phrases_of
from tests.search.offers import a_service, a_term, ids

ELDERLY = a_term("aines", "personnes âgées", nl="ouderen", taxonomy="target_group")
CARE = a_term("soins", "Soins", nl="Zorg", parent="x")
SAID = phrases_of(
    Saying("target_group:aines", language, kind, phrase)
    for language, kind, phrase in (
        ("fr", SayingKind.SYNONYM, "bonne-maman"),
        ("nl", SayingKind.SYNONYM, "ouden van dagen"),
        ("nl", SayingKind.SYNONYM, "zorger"),
        ("fr", SayingKind.LAY, "elle a passé l'âge de monter"),
    )
)


@pytest.fixture(scope="module")
def index() -> Index:
    others = [a_service(f"n{n}", f"Zzz {n}", terms=[CARE]) for n in range(3)]
    return build_index(
        [a_service("for the old", "Zzz", terms=[CARE, ELDERLY]), *others],
        {term.id: term for term in (ELDERLY, CARE)},
        SAID,
    )


def groups(index: Index, query: str) -> list[str]:
    read = find(index, query).recognised
    return [found.name for found in read if found.kind is RecognisedKind.GROUP]


@pytest.mark.parametrize(
    "query", ["soins bonne maman", "zorg ouden van dagen", "soins personnes agees"]
)
def test_a_group_is_known_by_what_it_is_called_and_its_services_lead(
    index: Index, query: str
) -> None:
    assert groups(index, query) == ["personnes âgées"]
    assert ids(index, query)[0] == "for the old"


@pytest.mark.parametrize("query", ["soins de maman", "soins elle a passé l'âge", "zorg dagen"])
def test_a_piece_of_a_name_or_a_scene_is_no_group(index: Index, query: str) -> None:
    found = find(index, query)

    assert groups(index, query) == []
    assert not any(r.kind is ReasonKind.GROUP for hit in found.hits for r in hit.reasons)


def test_what_is_a_kind_of_help_is_not_the_beginning_of_a_group(index: Index) -> None:
    assert groups(index, "zorge") == ["personnes âgées"]
    assert groups(index, "zorg") == []


def test_a_kept_index_knows_what_groups_are_called(index: Index) -> None:
    assert groups(unpack(pack(index)), "soins bonne maman") == ["personnes âgées"]


def test_a_scene_of_a_group_is_not_searched_by_but_one_of_a_need_is() -> None:
    said = phrases_of(
        [
            Saying("target_group:hommes", "fr", SayingKind.LAY, "papa ne s'habille plus"),
            Saying("soins", "fr", SayingKind.LAY, "papa ne s'habille plus"),
        ]
    )

    assert said == {"soins": ("papa ne s'habille plus",)}
