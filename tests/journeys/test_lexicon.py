"""A way to say it that nobody knew: from a table on the server to a search at the desk."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from helpdesk_domain.languages import Words
from helpdesk_domain.sync import DIRECTORY
from helpdesk_server.commands.group import command_line
from helpdesk_server.importing import import_file
from helpdesk_server.store.streams import head as head_of
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import WHOLE_OFFER, fill_in
from tests.serving import PASSWORD
from tests.ui.small_offer import NOON
from tests.ui.window import Key, Window

pytestmark = pytest.mark.usefixtures("new_desk")
CTRL = Qt.KeyboardModifier.ControlModifier
HOUSING, CELLAR, DOCTOR, PUMPS, SURGERY = (str(uuid.uuid4()) for _ in range(5))
PUMPS_NAME = "Les Pompes du Canal"
RECORDS = [
    {"id": HOUSING, "code": "p-house", "name": "Logement", "taxonomy": "category"},
    {"id": CELLAR, "code": "cave", "name": "Assèchement", "parent_id": HOUSING},
    {"id": DOCTOR, "code": "mg", "name": "Médecin", "parent_id": HOUSING},
    {
        "id": PUMPS,
        "name": PUMPS_NAME,
        "status": "active",
        "attributes": [{"link_type": "service", "taxonomy_term_id": CELLAR}],
    },
    {
        "id": SURGERY,
        "name": "Cabinet du Canal",
        "status": "active",
        "attributes": [{"link_type": "service", "taxonomy_term_id": DOCTOR}],
    },
]
SAID = "zwommelbak"


def publishes(office: Office, path: Path, *lines: str) -> int:
    """What `lexicon publish` ends with, for a table of these lines."""
    path.write_text("\n".join(["term;language;kind;phrase", *lines]), "utf-8")
    settings = office.server.settings
    place = ["--data-dir", str(settings.data_dir), "--database", settings.database]
    line = command_line(Words("en"))
    return CliRunner().invoke(line, [*place, "lexicon", "publish", str(path)]).exit_code


def referred(window: Window, words: str) -> list[str]:
    """What a caller who says `words` is given first, in a call of its own."""
    window.press(Key.Key_F2)
    window.search(words)
    window.press(Key.Key_Return)
    return window.referrals()


def test_a_saying_published_on_the_server_is_searched_by_after_the_next_sync(
    start: Callable[[], Window], office: Office, tmp_path: Path
) -> None:
    # Given a desk with a service that nobody would find by the word a caller has for it
    offer = tmp_path / "more.ndjson"
    offer.write_text("\n".join(map(json.dumps, RECORDS)), "utf-8")
    import_file(office.server.store, offer, NOON)
    window = start()
    window.until(lambda: window.find("signin").isVisible())
    fill_in(window, office.url, "marie", PASSWORD)
    window.press(Key.Key_Return)
    window.until(lambda: window.find("desk").isVisible(), timeout_ms=10_000)
    window.until(lambda: window.workplace.searcher.services == WHOLE_OFFER + 2)
    assert PUMPS_NAME not in " ".join(referred(window, SAID))

    # When the word is published, and the desk syncs
    assert publishes(office, tmp_path / "said.csv", f"cave;nl;lay;{SAID}") == 0
    with window.qtbot.waitSignal(window.workplace.searcher.ready, timeout=10_000):
        window.press(Key.Key_R, CTRL)

    # Then the service is the first that is given
    assert PUMPS_NAME in " ".join(referred(window, SAID))

    # And a table with a mistake leaves everything as it is
    before = office.server.store.read(head)
    assert publishes(office, tmp_path / "bad.csv", "cave;nl;lay;pomp", "cave;nl;loud;x") == 6
    assert office.server.store.read(head) == before
    assert PUMPS_NAME in " ".join(referred(window, SAID))


def head(session: Session) -> int:
    return head_of(session, DIRECTORY).seq
