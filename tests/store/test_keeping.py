"""What a desk lets go of: words a backup of the server has held for a day, and nothing before."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.call_tables import CallRow, CallState, DraftRow, OutboxRow
from helpdesk_desktop.store.calls import log_call, logged_since, reopen
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import discard_draft, drafts, keep_draft
from helpdesk_desktop.store.errors import CallInFlight, NoSuchCall, WordsGone
from helpdesk_desktop.store.follow_ups import change_call
from helpdesk_desktop.store.held import held
from helpdesk_desktop.store.horizon import note_horizon
from helpdesk_desktop.store.keeping import WORDS_KEPT, blank_what_is_safe, let_go_of_erased
from helpdesk_desktop.store.outbox import take
from helpdesk_desktop.store.settling import settle_accepted, settle_conflict, settle_refused
from helpdesk_desktop.store.stream_tables import (
    ErasedCallRow,
    FormRow,
    HorizonRow,
    TeamCallRow,
)
from helpdesk_domain.calls import Call
from helpdesk_domain.erasures import ErasedCall
from helpdesk_domain.follow_ups import FollowUp
from helpdesk_domain.free_text import blanked, without_situation
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.form import Question, QuestionType, Tier
from helpdesk_domain.intake.publication import PublishedForm, record_id
from helpdesk_domain.intake.record import FormId, Intake
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_domain.wire import digest, from_json, to_json
from tests.factories import NOON, a_call, a_receipt, an_id

AMINA = PersonId(an_id("amina"))
LONG_AGO = NOON - timedelta(days=3)
GENERATION = "g"


def log(store: Store, call: Call, when: datetime = LONG_AGO) -> None:
    store.run(partial(log_call, call=call, author=AMINA, now=when))


def accept(store: Store, call: Call, when: datetime = LONG_AGO, rev: int = 1) -> None:
    store.run(partial(take, author=AMINA, now=when))
    receipt = a_receipt(call, rev=rev, received_at=when)
    store.run(lambda s: settle_accepted(s, call.id, digest(to_json(call)), receipt, GENERATION))


def backed_up(store: Store, through: datetime, generation: str = GENERATION) -> None:
    store.run(partial(note_horizon, generation=generation, durable_through=through, now=through))


def blank(store: Store, now: datetime = NOON) -> int:
    return store.run(partial(blank_what_is_safe, generation=GENERATION, now=now))


def known(store: Store) -> Sequence[Call]:
    return [one.call for one in store.read(lambda s: logged_since(s, NOON - timedelta(days=99)))]


def an_old_call(store: Store) -> Call:
    call = a_call("old", note="Kanarie")
    log(store, call)
    accept(store, call)
    return call


def test_words_go_once_a_backup_has_held_them_for_a_day_and_the_list_stays(store: Store) -> None:
    call = an_old_call(store)
    assert blank(store) == 0, "no server ever spoke of a backup"

    backed_up(store, LONG_AGO + WORDS_KEPT)
    assert blank(store) == 0, "a minute too early"
    backed_up(store, LONG_AGO + WORDS_KEPT + timedelta(minutes=1))
    assert blank(store) == 1
    assert blank(store) == 0

    (left,) = known(store)
    assert left == without_situation(call)
    assert left.needs == call.needs


def test_words_of_an_intake_go_as_a_published_form_says(store: Store) -> None:
    # Given a form of the server's own, answered with a name in one word
    said = {"fr": "Surnom", "nl": "Bijnaam"}
    question = Question(name="nickname", type=QuestionType.TEXT, label=said, tier=Tier.TOLD)
    form = replace(shipped_form(), id=FormId("own"), questions=(question,), groups=())
    row = {"id": record_id(form.id, form.version), "rev": 1}
    told = to_json(PublishedForm(form=form, published_at=NOON))
    store.run(lambda session: session.add(FormRow(**row, data=told)))
    answers = {QuestionPath("nickname"): "Kanarie"}
    call = a_call(intake=Intake(form=form.id, version=form.version, answers=answers))
    log(store, call)
    accept(store, call)
    backed_up(store, NOON)
    # When its words leave the desk
    assert blank(store) == 1
    # Then the name is among them
    (left,) = known(store)
    assert b"Kanarie" not in to_json(left)


def test_the_clock_of_this_computer_takes_no_words_away(store: Store) -> None:
    call = an_old_call(store)
    backed_up(store, LONG_AGO + timedelta(hours=1))
    assert blank(store, NOON + timedelta(days=10_000)) == 0
    assert known(store) == [call]


@pytest.mark.parametrize("kept_by", ["draft", "later version", "follow-up", "team", "generation"])
def test_what_somebody_works_on_or_waits_to_be_sent_keeps_its_words(
    store: Store, kept_by: str
) -> None:
    call = an_old_call(store)
    backed_up(store, NOON)
    if kept_by == "draft":
        store.run(partial(reopen, call_id=call.id, now=NOON, stays_logged=True))
    elif kept_by == "later version":
        log(store, replace(call, note="Kanarie, corrigé"))
    elif kept_by == "follow-up":
        call = replace(call, follow_up=FollowUp(due_at=NOON, task="Kanarie"))
        log(store, call)
        accept(store, call, rev=2)
    elif kept_by == "team":
        row = TeamCallRow(id=call.id, rev=1, data=b"{}")
        store.run(lambda session: session.add(row))
    else:
        store.run(lambda s: setattr(s.get(CallRow, call.id), "acked_generation", "other"))

    assert blank(store) == 0
    assert "Kanarie" in known(store)[0].note


def test_a_call_without_its_words_is_not_opened_nor_changed_from_here(store: Store) -> None:
    call = an_old_call(store)
    backed_up(store, NOON)
    blank(store)
    with pytest.raises(WordsGone):
        store.run(partial(reopen, call_id=call.id, now=NOON, stays_logged=True))
    with pytest.raises(WordsGone):
        store.run(lambda s: change_call(s, call.id, lambda one: one, AMINA, NOON))
    assert store.read(drafts) == []


def test_a_discarded_draft_goes_with_the_words_or_after_thirty_days(store: Store) -> None:
    call = an_old_call(store)
    draft = store.run(partial(reopen, call_id=call.id, now=LONG_AGO, stays_logged=True))
    store.run(partial(discard_draft, call_id=call.id, now=LONG_AGO))
    other = replace(draft, call=a_call("other", note="Kanarie"))
    store.run(partial(keep_draft, draft=other))
    store.run(partial(discard_draft, call_id=other.call.id, now=NOON - timedelta(days=20)))
    backed_up(store, NOON)

    blank(store)
    assert rows_with(store, "draft") == 1
    blank(store, NOON + timedelta(days=11))
    assert rows_with(store, "draft") == 0


def rows_with(store: Store, table: str, words: bytes = b"Kanarie") -> int:
    kind = {"draft": DraftRow.data, "outbox": OutboxRow.payload}[table]
    return store.read(lambda s: sum(words in data for data in s.scalars(select(kind))))


@pytest.mark.parametrize("answer", ["unknown", "conflict", "refused"])
def test_a_restored_server_gets_what_is_left_and_keeps_its_own_words(
    store: Store, answer: str
) -> None:
    # Given a call that was corrected, without its words, and a server that was restored
    call = replace(an_old_call(store), note="Kanarie, corrigé")
    log(store, call)
    accept(store, call, rev=2)
    backed_up(store, NOON)
    blank(store)
    backed_up(store, NOON, "restored")

    # When it is sent again, as a new call
    (item,) = store.run(partial(take, author=AMINA, now=NOON))
    assert item.base_rev is None
    assert item.payload == to_json(without_situation(call))
    if answer == "unknown":
        receipt = a_receipt(call, received_at=NOON)
        sent = digest(item.payload)
        store.run(lambda s: settle_accepted(s, call.id, sent, receipt, "restored"))
    elif answer == "conflict":
        store.run(lambda s: settle_conflict(s, call.id, b"{}", NOON, "restored"))
    else:
        store.run(lambda s: settle_refused(s, call.id, "forbidden", NOON, "restored"))

    # Then nobody is asked to choose, and it is not sent once more
    (one,) = store.read(lambda s: logged_since(s, NOON - timedelta(days=99)))
    assert one.state is CallState.ACCEPTED
    backed_up(store, NOON, "restored")
    assert store.run(partial(take, author=AMINA, now=NOON)) == []


def test_a_lost_desk_seals_no_call_whose_words_are_in_a_backup(store: Store) -> None:
    an_old_call(store)
    device = DeviceId(an_id("desk"))
    assert len(store.read(partial(held, device_id=device, now=NOON)).calls) == 1
    backed_up(store, NOON)
    blank(store)
    assert store.read(partial(held, device_id=device, now=NOON)).calls == ()


def erased(store: Store, call: Call, drops_row: bool) -> None:
    def bring(session: Session) -> None:
        data = to_json(ErasedCall(drops_row=drops_row))
        session.merge(ErasedCallRow(id=call.id, rev=1 + drops_row, data=data))
        let_go_of_erased(session, NOON)

    store.run(bring)


@pytest.mark.parametrize("drops_row", [False, True])
def test_what_was_erased_on_the_server_goes_here_too(store: Store, drops_row: bool) -> None:
    call = an_old_call(store)
    erased(store, call, drops_row)
    assert known(store) == ([] if drops_row else [blanked(call)])


def test_what_still_waits_to_be_sent_goes_once_the_server_has_answered(store: Store) -> None:
    call = an_old_call(store)
    later = replace(call, note="Kanarie, corrigé")
    log(store, later)
    erased(store, call, drops_row=True)
    assert known(store) == [later]

    accept(store, later, rev=2)
    store.run(partial(let_go_of_erased, now=NOON))
    assert known(store) == []


names = st.sampled_from("ab")
hours = st.integers(0, 40)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["log", "accept", "refuse", "dispute", "open"]), names),
        st.tuples(st.sampled_from(["take", "back_up", "restore"]), st.just("")),
        st.tuples(st.sampled_from(["wait", "turn_the_clock"]), hours),
    ),
    max_size=25,
)


@dataclass
class World:
    """A desk and a server with a clock each.

    Attributes:
        received: When the server got the text with that note, and in which of its histories.
        through: What this history of the server said of its backups.
    """

    store: Store
    server: datetime = LONG_AGO
    desk: datetime = LONG_AGO
    generation: int = 0
    through: datetime = NOON - timedelta(days=99)
    notes: int = 0
    received: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def log(self, name: str) -> None:
        self.notes += 1
        log(self.store, a_call(name, note=f"Kanarie {self.notes}"), self.desk)

    def take(self, _: str) -> None:
        self.store.run(partial(take, author=AMINA, now=self.desk))

    def accept(self, name: str) -> None:
        if payload := self._sent(name):
            receipt = a_receipt(a_call(name), received_at=self.server)
            told = (digest(payload), receipt, str(self.generation))
            self.store.run(lambda s: settle_accepted(s, a_call(name).id, *told))
            note = from_json(payload, Call).note
            self.received[note] = (self.generation, self.server)

    def refuse(self, name: str) -> None:
        if self._sent(name):
            told = (a_call(name).id, "invalid", self.desk, str(self.generation))
            self.store.run(lambda s: settle_refused(s, *told))

    def dispute(self, name: str) -> None:
        if self._sent(name):
            told = (a_call(name).id, b"{}", self.desk, str(self.generation))
            self.store.run(lambda s: settle_conflict(s, *told))

    def open(self, name: str) -> None:
        with suppress(CallInFlight, NoSuchCall, WordsGone):
            opening = partial(reopen, call_id=a_call(name).id, stays_logged=True)
            self.store.run(partial(opening, now=self.desk))

    def back_up(self, _: str) -> None:
        self.through = self.server
        backed_up(self.store, self.through, str(self.generation))

    def restore(self, _: str) -> None:
        self.generation += 1
        self.through = NOON - timedelta(days=99)
        again = partial(note_horizon, generation=str(self.generation), durable_through=None)
        self.store.run(partial(again, now=self.desk))

    def wait(self, some_hours: int) -> None:
        self.server += timedelta(hours=some_hours)
        self.desk += timedelta(hours=some_hours)

    def turn_the_clock(self, some_hours: int) -> None:
        self.desk += timedelta(hours=10 * (some_hours - 20))

    def words(self) -> set[str]:
        return {call.note for call in known(self.store) if call.note}

    def _sent(self, name: str) -> bytes | None:
        query = select(OutboxRow.payload).where(
            OutboxRow.call_id == a_call(name).id,
            OutboxRow.state == CallState.PENDING.value,
            OutboxRow.attempts > 0,
        )
        first = query.order_by(OutboxRow.position).limit(1)
        return self.store.read(lambda s: s.scalar(first))


EXPLAINED = [
    *(("log", "a"), ("take", ""), ("accept", "a")),
    *(("wait", 30), ("back_up", ""), ("restore", ""), ("take", ""), ("back_up", "")),
]


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
@example([*EXPLAINED, ("accept", "a"), ("wait", 30), ("back_up", ""), ("wait", 0)])
@example([*EXPLAINED[:3], ("wait", 20), ("back_up", ""), ("turn_the_clock", 40)])
@example([*EXPLAINED[:5], ("log", "a"), ("take", ""), ("wait", 40), ("back_up", "")])
def test_no_word_goes_that_a_backup_of_the_server_has_not_held_for_a_day(
    store: Store, story: list[tuple[str, str | int]]
) -> None:
    store.run(lambda s: [s.execute(delete(row)) for row in (DraftRow, OutboxRow, CallRow)])
    store.run(lambda s: s.execute(delete(HorizonRow)))
    world = World(store)
    for what, value in story:
        getattr(world, what)(value)

        before = world.words()
        blanking = partial(blank_what_is_safe, generation=str(world.generation))
        store.run(partial(blanking, now=world.desk))

        for gone in before - world.words():
            generation, moment = world.received[gone]
            assert generation == world.generation, "another history of the server had it"
            assert moment < world.through - WORDS_KEPT, "no backup has held it for a day"
