"""The story of the guided tour: a line that is cut and nothing lost, then the rest of a day.

Each step does what its title says and comes back only when the screen, or the server, shows
that it happened. The screen is French until the last step.
"""

from functools import partial
from typing import Final

from helpdesk_domain.languages import mark
from tour.complex_story import COMPLEX
from tour.desk_story import DAY
from tour.lead_story import LEAD
from tour.stage import Stage
from tour.step import Step, server_holds
from tour.waiting import NotSeen, until

FRENCH_NEED = "santé mentalle enfant molenbeek"
"""As a hurried hand types it, with a letter too many."""

DUTCH_NEED = "geestelijke gezondheid"
INTERRUPTED_NEED = "interprète arabe hôpital"
MOST_KEYS = 12
"""Command keys an ordinary call with two referrals may take."""


def window_opens(stage: Stage) -> None:
    stage.open_window()
    stage.eyes.wait("search.text", states=["focused"], within_s=60)
    stage.eyes.wait("demo.notice", name="DÉMONSTRATION")
    stage.eyes.wait("status.sync", name="À jour")


def call_starts(stage: Stage) -> None:
    stage.hands.pressed = 0
    stage.hands.press("F2")
    stage.eyes.wait("call.timer")
    stage.hands.press("F3")
    stage.eyes.wait("call.language.fr", states=["checked"])


def services_are_found(stage: Stage) -> None:
    stage.hands.type(FRENCH_NEED)
    stage.eyes.wait("search.text", text=f"^{FRENCH_NEED}$")
    stage.eyes.wait("search.results", rows=3)
    stage.eyes.wait("card.name", name=".")


def two_services_are_given(stage: Stage) -> None:
    stage.hands.press("Enter")
    stage.eyes.wait("call.referrals", rows=1)
    stage.hands.press("Down", "Enter")
    stage.eyes.wait("call.referrals", rows=2)


def wrap_up_opens(stage: Stage) -> None:
    stage.hands.press("F9")
    stage.eyes.wait("wrapup.profile.gp", states=["focused"])
    in_sight(stage, "wrapup.profile.gp", "wrapup.outcome")
    stage.hands.press("s")
    stage.eyes.wait("wrapup.profile.social_worker", states=["checked"])


def call_is_saved_and_sent(stage: Stage) -> None:
    stage.hands.press("F9")
    stage.eyes.wait_gone("call.timer")
    if stage.hands.pressed > MOST_KEYS:
        raise NotSeen(f"the call took {stage.hands.pressed} keys, not {MOST_KEYS} at most")
    stage.eyes.wait("status.sync", name="À jour.* 0 ")
    server_holds(stage, 1)


def line_is_cut(stage: Stage) -> None:
    stage.line.cut()
    stage.hands.press("ctrl+r")
    stage.eyes.wait("status.sync", name="Hors ligne")


def dutch_call_waits(stage: Stage) -> None:
    stage.hands.press("F2", "F3", "F3")
    stage.eyes.wait("call.language.nl", states=["checked"])
    stage.hands.type(DUTCH_NEED)
    stage.eyes.wait("search.text", text=f"^{DUTCH_NEED}$")
    stage.eyes.wait("search.results", rows=2)
    stage.hands.press("Enter", "Down", "Enter")
    stage.eyes.wait("call.referrals", rows=2)
    stage.hands.press("F12")
    until(lambda: len(stage.eyes.rows("call.referrals")) == 1, "F12 takes the second one back")


def dutch_call_is_saved(stage: Stage) -> None:
    stage.hands.press("F9")
    stage.eyes.wait("wrapup")
    stage.hands.press("m", "F9")
    stage.eyes.wait_gone("call.timer")
    stage.eyes.wait("status.sync", name="Hors ligne.* 1 appel")
    server_holds(stage, 1)


def desk_is_killed(stage: Stage) -> None:
    stage.hands.press("F2", "F3")
    stage.hands.type(INTERRUPTED_NEED)
    stage.eyes.wait("search.results", rows=1)
    stage.hands.press("Enter")
    stage.eyes.wait("call.referrals", rows=1)
    stage.eyes.wait("call.draft", name="✓")
    assert stage.window is not None
    stage.window.kill()


