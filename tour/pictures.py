"""`make pictures`: a picture of each screen, in French and Dutch, on two sizes of laptop.

The screens of a call are taken again in the other colours, with larger text, and on a small laptop.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tour.__main__ import ROOT
from tour.demo import from_sources
from tour.guide import tell
from tour.stage import Stage, stage

LANGUAGES = ("fr", "nl")
NEEDS = {"fr": "santé mentale molenbeek", "nl": "geestelijke gezondheid molenbeek"}


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


EVERY_SCREEN = (Look(), Look((1280, 800)))
A_CALL = (
    Look((1024, 600)),
    Look(theme="dark"),
    Look(theme="contrast"),
    Look(percent=150),
    Look(percent=150, theme="dark"),
    Look(percent=200),
    Look((1024, 600), 200, "dark"),
)
"""Of these, the screens of a call are enough: the run stays short."""


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
    set_up(here, {"language": language, "text_size": look.percent, "theme": look.theme})
    here.open_window()
    here.eyes.wait("search.text", states=["focused"], within_s=30)
    here.eyes.wait("demo.notice", within_s=30)
    here.eyes.wait("status.sync", name=r"\d\d:\d\d, 0 ", within_s=30)
    here.eyes.picture("idle")


def take(here: Stage, language: str, look: Look) -> None:
    """Take a picture of each screen in `language`, in the order in which a day brings them."""
    first_run(here, language)
    open_desk(here, language, look)
    call(here, language)
    settings(here)
    no_call(here, language)
    search_corners(here)
    another_language(here)
    my_calls(here)
    where_calls_are(here)
    offline_and_recovered(here)


def set_up(here: Stage, chosen: Mapping[str, object]) -> None:
    """Have the desk start as somebody set it."""
    here.demo.profile.mkdir(exist_ok=True)
    kept = here.demo.profile / "settings.json"
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    kept.write_text(json.dumps({**known, **chosen}), "utf-8")


def first_run(here: Stage, language: str) -> None:
    """A new desk without a keyring: the passphrase, then the sign-in."""
    signed_in = here.demo
    here.demo = replace(signed_in, desk="new-desk")
    set_up(here, {"language": language, "theme": "light"})
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


def call(here: Stage, language: str) -> None:
    """A call with two referrals, up to its wrap-up and after it is saved."""
    here.hands.press("F2", *["F3"] * (1 + LANGUAGES.index(language)))
    here.hands.type(NEEDS[language])
    here.eyes.wait("search.results", rows=2)
    here.eyes.wait("card.name", name=".")
    here.eyes.picture("found")
    here.hands.press("ctrl+space")
    here.eyes.wait("search.facets.values", states=["focused"])
    here.eyes.picture("facets")
    here.hands.press("ctrl+space")
    here.eyes.wait("search.text", states=["focused"])
    here.hands.press("Enter")
    here.eyes.wait("call.referrals", rows=1)
    here.hands.press("Down", "Down", "Enter")
    here.eyes.wait("call.referrals", rows=2)
    here.eyes.picture("referred")
    here.hands.press("F6", "F6")
    here.eyes.wait("call.note", states=["focused"])
    here.eyes.picture("note")
    here.hands.press("F9")
    here.eyes.wait("wrapup.profile.gp", states=["focused"])
    here.eyes.picture("wrap-up-missing")
    here.hands.press("s")
    here.eyes.picture("wrap-up")
    here.hands.press("F9")
    here.eyes.wait_gone("call.timer")
    here.eyes.wait("status.sync", name=" 0 ")
    here.eyes.picture("saved")


def no_call(here: Stage, language: str) -> None:
    """A ring that was none, after a social worker rang."""
    here.hands.press("F2", "F9")
    here.eyes.wait("wrapup.profile.social_worker", states=["focused"])
    here.hands.press("x" if language == "fr" else "m")
    here.eyes.wait("wrapup.non_call.abusive", states=["checked"])
    here.eyes.picture("not-a-call")
    here.hands.press("F9")
    here.eyes.wait_gone("call.timer")


def another_language(here: Stage) -> None:
    """The caller speaks neither French nor Dutch."""
    here.hands.press("F2", "shift+F3")
    here.eyes.wait("call.languages", states=["focused"])
    here.hands.press("t", "u")
    here.eyes.picture("another-language")
    here.hands.press("Enter")
    here.eyes.wait("search.text", states=["focused"])
    here.hands.press("F12", "F12")
    here.eyes.wait_gone("call.timer")


def settings(here: Stage) -> None:
    """What can be chosen, all of it and what a few letters find."""
    here.hands.press("ctrl+comma")
    here.eyes.wait("settings.search", states=["focused"])
    here.eyes.picture("settings")
    here.hands.type("contrast")
    here.eyes.wait_gone("settings.language")
    here.hands.press("Enter")
    here.eyes.picture("settings-found")
    here.hands.press("Escape", "Escape")
    here.eyes.wait("search.text", states=["focused"])


def my_calls(here: Stage) -> None:
    """What was done today."""
    here.hands.press("ctrl+j")
    here.eyes.wait("mycalls.table", rows=1)
    here.eyes.picture("my-calls")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])


def search_corners(here: Stage) -> None:
    """Nothing found, and something uncertain."""
    here.hands.press("F4")
    here.hands.type("zzqxk")
    here.eyes.wait("search.text", text="zzqxk")
    here.eyes.picture("nothing-found")
    here.hands.press("F1")
    here.eyes.wait("help.table", rows=4)
    here.eyes.picture("help")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])
    here.hands.press("shift+Return")
    here.eyes.wait("unmet.reason.no_service", states=["focused"])
    here.eyes.picture("why-nothing")
    here.hands.press("Escape")
    here.eyes.wait_gone("unmet")
    here.hands.press("F4", "BackSpace")


def where_calls_are(here: Stage) -> None:
    """The synchronisation screen, and back."""
    here.hands.press("ctrl+r")
    here.eyes.wait("sync.heading")
    here.eyes.wait("sync.again", states=["focused"])
    here.eyes.picture("where-calls-are")
    here.hands.press("Escape")
    here.eyes.wait("search.text", states=["focused"])


def offline_and_recovered(here: Stage) -> None:
    """The line is cut, a call waits; the desk is killed, and offers the call it was in."""
    here.line.cut()
    here.hands.press("F2", "F3")
    here.hands.type("thuiszorg aide")
    here.eyes.wait("search.results", rows=1)
    here.hands.press("Enter")
    here.eyes.wait("call.referrals", rows=1)
    here.hands.press("F9", "m", "F9")
    here.eyes.wait_gone("call.timer")
    here.eyes.wait("status.sync", name="1 ")
    here.eyes.picture("offline")
    here.hands.press("F2", "F3")
    here.hands.type("tolk arabe")
    here.eyes.wait("call.draft", name="✓", within_s=5)
    assert here.window is not None
    here.window.kill()
    here.open_window()
    here.eyes.wait("recovery.resume", states=["focused"])
    here.eyes.wait("status.sync", name="(Hors ligne|Offline)", within_s=30)
    here.eyes.wait("search.count", name=" : |: ")  # the directory is open
    here.eyes.picture("recovery")


if __name__ == "__main__":
    main()
