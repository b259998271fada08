"""What else a desk does in a day: what was promised, refused, full, or no call at all.

Each step leaves the desk as it found it: French screens, nobody on the line.
"""

from typing import Final

from helpdesk_domain.languages import mark
from tour.stage import Stage
from tour.step import Step, server_holds

NEED = "santé mentale molenbeek"
PROMISE = "j+2 14:30 rappeler le CPAS"
WHO = "1080 53 femme interprète"
NOTHING_FOR = "orthophoniste swahili de nuit"


def a_call_back_is_promised(stage: Stage) -> None:
    stage.hands.press("F2", "F8")
    stage.eyes.wait("followup.words", states=["focused"])
    stage.hands.type(PROMISE)
    stage.eyes.wait("followup.reading", name="14:30")
    stage.hands.press("Enter")
    stage.eyes.wait("call.follow_up", name="rappeler le CPAS")
    stage.hands.press("F9", "m", "F9")
    stage.eyes.wait_gone("call.timer")


def the_team_sees_it(stage: Stage) -> None:
    stage.hands.press("ctrl+l")
    stage.eyes.wait("followups.counts", name="^1 ")
    stage.eyes.wait("followups.table", states=["focused"])


def a_need_finds_no_help(stage: Stage) -> None:
    stage.hands.press("Escape", "F2", "F3")
    stage.hands.type(NOTHING_FOR)
    stage.eyes.wait("search.text", text=f"^{NOTHING_FOR}$")
    stage.hands.press("shift+Return")
    stage.eyes.wait("unmet.reason.no_service", states=["focused"])
    stage.hands.press("n")
    stage.eyes.wait_gone("unmet")
    stage.hands.press("F9", "m", "F9")
    stage.eyes.wait_gone("call.timer")


def a_ring_is_no_call(stage: Stage) -> None:
    stage.hands.press("F2", "F9", "e")
    stage.eyes.wait("wrapup.non_call.wrong_number", states=["checked"])
    stage.hands.press("F9")
    stage.eyes.wait_gone("call.timer")


def a_service_is_full(stage: Stage) -> None:
    stage.hands.press("F4")
    stage.hands.type(NEED)
    stage.eyes.wait("search.results", rows=2)
    stage.hands.press("ctrl+d")
    stage.eyes.wait("flag.topic.phone", states=["focused"])
    stage.hands.press("s")
    stage.eyes.wait("flag.words", states=["focused"])
    stage.hands.type("3 semaines, dit l'accueil")
    stage.hands.press("Enter")
    stage.eyes.wait_gone("flag")
    stage.eyes.wait("card.capacity", name="signalé")


def the_person_has_no_name(stage: Stage) -> None:
    stage.hands.press("F2", "F3")
    stage.hands.type(NEED)
    stage.eyes.wait("search.results", rows=2)
    stage.hands.press("Enter")
    stage.eyes.wait("call.person", name="Molenbeek.*lu dans la recherche")
    stage.hands.press("ctrl+o")
    stage.eyes.wait("person.words", states=["focused"])
    stage.hands.type(WHO)
    stage.eyes.wait("person.reading", name="45-64")
    stage.hands.press("Enter")
    stage.eyes.wait("call.person", name="Molenbeek.*1080.*45-64.*femme.*interprète")


def another_refuses(stage: Stage) -> None:
    stage.hands.press("F9", "m", "F9")
    stage.eyes.wait_gone("call.timer")
    stage.hands.press("F2", "F3")
    stage.hands.type(NEED)
    stage.eyes.wait("search.results", rows=2)
    stage.hands.press("Enter")
    stage.eyes.wait("call.referrals", rows=1)
    stage.hands.press("shift+F8")
    stage.eyes.wait("referral.status.given", states=["focused"])
    stage.hands.press("r")
    stage.eyes.wait("referral.reason.full", name=".")
    stage.hands.press("s")
    stage.eyes.wait("search.text", states=["focused"])


def a_sheet_is_written(stage: Stage) -> None:
    stage.hands.press("F7")
    stage.eyes.wait("sheet.preview", text="1. ")
    stage.hands.press("Down")
    stage.eyes.wait("sheet.language.nl", states=["checked"])
    stage.eyes.wait("sheet.preview", text="Waar u terechtkunt")


def the_day_is_looked_through(stage: Stage) -> None:
    stage.hands.press("Escape", "F9", "m", "F9")
    stage.eyes.wait_gone("call.timer")
    stage.hands.press("ctrl+j")
    stage.eyes.wait("mycalls.table", rows=8)
    stage.eyes.wait("status.sync", name="À jour.* 0 ", within_s=30)
    server_holds(stage, 8)


def colours_change(stage: Stage) -> None:
    stage.hands.press("Escape", "ctrl+comma")
    stage.eyes.wait("settings.search", states=["focused"])
    stage.hands.type("sombre")
    stage.eyes.wait_gone("settings.language")
    stage.hands.press("Enter", "Right", "Right")
    stage.eyes.wait("settings.theme.dark", states=["checked"])


def every_command_has_a_key(stage: Stage) -> None:
    stage.hands.press("Escape")
    stage.eyes.wait("settings.search", states=["focused"])
    stage.hands.press("Escape")
    stage.eyes.wait("search.text", states=["focused"])
    stage.hands.press("ctrl+k")
    stage.eyes.wait("palette.words", states=["focused"])
    stage.hands.type("touch")
    stage.hands.press("Enter")
    stage.eyes.wait("help.table", rows=4)


DAY: Final = (
    Step("promised", mark("F8 promises to ring back in two days"), a_call_back_is_promised),
    Step("follow-ups", mark("Ctrl+L lists what the team has promised"), the_team_sees_it),
    Step("unmet", mark("Nothing fits: Shift+Enter and a letter say why"), a_need_finds_no_help),
    Step("no-call", mark("A wrong number takes four keys"), a_ring_is_no_call),
    Step("reported", mark("Ctrl+D reports that a service is full"), a_service_is_full),
    Step(
        "person", mark("Ctrl+O says whom a call is about, without a name"), the_person_has_no_name
    ),
    Step("refused", mark("Shift+F8 says that a service refused, and why"), another_refuses),
    Step("sheet", mark("F7 writes for the caller what was given"), a_sheet_is_written),
    Step("my-calls", mark("Ctrl+J looks through the calls of the day"), the_day_is_looked_through),
    Step("settings", mark("Ctrl+, makes the colours dark"), colours_change),
    Step("keys", mark("Ctrl+K finds every command, F1 every key"), every_command_has_a_key),
)
