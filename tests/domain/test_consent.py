"""What is read aloud, and what a personal record may hold before it is ever kept."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.consent import NOBODY, ConsentAnswer, ConsentMode, Identity, Purpose, stands
from helpdesk_domain.consent_texts import TEXT_VERSION, TEXTS, read_aloud
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words
from helpdesk_domain.national_numbers import HIDDEN
from helpdesk_domain.personal_exchange import is_of_the_team
from helpdesk_domain.personal_rules import NotAllowed, blanked, check, tidied
from tests.personal import GIVEN, a_consent, a_record, a_refusal

READ = {"2026-1": "96bff1736424a8fe", "2026-2": "4a86e1644f264a40"}
"""The digest of all that is read aloud, by its version: a sentence that changes is a new version,
or nobody could say any more what somebody agreed to."""


def test_a_sentence_that_is_read_aloud_changes_with_its_version() -> None:
    said = [
        sentence
        for language in CONTENT_LANGUAGES
        for purpose in Purpose
        for sentence in read_aloud(Words(language), purpose, ["A", "B"])
    ]
    assert hashlib.sha256("\n".join(said).encode()).hexdigest()[:16] == READ[TEXT_VERSION]


def test_each_purpose_has_two_sentences_in_words_that_are_heard_once() -> None:
    assert set(TEXTS) == set(Purpose)
    for language in CONTENT_LANGUAGES:
        for purpose in Purpose:
            asked, told = read_aloud(Words(language), purpose, ["Le Canal"])
            assert asked.endswith("?")
            assert "{" not in asked + told
            assert all(len(part.split()) <= 26 for part in told.replace(";", ".").split("."))


PARTS = st.fixed_dictionaries(
    {
        "answer": st.sampled_from(ConsentAnswer),
        "purposes": st.lists(st.sampled_from(Purpose), max_size=3).map(tuple),
        "services": st.sampled_from([(), ("Le Canal",)]),
        "mode": st.sampled_from([ConsentMode.ORAL, ConsentMode.VITAL_INTERESTS]),
        "reason": st.sampled_from(["", "unconscious"]),
        "withdrawn_at": st.sampled_from([None, GIVEN + timedelta(days=1)]),
    }
)


@given(PARTS, st.sampled_from([NOBODY, Identity(name="Zoé")]))
def test_no_identity_is_ever_allowed_without_a_consent_that_stands(
    parts: dict[str, object], identity: Identity
) -> None:
    record = a_record(consent=a_consent(**parts), identity=identity)
    try:
        check(record)
    except NotAllowed:
        return
    assert identity == NOBODY or stands(record.consent)
    assert not (record.consent.answer is ConsentAnswer.REFUSED and record.consent.purposes)
    # and whatever may be kept may be taken back, unless it was a no
    if record.consent.answer is ConsentAnswer.ACCEPTED:
        check(blanked(record, GIVEN))
        assert not stands(blanked(record, GIVEN).consent)
        assert not blanked(record, GIVEN).consent.reason


@pytest.mark.parametrize(
    ("purposes", "told"),
    [
        ((Purpose.CALL_BACK,), True),
        ((Purpose.CASE_DISCUSSION, Purpose.FOLLOW_UP), True),
        ((Purpose.CASE_DISCUSSION, Purpose.HAND_OVER), False),
    ],
)
def test_the_team_reads_what_it_was_allowed_for(purposes: tuple[Purpose, ...], told: bool) -> None:
    consent = a_consent(*purposes)
    assert is_of_the_team(consent) is told
    assert not is_of_the_team(replace(consent, withdrawn_at=GIVEN))
    assert not is_of_the_team(a_refusal())


@given(
    st.text(
        st.one_of(
            st.characters(),
            st.sampled_from("\u202a\u202c\u2066\u2069\u200b\u200e\ufeff\x00\x1b\x85\u2028 \t06"),
        ),
        max_size=60,
    )
)
def test_whatever_is_pasted_is_kept_as_it_is_seen(pasted: str) -> None:
    reason = replace(a_consent(Purpose.HAND_OVER), services=("Le Pont" + pasted,))
    record = tidied(a_record(consent=reason, identity=Identity(phone=pasted, referrer=pasted)))

    check(record)
    assert tidied(record) == record


def test_marks_that_nobody_sees_leave_a_pasted_number_and_hide_no_number_of_the_register() -> None:
    pasted = Identity(
        phone="\u202a+32 470 12 34 56\u202c",
        birth_year="\u20681980\u2069",
        name="85.07.30-03\u200b\u200b\u200b\u200b3.28",
    )
    kept = tidied(a_record(identity=pasted)).identity
    assert (kept.phone, kept.birth_year) == ("+32 470 12 34 56", "1980")
    assert kept.name == HIDDEN
    check(a_record(identity=kept))
