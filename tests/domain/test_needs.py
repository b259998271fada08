"""What a caller needs: the words as typed, and the kinds of help they are counted under."""

from helpdesk_domain.call_terms import UnmetReason
from helpdesk_domain.calls import Call, UnmetNeed
from helpdesk_domain.needs import need, reason_for, unmet, without_need, without_term
from helpdesk_domain.offer import TermId
from tests.factories import a_call

PSY, COVER = TermId("psy"), TermId("cover")


def asked() -> Call:
    return need(a_call(needs=()), "psy sans mutuelle", (PSY, COVER))


def test_a_need_is_counted_under_what_its_words_were_read_as_each_once() -> None:
    call = need(asked(), "un psychiatre", (PSY,))

    assert call.needs == ("psy sans mutuelle", "un psychiatre")
    assert call.need_terms == (PSY, COVER)


def test_a_kind_that_was_taken_out_does_not_come_back_with_the_same_words() -> None:
    call = without_term(asked(), COVER)

    assert need(call, "Psy  sans mutuelle", (PSY, COVER)).need_terms == (PSY,)


def test_what_was_lacking_is_counted_under_the_same_kinds() -> None:
    call = unmet(asked(), "psy sans mutuelle", UnmetReason.FULL, (PSY, COVER))

    assert call.unmet_needs == (
        UnmetNeed(words="psy sans mutuelle", reason=UnmetReason.FULL, terms=(PSY, COVER)),
    )
    assert without_term(call, COVER).unmet_needs[0].terms == (PSY,)


def test_a_need_goes_with_the_reason_why_there_was_nothing_for_it() -> None:
    call = unmet(asked(), "psy sans mutuelle", UnmetReason.FULL)

    assert without_need(call, "PSY sans  mutuelle") == a_call(needs=(), need_terms=(PSY, COVER))


def test_a_kind_that_was_taken_out_does_not_come_back_as_lacking() -> None:
    call = without_term(unmet(asked(), "psy sans mutuelle", UnmetReason.FULL, (PSY, COVER)), COVER)

    (lacking,) = unmet(call, "psy sans mutuelle", UnmetReason.COST, (PSY, COVER)).unmet_needs
    assert (lacking.reason, lacking.terms) == (UnmetReason.COST, (PSY,))


def test_a_need_that_a_program_of_before_kept_with_a_number_is_the_same_need() -> None:
    words = "psy 0470 12 34 56"
    old = a_call(needs=(words,), unmet_needs=(UnmetNeed(words=words, reason=UnmetReason.FULL),))

    assert reason_for(old, words) is UnmetReason.FULL
    assert unmet(old, words, UnmetReason.FULL).unmet_needs == ()
    assert need(old, words).needs == (words,)
