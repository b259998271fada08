"""Writes the sheet of a few services as a PDF, from inside a process like the window's."""

import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

import helpdesk_desktop.ui.qt  # noqa: F401  (before anything else of Qt, as the program does)

# isort: split
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.app import doors
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.reports.sheet import Given, SheetLanguage, sheet
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer import services
from helpdesk_desktop.ui.look.style import dress
from helpdesk_desktop.ui.sheet.screen import cards_of
from helpdesk_desktop.ui.sheet.ways import pdf_of
from helpdesk_desktop.whole_file import write_whole

SERVICES, RUNS = 3, 40


def main() -> None:
    application = QApplication(sys.argv[:1])
    dress(application)
    profile = Profile.at(Path(sys.argv[1]))
    store = doors(profile).open_store(None)
    first = store.read(lambda session: list(islice(services(session), SERVICES * RUNS)))
    given = [Given(service.id, service.name) for service in first]
    times = [
        written_s(store, given[at : at + SERVICES], profile.folder / "fiche.pdf")
        for at in range(0, len(given), SERVICES)
    ]
    store.close()
    sys.stdout.write(json.dumps({"services": SERVICES, "written_s": times}))


def written_s(store: Store, given: Sequence[Given], path: Path) -> float:
    """Seconds to read the services, lay the sheet out and have it on the disk."""
    began = time.monotonic()
    cards = store.read(partial(cards_of, given=tuple(given)))
    write_whole(path, pdf_of(sheet(given, cards, SheetLanguage.BOTH, date.today())))
    return time.monotonic() - began


if __name__ == "__main__":
    main()
