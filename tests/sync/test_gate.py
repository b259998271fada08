"""The trust gate: nothing but a whole answer of our own server touches this desk."""

import gzip

import pytest

from helpdesk_desktop.store.outbox import OutboxItem
from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CursorGone,
    DeviceRevoked,
    LaterProtocol,
    NetworkIntercepted,
    NoOffer,
    ServerTroubled,
    ServerUnreachable,
    SignInNeeded,
    SyncError,
    TooManyTries,
    UpgradeRequired,
    WrongPassword,
)
from helpdesk_desktop.sync.line import BODY_LIMIT
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import DeviceId
from tests.sync.line import (
    GENERATION,
    HELLO,
    PORTAL,
    Reply,
    Request,
    answer,
    faulty_server,
    gzipped,
    page,
    problem,
)

DEVICE = DeviceId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11")
CALL = CallId("7c5c4c64-2f0c-4a44-8c80-6d5a0a4f7d01")
FLIPPED = HELLO.replace(b"helpdesk-server", b"helpdesk-servep")
MOVED = "302 Found"
BOMB = gzipped(HELLO + b" " * BODY_LIMIT)

BROKEN: dict[str, tuple[bytes, type[SyncError]]] = {
    "a portal's page with 200": (
        answer(PORTAL, content_type="text/html", without=("HD-Protocol",)),
        NetworkIntercepted,
    ),
    "a portal's page that claims to be JSON": (
        answer(PORTAL, without=("HD-Protocol", "HD-Digest", "HD-Generation")),
        NetworkIntercepted,
    ),
    "a portal's 429": (
        answer(PORTAL, status="429 Slow", content_type="text/html"),
        NetworkIntercepted,
    ),
    "a portal's 401": (
        answer(PORTAL, status="401 No", content_type="text/html"),
        NetworkIntercepted,
    ),
    "a portal's 511": (answer(PORTAL, status="511 Portal"), NetworkIntercepted),
    "a redirect": (
        answer(b"", status=MOVED, changed={"Location": "http://127.0.0.1:1/portal"}),
        NetworkIntercepted,
    ),
    "a redirect in our own clothes": (
        answer(status=MOVED, changed={"Location": "/"}),
        NetworkIntercepted,
    ),
    "a redirect that passes for a problem": (problem(MOVED, "not_found"), NetworkIntercepted),
    "an empty 204": (answer(b"", status="204 No Content"), NetworkIntercepted),
    "a body cut before its length": (answer(length=len(HELLO) + 9), NetworkIntercepted),
    "a body cut without a length": (
        answer(without=("Content-Length",))[:-10],
        NetworkIntercepted,
    ),
    "one flipped bit": (
        answer().replace(HELLO, FLIPPED),
        NetworkIntercepted,
    ),
    "no protocol": (answer(without=("HD-Protocol",)), NetworkIntercepted),
    "a later protocol": (answer(changed={"HD-Protocol": "2"}), LaterProtocol),
    "a later protocol of somebody else": (
        answer(changed={"HD-Protocol": "2", "HD-Generation": "latest"}),
        NetworkIntercepted,
    ),
    "an earlier protocol": (answer(changed={"HD-Protocol": "0"}), NetworkIntercepted),
    "a protocol that is none": (answer(changed={"HD-Protocol": "²"}), NetworkIntercepted),
    "a protocol of five thousand digits": (
        answer(changed={"HD-Protocol": "9" * 5000}),
        NetworkIntercepted,
    ),
    "no generation": (answer(without=("HD-Generation",)), NetworkIntercepted),
    "a generation that is none": (answer(changed={"HD-Generation": "latest"}), NetworkIntercepted),
    "no id of the request": (answer(without=("X-Request-Id",)), NetworkIntercepted),
    "the answer to another request": (
        answer(changed={"X-Request-Id": "7c5c4c64-2f0c-4a44-8c80-6d5a0a4f7d02"}),
        NetworkIntercepted,
    ),
    "two generations": (
        answer(changed={"HD-Generation": GENERATION.replace("6", "7")}),
        NetworkIntercepted,
    ),
    "no digest": (answer(without=("HD-Digest",)), NetworkIntercepted),
    "a wrong digest": (answer(changed={"HD-Digest": "sha-256=:AAAA:"}), NetworkIntercepted),
    "another content type": (answer(content_type="text/plain"), NetworkIntercepted),
    "success dressed as a problem": (
        answer(content_type="application/problem+json"),
        NetworkIntercepted,
    ),
    "the JSON of another API": (answer(b'{"status":"ok"}'), NetworkIntercepted),
    "a list": (answer(b"[]"), NetworkIntercepted),
    "broken gzip": (
        answer(b"\x1f\x8b broken", changed={"Content-Encoding": "gzip"}),
        NetworkIntercepted,
    ),
    "a gzip bomb": (BOMB, NetworkIntercepted),
    "a proxy's 502": (
        answer(PORTAL, status="502 Bad Gateway", content_type="text/html"),
        ServerTroubled,
    ),
    "our own 503": (problem("503 Unavailable", "unavailable"), ServerTroubled),
    "our own 426": (problem("426 Upgrade", "upgrade_required"), UpgradeRequired),
    "our own 403": (problem("403 Forbidden", "device_revoked"), DeviceRevoked),
    "a connection closed at once": (b"", ServerUnreachable),
    "something that is not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", ServerUnreachable),
}


