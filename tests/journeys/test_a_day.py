"""A day at the desk, from signing in to calls that are on the server exactly once."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from helpdesk_desktop.store.calls import CallState
from tests.journeys.conftest import Office
from tests.serving import PASSWORD
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier
WHOLE_OFFER = 7


def signed_in(start: Callable[[], Window], office: Office) -> Window:
    """An operator at her desk, the offer received and everything in step with the server."""
    return signs_in(asked_to_sign_in(start), office)


def asked_to_sign_in(start: Callable[[], Window]) -> Window:
    """A desk that holds an offer lets anybody search it, and asks who is there before it syncs."""
    window = start()
    window.until(lambda: window.find("desk").isVisible())
    window.press(Key.Key_R, CTRL)
    window.until(lambda: window.find("signin").isVisible())
    return window


def signs_in(window: Window, office: Office) -> Window:
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible(), timeout_ms=10_000)
    window.until(lambda: window.workplace.searcher.services == WHOLE_OFFER)
    window.until_says("status.sync", "À jour")
    return window


def fill_in(window: Window, server: str, name: str, password: str) -> None:
    for identifier, text in (
        ("signin.server", server),
        ("signin.name", name),
        ("signin.password", password),
    ):
        field = window.find(identifier)
        assert isinstance(field, QLineEdit)
        field.clear()
        field.setFocus()
        window.type(text)


def take_a_call(window: Window, words: str) -> None:
    """A call with one referral, saved."""
    before = len(window.logged())
    window.press(Key.Key_F2)
    window.press(Key.Key_F3)
    window.search(words)
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)
    window.strike("s")
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == before + 1)


@pytest.mark.usefixtures("new_desk")
def test_two_calls_one_taken_offline_are_on_the_server_exactly_once(
    start: Callable[[], Window], office: Office
) -> None:
    # Given an operator who signs in at a new desk, and takes a call
    window = start()
    window.until(lambda: window.find("signin").isVisible())
    signs_in(window, office)
    take_a_call(window, "soins")
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)
    assert len(office.calls()) == 1

    # When the network goes, and another caller rings
    office.line.cut()
    take_a_call(window, "logement")

    # Then the desk says in plain words that the call is kept here
    window.until_says("status.sync", "Hors ligne")
    window.until_says("status.sync", "1 appel est gardé ici")
    assert len(office.calls()) == 1

    # And once the network is back, both calls are on the server, each once
    office.line.mend()
    window.press(Key.Key_R, CTRL)
    window.until(lambda: len(office.calls()) == 2, timeout_ms=10_000)
    window.until_says("status.sync", "À jour")
    assert sorted(office.calls()) == sorted(logged.call.id for logged in window.logged())


def test_an_answer_that_is_lost_counts_the_call_once(
    start: Callable[[], Window], office: Office
) -> None:
    window = signed_in(start, office)

    office.line.lose_answer()
    take_a_call(window, "soins")

    window.until(lambda: office.line.answers_lost == 1)
    window.press(Key.Key_R, CTRL)
    window.until(lambda: len(office.line.calls_sent) >= 2, timeout_ms=10_000)
    window.until_says("status.sync", "À jour")
    assert len(office.calls()) == 1


def test_a_wrong_password_is_said_in_a_sentence_and_can_be_typed_again(
    start: Callable[[], Window], office: Office
) -> None:
    window = asked_to_sign_in(start)
    fill_in(window, office.url, "marie", "pas le bon")
    window.press(Key.Key_Return)

    window.until_says("signin.message", "ne vont pas ensemble")
    assert window.says("signin.name") == "marie"

    window.type(PASSWORD)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible(), timeout_ms=10_000)


@pytest.mark.usefixtures("new_desk")
def test_a_server_that_cannot_be_reached_does_not_keep_anyone_from_working(
    start: Callable[[], Window], office: Office
) -> None:
    office.line.cut()
    window = start()
    window.until(lambda: window.find("signin").isVisible())
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)
    window.until_says("signin.message", "injoignable")

    window.find("signin.later").click()  # type: ignore[attr-defined]

    window.until(lambda: window.find("desk").isVisible())
    window.press(Key.Key_F2)
    window.type("besoin d'un toit")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)


def test_a_session_that_ended_is_said_and_signing_in_again_sends_what_waited(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a desk whose session was ended on the server
    window = signed_in(start, office)
    office.end_every_session()

    # When a call is taken
    take_a_call(window, "soins")

    # Then the operator reads that nothing is lost, and signs in again with one key
    window.until_says("status.sync", "Session expirée")
    window.press(Key.Key_R, CTRL)
    window.until(lambda: window.find("signin").isVisible())
    assert window.says("signin.server") == office.url
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)

    # And the call goes
    window.until(lambda: len(office.calls()) == 1, timeout_ms=10_000)


def test_a_call_corrected_after_it_was_sent_is_one_call_with_two_revisions(
    start: Callable[[], Window], office: Office
) -> None:
    window = signed_in(start, office)
    take_a_call(window, "soins")
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)

    window.press(Key.Key_F12)
    window.until(lambda: window.says("search.text") == "soins")
    window.until(lambda: window.workplace.page.search.results.cards.rowCount() > 1)
    window.press(Key.Key_Down)
    window.press(Key.Key_Return)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)

    window.until(lambda: office.revisions() == 2, timeout_ms=10_000)
    assert len(office.calls()) == 1


def test_what_the_operator_typed_is_in_no_log(
    start: Callable[[], Window], office: Office, caplog: object
) -> None:
    window = signed_in(start, office)
    take_a_call(window, "soins secretissimes")

    window.until(lambda: len(office.calls()) == 1)
    assert "secretissimes" not in caplog.text  # type: ignore[attr-defined]


def test_the_window_closes_at_once_while_a_server_keeps_it_waiting(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a server that takes a question and never answers
    window = signed_in(start, office)
    with office.line.held():
        window.press(Key.Key_R, CTRL)
        window.until(lambda: office.line.is_holding)

        # When the operator closes the window
        began = time.monotonic()
        window.main.close()

        # Then it does not wait for the server's half minute
        assert time.monotonic() - began < 10
