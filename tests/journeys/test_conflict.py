"""A call changed at two desks: both texts are shown, a person chooses, nothing is thrown away."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QTableView, QWidget

from helpdesk_desktop.store.calls import CallState
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import Role
from helpdesk_domain.wire import to_json
from helpdesk_server.store.calls import revisions
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, asked_to_sign_in, fill_in, signed_in, take_a_call
from tests.server.desk import Desk
from tests.serving import PASSWORD
from tests.ui.window import Key, Window


@pytest.fixture
def laptop(office: Office) -> Iterator[Desk]:
    """Another device on which Marie is signed in."""
    desk = Desk(office.server).sign_in("marie")
    yield desk
    desk.close()


def texts(office: Office, call_id: CallId) -> list[dict[str, Any]]:
    """Each revision of a call on the server, oldest first."""
    bodies = office.server.store.read(lambda session: revisions(session, call_id))
    return [json.loads(body) for body in bodies]


def changed_at_two_desks(window: Window, laptop: Desk) -> CallId:
    """A call that Marie corrected on her laptop, and then here, before she knew of it."""
    take_a_call(window, "soins")
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)
    call = window.logged()[0].call
    there = replace(call, note="Rappelle mardi.", caller_language="nl")
    assert laptop.put_call(to_json(there), base_rev=1).status_code == 200

    window.press(Key.Key_F12)
    window.until(lambda: window.says("search.text") == "soins")
    window.find("call.note").setFocus()
    window.type("Rappelle lundi.")
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until_says("status.sync", "modifié ici et ailleurs")
    return call.id


@pytest.mark.usefixtures("no_mouse")
def test_a_person_chooses_line_by_line_and_the_server_keeps_every_text(
    start: Callable[[], Window], office: Office, laptop: Desk
) -> None:
    # Given a call that was changed at two desks
    window = signed_in(start, office)
    call_id = changed_at_two_desks(window, laptop)
    assert [text["note"] for text in texts(office, call_id)] == ["", "Rappelle mardi."]

    # When its operator looks, then both values of each line that differs are there, who and when
    window.press(Key.Key_R, CTRL)
    window.until(lambda: window.find("sync.conflict").isVisible())
    assert "Rappelle lundi." in window.says("sync.conflict.note.mine")
    assert "Rappelle mardi." in window.says("sync.conflict.note.theirs")
    assert "marie" in window.says("sync.conflict.caller_language.theirs")
    assert window.main.findChild(QWidget, "sync.conflict.needs.mine") is None

    # And when she takes the language of there, and keeps her note, with the keyboard alone
    window.until(lambda: window.find("sync.conflict.caller_language.mine").hasFocus())
    window.press(Key.Key_Right)
    assert window.find("sync.conflict.caller_language.theirs").hasFocus()
    window.find("sync.conflict.save").setFocus()
    window.press(Key.Key_Return)

    # Then the server has her choice as the newest text, and each of the others under it
    window.until(lambda: len(texts(office, call_id)) == 4, timeout_ms=10_000)
    assert [(text["note"], text["caller_language"]) for text in texts(office, call_id)] == [
        ("", "fr"),
        ("Rappelle mardi.", "nl"),
        ("Rappelle lundi.", "fr"),
        ("Rappelle lundi.", "nl"),
    ]
    window.until_says("status.sync", "À jour")


def test_keeping_all_of_the_other_keeps_mine_under_it(
    start: Callable[[], Window], office: Office, laptop: Desk
) -> None:
    window = signed_in(start, office)
    call_id = changed_at_two_desks(window, laptop)
    window.press(Key.Key_R, CTRL)
    window.until(lambda: window.find("sync.conflict").isVisible())

    window.find("sync.conflict.theirs").setFocus()
    window.press(Key.Key_Return)
    window.press(Key.Key_Return)

    window.until(lambda: len(texts(office, call_id)) == 4, timeout_ms=10_000)
    notes = [text["note"] for text in texts(office, call_id)]
    assert notes == ["", "Rappelle mardi.", "Rappelle lundi.", "Rappelle mardi."]
    window.until(lambda: window.logged()[0].call.note == "Rappelle mardi.")


def test_keys_of_the_desk_work_from_the_sync_screen_and_escape_goes_back(
    start: Callable[[], Window], office: Office
) -> None:
    window = signed_in(start, office)
    window.press(Key.Key_R, CTRL)
    window.until(lambda: window.find("sync").isVisible())
    window.until(lambda: "Répertoire" in window.says("sync.offer"))

    window.press(Key.Key_Escape)
    assert window.find("desk").isVisible()
    assert window.find("search.text").hasFocus()

    window.press(Key.Key_R, CTRL)
    window.press(Key.Key_F2)
    assert window.find("desk").isVisible()
    window.type("soins")
    assert window.says("search.text") == "soins"


def test_a_lead_reads_how_the_desks_stand(start: Callable[[], Window], office: Office) -> None:
    # Given a lead at her desk, and the desk of an operator that holds three calls
    office.server.add_person("lea", Role.LEAD)
    operator = Desk(office.server).sign_in("marie")
    told = {"client_version": "0.4.0", "waiting": 3, "oldest_waiting_at": "2026-03-01T08:00:00Z"}
    operator.post(f"/v1/devices/{operator.device_id}/ack", to_json(told))
    window = asked_to_sign_in(start)
    fill_in(window, office.url, "lea", PASSWORD)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible(), timeout_ms=10_000)
    take_a_call(window, "soins")
    window.until(lambda: window.logged()[0].state is CallState.ACCEPTED)
    window.until_says("status.sync", "À jour")

    # When she opens the screen, then what waits longest comes first, and her own desk is there
    window.press(Key.Key_R, CTRL)
    board = window.find("sync.board")
    assert isinstance(board, QTableView)

    def rows() -> list[list[str]]:
        model = board.model()
        return [
            [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    window.until(lambda: len(rows()) == 2)
    assert rows()[0][1:3] == ["marie", rows()[0][2]]
    assert rows()[0][2].startswith("0 reçus sur 3")
    assert rows()[0][5] == "0.4.0"
    window.until(lambda: rows()[1][2].startswith("1 reçus sur 1"))

    # And on a usual screen each word of it is seen
    window.main.resize(1366, 768)

    def whole(column: int) -> bool:
        return board.columnWidth(column) >= board.sizeHintForColumn(column)

    window.until(lambda: all(whole(column) for column in range(len(rows()[0]))))
    operator.close()


def test_an_operator_has_no_board(start: Callable[[], Window], office: Office) -> None:
    window = signed_in(start, office)
    window.press(Key.Key_R, CTRL)
    window.until(lambda: "Répertoire" in window.says("sync.offer"))
    assert not window.find("sync.board").isVisible()


def test_a_call_the_server_will_not_take_is_listed_with_the_reason(
    start: Callable[[], Window], office: Office, laptop: Desk
) -> None:
    # Given a call under the id of a colleague's
    window = signed_in(start, office)
    office.line.cut()
    take_a_call(window, "soins")
    office.server.add_person("bart")
    colleague = Desk(office.server).sign_in("bart")
    call = window.logged()[0].call
    assert colleague.put_call(to_json(replace(call, note="de Bart"))).status_code == 201
    colleague.close()

    # When it is refused, then the screen says which and why
    office.line.mend()
    window.press(Key.Key_R, CTRL)
    window.until(lambda: "soins" in window.says("sync.refused"), timeout_ms=10_000)
    assert "l’appel de quelqu’un d’autre" in window.says("sync.refused")
