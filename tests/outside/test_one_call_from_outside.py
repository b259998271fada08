"""One whole call, taken as a person with a screen reader and a keyboard takes it.

Nothing here imports the product: its programs are started as processes, its window is read
through AT-SPI by another process, its keys are X11 key events. What binds the two is the list
of identifiers in docs/accessibility.md.
"""

import re
import sys

import pytest

from tests.outside.controls import is_control, is_named, is_shown, listed, unnumbered
from tour.stage import Stage
from tour.waiting import until

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs X11"),
    pytest.mark.timeout(180),
]


def test_one_whole_call_with_the_keyboard_alone(desk: Stage) -> None:
    # Given a desk, and a server that holds no call
    assert desk.demo.held()["calls"] == 0
    desk.eyes.heard()

    # When a French speaking nurse asks for help at home, and is given two services
    desk.hands.press("F2", "F3")
    desk.eyes.wait("call.language.fr", states=["checked"])
    desk.hands.type("aide à domicile forêt")
    desk.eyes.wait("search.text", text="^aide à domicile forêt$")
    desk.eyes.wait("search.results", rows=2)
    desk.hands.press("Enter")
    desk.eyes.wait("call.referrals", rows=1)
    desk.hands.press("Down", "Enter")
    desk.eyes.wait("call.referrals", rows=2)

    # Then the ear was told what the eye saw
    heard = desk.eyes.heard()
    assert any(re.match(r"1 .*\d", sentence) for sentence in heard), heard

    # When the call is wrapped up and saved
    desk.hands.press("F9")
    desk.eyes.wait("wrapup.profile.gp", states=["focused"])
    desk.hands.press("i")
    desk.eyes.wait("wrapup.profile.nurse", states=["checked"])
    desk.hands.press("F9")
    desk.eyes.wait_gone("call.timer")

    # Then the server holds it, it took few keys, and the next call can start
    until(lambda: desk.demo.held()["calls"] == 1, "the server holds the call", 20)
    assert desk.hands.pressed <= 12
    desk.eyes.wait("search.text", states=["focused"])


def test_every_control_has_a_name_and_a_listed_identifier(desk: Stage) -> None:
    known = listed()

    # Given a call that is being wrapped up: the moment when most controls are shown
    desk.hands.press("F2")
    desk.hands.type("logopède")
    desk.eyes.wait("search.results", rows=1)
    desk.hands.press("Enter")
    desk.eyes.wait("call.referrals", rows=1)
    desk.hands.press("F9")
    desk.eyes.wait("wrapup")

    # Then each one that takes the keyboard can be named, and found again by a program
    controls = [seen for seen in desk.eyes.tree(shown=True) if is_control(seen)]
    assert len(controls) > 20
    assert [seen for seen in controls if not is_named(seen)] == []
    assert [seen for seen in controls if unnumbered(seen.id) not in known] == []


def test_every_listed_identifier_of_the_desk_is_there(desk: Stage) -> None:
    # Given words that were understood, and filters that are open
    desk.hands.type("psychologue molenbeek")
    desk.eyes.wait("search.results", rows=1)
    desk.hands.press("ctrl+space")
    desk.eyes.wait("search.facets")

    # Then each identifier can be found by a program
    shown = {unnumbered(seen.id) for seen in desk.eyes.tree()}
    screens = (
        ("F7", "sheet.address"),
        ("ctrl+j", "mycalls.table"),
        ("ctrl+l", "followups.table"),
        ("F5", "intake.health_cover.yes"),
        ("n F7", "summary.address"),
        ("shift+F5", "contact.purposes.call_back"),
        ("F1", "help.table"),
        ("ctrl+comma", "settings.search"),
    )
    for keys, identifier in screens:
        desk.hands.press(*keys.split())
        desk.eyes.wait(identifier, states=["focused"])
        shown |= {unnumbered(seen.id) for seen in desk.eyes.tree()}
    desk.hands.press("ctrl+k")
    desk.eyes.wait("palette.words", states=["focused"])
    shown |= {unnumbered(seen.id) for seen in desk.eyes.tree()}
    seen_elsewhere = "unlock welcome signin recovery sync locked erased curtain statistics export"
    elsewhere = (*seen_elsewhere.split(), "intake.plan.<n>")  # nobody planned anything

    expected = {name for name in listed() if not name.startswith(elsewhere)}

    assert {name for name in expected if not is_shown(name, shown)} == set()


def test_a_switch_device_can_make_every_choice(desk: Stage) -> None:
    # Given a desk between two calls
    desk.hands.press("F2")
    desk.hands.type("psychologue")
    desk.eyes.wait("search.results", rows=1)

    # When choices are made by their own action, without a key or a mouse
    desk.eyes.press("call.language.nl")
    desk.eyes.wait("call.language.nl", states=["checked"])
    desk.eyes.press("call.language.fr")
    desk.eyes.wait("call.language.nl", without=["checked"])
    desk.eyes.press("call.finish")
    desk.eyes.wait("wrapup")
    held = desk.demo.held()["calls"]
    desk.eyes.press("wrapup.profile.hospital")
    desk.eyes.wait("wrapup.profile.hospital", states=["checked"])
    desk.eyes.wait("wrapup.missing", name="Rien ne manque")
    desk.eyes.press("call.finish")

    # Then the call is complete, and on the server
    desk.eyes.wait_gone("wrapup")
    until(lambda: desk.demo.held()["calls"] != held, "the server holds one call more", 20)

    # And the screens change their language as easily
    desk.eyes.press("language.nl")
    desk.eyes.wait("call.start", name="Nieuwe oproep")
