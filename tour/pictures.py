"""`make pictures`: each screen, in French and Dutch, in each size of text, light and dark.

The screens of a call are taken again in high contrast, and on a small laptop.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tour.__main__ import ROOT
from tour.complex_scenes import complex_situation
from tour.demo import from_sources
from tour.guide import tell
from tour.lead_scenes import desk_of_a_lead, figures
from tour.scenes import (
    LANGUAGES,
    another_language,
    call,
    followed_up,
    my_calls,
    no_call,
    offline_and_recovered,
    reported,
    search_corners,
    settings,
    where_calls_are,
)
from tour.stage import Stage, stage

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Look:
    """How the desk is set while its pictures are taken."""

    size: tuple[int, int] = (1366, 768)
    percent: int = 100
    theme: str = "light"

    @property
    def name(self) -> str:
        across, high = self.size
        usual = (self.percent, self.theme) == (100, "light")
        return f"{across}x{high}" + ("" if usual else f"-{self.percent}-{self.theme}")


EVERY_SCREEN = (
    *(Look(percent=percent, theme=theme) for percent in (100, 150, 200) for theme in THEMES),
    Look((1280, 800)),
)
A_CALL = (Look((1024, 600)), Look(theme="contrast"), Look((1024, 600), 200, "dark"))
"""Of these, the screens of a call are enough: the run takes a quarter of an hour as it is."""


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tour.pictures", description=__doc__)
    options.add_argument("--output", type=Path, metavar="DIR", default=ROOT / "pictures")
    output: Path = options.parse_args().output
    for look in (*EVERY_SCREEN, *A_CALL):
        for language in LANGUAGES:
            folder = output / f"{language}-{look.name}"
            for earlier in folder.glob("*.png"):
                earlier.unlink()
            with stage(from_sources(), folder, look.size) as here:
                (take if look in EVERY_SCREEN else take_a_call)(here, language, look)
            tell(f"{folder}: {len(list(folder.glob('*.png')))}")


def take_a_call(here: Stage, language: str, look: Look) -> None:
    """Take a picture of each screen of a call, of the settings and of my calls."""
    open_desk(here, language, look)
    call(here, language)
    settings(here)
    my_calls(here)


def open_desk(here: Stage, language: str, look: Look) -> None:
    """The window, its directory open, nobody on the line."""
    set_up(here, settings_of(language, look))
    here.open_window()
    here.eyes.wait("search.text", states=["focused"], within_s=30)
    here.eyes.wait("demo.notice", within_s=30)
    here.eyes.wait("status.sync", name=r"\d\d:\d\d, 0 ", within_s=30)
    here.eyes.picture("idle")


def take(here: Stage, language: str, look: Look) -> None:
    """Take a picture of each screen in `language`, in the order in which a day brings them."""
    first_run(here, language, look)
    welcome(here, language, look)
    open_desk(here, language, look)
    call(here, language)
    settings(here)
    no_call(here)
    search_corners(here)
    another_language(here)
    complex_situation(here, language)
    my_calls(here)
    followed_up(here, language)
    reported(here, language)
    where_calls_are(here)
    offline_and_recovered(here)
    here.line.mend()
    take_figures(here, language, look)


def take_figures(here: Stage, language: str, look: Look) -> None:
    """What a lead sees at a desk of their own."""
    here.close_window()
    desk_of_a_lead(here)
    set_up(here, settings_of(language, look))
    here.open_window()
    here.eyes.wait("search.text", states=["focused"], within_s=60)
    figures(here)


def settings_of(language: str, look: Look) -> Mapping[str, object]:
    """The settings of a desk that looks so."""
    return {"language": language, "text_size": look.percent, "theme": look.theme}


def set_up(here: Stage, chosen: Mapping[str, object]) -> None:
    """Have the desk start as somebody set it."""
    here.demo.profile.mkdir(exist_ok=True)
    kept = here.demo.profile / "settings.json"
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    kept.write_text(json.dumps({**known, **chosen}), "utf-8")


def first_run(here: Stage, language: str, look: Look) -> None:
    """A new desk without a keyring: the passphrase, then the sign-in."""
    signed_in = here.demo
    here.demo = replace(signed_in, desk="new-desk")
    set_up(here, settings_of(language, look))
    here.open_window(passphrase="")
    here.eyes.wait("unlock.passphrase", states=["focused"])
    here.eyes.picture("passphrase")
    here.hands.type("demonstration only")
    here.hands.press("Tab")
    here.hands.type("demonstration onlx")
    here.hands.press("Enter")
    here.eyes.wait("unlock.message", name=".")
    here.eyes.picture("passphrase-mistyped")
    here.hands.press("BackSpace")
    here.hands.type("y")
    here.hands.press("Enter")
    here.eyes.wait("signin.server")
    here.eyes.picture("sign-in")
    fill(here, ("signin.server", "signin.name", "signin.password"), (here.line.url, "marie", "no"))
    here.hands.press("Enter")
    here.eyes.wait("signin.message", name=".")
    here.eyes.picture("sign-in-refused")
    here.close_window()
    here.demo = signed_in


def welcome(here: Stage, language: str, look: Look) -> None:
    """The five steps of a desk that nobody used yet, without a server."""
    signed_in = here.demo
    here.demo = replace(signed_in, desk="desk-to-welcome")
    set_up(here, {**settings_of(language, look), "welcome": 1})
    here.open_window()
    here.eyes.wait(f"welcome.language.{language}", states=["focused"], within_s=30)
    here.eyes.picture("welcome-language")
    here.hands.press("Enter")
    here.eyes.wait("welcome.server", states=["focused"])
    here.eyes.picture("welcome-server")
    here.hands.type("helpdesk.example.org")
    here.hands.press("Enter")
    here.eyes.wait("welcome.name", states=["focused"])
    here.eyes.picture("welcome-sign-in")
    here.hands.press("Escape")
    here.eyes.wait("welcome.explanation", name=".")
    here.eyes.picture("welcome-directory")
    here.hands.press("Enter")
    here.eyes.wait("welcome.keys", name="F12")
    here.eyes.picture("welcome-keys")
    here.close_window()
    here.demo = signed_in


def fill(here: Stage, boxes: Sequence[str], words: Sequence[str]) -> None:
    """Type into each box, found by Tab from wherever the keyboard is."""
    for box, typed in zip(boxes, words, strict=True):
        for _ in range(12):
            seen = here.eyes.look(box)
            if seen and "focused" in seen.states:
                break
            here.hands.press("Tab")
        here.eyes.wait(box, states=["focused"])
        here.hands.press("ctrl+a")
        here.hands.type(typed)


if __name__ == "__main__":
    main()
