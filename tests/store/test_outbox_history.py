"""Tests: whatever happens in whatever order, the server ends with each call as it was last saved.

Hypothesis plays one desk, one server and a line that loses questions, answers and programs.
"""

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from helpdesk_desktop.store.calls import CallState, LoggedCall, log_call, logged_since, reopen
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.store.errors import CallInFlight, NoSuchCall
from helpdesk_desktop.store.outbox import OutboxItem, outbox_state, send_again, take
from helpdesk_desktop.store.settling import postpone, settle_accepted, settle_refused
from helpdesk_domain.calls import CallId
from helpdesk_domain.people import PersonId
from helpdesk_domain.sync import CallReceipt
from helpdesk_domain.wire import digest, to_json
from tests.factories import NOON, a_call, a_call_id, an_id
from tests.store.conftest import KEY

PEOPLE = [PersonId(an_id("amina")), PersonId(an_id("bart"))]
NAMES = ["a", "b", "c"]


class Server:
    """A central server that keeps calls as HD-Protocol 1 says, in memory."""

    def __init__(self) -> None:
        self.calls: dict[CallId, tuple[int, bytes]] = {}

    def put(self, item: OutboxItem, accepts: bool) -> int | None:
        """The revision, or None when it is refused."""
        rev, body = self.calls.get(item.call_id, (0, b""))
        if body == item.payload:
            return rev
        assert (item.base_rev or 0) == rev, "a conflict, with nobody else at work"
        if not accepts:
            return None
        self.calls[item.call_id] = (rev + 1, item.payload)
        return rev + 1


