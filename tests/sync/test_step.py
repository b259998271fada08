"""Whatever the line does, no call is lost or counted twice, and the offer ends the same.

Mutants of `sync/step.py` that these tests have killed (each was made, and seen to fail):
 1. `verdict`: any receipt accepts the call (`named == call_id` gone)
 2. `verdict`: a troubled server refuses the call for good
 3. `verdict`: no answer at all counts as accepted
 4. `verdict`: a refused call is postponed for ever
 5. `verdict`: a conflict counts as refused
 6. `verdict`: an ended session makes the call wait
 7. `fits`: a page of another cursor is taken
 8. `fits`: a page with changes missing is taken
 9. `fits`: a page that does not advance is taken
10. `next_pull`: another generation is not noticed
11. `next_pull`: a lost cursor is not noticed
12. `next_pull`: the second page is never asked
13. `next_pull`: the last page is not the last
14. `wait_s`: no doubling; 15. no upper bound; 16. no jitter; 17. the server's pause ignored
18. `ends_the_push`: never; 19. on the first trouble; 20. on a refused call
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CertificateRefused,
    CursorGone,
    Forbidden,
    NetworkIntercepted,
    ServerTroubled,
    ServerUnreachable,
    SignInNeeded,
    SyncError,
    UpgradeRequired,
)
from helpdesk_desktop.sync.step import (
    LONGEST_WAIT_S,
    Accepted,
    Outcome,
    Postponed,
    Pull,
    ends_the_push,
    fits,
    next_pull,
    verdict,
    wait_s,
)
from helpdesk_domain.calls import CallId
from tests.sync.model import NOW, ModelDesk, ModelServer, a_change, a_page, a_receipt

ONE, OTHER = CallId("one"), CallId("other")
FATES = ("ok", "request lost", "answer lost", "old answer", "cut answer", "troubled", "busy")

calls = st.lists(st.integers(0, 30).map(lambda n: CallId(f"c{n}")), unique=True, max_size=12)
lines = st.lists(st.sampled_from(FATES), max_size=40)


@settings(deadline=None)
@given(calls, st.integers(0, 12), lines, st.integers(0, 40))
def test_every_line_ends_in_the_same_place(
    logged: list[CallId], changes: int, line: list[str], replaced_after: int
) -> None:
    # Given a server that refuses one call, disputes another, and once is replaced by a shorter one
    server = ModelServer(
        [a_change(n + 1) for n in range(changes)], set(logged[:1]), set(logged[1:2])
    )
    desk = ModelDesk(server, list(logged))

    # When the line does its worst, and then heals
    for turn, fate in enumerate([*line, *["ok"] * 60]):
        if turn == replaced_after:
            server.changes = [a_change(n + 1, "y") for n in range(changes // 2)]
            server.generation = "second"
            desk.pages_seen.clear()  # the gate holds back what another generation said
        desk.push(fate)
        desk.pull(fate)

        # Then at each turn a call is here or there, and what is here as sent is there
        assert set(logged) == {*desk.waiting, *desk.accepted, *desk.refused, *desk.disputed}
        assert desk.accepted <= server.recorded.keys()
        assert desk.refused <= server.poison
        assert desk.disputed <= server.disputed
        if desk.generation == server.generation:
            assert desk.replica == server.changes[: desk.cursor]

    # And in the end each call is settled, and the offer is the server's
    assert desk.waiting == []
    assert desk.accepted == set(logged[2:])
    assert desk.generation == server.generation
    assert desk.cursor == len(server.changes)


@settings(deadline=None)
@given(calls, lines)
def test_one_call_that_always_fails_does_not_hold_up_the_others(
    logged: list[CallId], line: list[str]
) -> None:
    server = ModelServer([], set(), set())
    desk = ModelDesk(server, ["stuck", *logged])  # type: ignore[list-item]
    working = server.put
    server.put = (  # type: ignore[method-assign]
        lambda call_id: ServerTroubled() if call_id == "stuck" else working(call_id)
    )

    for fate in [*line, *["ok"] * 60]:
        desk.push(fate)

    assert desk.waiting == ["stuck"]


def test_the_model_asks_until_nothing_is_left() -> None:
    desk = ModelDesk(ModelServer([a_change(n + 1) for n in range(9)], set(), set()), [])

    answered = [desk.pull("ok") for _ in range(6)]

    assert answered == [False, False, False, False, True, False], "whole, three pages, end, again"


def test_a_page_that_does_not_advance_is_not_taken() -> None:
    assert not fits(a_page(4, 4, [a_change(4)], more=False), 4)
    assert not fits(a_page(4, 4, [], more=True), 4)
    assert not fits(a_page(4, 3, [], more=False), 4)
    assert fits(a_page(4, 4, [], more=False), 4)


def test_a_page_of_another_cursor_is_not_taken() -> None:
    assert fits(a_page(4, 9, [a_change(9)], more=False), 4)
    assert not fits(a_page(3, 9, [a_change(9)], more=False), 4)
    assert not fits(a_page(5, 9, [a_change(9)], more=False), 4)


def test_a_cursor_the_server_lost_means_the_offer_is_fetched_whole() -> None:
    assert next_pull("g", "g", CursorGone()) is Pull.WHOLE
    assert next_pull("g", "h", None) is Pull.WHOLE
    assert next_pull("", "h", None) is Pull.WHOLE
    assert next_pull("g", "g", None) is Pull.CHANGES


@pytest.mark.parametrize("problem", [SignInNeeded(), Forbidden(), UpgradeRequired()])
def test_a_desk_that_may_not_send_does_not_make_its_calls_wait(problem: SyncError) -> None:
    known = verdict(problem, ONE, 9, NOW, 0.9)

    assert known == Postponed(NOW, type(problem).__name__)
    assert ends_the_push(problem, 0)


@pytest.mark.parametrize(
    ("problem", "troubles", "ends"),
    [
        (ServerUnreachable(), 0, True),
        (NetworkIntercepted(), 0, True),
        (CertificateRefused(), 0, True),
        (ServerTroubled(), 1, False),
        (ServerTroubled(), 2, False),
        (ServerTroubled(), 3, True),
        (ServerTroubled(retry_after_s=9), 1, False),
        (CallRefused(ONE, "invalid"), 0, False),
        (CallInConflict(ONE), 0, False),
        (a_receipt(ONE), 0, False),
    ],
)
def test_the_push_ends_where_going_on_is_of_no_use(
    problem: Outcome, troubles: int, ends: bool
) -> None:
    assert ends_the_push(problem, troubles) is ends


def test_a_receipt_that_names_another_call_proves_nothing() -> None:
    assert isinstance(verdict(a_receipt(OTHER), ONE, 1, NOW, 0.0), Postponed)
    assert isinstance(verdict(a_receipt(ONE), ONE, 1, NOW, 0.0), Accepted)


@settings(deadline=None)
@given(st.integers(1, 100), st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_nothing_and_never_endless(attempts: int, chance: float) -> None:
    assert 1 <= wait_s(attempts, chance) <= LONGEST_WAIT_S
    assert 60 <= wait_s(attempts, chance, 60) <= LONGEST_WAIT_S
    assert 3600 <= wait_s(attempts, chance, 3600) <= 3600 * 1.5


def test_waits_grow_and_spread() -> None:
    ranges = [wait_s(attempts, 0.999) for attempts in range(1, 8)]
    assert all(later > 1.8 * sooner for sooner, later in pairwise(ranges))

    spread: Callable[[int], float] = lambda tenth: wait_s(7, tenth / 10)  # noqa: E731
    assert len({spread(tenth) for tenth in range(10)}) == 10


def test_a_postponed_call_waits_as_long_as_the_server_asks() -> None:
    known = verdict(ServerTroubled(retry_after_s=60), ONE, 1, NOW, 0.0)

    assert isinstance(known, Postponed)
    assert known.until >= NOW + timedelta(seconds=60)
