"""Tests: the line that lies does to a request what its fate says, and the same for a seed."""

from collections.abc import Iterator
from random import Random

import pytest
import requests

from soak.network.fates import BAD_LINE, WHOLE, Fate
from soak.network.proxy import Proxy, Request
from tests.sync.line import HELLO, FaultyServer, answer, faulty_server


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server(answer()) as listening:
        yield listening


def asked(url: str, body: bytes = b"x" * 50) -> bytes:
    """What comes back; nothing when the line breaks."""
    with requests.Session() as line:
        line.trust_env = False
        try:
            got = line.put(f"{url}/v1/calls/1", data=body, timeout=0.2, allow_redirects=False)
        except requests.RequestException:
            return b""
        return got.content if got.is_redirect is False else b"redirected"


def met(server: FaultyServer, fate: Fate, seed: int = 1) -> bytes:
    with Proxy(server.url, seed, (fate,)) as proxy:
        back = asked(proxy.url)
        proxy.heal()
        assert proxy.met[fate] == 1
    return back


@pytest.mark.parametrize("fate", [Fate.PASSED, Fate.DRIPPED, Fate.TWICE])
def test_what_passes_comes_back_whole(server: FaultyServer, fate: Fate) -> None:
    assert met(server, fate) == HELLO
    assert [request.body for request in server.asked] == [b"x" * 50] * (1 + (fate is Fate.TWICE))


@pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.HOLE, Fate.REQUEST_CUT])
def test_what_never_arrives_whole_is_never_answered(server: FaultyServer, fate: Fate) -> None:
    assert met(server, fate) == b""
    assert all(len(request.body) < 50 for request in server.asked)


@pytest.mark.parametrize("fate", [Fate.LOST, Fate.ANSWER_CUT])
def test_what_the_server_answered_may_be_lost_on_the_way(server: FaultyServer, fate: Fate) -> None:
    assert met(server, fate) != HELLO
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("fate", "said"),
    [(Fate.PORTAL, b"Wi-Fi"), (Fate.REDIRECTED, b"redirected"), (Fate.GATEWAY, b"no route")],
)
def test_somebody_else_answers_and_the_server_hears_nothing(
    server: FaultyServer, fate: Fate, said: bytes
) -> None:
    assert said in met(server, fate)
    assert server.asked == []


def test_one_bit_of_a_body_is_another_one_when_it_arrives(server: FaultyServer) -> None:
    assert met(server, Fate.REQUEST_FLIPPED) == HELLO
    arrived = server.asked[0].body
    different = [(a ^ b).bit_count() for a, b in zip(arrived, b"x" * 50, strict=True)]
    assert sum(different) == 1


def test_a_server_that_is_gone_is_a_broken_line() -> None:
    with Proxy("http://127.0.0.1:9", 1, WHOLE) as proxy:
        assert asked(proxy.url) == b""


def test_the_same_seed_has_the_same_fates_in_store(server: FaultyServer) -> None:
    def fates(seed: int) -> list[Fate]:
        drawn: list[Fate] = []

        def draw(_request: Request, chance: Random) -> Fate:
            drawn.append(chance.choice(BAD_LINE))
            return Fate.PASSED

        with Proxy(server.url, seed) as proxy:
            proxy.choose = draw
            for _ in range(12):
                asked(proxy.url)
        return drawn

    assert fates(1) == fates(1) != fates(2)
    assert len(set(fates(1))) > 1