class Desk(RuleBasedStateMachine):
    """What is known to be saved, beside what the store says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.server = Server()
        self.saved: dict[CallId, list[bytes]] = {}
        self.open: dict[CallId, Draft] = {}
        self.now = NOON

    @initialize()
    def start(self) -> None:
        shutil.copyfile(an_empty_store(), self.folder / "helpdesk.db")
        self.store = Store.open(self.folder / "helpdesk.db", KEY)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.everything_arrives_in_the_end()
            self.store.close()
        shutil.rmtree(self.folder)

    @rule(
        name=st.sampled_from(NAMES),
        note=st.sampled_from(["", "Rappeler.", "Urgent."]),
        author=st.sampled_from([*PEOPLE, None]),
    )
    def save(self, name: str, note: str, author: PersonId | None) -> None:
        call = a_call(name, note=note)
        self.store.run(partial(log_call, call=call, author=author, now=self.now))
        self.saved.setdefault(call.id, []).append(to_json(call))
        self.open.pop(call.id, None)

    @rule(name=st.sampled_from(NAMES), author=st.sampled_from(PEOPLE))
    def save_what_was_reopened(self, name: str, author: PersonId) -> None:
        """Whatever became of the call while it stood open on the screen."""
        draft = self.open.pop(a_call_id(name), None)
        if draft is None:
            return
        call = replace(draft.call, note=draft.call.note + " Corrigé.")
        self.store.run(
            partial(log_call, call=call, author=author, now=self.now, base_rev=draft.base_rev)
        )
        self.saved.setdefault(call.id, []).append(to_json(call))

    @rule(name=st.sampled_from(NAMES))
    def undo(self, name: str) -> None:
        call_id = a_call_id(name)
        try:
            draft = self.store.run(partial(reopen, call_id=call_id, now=self.now))
        except NoSuchCall:
            assert call_id not in self.saved
            return
        except CallInFlight:
            return
        open_already = self.open.setdefault(call_id, draft)
        assert draft == open_already
        if draft is open_already:
            assert to_json(draft.call) == self.saved[call_id][-1]
        held = {entry.call.id: to_json(entry.call) for entry in self.logged()}
        if call_id not in held:
            assert call_id not in self.server.calls, "the log lost a call the server has"
            del self.saved[call_id]
        else:
            self.saved[call_id].append(held[call_id])

    @rule(
        author=st.sampled_from(PEOPLE),
        fates=st.lists(
            st.sampled_from(["kept", "kept", "refused", "unsent", "unheard", "killed"]),
            min_size=3,
            max_size=3,
        ),
    )
    def send(self, author: PersonId, fates: list[str]) -> None:
        items = self.store.run(partial(take, author=author, now=self.now))
        for item, fate in zip(items, fates, strict=False):
            if fate == "killed":
                self.server.put(item, True)
                self.die()
                return
            self.one_request(item, fate)

    @rule(author=st.sampled_from(PEOPLE), name=st.sampled_from(NAMES))
    def save_while_a_request_is_on_its_way(self, author: PersonId, name: str) -> None:
        items = self.store.run(partial(take, author=author, now=self.now))
        self.save(name, "Pendant l'envoi.", author)
        for item in items:
            self.one_request(item, "kept")

    @rule(author=st.sampled_from(PEOPLE), name=st.sampled_from(NAMES))
    def correct_what_arrives_while_it_stands_open(self, author: PersonId, name: str) -> None:
        self.save(name, "Premier.", author)
        self.send(author, ["unheard"] * 3)
        self.undo(name)
        self.now += timedelta(minutes=1)
        self.send(author, ["kept"] * 3)
        self.save_what_was_reopened(name, author)

    @rule(author=st.sampled_from(PEOPLE), name=st.sampled_from(NAMES))
    def take_a_change_back_die_and_reopen_it(self, author: PersonId, name: str) -> None:
        self.save(name, "Premier.", author)
        self.send(author, ["kept"] * 3)
        self.undo(name)
        self.save_what_was_reopened(name, author)
        self.undo(name)
        self.die()
        self.undo(name)

    @rule()
    def die(self) -> None:
        """Without a word: what was not committed is gone, what was in flight never lands."""
        self.store._engine.dispose()
        self.store = Store.open(self.folder / "helpdesk.db", KEY)

    @rule(minutes=st.sampled_from([1, 3, 90]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(name=st.sampled_from(NAMES))
    def try_a_refused_call_again(self, name: str) -> None:
        self.store.run(partial(send_again, call_id=a_call_id(name)))

    @invariant()
    def what_was_saved_last_is_there_and_waits_unless_the_server_has_it(self) -> None:
        logged = self.logged()
        assert {entry.call.id: to_json(entry.call) for entry in logged} == {
            call_id: versions[-1] for call_id, versions in self.saved.items()
        }
        for entry in logged:
            if entry.state is CallState.ACCEPTED:
                rev, body = self.server.calls[entry.call.id]
                assert (rev, body) == (entry.rev, to_json(entry.call))
        waiting = {entry.call.id for entry in logged if entry.state is CallState.PENDING}
        assert self.store.read(partial(outbox_state, author=None)).waiting >= len(waiting)

    def logged(self) -> list[LoggedCall]:
        return self.store.read(partial(logged_since, moment=NOON - timedelta(days=1)))

    def one_request(self, item: OutboxItem, fate: str) -> None:
        if fate == "unsent":
            self.no_answer(item)
            return
        rev = self.server.put(item, accepts=fate != "refused")
        if rev is None:
            self.store.run(
                partial(settle_refused, call_id=item.call_id, code="invalid", now=self.now)
            )
        elif fate == "unheard":
            self.no_answer(item)
        else:
            self.accepted(item, rev)

    def no_answer(self, item: OutboxItem) -> None:
        later = self.now + timedelta(seconds=30)
        self.store.run(
            partial(postpone, call_id=item.call_id, next_attempt_at=later, code="unavailable")
        )

    def accepted(self, item: OutboxItem, rev: int) -> None:
        receipt = CallReceipt(id=item.call_id, rev=rev, received_at=self.now)
        self.store.run(
            partial(
                settle_accepted,
                call_id=item.call_id,
                payload_digest=digest(item.payload),
                receipt=receipt,
                generation="generation",
            )
        )

    def everything_arrives_in_the_end(self) -> None:
        for name in NAMES:
            self.try_a_refused_call_again(name)
        for _ in range(10):
            self.now += timedelta(hours=2)
            for author in PEOPLE:
                for item in self.store.run(partial(take, author=author, now=self.now)):
                    self.one_request(item, "kept")
        assert {call_id: body for call_id, (_, body) in self.server.calls.items()} == {
            call_id: versions[-1] for call_id, versions in self.saved.items()
        }
        assert all(entry.state is CallState.ACCEPTED for entry in self.logged())


@cache
def an_empty_store() -> Path:
    """Made once: every history starts from a copy of it."""
    path = Path(tempfile.mkdtemp()) / "empty.db"
    Store.open(path, KEY).close()
    return path


Desk.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    # Making a failing history shorter takes minutes on real files; it is short already.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)

TestEveryHistory = Desk.TestCase
