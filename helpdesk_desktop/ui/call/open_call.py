"""A call on the desk, with the steps that can be undone. No widget, no clock of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from helpdesk_desktop.store.drafts import Draft
from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import Call, CallId, closed, is_worth_keeping, reopened


@dataclass(frozen=True, slots=True)
class Step:
    """What the operator did, in words to be translated, and how the call stood before.

    Attributes:
        opened_wrap_up: Taking it back closes wrap-up.
        take_back: Undoes what was done beside the call, and says so itself.
    """

    did: str
    before: Call
    noted_words: str
    opened_wrap_up: bool = False
    take_back: Callable[[], None] | None = None


Standing = tuple[CallId, bool]
"""Which call it is, and whether it is being wrapped up: what a question was asked about."""


@dataclass(slots=True)
class OpenCall:
    """A call that is not finished.

    Attributes:
        search_text: What stands in the search box, half-typed word included.
        base_rev: Revision on the server this call corrects; None for a call never sent.
        since_s: Reading of the clock that never jumps from which its seconds are still to be
            counted; None while the call is put aside.
        is_wrapping: Whether they are those of wrap-up.
        steps: What F12 takes back, the latest last.
        corrects: The call as it was logged, its seconds counted; None for one that never was.
        unread: What is being typed in a question about it and was not answered yet, by question.
        set_aside: Those of these questions that were escaped: they count as not asked.
        noted_words: Words of the search box that became a need, or were taken out of it again.
        is_unheard: They did before the search had answered what they mean.
        has_record: The person was asked for their consent: the call is worth keeping for that.
    """

    call: Call
    since_s: float | None
    search_text: str = ""
    base_rev: int | None = None
    is_wrapping: bool = False
    steps: list[Step] = field(default_factory=list)
    corrects: Call | None = None
    unread: dict[str, str] = field(default_factory=dict)
    set_aside: set[str] = field(default_factory=set)
    noted_words: str = ""
    is_unheard: bool = False
    has_record: bool = False

    def do(self, did: str, after: Call, now_s: float) -> bool:
        """Make `after` the call; False, and nothing to undo, when it changes nothing.

        The seconds up to now are those of the call as it was: minutes that are typed do not undo
        them.
        """
        if after == self.call:
            return False
        known = self.call.talk_s, self.call.wrap_up_s
        self._count(now_s)
        if after.is_timed and known == (after.talk_s, after.wrap_up_s):
            after = replace(after, talk_s=self.call.talk_s, wrap_up_s=self.call.wrap_up_s)
        self._remember(did)
        self.call = after
        return True

    def did_aside(self, take_back: Callable[[], None]) -> None:
        """Something was done that is no part of the call, and is undone in its turn."""
        self._remember("", take_back=take_back)

    def amend(self, change: Callable[[Call], Call]) -> None:
        """Something became known that is no step: taking steps back does not take it back.

        The note is text, which its own Ctrl+Z undoes; a sheet is out; a search answers late.
        """
        self.call = change(self.call)
        self.steps = [replace(step, before=change(step.before)) for step in self.steps]

    def wrap_up(self, did: str, after: Call, now_s: float) -> None:
        """Open wrap-up with `after`; one undo closes it again."""
        self._remember(did, opened_wrap_up=True)
        self.call = after
        self._count(now_s)
        self.is_wrapping = True

    def back_to_call(self, now_s: float) -> None:
        """Close wrap-up: from now on it is talk again."""
        self._count(now_s)
        self.is_wrapping = False

    def undo(self, now_s: float) -> Step | None:
        """Take the latest step back; never what was amended, nor the time that has passed."""
        if not self.steps:
            return None
        step = self.steps.pop()
        self.noted_words = step.noted_words
        if step.take_back:
            return step
        self._count(now_s)
        self.is_wrapping = self.is_wrapping and not step.opened_wrap_up
        was_timed = step.before.is_timed == self.call.is_timed
        spent = self.call if was_timed else step.before  # minutes that were typed go with them
        self.call = replace(
            step.before,
            talk_s=spent.talk_s,
            wrap_up_s=spent.wrap_up_s,
        )
        return step

    def timed(self, now_s: float) -> Call:
        """The call with the seconds spent on it so far, talk and wrap-up apart."""
        if self.since_s is None or self.corrects is not None or not self.call.is_timed:
            return self.call
        spent = max(0, round(now_s - self.since_s))
        if self.is_wrapping:
            return replace(self.call, wrap_up_s=self.call.wrap_up_s + spent)
        return replace(self.call, talk_s=self.call.talk_s + spent)

    def pause(self, now_s: float) -> None:
        """The call is put aside: its seconds stand still until `go_on`."""
        self._count(now_s)
        self.since_s = None

    def go_on(self, now_s: float) -> None:
        """Seconds count from now on."""
        self.since_s = now_s

    @property
    def last_was_aside(self) -> bool:
        """Whether what is undone next is no part of the call."""
        return bool(self.steps and self.steps[-1].take_back)

    @property
    def standing(self) -> Standing:
        return self.call.id, self.is_wrapping

    @property
    def unanswered(self) -> str:
        """What was typed in a question, and was neither understood nor escaped; one of them."""
        waiting = (line for name, line in self.unread.items() if self.waits_for(name))
        return next(waiting, "")

    def waits_for(self, question: str) -> bool:
        """Whether something was typed in that question and neither answered nor escaped."""
        return question in self.unread and question not in self.set_aside

    def _count(self, now_s: float) -> None:
        """Add the seconds up to now to the call; what is less than one is counted the next time.

        Of a call whose minutes were typed nothing is counted, until that is taken back.
        """
        if self.since_s is not None and self.call.is_timed:
            self.call = self.timed(now_s)
            self.since_s += max(0, round(now_s - self.since_s))

    def _remember(
        self,
        did: str,
        *,
        opened_wrap_up: bool = False,
        take_back: Callable[[], None] | None = None,
    ) -> None:
        step = Step(did, self.call, self.noted_words, opened_wrap_up, take_back)
        self.steps.append(step)

    def worth_keeping(self) -> bool:
        if self.corrects is not None or self.has_record:
            return True
        return is_worth_keeping(self.call) or bool(self.search_text.strip() or self.unread)

    def may_go(self) -> bool:
        """Whether nothing is lost when it leaves the desk as it is."""
        if self.unread:
            return False
        if self.corrects is not None and closed(self.call) == self.corrects:
            return True
        return not is_worth_keeping(self.call)


def call_of(draft: Draft, now_s: float) -> OpenCall:
    """A call as its draft left it; of one that was logged, its outcome is proposed anew."""
    return OpenCall(
        reopened(draft.call) if draft.logged else draft.call,
        since_s=now_s,
        search_text=draft.search_text,
        base_rev=draft.base_rev,
        corrects=draft.logged,
        unread=dict(draft.unread),
        noted_words=draft.noted_words,
        has_record=draft.has_record,
    )


def new_call(call_id: CallId, now: datetime, now_s: float, channel: Channel) -> OpenCall:
    """A call that starts now."""
    return OpenCall(Call(id=call_id, started_at=now, channel=channel), since_s=now_s)
