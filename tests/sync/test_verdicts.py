"""What one answer means for what was sent, and how long to wait for the next try."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.store.personal_outbox import DueRecord, ServersRecord
from helpdesk_desktop.sync.errors import (
    CallInConflict,
    CallRefused,
    CertificateRefused,
    Forbidden,
    NetworkIntercepted,
    RecordEdited,
    RecordGone,
    RecordRefused,
    ServerTroubled,
    ServerUnreachable,
    SignInNeeded,
    SuggestionRefused,
    SyncError,
    UpgradeRequired,
)
from helpdesk_desktop.sync.personal_verdicts import (
    EditedElsewhere,
    GoneForGood,
    RecordKept,
    verdict_of_record,
)
from helpdesk_desktop.sync.verdicts import (
    LONGEST_WAIT_S,
    Accepted,
    Outcome,
    Postponed,
    Received,
    Refused,
    ends_the_push,
    verdict,
    verdict_of_suggestion,
    wait_s,
)
from helpdesk_domain.calls import CallId
from helpdesk_domain.personal_exchange import PersonalReceipt
from helpdesk_domain.suggestions import SuggestionId, SuggestionReceipt
from tests.personal import a_record
from tests.sync.model import NOW, a_receipt

ONE, OTHER = CallId("one"), CallId("other")


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


def test_a_suggestion_is_settled_by_its_own_receipt_or_refusal_alone() -> None:
    mine, other = SuggestionId("mine"), SuggestionId("other")
    receipt = SuggestionReceipt(id=mine, received_at=NOW)

    assert verdict_of_suggestion(receipt, mine, 1, NOW, 0.0) == Received(receipt)
    assert isinstance(verdict_of_suggestion(receipt, other, 1, NOW, 0.0), Postponed)
    refused = verdict_of_suggestion(SuggestionRefused("invalid"), mine, 1, NOW, 0.0)
    assert refused == Refused("invalid")
    assert isinstance(verdict_of_suggestion(ServerTroubled(), mine, 1, NOW, 0.0), Postponed)


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


def test_a_personal_record_is_settled_by_what_names_it_alone() -> None:
    record, other = a_record(), a_record("another")
    due = DueRecord(id=record.id, payload=b"", base_rev=None, attempts=1, version=1)
    mine = PersonalReceipt(id=record.id, rev=1, received_at=NOW)
    theirs = PersonalReceipt(id=other.id, rev=1, received_at=NOW)

    def told(outcome: PersonalReceipt | SyncError) -> object:
        return verdict_of_record(outcome, due, NOW, 0.0)

    held = ServersRecord(record, 3)
    assert told(mine) == RecordKept(mine)
    assert isinstance(told(theirs), Postponed)
    assert told(RecordGone()) == GoneForGood()
    assert told(RecordEdited(held)) == EditedElsewhere(held)
    assert isinstance(told(RecordEdited(ServersRecord(other, 3))), Postponed)
    assert told(RecordRefused("invalid")) == Refused("invalid")
    for problem in (ServerTroubled(), ServerUnreachable(), NetworkIntercepted(), Forbidden()):
        assert isinstance(told(problem), Postponed)
