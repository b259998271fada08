"""The line itself: what is said on it, whom it leads to, how long it waits."""

import socket
from pathlib import Path

import pytest

from helpdesk_desktop.sync.errors import (
    BadServerAddress,
    ServerUnreachable,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.people import DeviceId
from tests.sync.line import (
    answer,
    faulty_server,
    page,
)

DEVICE = DeviceId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11")


def test_each_question_says_who_asks_and_nothing_more() -> None:
    with faulty_server(answer(page())) as line:
        Server(line.url, DEVICE).changes("the-token", "directory", 0)

    asked = line.asked[0]
    assert asked.headers["authorization"] == "Bearer the-token"
    assert asked.headers["hd-device"] == DEVICE
    assert asked.headers["hd-protocol"] == "1"
    assert "cookie" not in asked.headers


def test_a_server_that_says_nothing_is_unreachable_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server(f"http://127.0.0.1:{silent.getsockname()[1]}", DEVICE, (0.2, 0.2))
        with pytest.raises(ServerUnreachable):
            server.hello()


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ServerUnreachable):
        Server(f"http://127.0.0.1:{port}", DEVICE).hello()


@pytest.mark.parametrize(
    "url",
    [
        "http://helpdesk.example.org",
        "http://192.168.1.10:8000",
        "http://127.0.0.1.example.org",
        "ftp://127.0.0.1",
        "https://",
        "https://name:secret@helpdesk.example.org",
        "https://helpdesk.example.org:99999",
        "helpdesk.example.org",
        "",
    ],
)
def test_an_address_without_protection_is_refused(url: str) -> None:
    with pytest.raises(BadServerAddress):
        Server(url, DEVICE)


@pytest.mark.parametrize(
    "url",
    [
        "https://helpdesk.example.org",
        "http://127.0.0.1:8000/",
        "http://localhost:8000",
        "http://[::1]:8000",
    ],
)
def test_a_protected_address_and_this_computer_are_accepted(url: str) -> None:
    assert Server(url, DEVICE).url == url.rstrip("/")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" https://HD.Example.org/ ", "https://hd.example.org"),
        ("https://hd.example.org.:443", "https://hd.example.org"),
        ("https://hd.example.org:8443", "https://hd.example.org:8443"),
        ("HTTPS://hd.example.org/Desk", "https://hd.example.org/Desk"),
        ("http://LOCALHOST:80", "http://localhost"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_a_server_has_one_address_however_it_is_written(written: str, meant: str) -> None:
    """Its keys are pinned by it: another spelling would be believed anew."""
    assert Server(written, DEVICE).url == meant


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login x password y\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)


@pytest.mark.usefixtures("netrc")
def test_neither_netrc_nor_a_proxy_comes_between_the_desk_and_this_computer() -> None:
    with faulty_server(answer(page())) as line:
        Server(line.url, DEVICE).changes("the-token", "directory", 0)

    assert line.asked[0].headers["authorization"] == "Bearer the-token"
