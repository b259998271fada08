"""What a search is narrowed down by: facets chosen, readings refused; a call each, with F12."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from helpdesk_desktop.search.answer import Recognised
from helpdesk_desktop.search.wanted import Facet
from helpdesk_desktop.search.words.tokens import tokens
from helpdesk_desktop.ui.call.open_call import OpenCall
from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.languages import mark


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet."""

    facet: Facet
    value: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an answer must have, and what the words are not to be taken for.

    Attributes:
        chosen: In the order in which they were chosen.
        refused: Per key of a reading, the words it was read from, as they stood in the box.
    """

    chosen: tuple[Choice, ...] = ()
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def values(self) -> dict[Facet, frozenset[str]]:
        """The values chosen, by facet."""
        facets = dict.fromkeys(choice.facet for choice in self.chosen)
        return {
            facet: frozenset(choice.value for choice in self.chosen if choice.facet is facet)
            for facet in facets
        }

    def with_words(self, words: str) -> "Narrowing":
        """The same, without the refusals whose words are no longer among `words`."""
        standing = tokens(words)
        kept = {
            key: read
            for key, read in self.refused.items()
            if all(any(word.startswith(begun) for word in standing) for begun in read)
        }
        return self if len(kept) == len(self.refused) else replace(self, refused=kept)


NOTHING = Narrowing()


@dataclass(slots=True)
class _Search:
    """The narrowing of one call, and how it was before each step, as F12 takes them back.

    Attributes:
        steps: What was done, how many steps the call had then, and the narrowing before.
    """

    now: Narrowing = NOTHING
    steps: list[tuple[str, int, Narrowing]] = field(default_factory=list)


class Narrowings(QObject):
    """Each call's own narrowing; one before any call goes with the words into the call."""

    changed = Signal()
    said = Signal(str, dict)
    """A marked sentence and its values: what just happened."""

    def __init__(
        self, current: Callable[[], OpenCall | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._current = current
        self._call = ""
        self._words = ""
        self._searches: dict[str, _Search] = {"": _Search()}

    @property
    def now(self) -> Narrowing:
        return self._search.now

    def read(self, words: str) -> None:
        """`words` stand in the box now; what was refused of others is forgotten."""
        self._words = words
        self._search.now = self.now.with_words(words)

    def toggle(self, choice: Choice) -> None:
        """Choose a value, or no longer."""
        chosen = self.now.chosen
        without = tuple(other for other in chosen if other != choice)
        after = without if choice in chosen else (*chosen, choice)
        self._do(mark("filter"), replace(self.now, chosen=after))

    def clear(self) -> None:
        """Choose no value at all."""
        self._do(mark("filters"), replace(self.now, chosen=()))

    def take_out(self, thing: Recognised | Choice, name: str) -> None:
        """Search without `thing`, which the screen calls `name`."""
        if isinstance(thing, Choice):
            self.toggle(thing)
        else:
            refused = {**self.now.refused, thing.key: self._read_from(thing)}
            self._do(mark("what was recognised"), replace(self.now, refused=refused))
        self.said.emit(
            mark("Taken out: {name}. {key} brings it back."), {"name": name, "key": Key.UNDO}
        )

    def undo(self) -> bool:
        """Take back the last step, if nothing was done to the call since; whether there was one."""
        while self._search.steps and self._search.steps[-1][1] >= self._steps_of_call():
            did, _, before = self._search.steps.pop()
            before = before.with_words(self._words)
            if before != self.now:
                self._search.now = before
                self.said.emit(mark("Undone: {what}."), {"what": did})
                self.changed.emit()
                return True
        return False

    def follow(self, call: str, words: str) -> None:
        """Another call is on the desk (or none, an empty id), with `words` in its box.

        What was searched while no call was open is this caller's, and narrowed down as it was.
        """
        if call == self._call:
            return
        before = self.now
        if self._goes_on(call, words):
            self._searches[call] = self._search
            self._searches[self._call] = _Search()
        self._call = call
        self._searches.setdefault(call, _Search())
        self.read(words)
        if self.now != before:
            self.changed.emit()

    def begin(self) -> None:
        """The next caller starts from nothing."""
        self._searches[""] = _Search()
        if self._call == "":
            self.changed.emit()

    @property
    def _search(self) -> _Search:
        return self._searches[self._call]

    def _goes_on(self, call: str, words: str) -> bool:
        """Whether the search in the box becomes that of `call`: a call begins, or is undone."""
        begins = not self._call and call not in self._searches
        undone = not call and bool(words.strip())
        return (begins or undone) and words == self._words

    def _steps_of_call(self) -> int:
        opened = self._current()
        return len(opened.steps) if opened else 0

    def _read_from(self, thing: Recognised) -> frozenset[str]:
        """The words of the box that `thing` was read from; all, where a slip hides which."""
        standing, read = tokens(self._words), thing.typed.split()
        return frozenset(read if set(read) <= set(standing) else standing)

    def _do(self, did: str, after: Narrowing) -> None:
        if after != self.now:
            self._search.steps.append((did, self._steps_of_call(), self.now))
            self._search.now = after
            self.changed.emit()
