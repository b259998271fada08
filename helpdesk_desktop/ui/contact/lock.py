"""Why who it is cannot be typed now: it is on the server alone, or two desks changed it at once."""

from PySide6.QtCore import Signal

from helpdesk_desktop.store.personal_records import KeptRecord
from helpdesk_desktop.ui.rows.choice_row import ChoiceRow
from helpdesk_desktop.ui.words.consent_words import FIELDS
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.consent import Identity
from helpdesk_domain.languages import Words

MINE, THEIRS = "mine", "theirs"


def is_locked(kept: KeptRecord | None) -> bool:
    """Whether nothing may be typed: it would take the place of what is not seen."""
    return kept is not None and (kept.is_elsewhere or kept.theirs is not None)


class SettleRow(ChoiceRow):
    """Both, as they are kept, and a letter for the one that holds; shown for a conflict alone."""

    settled = Signal(bool)
    """Whether it is theirs."""

    def __init__(self, identifier: str, speech: Speech) -> None:
        super().__init__(identifier, speech, may_stay_open=False)
        self.hide()
        self.chosen.connect(self._settle)

    def show_both(self, kept: KeptRecord | None) -> None:
        """Show what is in conflict; hide, and forget, where nothing is."""
        theirs = kept.theirs if kept is not None and not kept.is_elsewhere else None
        self.setVisible(theirs is not None)
        if kept is None or theirs is None:
            self.show_title("")
            return
        words = self._speech.words
        told = words.say(
            "▲ Changed at another desk at the same time. Which holds? The other is erased."
        )
        mine = words.say("Here: {identity}", identity=_said(kept.record.identity, words))
        other = words.say("Elsewhere: {identity}", identity=_said(theirs.identity, words))
        self.show_title("\n".join((told, mine, other)))
        self.offer(
            {MINE: words.say("what is kept here"), THEIRS: words.say("what is kept elsewhere")}
        )
        self.show_answer((), None)

    def _settle(self, codes: tuple[str, ...]) -> None:
        if codes:  # taken back, nothing was chosen
            self.settled.emit(codes == (THEIRS,))


def _said(identity: Identity, words: Words) -> str:
    told = (getattr(identity, field) for field in FIELDS)
    return " · ".join(line for line in told if line) or words.say("nothing is kept")