def call_is_recovered(stage: Stage) -> None:
    stage.open_window()
    stage.eyes.wait("recovery.resume", states=["focused"], within_s=60)


def call_goes_on(stage: Stage) -> None:
    stage.hands.press("Enter")
    stage.eyes.wait_gone("recovery")
    stage.eyes.wait("search.text", text=f"^{INTERRUPTED_NEED}$")
    stage.eyes.wait("call.referrals", rows=1)
    stage.hands.press("F9")
    stage.eyes.wait("wrapup")
    stage.hands.press("p", "F9")
    stage.eyes.wait_gone("call.timer")
    stage.eyes.wait("status.sync", name="Hors ligne.* 2 appels")


def line_is_mended(stage: Stage) -> None:
    """The line carries again, and then swallows an answer: the server has both calls already."""
    stage.line.lose_answer()
    stage.line.mend()
    stage.hands.press("ctrl+r")
    stage.eyes.wait("status.sync", name="À jour.* 0 ", within_s=30)


def nothing_is_counted_twice(stage: Stage) -> None:
    server_holds(stage, 3)
    sent = stage.line.calls_sent
    if stage.line.answers_lost != 1 or len(set(sent)) != 3 or len(sent) != 5:
        raise NotSeen(f"{len(set(sent))} calls, sent {len(sent)} times, not 3 sent 5 times")


def screen_turns_dutch(stage: Stage) -> None:
    stage.hands.press("Escape")
    french = stage.eyes.wait("call.start").name
    stage.hands.click(stage.eyes.wait("language.nl"))
    stage.eyes.wait("language.nl", states=["checked"])
    until(lambda: stage.eyes.wait("call.start").name != french, "the buttons turn Dutch")
    stage.hands.press("F2", "F3", "F3")
    stage.hands.type("thuiszorg")
    stage.eyes.wait("search.results", rows=2)
    stage.eyes.wait("card.name", name=".")


def window_closes(stage: Stage) -> None:
    assert stage.window is not None
    stage.hands.press("ctrl+q")
    until(lambda: stage.window and not stage.window.is_running(), "the window closes")
    code = stage.window.end()
    if code != 0:
        raise NotSeen(f"the window ended with code {code}, not 0")


def in_sight(stage: Stage, *controls: str) -> None:
    """Come back when `controls` are where the call's pane shows them, not scrolled away."""

    def inside(control: str) -> bool:
        pane, seen = stage.eyes.wait("call.scroll").extents, stage.eyes.wait(control).extents
        return pane[1] <= seen[1] and seen[1] + seen[3] <= pane[1] + pane[3]

    for control in controls:
        until(partial(inside, control), f"{control} is in sight")


STORY: Final = (
    Step("start", mark("The window opens, signed in, with the whole offer"), window_opens),
    Step("call", mark("F2 starts a call, F3 says that the caller speaks French"), call_starts),
    Step("search", mark("A need is typed with accents and a slip"), services_are_found),
    Step(
        "referrals", mark("Enter refers, the arrow moves on, Enter refers"), two_services_are_given
    ),
    Step("wrap-up", mark("F9 wraps up, one letter says who rang"), wrap_up_opens),
    Step("saved", mark("F9 saves, and the server holds one call"), call_is_saved_and_sent),
    Step("cut", mark("The line is cut, and the desk says so"), line_is_cut),
    Step(
        "offline",
        mark("A Dutch call is taken offline; F12 takes a referral back"),
        dutch_call_waits,
    ),
    Step(
        "waiting",
        mark("It is saved and waits; the server knows nothing of it"),
        dutch_call_is_saved,
    ),
    Step("killed", mark("The desk is killed in the middle of a third call"), desk_is_killed),
    Step("recovered", mark("Started again, it offers the unfinished call"), call_is_recovered),
    Step("resumed", mark("The call goes on where it was, and is saved"), call_goes_on),
    Step("mended", mark("The line is mended; one answer is lost on the way"), line_is_mended),
    Step("once", mark("The server holds three calls, each exactly once"), nothing_is_counted_twice),
    *DAY,
    *COMPLEX,
    Step("dutch", mark("The screen turns Dutch"), screen_turns_dutch),
    Step("closed", mark("Ctrl+Q closes the window; the draft is kept"), window_closes),
    *LEAD,
)
