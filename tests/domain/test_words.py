"""The catalogues, the languages and the territory."""

import pytest

from helpdesk_domain.languages import Words, language_asked, language_of
from helpdesk_domain.territory import commune_of, communes


def test_each_language_speaks_for_itself_in_one_process() -> None:
    assert Words("fr").say("Search") == "Rechercher"
    assert Words("nl").say("Search") == "Zoeken"
    assert Words("en").say("Search") == "Search"


def test_numbers_choose_their_form_and_french_counts_zero_as_one() -> None:
    said = [Words("fr").count("{n} service", "{n} services", n) for n in (0, 1, 2)]

    assert said == ["0 service", "1 service", "2 services"]


def test_thousands_are_parted_as_each_language_does() -> None:
    said = [Words(one).count("{n} service", "{n} services", 4200) for one in ("fr", "nl", "en")]

    assert said == ["4\u00a0200 services", "4.200 diensten", "4,200 services"]


def test_an_unknown_language_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="de"):
        Words("de")


def test_the_language_follows_the_system_and_falls_back_on_french() -> None:
    assert language_of(["nl_BE.UTF-8"]) == "nl"
    assert language_of(["C", "POSIX"]) == "fr"
    assert language_of([], default="nl") == "nl"


@pytest.mark.parametrize(
    ("typed", "environment", "spoken"),
    [
        ("--lang nl status", {"LANG": "fr_BE.UTF-8"}, "nl"),
        ("--lang=nl status", {"LANG": "fr_BE.UTF-8"}, "nl"),
        ("--lang=fr --lang nl", {}, "nl"),
        ("status", {"LANG": "fr_BE", "LC_MESSAGES": "nl_BE", "LC_ALL": ""}, "nl"),
        ("status", {"LANG": "fr_BE", "LC_MESSAGES": "fr_BE", "LC_ALL": "nl_BE"}, "nl"),
        ("status --lang", {"LANG": "nl_BE"}, "nl"),
        ("--lang de", {"LANG": "nl_BE"}, "nl"),
        ("--language nl", {"LANG": "C"}, "en"),
        ("", {}, "en"),
    ],
)
def test_a_command_speaks_the_language_typed_then_that_of_the_system(
    typed: str, environment: dict[str, str], spoken: str
) -> None:
    assert language_asked(typed.split(), environment, default="en") == spoken


def test_the_region_has_nineteen_communes_with_two_names_each() -> None:
    assert len(communes()) == 19
    assert all(commune.fr and commune.nl and commune.postcodes for commune in communes())


def test_a_commune_is_found_by_its_uri() -> None:
    ixelles = commune_of("urn:be:nis:21009")

    assert ixelles is not None
    assert (ixelles.name("fr"), ixelles.name("nl")) == ("Ixelles", "Elsene")
    assert commune_of("urn:be:nis:11002") is None
