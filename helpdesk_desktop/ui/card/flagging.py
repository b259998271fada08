"""Keeps what somebody says is wrong in the directory, to be sent, and takes it back."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.offer import revision_of
from helpdesk_desktop.store.suggestions import suggest, take_back
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.languages import mark
from helpdesk_domain.suggestions import Suggestion, SuggestionId


class Flagging(QObject):
    """Ties the strip to the file and to what F12 undoes."""

    refused = Signal(Suggestion, str)
    """What the file did not take, and the words as they were typed."""

    def __init__(self, desk: Desk, calls: CallDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._refused: set[SuggestionId] = set()

    def keep(self, made: Suggestion, name: str, typed: str) -> None:
        """Keep `made`, about the service called `name`; it is shown as reported at once."""
        author = self._calls.author

        def write(session: Session) -> None:
            known = replace(made, base_rev=revision_of(session, made.service_id))
            suggest(session, known, author, made.made_at)

        self._desk.write(
            write,
            Changed.FLAGS,
            done=lambda _: self._kept(name),
            failed=partial(self._failed, made, typed),
        )
        self._calls.did_aside(partial(self._take_back, made, name))

    def _failed(self, made: Suggestion, typed: str, problem: Exception) -> None:
        self._refused.add(made.id)
        self.refused.emit(made, typed)
        self._desk.failed.emit(problem)

    def _kept(self, name: str) -> None:
        self._calls.said.emit(mark("Reported: {name}. Colleagues will see it."), {"name": name})

    def _take_back(self, made: Suggestion, name: str) -> None:
        """One that was never kept is nothing to undo: what was done before it is undone."""
        if made.id in self._refused:
            self._calls.undo()
            return
        self._desk.write(
            partial(take_back, suggestion_id=made.id),
            Changed.FLAGS,
            done=lambda was_here: self._taken(made, name, was_here),
            failed=partial(self._stays, made, name),
        )

    def _stays(self, made: Suggestion, name: str, problem: Exception) -> None:
        self._calls.did_aside(partial(self._take_back, made, name))
        self._desk.failed.emit(problem)

    def _taken(self, made: Suggestion, name: str, was_here: bool) -> None:
        if was_here:
            self._calls.said.emit(mark("No longer reported: {name}."), {"name": name})
        elif made.id not in self._refused:
            said = mark("{name}: the report was sent already. Report what is right ({key}).")
            self._calls.remarked.emit(said, {"name": name, "key": Key.FLAG})
