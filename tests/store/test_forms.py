"""Forms on a desk: the newest one is asked with, and each says what was answered with it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.forms import form_in_force, form_of, forms
from helpdesk_desktop.store.streams import apply_page, begin_again, forget_others, place
from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.publication import PublishedForm, record_id
from helpdesk_domain.intake.record import FormId
from helpdesk_domain.intake.shipped import COMPLEX_SITUATION, shipped_form
from helpdesk_domain.sync import DIRECTORY, FORMS, Change, ChangesPage
from helpdesk_domain.wire import from_json, to_json
from tests.domain.intake.forms import a_form, a_question
from tests.factories import NOON

TRIED = FormId("tried")


def published(
    form: Form, at: datetime = NOON, rev: int = 1, seq: int = 1, *, withdrawn: bool = False
) -> Change:
    told = PublishedForm(form=form, published_at=at, withdrawn=withdrawn)
    return Change(
        entity="form",
        id=record_id(form.id, form.version),
        rev=rev,
        seq=seq,
        data=from_json(to_json(told), dict[str, object]),
    )


def come_down(store: Store, *changes: Change, since: int = 0) -> None:
    page = ChangesPage(
        stream=FORMS,
        since=since,
        next=since + len(changes),
        head=since + len(changes),
        count=len(changes),
        has_more=False,
        min_since=0,
        changes=changes,
    )
    store.run(lambda session: apply_page(session, page, "g1", NOON))


def version(number: int, *, of: FormId = TRIED, relevant: str = "") -> Form:
    return replace(a_form(a_question("town", relevant=relevant)), id=of, version=str(number))


def in_force(store: Store, form_id: FormId = COMPLEX_SITUATION) -> Form:
    return store.read(lambda session: form_in_force(session, form_id))


def test_the_form_that_came_with_the_program_is_asked_with_until_another_is_published(
    store: Store,
) -> None:
    assert in_force(store) == shipped_form()

    newer = version(2, of=COMPLEX_SITUATION)
    come_down(store, published(newer))

    assert in_force(store) == newer


def test_the_version_published_last_is_in_force_whatever_its_name(store: Store) -> None:
    hour = timedelta(hours=1)
    come_down(store, published(version(9), NOON), published(version(10), NOON + hour, seq=2))

    assert in_force(store, TRIED).version == "10"
    come_down(store, published(version(9), NOON + 2 * hour, rev=2, seq=3), since=2)
    assert in_force(store, TRIED).version == "9"


def test_a_withdrawn_version_is_asked_with_no_more_and_still_says_what_was_answered(
    store: Store,
) -> None:
    come_down(store, published(version(1)), published(version(2), NOON + timedelta(hours=1)))
    gone = published(version(2), NOON + timedelta(hours=1), rev=2, seq=3, withdrawn=True)
    come_down(store, gone, since=2)

    assert in_force(store, TRIED).version == "1"
    assert store.read(lambda session: form_of(session, TRIED, "2")) == version(2)


def test_each_version_is_found_by_its_name(store: Store) -> None:
    come_down(store, published(version(1)), published(version(2, relevant="1 = 1")))
    shipped = shipped_form()

    def found(form_id: FormId, name: str) -> Form | None:
        return store.read(lambda session: form_of(session, form_id, name))

    assert found(TRIED, "1") == version(1)
    assert found(TRIED, "2") == version(2, relevant="1 = 1")
    assert found(TRIED, "3") is None
    assert found(shipped.id, shipped.version) == shipped
    assert found(shipped.id, "another") is None


def test_a_form_that_this_program_does_not_understand_is_passed_over(store: Store) -> None:
    later = published(version(3, relevant="soundex(${town}) = 'x'"), NOON + timedelta(hours=2))
    stranger = published(version(2), NOON + timedelta(hours=1))
    assert stranger.data is not None
    other_shape = replace(stranger, data={"form": {"id": "tried", "pages": []}})
    come_down(store, published(version(1)), other_shape, later)

    assert in_force(store, TRIED).version == "1"
    assert [one.form.version for one in store.read(forms)] == ["1"]
    assert store.read(lambda session: form_of(session, TRIED, "3")) is None
    # And it is kept, for the program that does
    assert store.read(lambda session: place(session, FORMS)).records == 3


def test_a_form_that_nobody_has_is_told(store: Store) -> None:
    with pytest.raises(LookupError):
        in_force(store, TRIED)


def test_forms_stay_for_whoever_signs_in_next_and_go_with_the_history_of_the_server(
    store: Store,
) -> None:
    come_down(store, published(version(1)))

    store.run(lambda session: forget_others(session, (DIRECTORY, FORMS)))
    assert len(store.read(forms)) == 1
    store.run(lambda session: begin_again(session, FORMS, "g2"))
    assert store.read(forms) == []
