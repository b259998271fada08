"""Every screen as an assistive program finds it: names, roles, states, and targets that are hit.

WCAG 2.2: 1.3.1 and 4.1.2 (name, role, value), 2.5.8 (targets of 24 pixels at least).
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from tests.outside.controls import is_control, is_named, listed, unnumbered
from tour.eyes import Seen
from tour.stage import Stage

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs X11"),
    pytest.mark.timeout(180),
]

LEAST = 24
"""Pixels, in width and in height. Source: WCAG 2.2, success criterion 2.5.8."""

EDITED = frozenset({"text", "entry", "password text"})
CHECKABLE = frozenset({"radio button", "check box", "toggle button"})
READ = frozenset({"list", "table"})
READ_ALOUD = "panel"
ROLES = EDITED | CHECKABLE | READ | {"push button", "combo box"}
"""Roles by which a screen reader knows what can be done with a control."""

DURING_A_CALL = (
    ("the search and its results", (), "search.results"),
    ("the filters", ("ctrl+space",), "search.facets.values"),
    ("which language", ("shift+F3",), "call.languages"),
    ("a follow-up", ("F8",), "followup.words"),
    ("when the call took place", ("shift+F9",), "before.words"),
    ("how far a referral has come", ("shift+F8",), "referral.status.given"),
    ("why nothing could be given", ("shift+Return",), "unmet.reason.full"),
    ("what is wrong in the directory", ("ctrl+d",), "flag.topic.phone"),
    ("the wrap-up", ("F9",), "wrapup.profile.gp"),
    ("the sheet", ("F7",), "sheet.address"),
    ("my calls", ("ctrl+j",), "mycalls.table"),
    ("the follow-ups", ("ctrl+l",), "followups.table"),
    ("synchronisation", ("ctrl+r",), "sync.again"),
    ("the keys", ("F1",), "help.table"),
    ("the settings", ("ctrl+comma",), "settings.search"),
    ("all commands", ("ctrl+k",), "palette.words"),
)
"""Screens, the keys that lead to each, and what is there then; Escape leads back."""


@pytest.mark.parametrize("language", ["nl"])
def test_each_screen_can_be_used_by_who_does_not_see_it(desk: Stage, language: str) -> None:
    # Given a call with a referral, in a language of the screens
    desk.eyes.press(f"language.{language}")
    desk.hands.press("F2")
    desk.hands.type("logopède")
    desk.eyes.wait("search.results", rows=1)
    desk.hands.press("Enter")
    desk.eyes.wait("call.referrals", rows=1)

    # When each screen is opened in its turn
    faults = []
    for screen, keys, there in DURING_A_CALL:
        desk.hands.press(*keys)
        desk.eyes.wait(there)
        faults += [f"{screen}: {fault}" for fault in faults_of(desk.eyes.tree(shown=True))]
        if keys:
            desk.hands.press("Escape")
            desk.eyes.wait("search.text", states=["focused"])

    # Then nothing in it is without a name, a role, its states, or too small to be hit
    assert not faults, "\n".join(faults)


def faults_of(tree: Sequence[Seen]) -> Iterator[str]:
    """What an assistive program could not make use of on a screen."""
    controls = [seen for seen in tree if is_control(seen)]
    if not any("focused" in seen.states for seen in controls):
        yield "nothing has the keyboard"
    known = listed()
    for seen in controls:
        called = f"{seen.role} « {seen.name} » ({seen.id})"
        yield from (f"{called} {fault}" for fault in faults_of_one(seen))
        if unnumbered(seen.id) not in known:
            yield f"{called} is not listed"
    for (role, name), times in Counter((seen.role, seen.name) for seen in controls).items():
        if times > 1:
            yield f"{times} controls are all called {role} « {name} »"


def faults_of_one(seen: Seen) -> Iterator[str]:
    if not is_named(seen):
        yield "has no name"
    if seen.role not in ROLES and not (seen.role == READ_ALOUD and seen.description):
        yield "has a role that says nothing"
    if seen.role in CHECKABLE and "checkable" not in seen.states:
        yield "does not say whether it is chosen"
    if min(seen.extents[2:]) < LEAST:
        yield f"is {seen.extents[2]} by {seen.extents[3]} pixels"