@pytest.mark.parametrize(("sent", "error"), BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_not_believed(sent: bytes, error: type[SyncError]) -> None:
    with faulty_server(sent) as line, pytest.raises(error) as problem_seen:
        Server(line.url, DEVICE).hello()

    assert type(problem_seen.value) is error
    assert len(line.asked) == 1, "asked once; a redirect is not followed"


@pytest.mark.parametrize("sent", [answer(), gzipped(HELLO)], ids=["plain", "gzip"])
def test_a_whole_answer_of_our_server_is_believed(sent: bytes) -> None:
    with faulty_server(sent) as line:
        server = Server(line.url, DEVICE)
        assert server.hello().generation == GENERATION
        server.close()


@pytest.mark.parametrize(
    "body",
    [page(since=3), page(count=2), page(following=0)],
    ids=["of another cursor", "with changes missing", "that does not advance"],
)
def test_a_page_that_does_not_fit_is_not_believed(body: bytes) -> None:
    with faulty_server(answer(body)) as line, pytest.raises(NetworkIntercepted):
        Server(line.url, DEVICE).changes("token", "directory", 0)


def test_a_page_of_no_generation_is_not_believed() -> None:
    sent = answer(page(), without=("HD-Generation",))
    with faulty_server(sent) as line, pytest.raises(NetworkIntercepted):
        Server(line.url, DEVICE).changes("token", "directory", 0)


def test_a_page_that_fits_is_believed() -> None:
    with faulty_server(answer(page())) as line:
        assert Server(line.url, DEVICE).changes("token", "directory", 0).next == 7


ITEM = OutboxItem(position=1, call_id=CALL, payload=b"{}", base_rev=None, attempts=1)


def call_answer(sent: bytes) -> Reply:
    return lambda request: sent if request.method == "PUT" else answer()


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (problem("422 Invalid", "invalid"), CallRefused),
        (problem("413 Large", "too_large"), CallRefused),
        (problem("403 Forbidden", "forbidden"), CallRefused),
        (problem("409 Conflict", "conflict"), CallInConflict),
        (problem("403 Forbidden", "device_revoked"), DeviceRevoked),
        (problem("401 Sign in", "sign_in_needed"), SignInNeeded),
        (problem("503 Unavailable", "unavailable"), ServerTroubled),
    ],
)
def test_a_refusal_of_a_call_is_told_from_a_refusal_of_the_desk(
    sent: bytes, error: type[SyncError]
) -> None:
    with faulty_server(call_answer(sent)) as line, pytest.raises(error) as seen:
        Server(line.url, DEVICE).put_call("token", ITEM)

    assert type(seen.value) is error


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (problem("400 Bad", "invalid_grant"), WrongPassword),
        (problem("429 Slow", "too_many_tries", changed={"Retry-After": "30"}), TooManyTries),
        (problem("403 Forbidden", "device_revoked"), DeviceRevoked),
    ],
)
def test_signing_in_fails_in_words(sent: bytes, error: type[SyncError]) -> None:
    with faulty_server(sent) as line, pytest.raises(error) as seen:
        Server(line.url, DEVICE).sign_in("an.operator", "wrong")

    assert getattr(seen.value, "retry_after_s", 30) == 30


def test_a_refresh_that_is_refused_asks_for_a_new_sign_in() -> None:
    with faulty_server(problem("400 Bad", "invalid_grant")) as line, pytest.raises(SignInNeeded):
        Server(line.url, DEVICE).refresh("spent")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (problem("410 Gone", "cursor_expired"), CursorGone),
        (problem("410 Gone", "cursor_ahead"), CursorGone),
        (problem("404 None", "no_offer"), NoOffer),
    ],
)
def test_a_cursor_the_server_lost_and_an_empty_server_have_names(
    sent: bytes, error: type[SyncError]
) -> None:
    with faulty_server(sent) as line, pytest.raises(error):
        Server(line.url, DEVICE).changes("token", "directory", 5)


@pytest.mark.parametrize(
    ("header", "expected_s"), [("7", 7), ("999999999", 3600), ("soon", None), ("-1", None)]
)
def test_a_pause_that_is_asked_for_is_bounded(header: str, expected_s: int | None) -> None:
    sent = problem("503 Unavailable", "unavailable", changed={"Retry-After": header})
    with faulty_server(sent) as line, pytest.raises(ServerTroubled) as seen:
        Server(line.url, DEVICE).hello()

    assert seen.value.retry_after_s == expected_s


def test_an_answer_of_another_generation_than_hello_is_put_off() -> None:
    other = GENERATION.replace("6", "7")

    def reply(request: Request) -> bytes:
        return (
            answer()
            if request.path == "/v1/hello"
            else answer(page(), changed={"HD-Generation": other})
        )

    with faulty_server(reply) as line:
        server = Server(line.url, DEVICE)
        server.hello()
        with pytest.raises(ServerTroubled):
            server.changes("token", "directory", 0)


def test_the_bomb_really_is_one() -> None:
    assert len(BOMB) < BODY_LIMIT / 100
    assert len(gzip.decompress(BOMB.partition(b"\r\n\r\n")[2])) > BODY_LIMIT
