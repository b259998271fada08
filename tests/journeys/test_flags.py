"""What one operator hears on the phone, the others see after the next sync."""

from collections.abc import Callable

from helpdesk_domain.clock import utc_now
from helpdesk_domain.wire import to_json
from tests.factories import a_suggestion
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, signed_in
from tests.server.desk import Desk
from tests.ui.window import Key, Window


def flags_of(office: Office) -> list[str]:
    """What a colleague of another team reads of the corrections that wait."""
    office.server.add_person("bart", team="noord")
    colleague = Desk(office.server).sign_in("bart")
    page = colleague.get("/v1/changes?stream=flags&since=0").json()
    colleague.close()
    return [change["data"]["comment"] for change in page["changes"]]


def test_a_report_goes_up_and_that_of_a_colleague_comes_down(
    start: Callable[[], Window], office: Office
) -> None:
    # Given an operator who reports a wrong number
    window = signed_in(start, office)
    window.search("soins")
    card = window.workplace.page.card.card
    assert card is not None
    window.press(Key.Key_D, CTRL)
    window.strike("t")
    window.type("02 000 99 99")
    window.press(Key.Key_Return)
    window.until_says("status.message", "Signalé")

    # And a colleague at another desk who heard that the same service is full
    office.server.add_person("chloé")
    colleague = Desk(office.server).sign_in("chloé")
    told = a_suggestion(service_id=card.id, topic="full", made_at=utc_now(), comment="?")
    assert colleague.put(f"/v1/suggestions/{told.id}", to_json(told)).status_code == 201
    colleague.close()

    # When she synchronises, without anything else being asked of her
    with window.qtbot.waitSignal(window.workplace.line.ended, timeout=10_000):
        window.press(Key.Key_R, CTRL)
    window.press(Key.Key_Escape)

    # Then the line below says that all is well, as it does after the next one
    assert "À jour" in window.says("status.sync")
    with window.qtbot.waitSignal(window.workplace.line.ended, timeout=10_000):
        window.workplace.line.hurry()
    assert "À jour" in window.says("status.sync")

    # And her card says both, and who said so; and others read what she said
    window.until(lambda: window.says("card.capacity") == "▲ Saturé (signalé)")
    said = " ".join(window.lines("card.body"))
    assert "02 000 99 99" in said
    assert "chloé" in said
    assert "02 000 99 99" in flags_of(office)
