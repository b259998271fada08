"""A call on the desk, with the steps that can be undone. No widget, no clock of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from helpdesk_domain.call_terms import Channel
from helpdesk_domain.calls import Call, CallId, Referral, closed, is_worth_keeping


@dataclass(frozen=True, slots=True)
class Step:
    """What the operator did, in words to be translated, and how the call stood before.

    Attributes:
        take_back: Undoes what was done beside the call, and says so itself.
    """

    did: str
    before: Call
    wrapping_since_s: float | None
    take_back: Callable[[], None] | None = None
    noted_words: str = ""


@dataclass(slots=True)
class OpenCall:
    """A call that is not finished.

    Attributes:
        search_text: What stands in the search box, half-typed word included.
        base_rev: Revision on the server this call corrects; None for a call never sent.
        clock_s: Reading of the clock that never jumps, when the call came on the desk.
        wrapping_since_s: The same clock when wrap-up was opened, or None.
        steps: What F12 takes back, the latest last.
        corrects: The call as it was logged, its seconds counted; None for one that never was.
        unread: What is being typed in a question about it and was not answered yet, by question.
        set_aside: Those of these questions that were escaped: they count as not asked.
        noted_words: Words of the search box that became a need, or were taken out of it again.
        is_unheard: They did before the search had answered what they mean.
    """

    call: Call
    clock_s: float
    search_text: str = ""
    base_rev: int | None = None
    wrapping_since_s: float | None = None
    steps: list[Step] = field(default_factory=list)
    corrects: Call | None = None
    unread: dict[str, str] = field(default_factory=dict)
    set_aside: set[str] = field(default_factory=set)
    noted_words: str = ""
    is_unheard: bool = False

    def do(self, did: str, after: Call) -> bool:
        """Make `after` the call; False, and nothing to undo, when it changes nothing."""
        if after == self.call:
            return False
        self._remember(did)
        self.call = after
        return True

    def did_aside(self, take_back: Callable[[], None]) -> None:
        """Something was done that is no part of the call, and is undone in its turn."""
        self._remember("", take_back)

    def wrap_up(self, did: str, after: Call, now_s: float) -> None:
        """Open wrap-up with `after`; one undo closes it again."""
        self._remember(did)
        self.call, self.wrapping_since_s = after, now_s

    def undo(self) -> Step | None:
        """Take the latest step back. The note is text: its own Ctrl+Z undoes it, not this.

        Nor is what is out in writing taken back by a key.
        """
        if not self.steps:
            return None
        step = self.steps.pop()
        self.noted_words = step.noted_words
        if step.take_back:
            return step
        was_timed = step.before.is_timed == self.call.is_timed
        spent = self.call if was_timed else step.before  # minutes that were typed go with them
        self.call = replace(
            step.before,
            note=self.call.note,
            referrals=_with_sheets(step.before.referrals, self.call.referrals),
            talk_s=spent.talk_s,
            wrap_up_s=spent.wrap_up_s,
        )
        self.wrapping_since_s = step.wrapping_since_s
        return step

    def timed(self, now_s: float) -> Call:
        """The call with the seconds spent on it so far, talk and wrap-up apart."""
        if self.corrects is not None or not self.call.is_timed:
            return self.call
        wrapping = self.wrapping_since_s is not None
        talked_until = self.wrapping_since_s if self.wrapping_since_s is not None else now_s
        wrapped = now_s - talked_until if wrapping else 0.0
        return replace(
            self.call,
            talk_s=self.call.talk_s + max(0, round(talked_until - self.clock_s)),
            wrap_up_s=self.call.wrap_up_s + max(0, round(wrapped)),
        )

    def pause(self, now_s: float) -> None:
        """The call is put aside: its seconds stand still until `go_on`."""
        self.call = self.timed(now_s)
        self.go_on(now_s)

    def go_on(self, now_s: float) -> None:
        """Seconds count from now on."""
        self.clock_s = now_s
        if self.wrapping_since_s is not None:
            self.wrapping_since_s = now_s

    @property
    def unanswered(self) -> str:
        """What was typed in a question, and was neither understood nor escaped; one of them."""
        waiting = (line for name, line in self.unread.items() if self.waits_for(name))
        return next(waiting, "")

    def waits_for(self, question: str) -> bool:
        """Whether something was typed in that question and neither answered nor escaped."""
        return question in self.unread and question not in self.set_aside

    def _remember(self, did: str, take_back: Callable[[], None] | None = None) -> None:
        step = Step(did, self.call, self.wrapping_since_s, take_back, self.noted_words)
        self.steps.append(step)

    def worth_keeping(self) -> bool:
        if self.corrects is not None:
            return True
        return is_worth_keeping(self.call) or bool(self.search_text.strip() or self.unread)

    def may_go(self) -> bool:
        """Whether nothing is lost when it leaves the desk as it is."""
        if self.unread:
            return False
        if self.corrects is not None and closed(self.call) == self.corrects:
            return True
        return not is_worth_keeping(self.call)


def _with_sheets(before: Sequence[Referral], after: Sequence[Referral]) -> tuple[Referral, ...]:
    handed = {one.service_id: one.sheet for one in after if one.sheet}
    return tuple(replace(one, sheet=handed.get(one.service_id, one.sheet)) for one in before)


def new_call(call_id: CallId, now: datetime, now_s: float, channel: Channel) -> OpenCall:
    """A call that starts now."""
    return OpenCall(Call(id=call_id, started_at=now, channel=channel), clock_s=now_s)
