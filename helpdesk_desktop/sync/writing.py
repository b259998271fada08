"""Writes down what one step of the sync decided, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from helpdesk_desktop.store import (
    horizon,
    keeping,
    orders,
    outbox,
    personal_horizon,
    personal_outbox,
    reads,
    replica,
    settling,
    streams,
    suggestions,
    unanswered,
)
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.sync.errors import ServerTroubled
from helpdesk_desktop.sync.personal_verdicts import EditedElsewhere, GoneForGood, RecordKept
from helpdesk_desktop.sync.questions import (
    Apply,
    Begin,
    BeginAgain,
    Install,
    Land,
    Settle,
    SettleReads,
    SettleRecord,
    SettleSuggestion,
    SettleWords,
    Told,
    Write,
)
from helpdesk_desktop.sync.revocation.keys import keys_of
from helpdesk_desktop.sync.verdicts import Accepted, Disputed, Postponed, Received, Refused
from helpdesk_domain.erasures import ERASED
from helpdesk_domain.sync import DIRECTORY, Hello
from helpdesk_domain.wire import digest


@dataclass(frozen=True, slots=True)
class Writing:
    """Attributes: generation: Of the server at `url`. streams: Those this person reads."""

    url: str
    generation: str
    streams: tuple[str, ...]
    now: datetime

    def write(self, session: Session, writes: Iterable[Write]) -> None:
        """Write `writes`, in their order.

        Raises:
            ServerTroubled, NetworkIntercepted: The offer as a file is not what it was said to be.
            SuspiciousDeletion: The server would take too many services away.
        """
        for one in writes:
            self._write(session, one)

    def _write(self, session: Session, write: Write) -> None:
        match write:
            case Begin(hello):
                self._begin(session, hello)
            case Land(calls):
                outbox.land(session, calls)
            case Told():
                orders.forget_problem(session)
            case Install() | Apply() | BeginAgain():
                self._receive(session, write)
            case _:
                self._settle_sent(session, write)

    def _settle_sent(
        self,
        session: Session,
        write: Settle | SettleRecord | SettleSuggestion | SettleWords | SettleReads,
    ) -> None:
        match write:
            case Settle():
                self._settle(session, write)
            case SettleRecord():
                self._settle_record(session, write)
            case SettleSuggestion():
                self._settle_suggestion(session, write)
            case SettleWords(sent):
                unanswered.settle_day(session, sent, self.generation)
            case SettleReads(told):
                reads.settle_reads(session, told, self.generation, self.now)

    def _receive(self, session: Session, write: Install | Apply | BeginAgain) -> None:
        match write:
            case Install():
                self._install(session, write)
            case Apply(page) if page.stream == DIRECTORY:
                replica.apply_page(session, page, self.generation, self.now)
            case Apply(page):
                streams.apply_page(session, page, self.generation, self.now)
                if page.stream == ERASED:
                    keeping.let_go_of_erased(session, self.now)
            case BeginAgain(stream):
                streams.begin_again(session, stream, self.generation)

    def _begin(self, session: Session, hello: Hello) -> None:
        orders.pin_first(session, self.url, keys_of(hello))
        horizon.note_horizon(session, self.generation, hello.durable_through, self.now)
        suggestions.send_again_after_restore(session, self.generation)
        personal_outbox.send_again_after_restore(session, self.generation)
        horizon.forget_what_is_safe(session, self.generation, self.now)
        personal_horizon.let_go_of_what_is_safe(session, self.generation, self.now)
        keeping.let_go_of_erased(session, self.now)
        keeping.blank_what_is_safe(session, self.generation, self.now)
        streams.forget_others(session, self.streams)
        replica.count_when_due(session, self.now)

    def _settle(self, session: Session, write: Settle) -> None:
        """By the digest of what was sent: the call may have changed meanwhile."""
        call_id = write.sent.call_id
        match write.verdict:
            case Accepted(receipt):
                sent = digest(write.sent.payload)
                settling.settle_accepted(session, call_id, sent, receipt, self.generation)
            case Refused(code):
                settling.settle_refused(session, call_id, code, self.now, self.generation)
            case Disputed(copy):
                settling.settle_conflict(session, call_id, copy, self.now, self.generation)
            case Postponed(until, code):
                settling.postpone(session, call_id, until, code)

    def _settle_record(self, session: Session, write: SettleRecord) -> None:
        sent = write.sent
        match write.verdict:
            case RecordKept(receipt):
                personal_outbox.settle_received(session, sent, receipt, self.generation)
            case EditedElsewhere(held):
                personal_outbox.settle_conflict(session, sent, held)
            case GoneForGood():
                personal_outbox.settle_erased(session, sent.id, self.generation, self.now)
            case Refused(code):
                personal_outbox.settle_refused(session, sent, code)
            case Postponed(until, code):
                personal_outbox.postpone(session, sent, until, code)

    def _settle_suggestion(self, session: Session, write: SettleSuggestion) -> None:
        match write.verdict:
            case Received(receipt):
                suggestions.settle_received(session, receipt, self.generation)
            case Refused(code):
                suggestions.settle_refused(session, write.sent.id, code)
            case Postponed(until, code):
                suggestions.postpone(session, write.sent.id, until, code)

    def _install(self, session: Session, write: Install) -> None:
        manifest = write.manifest
        place = replica.install_snapshot(
            session, self.generation, manifest.seq, write.file.changes, self.now
        )
        if manifest.state_hash not in ("", place.state_hash):
            raise ServerTroubled("its snapshot is not what it says")
