"""My calls: reads a day of them, and brings one back on the desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject

from helpdesk_desktop.reports.today import local_midnight
from helpdesk_desktop.store.calls import LoggedCall, begun_between, reopen
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.drafts import Draft
from helpdesk_desktop.store.reads import note_texts_read
from helpdesk_desktop.ui.background.desk import Changed, Desk
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.my_calls.page import MyCallsPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.call_terms import CallerProfile
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import today_in_brussels, utc_now
from helpdesk_domain.languages import mark
from helpdesk_domain.people import PersonId
from helpdesk_domain.person_concerned import NOBODY_YET
from helpdesk_domain.reads import Why


class MyCalls(QObject):
    """Ties the page to the store and to the desk."""

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        speech: Speech,
        parent: QObject | None = None,
        day: Callable[[], date] = today_in_brussels,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._today = day
        self._day = day()
        self._is_opening = False
        self.page = MyCallsPage(speech)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        self.page.turned.connect(self._turn)
        self.page.table.opened.connect(self._open)
        self.page.table.same_caller.connect(self._again)
        desk.changed.connect(self._desk_changed)

    def show_today(self) -> None:
        """The calls of today, the keyboard on them."""
        self._day = self._today()
        self._read()
        self.page.look()

    def _turn(self, days: int) -> None:
        self._day = min(self._day + timedelta(days=days), self._today())
        self._read()

    def _read(self) -> None:
        day = self._day
        since, until = (local_midnight(one) for one in (day, day + timedelta(days=1)))
        query = partial(begun_between, since=since, until=until, author=self._calls.author)
        self._desk.read(self, query, lambda calls: self._show(day, calls))

    def _show(self, day: date, calls: list[LoggedCall]) -> None:
        if day == self._day:
            self.page.show_day(day, calls)

    def _open(self, one: LoggedCall) -> None:
        """Bring the call on the desk; what was saved stays the truth until it is saved again."""
        if self._is_opening:  # Enter was struck twice
            return
        self._is_opening = True
        self._desk.write(
            partial(opened_again, call_id=one.call.id, person=self._calls.author, now=utc_now()),
            Changed.DRAFTS,
            done=self._opened,
            failed=self._stays,
        )

    def _opened(self, draft: Draft) -> None:
        self._is_opening = False
        self._calls.resume(draft)
        self.page.opened.emit()

    def _stays(self, problem: Exception) -> None:
        self._is_opening = False
        self._desk.failed.emit(problem)

    def _again(self, one: LoggedCall) -> None:
        """A call of the caller of that one: who rings and how they speak is known.

        A GP who rings again may ring about somebody else; the person concerned does not.
        """
        is_the_person = one.call.profile is CallerProfile.PERSON
        current = self._calls.current
        if current is None or current.worth_keeping():
            self._calls.start()
        known = replace(
            self._calls.opened().call,
            caller_language=one.call.caller_language,
            profile=one.call.profile,
            person=one.call.person if is_the_person else NOBODY_YET,
        )
        self._calls.do(mark("the same caller"), known)
        self.page.opened.emit()

    def _desk_changed(self, changed: Changed) -> None:
        if Changed.CALLS in changed and self.page.isVisible():
            self._read()


def opened_again(
    session: Session, call_id: CallId, person: PersonId | None, now: datetime
) -> Draft:
    """The call as a draft, what is logged stays logged; that its words are read is noted.

    Raises:
        CallInFlight, NoSuchCall: As `reopen`; then nothing was read.
    """
    draft = reopen(session, call_id, now, stays_logged=True)
    note_texts_read(session, (draft.call,), Why.MY_CALLS, person, now)
    return draft
