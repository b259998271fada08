"""A complex situation: asked, reasoned about, decided; and a name that takes consent.

The steps leave the desk as they found it: French screens, nobody on the line.
"""

from typing import Final

from helpdesk_domain.languages import mark
from tour.stage import Stage
from tour.step import Step, server_holds


def it_is_asked_by_letters(stage: Stage) -> None:
    stage.hands.press("Escape", "F2", "F3", "F5")
    stage.eyes.wait("intake.health_cover.yes", states=["focused"])
    # no cover, no right to be opened; no home; papers and income passed over; psychiatric, diabetes
    stage.hands.press("n", "u", "Return", "s", "Return", "Return", "o", "d")
    stage.eyes.wait("intake.chronic_diseases.diabetes", states=["checked"])
    stage.eyes.wait("intake.reasoning.level", name="intégration")
    stage.eyes.wait("intake.reasoning.because", name="χ²=7,5")


def somebody_decides(stage: Stage) -> None:
    stage.hands.press("End")
    stage.eyes.wait("intake.level.integration", states=["focused"])
    stage.hands.press("Return")
    stage.eyes.wait("intake.level.integration", states=["checked"])
    stage.hands.press("F7")
    stage.eyes.wait("summary.preview", text=r"mutuelle.\? non")


def a_name_takes_consent(stage: Stage) -> None:
    stage.hands.press("Escape")
    stage.eyes.wait("intake.reasoning")
    stage.hands.press("shift+F5")
    stage.eyes.wait("contact.purposes.call_back", states=["focused"])
    stage.hands.press("p", "Return")
    stage.eyes.wait("contact.aloud", name="rappeler")
    stage.hands.press("a")
    stage.eyes.wait("contact.name.line", states=["focused"])
    stage.hands.type("Samira")
    stage.eyes.wait("contact.name.line", text="^Samira$")


def the_call_is_saved_without_it(stage: Stage) -> None:
    stage.hands.press("Escape", "F9", "m", "F9")
    stage.eyes.wait_gone("call.timer")
    stage.eyes.wait("status.sync", name="À jour.* 0 ", within_s=30)
    server_holds(stage, 9)


COMPLEX: Final = (
    Step("complex", mark("F5 asks about a complex situation by letters"), it_is_asked_by_letters),
    Step("decided", mark("The level is kept; F7 sums up for professionals"), somebody_decides),
    Step("consent", mark("Shift+F5: a name is kept once the person agreed"), a_name_takes_consent),
    Step("apart", mark("F9 saves the call; the name stays apart"), the_call_is_saved_without_it),
)
