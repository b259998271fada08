"""What the search read lands in the call; an answer to other words says nothing of it."""

import pytest

from helpdesk_desktop.search.answer import Recognised, RecognisedKind
from helpdesk_desktop.ui.call.heard import (
    NOTHING_HEARD,
    Heard,
    heard_in,
    noted,
    unmet_as_heard,
    with_need,
)
from helpdesk_desktop.ui.call.open_call import new_call
from helpdesk_domain.call_terms import Channel, UnmetReason
from helpdesk_domain.calls import CallId
from helpdesk_domain.offer import TermId
from helpdesk_domain.person_concerned import NOBODY_YET, PersonConcerned
from helpdesk_domain.territory import Nis
from tests.factories import NOON, a_call

PSY, CPAS, DEBTS = TermId("psy"), TermId("cpas"), TermId("debts")
FOREST = Nis("21007")


def place(typed: str, nis: str) -> Recognised:
    return Recognised(RecognisedKind.PLACE, typed, typed, f"urn:be:nis:{nis}")


def kind(term: TermId) -> Recognised:
    return Recognised(RecognisedKind.NEED, "psy", "psy", term)


def test_one_commune_is_where_the_person_may_live_and_two_are_not() -> None:
    forest, uccle = place("forest", "21007"), place("uccle", "21016")

    assert heard_in("cpas forest", [forest]).commune == FOREST
    assert heard_in("cpas forest uccle", [forest, uccle]).commune is None


def test_a_shared_postcode_is_kept_as_it_was_typed_and_decides_no_commune() -> None:
    shared = [place("1050", "21004"), place("1050", "21009")]

    heard = heard_in("psy 1050", shared)
    assert (heard.commune, heard.postcode) == (None, "1050")


@pytest.mark.parametrize(
    ("likely", "meant"),
    [
        ([], ()),
        ([[CPAS]], (CPAS,)),
        ([[CPAS], [CPAS], [DEBTS]], ()),
        ([[CPAS, DEBTS], [CPAS], [CPAS]], (CPAS,)),
        ([[CPAS], [CPAS], [DEBTS], [CPAS], [CPAS]], (CPAS,)),
        ([[CPAS], [CPAS], [DEBTS], [DEBTS], [CPAS]], ()),
        ([*[[CPAS]] * 5, [DEBTS], [DEBTS]], (CPAS,)),
    ],
)
def test_words_that_say_no_kind_mean_what_the_likeliest_services_share(
    likely: list[list[TermId]], meant: tuple[TermId, ...]
) -> None:
    assert heard_in("cpas", [], likely).terms == meant
    assert heard_in("psy", [kind(PSY)], likely).terms == (PSY,)


def test_an_answer_to_other_words_says_nothing_of_these() -> None:
    heard = Heard("cpas forest", (CPAS,), FOREST)

    call = with_need(a_call(needs=()), "un psy", heard)
    assert (call.needs, call.need_terms, call.person) == (("un psy",), (), NOBODY_YET)
    assert with_need(a_call(needs=()), "un psy", heard, [PSY, DEBTS]).need_terms == (PSY,)


def test_blanks_make_no_other_words() -> None:
    call = with_need(a_call(needs=()), " cpas  forest ", Heard("cpas forest", (CPAS,), FOREST))

    assert call.need_terms == (CPAS,)
    assert call.person == PersonConcerned(commune=FOREST, is_place_proposed=True)


def test_the_only_need_of_a_call_lacks_what_it_was_counted_under() -> None:
    alone = with_need(a_call(needs=()), "cpas", Heard("cpas", (CPAS,)))

    (lacking,) = unmet_as_heard(alone, "cpas", UnmetReason.FULL, Heard()).unmet_needs
    assert lacking.terms == (CPAS,)
    two = with_need(alone, "un psy", Heard("un psy", (PSY,)))
    (lacking,) = unmet_as_heard(two, "cpas", UnmetReason.FULL, Heard()).unmet_needs
    assert lacking.terms == ()


def test_words_that_go_on_take_the_place_of_a_need_but_not_of_one_that_had_no_service() -> None:
    given = new_call(CallId("a"), NOON, 0, Channel.PHONE)
    given.call = with_need(given.call, "logement", NOTHING_HEARD)
    lacking = new_call(CallId("b"), NOON, 0, Channel.PHONE)
    lacking.call = unmet_as_heard(lacking.call, "logement", UnmetReason.FULL, NOTHING_HEARD)
    given.search_text = lacking.search_text = "logement social"

    assert noted(given, NOTHING_HEARD).needs == ("logement social",)
    assert noted(lacking, NOTHING_HEARD).needs == ("logement", "logement social")
    assert len(noted(lacking, NOTHING_HEARD).unmet_needs) == 1
