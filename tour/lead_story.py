"""What a team lead sees of it: the months before are closed, told, narrowed and exported."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import mark
from helpdesk_domain.statistics.months import Kind, Month, last_closed
from tour.demo import PEOPLE
from tour.past_calls import PastCalls
from tour.stage import Stage
from tour.step import Step
from tour.waiting import NotSeen

MARIE, _, AN = PEOPLE
MONTHS: Final = 3
COMMUNE: Final = "ander"
"""The beginning of « Anderlecht »."""
ALL_TEAMS: Final = "toutes"


def months_are_closed(stage: Stage) -> None:
    """Calls of the last closed months are sent by a desk that comes late; the server closes."""
    last = newest(today_in_brussels())
    months = [last.after(-back) for back in range(MONTHS)]
    sent = PastCalls(stage.line.url, MARIE).send(months)
    stage.demo.serverwards("statistics", "close")
    held = stage.demo.held()["calls"]
    if not isinstance(held, int) or held < sent:
        raise NotSeen(f"the server holds {held} calls, not the {sent} that were sent")


def lead_reads_figures(stage: Stage) -> None:
    stage.demo = replace(stage.demo, desk="lead")
    stage.demo.sign_in(stage.line.url, AN)
    stage.demo.deskwards("sync", "--once")
    stage.open_window()
    stage.eyes.wait("search.text", within_s=60)
    stage.hands.press("ctrl+t")
    stage.eyes.wait("statistics.headline", name="appels", within_s=30)
    stage.eyes.wait("statistics.unmet_needs.chart", states=["focused"])


def lead_narrows_figures(stage: Stage) -> None:
    whole = stage.eyes.wait("statistics.headline", name=".").name
    stage.hands.press("f")
    stage.eyes.wait("statistics.filters.words", states=["focused"])
    stage.hands.type(COMMUNE)
    stage.hands.press("Enter")
    narrowed = stage.eyes.wait("statistics.filter.0", name="Anderlecht")
    if not narrowed.name or stage.eyes.wait("statistics.headline", name=".").name == whole:
        raise NotSeen("the figures are not narrowed")


def lead_reads_all_teams(stage: Stage) -> None:
    stage.hands.press("BackSpace")
    stage.eyes.wait_gone("statistics.filter.0")
    stage.hands.press("f")
    stage.eyes.wait("statistics.filters.words", states=["focused"])
    stage.hands.type(ALL_TEAMS)
    stage.hands.press("Enter")
    stage.eyes.wait("statistics.filter.0", name="toutes les équipes")
    stage.eyes.wait("statistics.headline", name="appels")


def figures_are_exported(stage: Stage) -> None:
    stage.close_window()
    month = str(newest(today_in_brussels()))
    for kind in ("xlsx", "pdf"):
        path = stage.demo.folder / f"figures.{kind}"
        asked = ("--from", month, "--format", kind, "--purpose", "policy", "-o", str(path))
        number = stage.demo.deskwards("export-stats", *asked).strip()
        stage.demo.deskwards("sync", "--once")
        today = str(today_in_brussels())
        listed = stage.demo.serverwards("reads", "list", "--since", today)
        if number not in listed or not path.stat().st_size:
            raise NotSeen(f"the export {number} left no mark in the audit")


def newest(today: date) -> Month:
    """The last month whose figures are there."""
    return last_closed(Kind.MONTH, today).first


LEAD: Final = (
    Step(
        "past",
        mark("Calls of the months before come in, and their months are closed"),
        months_are_closed,
    ),
    Step("figures", mark("A team lead reads what they say (Ctrl+T)"), lead_reads_figures),
    Step("narrowed", mark("… of one commune alone"), lead_narrows_figures),
    Step("all-teams", mark("… and of all teams together"), lead_reads_all_teams),
    Step(
        "exported",
        mark("… and exports it: spreadsheet, PDF, a mark in the audit"),
        figures_are_exported,
    ),
)
