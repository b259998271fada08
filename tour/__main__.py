"""`make run`: the demonstration in a window, or, where there is no screen, as a guided tour."""

import argparse
import os
import shutil
import signal
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words, language_of
from tour.demo import PEOPLE, Demo, from_sources, frozen
from tour.guide import guide, tell
from tour.programs import ProgramFailed
from tour.screen import NoVirtualScreen
from tour.waiting import NotSeen

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / ".work" / "demo"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def main() -> None:
    options = _options()
    words = Words(language_of([os.environ.get(name, "") for name in LOCALE], default="en"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if options.frozen:
            held = guide(frozen(options.frozen), options.output, words)
        elif options.guided or not _has_display():
            held = guide(from_sources(), options.output, words)
        else:
            held = show(words)
    except NoVirtualScreen as problem:
        held = _stopped(
            words.say(
                "The program {name} is missing; it is in build/system-packages.txt.", name=problem
            )
        )
    except (ProgramFailed, NotSeen) as problem:
        held = _stopped(words.say("The demonstration could not be set up:") + f"\n{problem}")
    except KeyboardInterrupt:
        held = _stopped(words.say("Stopped."))
    sys.exit(0 if held else 1)


def show(words: Words) -> bool:
    """Open the demonstration in a window, afresh, and stay until it is closed."""
    DEMO.parent.mkdir(exist_ok=True)
    try:
        with FileLock(DEMO.with_suffix(".lock"), timeout=0):
            shutil.rmtree(DEMO, ignore_errors=True)
            return _show(Demo(from_sources(), DEMO, dict(os.environ)), words)
    except Timeout:
        return _stopped(words.say("The demonstration is already open."))


def _show(demo: Demo, words: Words) -> bool:
    tell(words.say("The server is set up with a fictitious offer (some ten seconds) …"))
    demo.set_up_server()
    with demo.server() as (_, url):
        demo.sign_in(url)
        tell(words.say("The server listens on {url}", url=url))
        for person in PEOPLE:
            tell(f"  {person.name:8} {person.role:9} {person.password}")
        for language in INTERFACE_LANGUAGES:
            tell(_invitation(Words(language)))
        with demo.window(language=words.language) as window:
            return window.process.wait() == 0


def _invitation(words: Words) -> str:
    return words.say(
        "Press F2, type what the caller needs, Enter refers; F9, a letter, F9 saves the call."
    )


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tour", description=__doc__)
    options.add_argument("--guided", action="store_true", help="take the guided tour, always")
    options.add_argument("--frozen", type=Path, metavar="DIR", help="with the programs of DIR")
    options.add_argument("--output", type=Path, metavar="DIR", default=ROOT / "demo-output")
    return options.parse_args()


def _stopped(why: str) -> bool:
    sys.stderr.write(why + "\n")
    return False


if __name__ == "__main__":
    main()
