"""Whatever the line does, no call is lost or counted twice, and each stream ends the same.

`tests/sync/mutants.txt` lists the changes to `step.py` and `verdicts.py` that these tests kill.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_desktop.store.personal_outbox import DueRecord
from helpdesk_desktop.store.places import Place
from helpdesk_desktop.store.reads import DueReads
from helpdesk_desktop.store.suggestions import DueSuggestion
from helpdesk_desktop.store.unanswered import DayOfWords
from helpdesk_desktop.sync.errors import (
    BatchRefused,
    CalledBack,
    CursorGone,
    DeviceRevoked,
    Forbidden,
    NoOffer,
    NotThere,
    ServerTroubled,
    ServerUnreachable,
    SignedOrder,
    UpgradeRequired,
    WordsRefused,
)
from helpdesk_desktop.sync.questions import (
    AskChanges,
    AskHello,
    AskManifest,
    AskSnapshot,
    Hearing,
    Land,
    Outcomes,
    Question,
    SayHow,
    SendCalls,
    SendReads,
    SendRecord,
    SendSuggestion,
    SendWords,
    SettleReads,
    SnapshotFile,
    Told,
)
from helpdesk_desktop.sync.state import Kept, StreamEnd, SyncState
from helpdesk_desktop.sync.step import after, differs, fits, next_question
from helpdesk_domain.call_exchange import BATCH_LIMIT
from helpdesk_domain.calls import CallId
from helpdesk_domain.consent import PersonalId
from helpdesk_domain.devices import Heard
from helpdesk_domain.reads import ReadId, ReadsReceipt
from helpdesk_domain.suggestions import SuggestionId
from helpdesk_domain.sync import DIRECTORY, MY_SUGGESTIONS, Change, ChangesPage
from helpdesk_domain.wire import digest
from tests.sync.model import (
    FATES,
    NOW,
    STREAMS,
    TEAM,
    BadLine,
    ModelDesk,
    ModelServer,
    a_change,
    a_hello,
    a_page,
    a_receipt,
    an_item,
    live,
)
from tests.sync.mutants import ROOT, mutants

counts = st.integers(0, 12)
lines = st.lists(st.sampled_from(FATES), max_size=30)
stories = st.lists(lines, min_size=1, max_size=4)


def feed(length: int, name: str = "x") -> list[Change]:
    """Changes of four records, some of which are taken away again."""
    changes = [a_change(n + 1, f"{name}{n % 4}") for n in range(length)]
    return [
        Change(entity="service", id=one.id, rev=one.rev, seq=one.seq, deleted=True)
        if one.seq % 5 == 0
        else one
        for one in changes
    ]


def a_desk(server: ModelServer, calls: int) -> ModelDesk:
    return ModelDesk(server, {n: an_item(n) for n in range(calls)})


@settings(max_examples=300)
@given(counts, counts, counts, st.integers(1, 100), stories, st.integers(0, 4))
def test_every_line_ends_in_the_same_place(
    calls: int, offer: int, team: int, narrow: int, story: list[list[str]], replaced_after: int
) -> None:
    # Given a server that refuses one call, disputes another, and once is replaced by a shorter one
    logged = {CallId(f"c{n}") for n in range(calls)}
    server = ModelServer(
        {DIRECTORY: feed(offer), TEAM: feed(team, "t")},
        poison={CallId("c0")} & logged,
        disputed={CallId("c1")} & logged,
        narrow=narrow,
    )
    desk = a_desk(server, calls)

    # When the line does its worst for some syncs, and then heals
    for number, fates in enumerate([*story, *[[]] * 12]):
        if number == replaced_after:
            server.feeds = {DIRECTORY: feed(offer // 2, "y"), TEAM: feed(team // 3, "u")}
            server.generation = "second"
        desk.sync(BadLine(list(fates)))

        # Then after each a call is here or there, and what is here as sent is there
        waiting = {item.call_id for item in desk.waiting.values()}
        assert logged == waiting | desk.accepted | desk.refused | desk.disputed
        assert desk.accepted <= server.recorded.keys()
        assert desk.refused <= server.poison
        assert desk.disputed <= server.disputed
        for name, replica in desk.replicas.items():
            if replica.generation == server.generation:
                assert replica.records == live(server.feeds[name][: replica.cursor])

    # And in the end each call is settled, and each stream is the server's
    assert desk.waiting == {}
    assert desk.accepted == logged - server.poison - server.disputed
    for name, replica in desk.replicas.items():
        assert replica.generation == server.generation
        assert replica.cursor == len(server.feeds[name])
        assert replica.records == live(server.feeds[name])


@given(counts, lines)
def test_one_call_that_always_fails_does_not_hold_up_the_others(
    calls: int, fates: list[str]
) -> None:
    server = ModelServer({DIRECTORY: [], TEAM: []})
    desk = a_desk(server, calls)
    desk.waiting[-1] = an_item(-1, "stuck")
    keep = server.keep
    server.keep = (  # type: ignore[method-assign]
        lambda call_id: ServerTroubled() if call_id == "stuck" else keep(call_id)
    )

    for number in range(15):
        desk.sync(BadLine(list(fates) if number == 0 else []))

    assert [item.call_id for item in desk.waiting.values()] == ["stuck"]


@given(counts, st.integers(1, 11), st.booleans())
def test_a_copy_that_silently_differs_is_seen_and_read_anew(
    length: int, seen: int, of_team: bool
) -> None:
    # Given a desk whose copy lost a record although its cursor says it is here
    length = max(length, 6)
    server = ModelServer({DIRECTORY: feed(length), TEAM: feed(length, "t")})
    desk = a_desk(server, 0)
    desk.sync(BadLine([]))
    damaged = desk.replicas[TEAM if of_team else DIRECTORY]
    damaged.records.pop(sorted(damaged.records)[seen % len(damaged.records)])

    # When it syncs, then it holds again what the server holds
    state = desk.sync(BadLine([]))
    assert differs(state, desk.kept()) == frozenset()
    assert desk.replicas[DIRECTORY].records == live(server.feeds[DIRECTORY])
    assert desk.replicas[TEAM].records == live(server.feeds[TEAM])


def test_a_server_that_never_agrees_with_itself_is_read_twice_and_no_more() -> None:
    server = ModelServer({DIRECTORY: feed(7), TEAM: feed(7, "t")})
    server.state_of = lambda records: "f" * 32  # type: ignore[method-assign]
    line = BadLine([])
    desk = a_desk(server, 0)

    state = desk.sync(line)

    assert differs(state, desk.kept()) == {DIRECTORY, TEAM}
    assert state.problem is None, "it is worked with all the same"
    assert sum(isinstance(asked, AskSnapshot) for asked, _, _ in line.seen) == 1
    begun = [asked for asked, _, _ in line.seen if asked == AskChanges(TEAM, 0)]
    assert len(begun) == 1


def test_a_stream_that_is_shut_or_unknown_does_not_stop_the_others() -> None:
    for problem in (Forbidden("not yours"), NotThere("not_found")):
        server = ModelServer({DIRECTORY: feed(5)})
        server.page = _shut(server, problem)  # type: ignore[method-assign]
        desk = a_desk(server, 0)

        state = desk.sync(BadLine([]))

        assert state.problem is None
        assert state.told
        assert desk.replicas[DIRECTORY].records == live(server.feeds[DIRECTORY])


def _shut(server: ModelServer, problem: Forbidden | NotThere):  # type: ignore[no-untyped-def]
    page = server.page
    return lambda stream, since: problem if stream == TEAM else page(stream, since)


def test_a_place_the_server_does_not_know_brings_the_stream_anew() -> None:
    # Given an offer whose oldest changes were purged, and a team's stream that is shorter
    server = ModelServer({DIRECTORY: feed(4), TEAM: feed(9, "t")})
    desk = a_desk(server, 0)
    desk.sync(BadLine([]))
    server.feeds = {DIRECTORY: feed(11), TEAM: feed(6, "u")}
    server.forgets = 9

    assert desk.sync(BadLine([])).problem is None

    assert desk.replicas[DIRECTORY].records == live(server.feeds[DIRECTORY])
    assert desk.replicas[TEAM].records == live(server.feeds[TEAM])


@pytest.mark.parametrize("stream", STREAMS)
def test_a_server_that_knows_no_cursor_at_all_ends_the_sync(stream: str) -> None:
    server = ModelServer({DIRECTORY: feed(4), TEAM: feed(4, "t")})
    page = server.page

    def lost(name: str, since: int) -> ChangesPage | CursorGone | Forbidden:
        return CursorGone() if name == stream else page(name, since)

    server.page = lost  # type: ignore[method-assign,assignment]

    state = a_desk(server, 0).sync(BadLine([]))

    assert isinstance(state.problem, ServerTroubled)
    assert state.over


@pytest.mark.parametrize("question", [AskManifest(), AskChanges(DIRECTORY, 3)])
def test_a_desktop_that_is_too_old_to_fetch_has_sent_and_says_how_it_stands(
    question: AskManifest | AskChanges,
) -> None:
    state = SyncState(streams=STREAMS, hello=a_hello())

    state, writes = after(state, question, UpgradeRequired(), NOW, 0.5)

    assert writes == ()
    assert next_question(state, Kept(due=(an_item(1),))) == SendCalls((an_item(1),))
    assert next_question(state, Kept()) == SayHow()
    state, _ = after(state, SayHow(), ServerUnreachable(), NOW, 0.5)
    assert next_question(state, Kept()) is None
    assert isinstance(state.problem, UpgradeRequired)


def test_a_server_without_an_offer_is_told_and_its_other_streams_are_read() -> None:
    state = SyncState(streams=STREAMS, hello=a_hello())

    state, _ = after(state, AskManifest(), NoOffer(), NOW, 0.5)

    assert next_question(state, Kept()) == AskChanges(TEAM, 0)
    assert isinstance(state.problem, NoOffer)
    assert not state.over


def test_the_first_question_is_who_is_there_and_calls_go_before_everything() -> None:
    kept = Kept(due=(an_item(1),))
    assert next_question(SyncState(streams=STREAMS), kept) == AskHello()
    state = SyncState(streams=STREAMS, hello=a_hello())
    assert next_question(state, kept) == SendCalls((an_item(1),))
    assert next_question(state, Kept()) == AskManifest()


def test_as_many_calls_go_at_once_as_fit() -> None:
    state = SyncState(streams=(), hello=a_hello(body_limit=1000))
    small = tuple(an_item(n) for n in range(300))

    (many,) = [next_question(state, Kept(due=small))]
    assert many == SendCalls(small[: 1000 * 9 // 10 // 10])
    state = SyncState(streams=(), hello=a_hello(body_limit=10**6))
    assert next_question(state, Kept(due=small)) == SendCalls(small[:BATCH_LIMIT])

    # a call longer than any batch goes alone, and is refused or taken by itself
    long = an_item(1, size=10**7)
    assert next_question(state, Kept(due=(long, *small))) == SendCalls((long,))


def test_a_call_that_failed_before_goes_alone() -> None:
    state = SyncState(streams=(), hello=a_hello())
    failed, fine, other = an_item(1, failed=True), an_item(2), an_item(3)

    assert next_question(state, Kept(due=(failed, fine))) == SendCalls((failed,))
    assert next_question(state, Kept(due=(fine, other, failed))) == SendCalls((fine, other))


def test_a_batch_that_is_too_much_is_halved_down_to_one_call() -> None:
    state = SyncState(streams=(), hello=a_hello(body_limit=10**6))
    due = tuple(an_item(n) for n in range(100))
    sizes = []
    for _ in range(8):
        question = next_question(state, Kept(due=due))
        assert isinstance(question, SendCalls)
        sizes.append(len(question.calls))
        state, writes = after(state, question, BatchRefused(), NOW, 0.5)
        assert writes == (Land(question.calls),)
    assert sizes == [100, 50, 25, 12, 6, 3, 1, 1]


def test_calls_that_were_called_back_meanwhile_are_not_settled() -> None:
    state = SyncState(streams=(), hello=a_hello())
    question = SendCalls((an_item(1), an_item(2)))

    state, writes = after(state, question, Outcomes({2: a_receipt(CallId("c2"))}), NOW, 0.5)

    assert [write.sent.position for write in writes] == [2]  # type: ignore[union-attr]
    assert state.sent == 1


def test_what_was_sent_is_counted_over_the_whole_sync() -> None:
    state = SyncState(streams=(), hello=a_hello())
    for position in (1, 2):
        question = SendCalls((an_item(position),))
        receipt = Outcomes({position: a_receipt(CallId(f"c{position}"))})
        state, _ = after(state, question, receipt, NOW, 0.5)

    assert state.sent == 2


def test_three_requests_in_a_row_that_fail_end_the_push_and_one_that_works_begins_anew() -> None:
    state = SyncState(streams=(), hello=a_hello())
    one, two = SendCalls((an_item(1),)), SendCalls((an_item(2),))
    good = Outcomes({2: a_receipt(CallId("c2"))})
    for answered in (ServerTroubled(), ServerTroubled(), good, ServerTroubled(), ServerTroubled()):
        state, _ = after(state, two if answered is good else one, answered, NOW, 0.5)
        assert not state.over

    state, _ = after(state, one, ServerTroubled(), NOW, 0.5)
    assert state.over
    assert next_question(state, Kept(due=(an_item(3),))) is None


def test_a_page_that_does_not_advance_is_not_taken() -> None:
    assert not fits(a_page(4, 4, [a_change(4)], more=False), DIRECTORY, 4)
    assert not fits(a_page(4, 4, [], more=True), DIRECTORY, 4)
    assert not fits(a_page(4, 3, [], more=False), DIRECTORY, 4)
    assert fits(a_page(4, 4, [], more=False), DIRECTORY, 4)


def test_a_page_of_another_cursor_or_stream_is_not_taken() -> None:
    assert fits(a_page(4, 9, [a_change(9)], more=False), DIRECTORY, 4)
    assert not fits(a_page(3, 9, [a_change(9)], more=False), DIRECTORY, 4)
    assert not fits(a_page(5, 9, [a_change(9)], more=False), DIRECTORY, 4)
    assert not fits(a_page(4, 9, [a_change(9)], more=False, stream=TEAM), DIRECTORY, 4)


def test_a_page_that_lost_a_change_on_its_way_is_not_taken() -> None:
    whole = a_page(4, 9, [a_change(8), a_change(9)], more=False)
    assert fits(whole, DIRECTORY, 4)
    assert not fits(replace(whole, changes=whole.changes[:1]), DIRECTORY, 4)


def test_where_a_desk_stood_in_another_history_of_the_server_says_nothing_in_this_one() -> None:
    state = SyncState(streams=(TEAM,), hello=a_hello("second"))
    for generation, since in (("first", 0), ("second", 7)):
        place = Place(generation, 7)
        assert next_question(state, Kept(places={TEAM: place})) == AskChanges(TEAM, since)


def test_of_my_suggestions_another_desk_may_have_made_some_and_no_whole_is_compared() -> None:
    state = SyncState(streams=(MY_SUGGESTIONS,), hello=a_hello())
    page = a_page(0, 9, [a_change(9)], more=False, stream=MY_SUGGESTIONS)
    told = replace(page, state_hash="b" * 32, records=3)

    state, _ = after(state, AskChanges(MY_SUGGESTIONS, 0), told, NOW, 0.5)

    assert state.ends[MY_SUGGESTIONS].is_what_is_here(Place("g", 9))


def test_an_end_of_which_nothing_was_said_is_what_is_here() -> None:
    here = Place("g", 3, "a" * 32, 2)
    assert StreamEnd().is_what_is_here(here)
    assert StreamEnd("a" * 32, 2).is_what_is_here(here)
    assert not StreamEnd("b" * 32, 2).is_what_is_here(here)
    assert not StreamEnd("a" * 32, 3).is_what_is_here(here)


def test_an_answer_to_another_question_is_a_fault_of_the_program() -> None:
    state = SyncState(streams=STREAMS, hello=a_hello())
    with pytest.raises(TypeError):
        after(state, AskManifest(), SnapshotFile(()), NOW, 0.5)


def test_what_is_no_call_fails_quietly_and_goes_once_records_before_all() -> None:
    # Given a personal record, a suggestion, and two days of words
    days = (DayOfWords(date(2026, 3, 1), b"a"), DayOfWords(date(2026, 3, 2), b"b"))
    kept = Kept(
        records=(a_due_record(),),
        suggestions=(DueSuggestion(SuggestionId("s"), b"{}", 1),),
        days=days,
    )
    state = SyncState(streams=(), hello=a_hello())

    # When two refusals come among them, then each was tried once, and the sync goes on to its end
    answers = iter([ServerTroubled(), ServerTroubled(), WordsRefused(), ServerTroubled()])
    asked = []
    while (question := next_question(state, kept)) is not None:
        asked.append(type(question))
        answered = next(answers, ServerTroubled())
        state, _ = after(state, question, answered, NOW, 0.5)
    assert asked == [SendRecord, SendSuggestion, SendWords, SendWords, SayHow]
    assert state.problem is None

    # But where the line itself is gone, the others are not tried
    state = SyncState(streams=(), hello=a_hello())
    first = next_question(state, kept)
    assert first is not None
    state, _ = after(state, first, ServerUnreachable(), NOW, 0.5)
    assert next_question(state, kept) == SayHow()


def test_a_record_that_has_become_another_thing_goes_in_the_same_sync() -> None:
    state = SyncState(streams=(), hello=a_hello())
    state, _ = after(state, SendRecord(a_due_record()), CalledBack(), NOW, 0.5)
    assert next_question(state, Kept(records=(a_due_record(),))) == SayHow()
    newer = a_due_record(version=2)
    assert next_question(state, Kept(records=(newer,))) == SendRecord(newer)


def a_due_record(version: int = 1) -> DueRecord:
    return DueRecord(id=PersonalId("p"), payload=b"{}", base_rev=None, attempts=1, version=version)


@pytest.mark.parametrize(
    ("answered", "holds"),
    [
        (ReadsReceipt(digest=digest(b"{}")), True),
        (ReadsReceipt(digest=digest(b"{}"), broken=3), True),
        (ReadsReceipt(digest=digest(b"another")), False),
        (ServerTroubled("422 invalid"), False),
        (NotThere(), False),
        (ServerUnreachable(), False),
    ],
)
def test_marks_of_reading_are_settled_by_the_receipt_of_that_very_content_alone(
    answered: ReadsReceipt | ServerTroubled, holds: bool
) -> None:
    due = DueReads((ReadId("r"),), b"{}")
    state = SyncState(streams=(), hello=a_hello())
    question = next_question(state, Kept(reads=due))
    assert question == SendReads(due)

    state, writes = after(state, question, answered, NOW, 0.5)

    assert writes == ((SettleReads(due),) if holds else ())
    read_anew = DueReads(due.ids, due.payload)  # as the file says it once more
    for _ in range(3):
        assert next_question(state, Kept(reads=read_anew)) == SayHow(), "each goes once in a sync"
        read_anew = DueReads((ReadId("r"),), b"{}")
    assert state.problem is None


@pytest.mark.parametrize(
    "question",
    [
        AskHello(),
        SendCalls((an_item(1),)),
        SendRecord(DueRecord(id=PersonalId("p"), payload=b"", base_rev=1, attempts=1, version=1)),
        SendSuggestion(DueSuggestion(SuggestionId("s"), b"{}", 1)),
        SendWords(DayOfWords(date(2026, 3, 1), b"a")),
        SendReads(DueReads((ReadId("r"),), b"{}")),
        AskManifest(),
        AskChanges(DIRECTORY, 3),
        AskChanges(TEAM, 3),
        SayHow(),
    ],
)
def test_a_desk_that_was_given_up_for_lost_hears_it_whatever_it_asks(question: Question) -> None:
    order = SignedOrder("signed", "request")
    revoked = DeviceRevoked("device_revoked", order)
    answered = Outcomes({1: revoked}) if isinstance(question, SendCalls) else revoked

    state, _ = after(SyncState(streams=STREAMS, hello=a_hello()), question, answered, NOW, 0.5)

    assert next_question(state, Kept(due=(an_item(1),))) is None
    assert (state.problem, state.order) == (revoked, order)


def test_a_file_that_was_replaced_meanwhile_is_looked_for_again_once() -> None:
    manifest = ModelServer({DIRECTORY: []}).manifest()
    state = SyncState(streams=(DIRECTORY,), hello=a_hello(), manifest=manifest)
    assert next_question(state, Kept()) == AskSnapshot(manifest)

    state, writes = after(state, AskSnapshot(manifest), NotThere(), NOW, 0.5)
    assert (next_question(state, Kept()), writes) == (AskManifest(), ())

    state, _ = after(state, AskManifest(), manifest, NOW, 0.5)
    state, _ = after(state, AskSnapshot(manifest), NotThere(), NOW, 0.5)
    assert next_question(state, Kept()) is None
    assert isinstance(state.problem, NotThere)


def test_a_clock_that_is_three_days_ahead_is_told_with_how_the_desk_stands() -> None:
    state, _ = after(SyncState(), AskHello(), a_hello(), NOW + timedelta(days=3), 0.5)
    assert next_question(state, Kept()) == SayHow(3 * 86400)


def test_what_a_desk_is_told_when_it_says_how_it_stands_is_kept_for_whoever_checks_it() -> None:
    state, order = SyncState(streams=STREAMS, hello=a_hello()), SignedOrder("signed", "request")
    heard = Heard(received_today=1, received=2)

    state, writes = after(state, SayHow(), Hearing(heard, order), NOW, 0.5)

    assert (state.heard, state.order, writes) == (heard, order, (Told(),))


def test_a_barred_desk_says_how_it_stands_before_anything_else_and_again_at_the_end() -> None:
    for answered in (Hearing(Heard(received_today=1, received=2), None), ServerUnreachable()):
        state = SyncState(hello=a_hello(), asks_first=True)
        assert next_question(state, Kept(due=(an_item(1),))) == SayHow()
        state, _ = after(state, SayHow(), answered, NOW, 0.5)
        assert next_question(state, Kept(due=(an_item(1),))) == SendCalls((an_item(1),))
        assert next_question(state, Kept()) == SayHow()
        state, _ = after(state, SayHow(), answered, NOW, 0.5)
        assert next_question(state, Kept()) is None


def test_every_mutant_of_the_list_can_still_be_made() -> None:
    for mutant in mutants():
        source = (ROOT / mutant.file).read_text("utf-8")
        assert mutant.applied(source) != source
