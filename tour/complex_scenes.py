"""A complex situation in pictures: asked, reasoned about, planned, handed over, with consent."""

from collections.abc import Mapping
from typing import Final

from tour.stage import Stage

WHO: Final = {"fr": "sans adresse 50 ans interprète", "nl": "zonder adres 50 jaar tolk"}
COVER: Final = {"fr": "na", "nl": "nd"}
"""No health cover; urgent medical aid may be opened."""
SITUATION: Final = {"fr": "suod", "nl": "zgjd"}
"""No papers, no income, a psychiatric comorbidity, diabetes."""
URGENCY: Final = {"fr": "pdda", "nl": "sbba"}
"""Alone, within a day, leaves hospital within a day, another ward."""
STEP: Final = {
    "fr": "CPAS + hôpital : ouvrir l'aide médicale urgente, demain",
    "nl": "OCMW + ziekenhuis: dringende medische hulp openen, morgen",
}
CALL_BACK: Final = {"fr": "p", "nl": "o"}
AGREES: Final = {"fr": "a", "nl": "a"}


def complex_situation(here: Stage, language: str) -> None:
    """From F5 to the summary, and the consent that a name takes."""
    _about_whom(here, language)
    here.hands.press("F5")
    here.eyes.wait("intake.health_cover.yes", states=["focused"])
    here.eyes.picture("intake-begun")
    _strike(here, COVER, language)
    here.eyes.picture("intake-right-to-open")
    here.hands.press("Enter")
    _strike(here, SITUATION, language)
    here.eyes.picture("intake-several-answers")
    here.hands.press("Enter")
    _strike(here, URGENCY, language)
    here.eyes.picture("intake-answered")
    here.hands.press("End")
    here.eyes.wait("intake.level.integration", states=["focused"])
    here.eyes.picture("intake-to-decide")
    here.hands.press("Enter")
    here.eyes.picture("intake-to-consider")
    _plan(here, language)
    _summed_up(here)
    _agreed(here, language)
    here.hands.press("F9")
    here.eyes.picture("intake-finished")
    here.hands.press("h" if language == "fr" else "z", "F9")
    here.eyes.wait_gone("call.timer")


def _about_whom(here: Stage, language: str) -> None:
    here.hands.press("F2", "shift+F3")
    here.eyes.wait("call.languages", states=["focused"])
    here.hands.press("a", "r")
    here.hands.press("Enter")
    here.hands.press("ctrl+o")
    here.eyes.wait("person.words", states=["focused"])
    here.hands.type(WHO[language])
    here.hands.press("Enter")
    here.eyes.wait("search.text", states=["focused"])


def _plan(here: Stage, language: str) -> None:
    here.hands.press("ctrl+End")
    here.eyes.wait("intake.plan.new.line", states=["focused"])
    here.hands.type(STEP[language])
    here.hands.press("Enter")
    here.eyes.wait("intake.plan.0.done")
    here.eyes.picture("intake-planned")


def _summed_up(here: Stage) -> None:
    here.hands.press("F7")
    here.eyes.wait("summary.address", states=["focused"])
    here.eyes.wait("summary.preview", text="1. ")
    here.eyes.picture("intake-summary")
    here.hands.press("Escape")


def _agreed(here: Stage, language: str) -> None:
    here.hands.press("shift+F5")
    here.eyes.wait("contact.purposes.title")
    here.eyes.picture("contact-asked")
    here.hands.press(CALL_BACK[language], "Enter")
    here.eyes.wait("contact.answer.accepted", states=["focused"])
    here.eyes.picture("contact-read-aloud")
    here.hands.press(AGREES[language])
    here.eyes.wait("contact.name.line", states=["focused"])
    here.hands.type("Samira")
    here.eyes.picture("contact-agreed")
    here.hands.press("Escape")
    here.eyes.wait_gone("contact.name.line")


def _strike(here: Stage, letters: Mapping[str, str], language: str) -> None:
    here.hands.press(*letters[language])
