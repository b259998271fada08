"""Three desks and a server that live through a history, and what must be where at its end."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from random import Random

from sqlalchemy import select, update

from helpdesk_desktop.store.calls import log_call, logged_since, reopen
from helpdesk_desktop.store.conflicts import Conflict, chosen_payload, conflicts, settle
from helpdesk_desktop.store.errors import CallInFlight, NoSuchCall
from helpdesk_desktop.store.outbox import outbox_state, try_now
from helpdesk_desktop.store.team_calls import FollowedCall, followed_calls
from helpdesk_desktop.sync.cycle import run_cycle
from helpdesk_desktop.sync.errors import SignInNeeded, SyncError
from helpdesk_domain.call_terms import Outcome
from helpdesk_domain.calls import Call, CallId
from helpdesk_domain.sync import Entity
from helpdesk_domain.wire import as_kind, digest, to_json
from helpdesk_server.generation import begin_generation
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store import offer
from helpdesk_server.store.call_tables import CallRevisionRow
from helpdesk_server.store.tables import ServerRow
from soak.histories.app_line import LYING, Killed
from soak.histories.places import CENTRAL, SERVICES, DeskPlace, Places, new_tokens
from soak.network.fates import WHOLE
from tests.factories import NOON, a_call
from tests.server.records import a_record, uuid_of

SINCE = NOON - timedelta(days=3650)
SKEWS = (timedelta(), timedelta(days=3), timedelta(days=-700))


@dataclass
class World:
    """Attributes:
    last: Of each desk and call, the text that was saved there last, as a digest.
    beside: Texts that lost when a person chose, and must be readable on the server.
    repeated: Texts that may be on the server twice: somebody chose what was there.
    told: Each step, in words.
    """

    places: Places
    desks: list[DeskPlace]
    chance: Random
    last: dict[tuple[int, CallId], str] = field(default_factory=dict)
    beside: set[tuple[CallId, str]] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    has_copy: bool = False
    _texts: int = 0

    def log(self, place: int) -> None:
        """A call more."""
        call = a_call(self._new(), note=self._new(), outcome=self._outcome())
        self._log(place, call)

    def edit(self, place: int) -> None:
        """Take back a call of this desk, and save it otherwise."""
        desk = self.desks[place]
        logged = desk.store.read(partial(logged_since, moment=SINCE))
        if not logged:
            return
        call_id = self.chance.choice(logged).call.id
        try:
            draft = desk.store.run(partial(reopen, call_id=call_id, now=desk.clock()))
        except (CallInFlight, NoSuchCall):
            return
        changed = replace(draft.call, note=self._new(), outcome=self._outcome())
        self._log(place, changed, draft.base_rev)

    def follow_up(self, place: int) -> None:
        """Edit a call that the team follows, whoever took it."""
        if followed := self.desks[place].store.read(followed_calls):
            self._follow(place, self.chance.choice(followed))

    def dispute(self, place: int) -> None:
        """Every desk that knows the call edits it, as if nobody else did."""
        if not (followed := self.desks[place].store.read(followed_calls)):
            return
        call_id = self.chance.choice(followed).id
        for other, desk in enumerate(self.desks):
            for one in desk.store.read(followed_calls):
                if one.id == call_id:
                    self._follow(other, one)

    def sync(self, place: int) -> None:
        """Over a line that lies; now and then the program dies in the middle of it."""
        line = self.desks[place].line
        line.fates = LYING if self.chance.random() < 0.7 else WHOLE
        line.dies_at = self.chance.randrange(9) if self.chance.random() < 0.15 else None
        self.told[-1] += f": {self._sync(place)}"

    def choose(self, place: int) -> None:
        """Settle every conflict of this desk: ours, theirs, or of both something."""
        desk = self.desks[place]
        for conflict in desk.store.read(conflicts):
            chosen = self._chosen(conflict)
            if desk.store.run(
                partial(
                    settle,
                    conflict=conflict,
                    chosen=chosen,
                    author=desk.person.id,
                    now=desk.clock(),
                )
            ):
                self._note_choice(place, conflict, chosen)

    def restart(self, place: int) -> None:
        """The desk's program dies and starts again."""
        self.desks[place].die()

    def wait(self, _place: int) -> None:
        """Time goes by, on every clock."""
        self.pass_time(timedelta(minutes=self.chance.choice((1, 7, 90, 1500))))

    def write_offer(self, _place: int) -> None:
        """Services come or change."""
        names = [f"service {self.chance.randrange(2 * SERVICES)}" for _ in range(2)]
        records = [a_record(name, description=self._new()) for name in names]
        store = self.places.application.store
        store.run(partial(offer.write_records, records=records, now=self.places.clock()))

    def withdraw(self, _place: int) -> None:
        """A service goes."""
        key = (Entity.SERVICE.value, uuid_of(f"service {self.chance.randrange(2 * SERVICES)}"))
        store = self.places.application.store
        store.run(partial(offer.withdraw_records, keys=[key], now=self.places.clock()))

    def copy(self, _place: int) -> None:
        """A backup of the server that was verified; the server says so half of the time."""
        application, folder = self.places.application, self.places.folder
        application.close()
        shutil.rmtree(folder / "copy", ignore_errors=True)
        shutil.copytree(folder / CENTRAL, folder / "copy")
        application.open()
        self.has_copy = True
        if self.chance.random() < 0.5:
            through = update(ServerRow).values(durable_through=self.places.clock())
            application.store.run(lambda session: session.execute(through))

    def restore(self, _place: int) -> None:
        """The server goes back to the copy, and begins a new history."""
        if not self.has_copy:
            return
        held = {text for texts in self.on_server().values() for text in texts}
        application, folder = self.places.application, self.places.folder
        application.close()
        shutil.rmtree(folder / CENTRAL)
        shutil.copytree(folder / "copy", folder / CENTRAL)
        application.open()
        files = Snapshots(application.store, application.settings.snapshots)
        begin_generation(application.store, files, self.places.clock())
        application.close()
        application.open()
        # a desk holds the last text of a call, not those it wrote before
        self.beside = {one for one in self.beside if one[1] not in held}

    def pass_time(self, by: timedelta) -> None:
        self.places.clock.now += by
        for desk in self.desks:
            desk.clock.now += by

    def on_server(self) -> dict[CallId, list[str]]:
        """Of each call every text, oldest first."""
        table, texts = CallRevisionRow, dict[CallId, list[str]]()
        query = select(table.call_id, table.body).order_by(table.call_id, table.rev)
        rows = self.places.application.store.read(lambda session: session.execute(query).all())
        for call_id, body in rows:
            texts.setdefault(call_id, []).append(digest(body))
        return texts

    def sync_well(self, place: int) -> str:
        """Over a whole line, whatever was put off before; what came of it."""
        desk = self.desks[place]
        desk.line.fates, desk.line.dies_at = WHOLE, None
        desk.store.run(try_now)
        return self._sync(place)

    def waiting(self, place: int) -> int:
        desk = self.desks[place]
        state = desk.store.read(partial(outbox_state, author=desk.person.id))
        return state.waiting + state.refused + state.conflicts

    def texts_wrong(self) -> Iterator[str]:
        """What was saved and cannot be read on the server as it should."""
        there = self.on_server()
        newest: dict[CallId, set[str]] = {}
        for (place, call_id), text in self.last.items():
            newest.setdefault(call_id, set()).add(text)
            if text not in there.get(call_id, ()):
                yield f"what desk {place} saved last of {call_id} is not on the server"
        for call_id, text in self.beside:
            if text not in there.get(call_id, ()):
                yield f"the text of {call_id} that was not chosen is not on the server"
        for call_id, texts in there.items():
            if texts[-1] not in newest.get(call_id, ()):
                yield f"{call_id} ends with a text that is nobody's last"
            counted = Counter(text for text in texts if text not in self.repeated)
            if twice := [text for text, many in counted.items() if many > 1]:
                yield f"{call_id} has {twice[0]} more than once"

    def _sync(self, place: int) -> str:
        desk = self.desks[place]
        try:
            run_cycle(desk.store, desk.server, now=desk.clock, chance=self.chance.random)
        except Killed:
            desk.die()
            return "killed"
        except SignInNeeded:
            # what a restored server forgot of a sign-in, the operator gives again
            store, now = self.places.application.store, self.places.clock()
            desk.keep_tokens(new_tokens(store, desk.person, place, now), now)
            return "signed in again"
        except SyncError as problem:
            return repr(problem)
        return "through"

    def _follow(self, place: int, one: FollowedCall) -> None:
        call = as_kind(one.told.call, Call)
        changed = replace(call, note=self._new(), outcome=self._outcome())
        self._log(place, changed, one.rev)

    def _log(self, place: int, call: Call, base_rev: int | None = None) -> None:
        desk = self.desks[place]
        desk.store.run(
            partial(log_call, call=call, author=desk.person.id, now=desk.clock(), base_rev=base_rev)
        )
        self.last[place, call.id] = digest(to_json(call))

    def _chosen(self, conflict: Conflict) -> Call:
        both = replace(conflict.mine, note=self._new(), outcome=conflict.theirs.outcome)
        return self.chance.choice((conflict.mine, conflict.theirs, both))

    def _note_choice(self, place: int, conflict: Conflict, chosen: Call) -> None:
        if chosen != conflict.mine:
            text = digest(chosen_payload(conflict, chosen))
            self.beside.add((chosen.id, digest(to_json(conflict.mine))))
            self.last[place, chosen.id] = text
            if chosen == conflict.theirs:
                self.repeated.add(text)

    def _outcome(self) -> Outcome:
        return self.chance.choice((Outcome.FOLLOW_UP, Outcome.FOLLOW_UP, Outcome.REFERRED))

    def _new(self) -> str:
        """A text that is nowhere else."""
        self._texts += 1
        return f"text {self._texts}"
