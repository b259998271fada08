"""Settings are checked at the door; a file of another program is read as far as it goes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from helpdesk_desktop.settings import BadSettings, Settings

OLDER = {
    "server_url": "https://helpdesk.example",
    "language": "nl",
    "content_language": "fr",
    "sync_every_s": 120,
}
"""As the program wrote them before there was a screen for them."""


def test_a_file_of_an_older_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(OLDER), "utf-8")

    kept = Settings.load(path)

    assert (kept.server_url, kept.language, kept.sync_every_s) == (
        "https://helpdesk.example",
        "nl",
        120,
    )
    assert (kept.text_size, kept.theme) == (100, "system")
    assert kept.content_language == "", "nobody could choose it, so the screens decide as before"


def test_what_is_chosen_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    chosen = Settings(text_size=150, theme="dark", content_language="nl")

    chosen.save(path)

    assert Settings.load(path) == chosen


def test_what_a_later_program_added_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(OLDER | {"theme": "dark", "motion": "less"}), "utf-8")

    assert Settings.load(path).theme == "dark"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text_size", 110),
        ("text_size", "150"),
        ("text_size", True),
        ("theme", "pink"),
        ("theme", None),
        ("content_language", "en"),
        ("language", "de"),
        ("sync_every_s", 5),
    ],
)
def test_a_value_that_cannot_be_is_refused(tmp_path: Path, field: str, value: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(OLDER | {"theme": "dark"} | {field: value}), "utf-8")

    with pytest.raises(BadSettings, match=field):
        Settings.load(path)


def test_a_change_keeps_what_was_not_changed() -> None:
    kept = Settings(server_url="https://helpdesk.example", text_size=175)

    assert replace(kept, theme="dark").text_size == 175
