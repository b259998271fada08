"""Puts a question of the sync to the server; what comes back, or why nothing did."""

from dataclasses import dataclass, replace
from functools import partial

from helpdesk_desktop.store import orders, outbox, personal_outbox
from helpdesk_desktop.store.database import Session as DatabaseSession
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.sync.errors import CalledBack, SyncError
from helpdesk_desktop.sync.questions import (
    Answered,
    AskChanges,
    AskHello,
    AskManifest,
    AskSnapshot,
    Outcomes,
    Question,
    SayHow,
    SendCalls,
    SendReads,
    SendRecord,
    SendSuggestion,
    SendWords,
)
from helpdesk_desktop.sync.server import Server
from helpdesk_desktop.sync.session import Session
from helpdesk_desktop.sync.verdicts import Outcome
from helpdesk_domain.clock import Clock
from helpdesk_domain.devices import Heartbeat
from helpdesk_domain.people import PersonId
from helpdesk_domain.version import __version__


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks whom, in whose name."""

    store: Store
    server: Server
    session: Session
    now: Clock

    def ask(self, question: Question) -> Answered:
        """The answer to `question`, or what stood in its way."""
        try:
            self.server.refuse_when_stopped()
            return self._answer(question)
        except SyncError as problem:
            return problem

    def _answer(self, question: Question) -> Answered:
        server, asked = self.server, self.session.asked
        match question:
            case AskHello():
                return server.hello()
            case SendCalls():
                return self._calls(question)
            case SendRecord() | SendSuggestion() | SendWords() | SendReads():
                return self._aside(question)
            case SayHow(clock_off_s):
                author = self.session.person.id
                told = self.store.read(partial(standing, author=author))
                heartbeat = replace(told, clock_off_s=clock_off_s)
                return asked(lambda access: server.say_how(access, heartbeat))
        return self._read(question)

    def _read(self, question: AskManifest | AskSnapshot | AskChanges) -> Answered:
        server, asked = self.server, self.session.asked
        match question:
            case AskManifest():
                return asked(server.manifest)
            case AskSnapshot(manifest):
                return asked(lambda access: server.snapshot(access, manifest))
            case AskChanges(stream, since):
                return asked(lambda access: server.changes(access, stream, since))

    def _aside(self, question: SendRecord | SendSuggestion | SendWords | SendReads) -> Answered:
        server, asked = self.server, self.session.asked
        match question:
            case SendRecord(due):
                # marked as on its way first, as calls are
                if not self.store.run(partial(personal_outbox.begin_sending, due=due)):
                    raise CalledBack
                return asked(lambda access: server.put_record(access, due))
            case SendSuggestion(sent):
                return asked(lambda access: server.put_suggestion(access, sent.id, sent.payload))
            case SendWords(day):
                return asked(lambda access: server.put_words(access, day.day, day.payload))
            case SendReads(reads):
                return asked(lambda access: server.put_reads(access, reads.payload))

    def _calls(self, question: SendCalls) -> Outcomes:
        """Marked as on their way first: a kill leaves no doubt about what may have arrived."""
        begin = partial(outbox.begin_sending, items=question.calls, now=self.now())
        going = self.store.run(begin)
        outcomes = self._one(going[0]) if len(going) == 1 else self._many(going)
        return Outcomes(
            {item.position: outcome for item, outcome in zip(going, outcomes, strict=True)}
        )

    def _one(self, item: outbox.OutboxItem) -> list[Outcome]:
        try:
            return [self.session.asked(lambda access: self.server.put_call(access, item))]
        except SyncError as problem:
            return [problem]

    def _many(self, going: list[outbox.OutboxItem]) -> list[Outcome]:
        if not going:
            return []
        return self.session.asked(lambda access: self.server.put_calls(access, going))


def standing(session: DatabaseSession, author: PersonId) -> Heartbeat:
    """How this desk stands: what the lead of the team reads of it."""
    waiting = outbox.outbox_state(session, author)
    return Heartbeat(
        client_version=__version__,
        waiting=waiting.waiting + waiting.other_author,
        refused=waiting.refused,
        conflicts=waiting.conflicts,
        oldest_waiting_at=waiting.oldest,
        last_problem=orders.last_problem(session),
    )
