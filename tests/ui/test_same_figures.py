"""The screen, a file and the server tell the same numbers of the same month."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from helpdesk_desktop.store.streams import apply_page
from helpdesk_domain.languages import Words
from helpdesk_domain.people import Role
from helpdesk_domain.statistics.publication import ALL_TEAMS, statistics_stream
from helpdesk_domain.sync import ChangesPage
from helpdesk_domain.wire import from_json
from helpdesk_server.statistics.closing import close_due
from tests.server.desk import Desk
from tests.server.records import a_call
from tests.serving import HandClock, running_server
from tests.ui.leads_desk import LEAD, is_there
from tests.ui.small_offer import HOME_CARE, HOUSING
from tests.ui.window import Key, Window

CALLS = 150
NOVEMBER = datetime(2026, 11, 7, 4, tzinfo=UTC)
COMMUNES = ("21009", "21016", "21001")
REASONS = ("full", "cost", "full", "language")


def a_call_of_october(number: int) -> bytes:
    began = datetime(2026, 10, 1, 7, tzinfo=UTC) + timedelta(hours=4 * number % 700)
    need = HOUSING if number % 3 else HOME_CARE
    unmet = [{"words": "aide", "reason": REASONS[number % 4], "terms": [need]}]
    return a_call(
        f"october {number}",
        started_at=began.isoformat(),
        caller_language=("fr", "nl", "ar")[number % 3],
        needs=["aide"],
        need_terms=[need],
        person={"commune": COMMUNES[number * number % 3]},
        unmet_needs=unmet if number % 2 else [],
        outcome="no_solution" if number % 2 else "referred",
    )


def closed_october(folder: Path, team: str) -> tuple[dict[str, Any], ChangesPage]:
    """What the server says of October, and what it sends to the desk of the lead.

    Two teams take the calls in turn.
    """
    clock = HandClock(datetime(2026, 10, 31, 20, tzinfo=UTC))
    with running_server(folder, now=clock) as server:
        server.add_person("Amélie", Role.OPERATOR, LEAD.team)
        server.add_person("Nour", Role.OPERATOR, "nord")
        operators = [Desk(server).sign_in(), Desk(server).sign_in("Nour")]
        for number in range(2 * CALLS):
            answer = operators[number % 2].put_call(a_call_of_october(number))
            assert answer.status_code == 201
        clock.now = NOVEMBER
        assert list(close_due(server.store, clock.now))
        server.add_person(LEAD.name, Role.LEAD, LEAD.team)
        lead = Desk(server).sign_in(LEAD.name)
        told = lead.get(f"/v1/stats?from=2026-10&team={team}&lang=fr").json()
        stream = statistics_stream(team)
        page = from_json(lead.get(f"/v1/changes?stream={stream}&since=0").content, ChangesPage)
        for desk in (*operators, lead):
            desk.close()
    return told, page


@pytest.mark.parametrize("team", [LEAD.team, ALL_TEAMS])
def test_screen_file_and_server_tell_the_same_numbers(
    window: Window, tmp_path: Path, team: str
) -> None:
    # Given October, closed on the server and sent down to the desk of the lead
    told, page = closed_october(tmp_path / "server", team)
    window.store.run(partial(apply_page, page=page, generation="g1", now=NOVEMBER))
    window.workplace.seat(LEAD)
    window.workplace.late.statistics.today = lambda: date(2026, 11, 20)

    # When the lead looks at it, and takes it out
    path = tmp_path / "october.json"
    window.workplace.late.statistics.exporting.ask_for_file = lambda _owner, _name: path
    window.press(Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    if team == ALL_TEAMS:
        window.until(lambda: is_there(window, "statistics.problem"))
        window.strike("f")
        window.press(Key.Key_Return)
    window.until(lambda: is_there(window, "statistics.needs.chart"))
    seen = {one["id"]: rows_of(window, one["id"]) for one in told["figures"] if "cells" in one}
    headline = window.says("statistics.headline")
    exported = taken_out(window, path)

    # Then all three say the same, of each figure
    words = Words("fr")
    compared = 0
    for one in told["figures"]:
        from_file = exported[one["id"]]
        assert numbers_of(from_file) == numbers_of(one)
        if "cells" in one and seen[one["id"]] is not None:
            cells = from_file["cells"]  # the server of this story has no offer, so no names
            rows = [[*cell["labels"], words.number(cell["value"])] for cell in cells]
            assert seen[one["id"]] == rows, one["id"]
            compared += len(rows)
    assert compared > 60
    calls = next(one for one in told["figures"] if one["id"] == "calls")["total"]["value"]
    assert abs(calls - (CALLS if team else 2 * CALLS)) < 5
    assert headline.startswith(f"{calls} appels")


def taken_out(window: Window, path: Path) -> dict[str, dict[str, Any]]:
    """Each figure of the file that a lead writes as JSON, by its id."""
    window.strike("e")
    window.find("export.format.xlsx").setFocus()
    window.strike("j")
    window.find("export.purpose.team").setFocus()
    window.strike("t")
    window.press(Key.Key_Return)
    window.until(path.exists)
    return {one["id"]: one for one in json.loads(path.read_text("utf-8"))["figures"]}


def numbers_of(figure: dict[str, Any]) -> dict[str, Any]:
    """All of a figure but its words."""
    cells = {tuple(cell["key"]): cell["value"] for cell in figure.get("cells", ())}
    return {**figure, "name": "", "cells": cells}


def rows_of(window: Window, figure: str) -> list[list[str]] | None:
    """What the table of a figure says; None where the screen has none of it."""
    card = window.main.findChild(QWidget, f"statistics.{figure}")
    is_shown = isinstance(card, QWidget) and not card.isHidden()
    return window.table(f"statistics.{figure}.table") if is_shown else None
