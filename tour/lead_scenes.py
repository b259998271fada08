"""The figures of a team lead in pictures: charts, tables, filters, an export."""

from dataclasses import replace

from tour.lead_story import AN, COMMUNE, months_are_closed
from tour.stage import Stage

PAGES = 4
"""How far down the figures are looked at, a window at a time."""


def desk_of_a_lead(here: Stage) -> None:
    """Closed months on the server, and a second desk at which their lead is signed in."""
    months_are_closed(here)
    here.demo = replace(here.demo, desk="lead")
    here.demo.sign_in(here.line.url, AN)
    here.demo.deskwards("sync", "--once")


def figures(here: Stage) -> None:
    """From Ctrl+T to the questions before an export; the window is open."""
    here.hands.press("ctrl+t")
    here.eyes.wait("statistics.unmet_needs.chart", states=["focused"], within_s=30)
    here.eyes.picture("figures")
    for page in range(PAGES):
        here.hands.press("Next")
        here.eyes.picture(f"figures-{page + 2}")
    here.hands.press("Prior", "Prior", "Prior", "Prior", "Prior")
    here.hands.press("f")
    here.eyes.wait("statistics.filters.words", states=["focused"])
    here.hands.type(COMMUNE)
    here.eyes.picture("figures-filter")
    here.hands.press("Enter")
    here.eyes.wait("statistics.filter.0", name="Anderlecht")
    here.eyes.picture("figures-narrowed")
    here.hands.press("BackSpace", "f")
    here.eyes.wait("statistics.filters.words", states=["focused"])
    here.hands.press("Enter")  # all teams together stand first
    here.eyes.wait("statistics.filter.0", name=".")
    here.eyes.picture("figures-all-teams")
    here.hands.press("BackSpace", "e")
    here.eyes.wait("export.purpose.annual_report", states=["focused"])
    here.eyes.picture("figures-export")
    here.hands.press("Escape", "alt+Right")
    here.eyes.wait("statistics.problem", name=".")
    here.eyes.picture("figures-not-closed")
