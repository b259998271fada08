"""A desktop that is too old may not fetch what it cannot read, and may always send."""

from pathlib import Path

import pytest

from helpdesk_server.settings import Settings
from helpdesk_server.versions import version_in
from tests.server.desk import Desk, code_of
from tests.server.records import a_call
from tests.serving import HandClock, running_server

FETCHED = (
    "/v1/changes?since=0",
    "/v1/changes?stream=calls:midi&since=0",
    "/v1/changes?stream=personal:midi&since=0",
    "/v1/snapshots/directory",
    f"/v1/snapshots/{'0' * 64}.ndjson.zst",
)


def test_an_old_desktop_is_refused_a_pull_and_never_a_push(
    tmp_path: Path, clock: HandClock
) -> None:
    settings = Settings(data_dir=tmp_path, min_client="0.4")
    with running_server(tmp_path, now=clock, settings=settings) as server:
        server.add_person("Amélie")
        desk = Desk(server).sign_in()

        for path in FETCHED:
            answer = desk.get(path, **{"HD-Client": "helpdesk-desktop/0.3.9 (linux)"})
            assert (answer.status_code, code_of(answer)) == (426, "upgrade_required"), path
            recent = desk.get(path, **{"HD-Client": "helpdesk-desktop/0.4.0 (linux)"})
            assert recent.status_code in (200, 404), path
            assert desk.get(path, **{"HD-Protocol": "2"}).status_code == 426

        old = {"HD-Client": "helpdesk-desktop/0.1.0 (linux)"}
        desk.always = old
        assert desk.put_call(a_call()).status_code == 201
        assert desk.put_calls(a_call("b")).status_code == 200
        assert desk.get("/v1/hello").json()["min_client"] == "0.4"
        desk.close()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.4.2", (1, 4, 2)),
        ("helpdesk-desktop/0.10.0 (linux)", (0, 10, 0)),
        ("helpdesk-desktop/0.10.0.dev3", ()),
        ("", ()),
        ("curl", ()),
        ("²", ()),
    ],
)
def test_the_version_is_the_number_after_the_name(text: str, numbers: tuple[int, ...]) -> None:
    assert version_in(text) == numbers
