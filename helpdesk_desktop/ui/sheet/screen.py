"""The hand-over sheet of the call on the desk: read from the offer as it is now, then let out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from helpdesk_desktop.reports.sheet import (
    Cards,
    Given,
    Sheet,
    SheetLanguage,
    sheet,
    sheet_language,
)
from helpdesk_desktop.store.database import Session
from helpdesk_desktop.store.flags import standing_flags
from helpdesk_desktop.store.offer import service_cards
from helpdesk_desktop.ui.background.desk import Desk
from helpdesk_desktop.ui.call import call_steps
from helpdesk_desktop.ui.call.call_desk import CallDesk
from helpdesk_desktop.ui.desk_page import DeskPage
from helpdesk_desktop.ui.parts.place import Place
from helpdesk_desktop.ui.screens import Screens
from helpdesk_desktop.ui.sheet.document import document_of
from helpdesk_desktop.ui.sheet.handing import SheetHanding
from helpdesk_desktop.ui.sheet.page import SheetPage
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.languages import CONTENT_LANGUAGES, mark
from helpdesk_domain.offer import ServiceId
from helpdesk_domain.service_card import ServiceCard
from helpdesk_domain.suggestions import by_service

About: TypeAlias = tuple[CallId, list[ServiceId], SheetLanguage]
"""Of which call which services are handed over, and in which language."""


class SheetScreen(QObject):
    """Ties the page to the call and to the offer."""

    def __init__(
        self,
        desk: Desk,
        calls: CallDesk,
        screens: Screens,
        speech: Speech,
        chosen: Callable[[], ServiceCard | None],
        parent: QObject | None = None,
    ) -> None:
        """Args: chosen: The service that the desk shows, if any."""
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._screens = screens
        self._chosen = chosen
        self._given: tuple[Given, ...] = ()
        self._reference = ""
        self._cards: Cards | None = None
        self._language = SheetLanguage.BOTH
        self._day = today_in_brussels()
        self._waits: Callable[[Sheet], object] | None = None
        self._held: QWidget | None = None
        self.page = SheetPage(speech)
        self.handing = SheetHanding(calls, speech, self.page, self)
        self.destroyed.connect(self.page.deleteLater)  # no window has it until it is shown
        screens.add(self.page, back=self._back)
        screens.turned.connect(self._left)
        self.page.language_chosen.connect(self._write_in)
        handing = self.handing
        handing.handed.connect(self._noted)
        self.page.mailed.connect(lambda to: self._once_read(partial(handing.mail, to)))
        self.page.printed.connect(lambda: self._once_read(handing.print))
        self.page.filed.connect(lambda: self._once_read(handing.file))
        self.page.copied.connect(lambda: self._once_read(handing.copy))

    def open(self) -> None:
        """Show the sheet of the call on the desk; once more: print it."""
        shown = self._screens.shown
        if shown is self.page:
            self.page.printed.emit()
        elif shown is not None:
            self._begin(shown)

    def close(self) -> None:
        """Let a file that is being written end."""
        self.handing.close()

    def _begin(self, shown: QWidget) -> None:
        given, about = self._on_the_desk()
        if not given:
            self._calls.remarked.emit(mark("Nothing to hand over yet: give a service first."), {})
            return
        opened = self._calls.current
        self._given, self._cards, self._waits = given, None, None
        self._reference = opened.call.reference if opened else ""
        self._day = today_in_brussels()
        self._language = sheet_language(opened.call.caller_language if opened else None)
        self._held = shown.window().focusWidget() if self._is_at_the_desk() else None
        self._screens.show(self.page)
        self.page.begin(self._language, about)
        self._desk.read(self, partial(cards_of, given=given), partial(self._read, given))

    def _on_the_desk(self) -> tuple[tuple[Given, ...], str]:
        """What is on the sheet, and a marked sentence about it.

        Before anything was given, the service that the operator reads out: who asks for that
        one in writing is not made to wait for a referral.
        """
        opened, card = self._calls.current, self._chosen()
        if opened and opened.call.referrals:
            referrals = opened.call.referrals
            given = tuple(Given(one.service_id, one.service_name) for one in referrals)
            return given, mark("What was given in this call, as the directory has it now.")
        if card and self._is_at_the_desk():
            alone = mark("Nothing was given yet: this is the service you have before you.")
            return (Given(card.id, card.name.words),), alone
        return (), ""

    def _is_at_the_desk(self) -> bool:
        return isinstance(self._screens.shown, DeskPage)

    def _read(self, given: tuple[Given, ...], cards: Cards) -> None:
        if given is not self._given:  # another sheet was asked for meanwhile
            return
        self._cards = cards
        self._show(cards)
        waits, self._waits = self._waits, None
        if waits:
            self._let_out(waits, cards)

    def _once_read(self, way: Callable[[Sheet], object]) -> None:
        """Let the sheet out; a key struck before it was read waits for it."""
        if self._cards is None:
            self._waits = way
        else:
            self._let_out(way, self._cards)

    def _let_out(self, way: Callable[[Sheet], object], cards: Cards) -> None:
        opened, services = self._calls.current, [one.service_id for one in self._given]
        self.handing.about = (opened.call.id, services, self._language) if opened else None
        way(self._written(cards))

    def _write_in(self, language: SheetLanguage) -> None:
        self._language = language
        self.page.show_language(language)
        if self._cards is not None:
            self._show(self._cards)

    def _show(self, cards: Cards) -> None:
        self.page.preview.show_document(document_of(self._written(cards)))

    def _noted(self, about: About | None) -> None:
        if about:
            call_steps.note_sheet(self._calls, *about)

    def _written(self, cards: Cards) -> Sheet:
        return sheet(self._given, cards, self._language, self._day, self._reference)

    def _back(self) -> None:
        """To the desk, the keyboard where it was there."""
        held = self._held
        self._screens.to_the_desk()
        if held is not None and isValid(held) and held.isVisible():
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _left(self) -> None:
        """The address goes with the page, and so does a key that waits; help only covers it."""
        if self._screens.place is Place.SHEET:
            if self._cards is not None and not self.page.preview.is_as_large_as_the_text:
                self._show(self._cards)
        elif self._screens.place is not Place.HELP:
            self.page.address.forget()
            self._waits = None


def cards_of(session: Session, given: tuple[Given, ...]) -> Cards:
    """What the offer says now of the services of a sheet, and what is reported of them."""
    ids = [one.service_id for one in given]
    reported = by_service(standing_flags(session, today_in_brussels()))
    return {
        language: {
            card.id: replace(card, flags=reported.get(card.id, ()))
            for card in service_cards(session, ids, language)
        }
        for language in CONTENT_LANGUAGES
    }
