"""The pages of a desk that was given up for lost: locked, or erased."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helpdesk_desktop.ui.parts.pages import Page
from helpdesk_desktop.ui.parts.plain import announce, button
from helpdesk_desktop.ui.words.speech import Speech


class LockedPage(Page):
    """Nothing of the desk is shown, and nothing is lost; it can be asked whether it is over.

    Once it is, nothing happens by itself: the Enter of somebody who asks again must not refer a
    service on the desk behind this page.
    """

    asked = Signal()
    left = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("locked", speech, parent)
        self._is_over = False
        self.again = button("locked.again", self._pressed, "primary")
        self.inside.addWidget(self.message)
        self.inside.addWidget(self.again)
        self.tell("")
        self.say()

    def look(self) -> None:
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def over(self, is_over: bool) -> None:
        """Whether the desk was released."""
        self._is_over = is_over
        self.tell("")
        self.say()
        announce(self, self.heading.text())

    def say(self) -> None:
        words = self.speech.words
        if self._is_over:
            self.heading.setText(words.say("The helpdesk is free again"))
            self.explanation.setText(words.say("Your calls are all there."))
            self.again.setText(words.say("Back to the desk"))
            return
        self.heading.setText(words.say("The helpdesk is locked on this computer"))
        self.explanation.setText(
            words.say(
                "Your organisation locked it: this computer was reported lost. Nothing is erased: "
                "your calls, the one you were typing too, are kept here, encrypted. Call your team "
                "lead. As soon as the computer is released, you can go on here."
            )
        )
        self.again.setText(words.say("Ask again now"))

    def _pressed(self) -> None:
        (self.left if self._is_over else self.asked).emit()


class ErasedPage(Page):
    """The desk is being erased, or was; what was not sent is sealed."""

    left = Signal()
    asked = Signal()

    def __init__(self, speech: Speech, folder: str, parent: QWidget | None = None) -> None:
        """Args: folder: Where sealed boxes lie that could not be sent."""
        super().__init__("erased", speech, parent)
        self._folder = folder
        self._unsent: int | None = None
        self.send = button("erased.send", self.asked.emit)
        self.end = button("erased.end", self.left.emit, "primary")
        self.inside.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self.send)
        row.addWidget(self.end, 1)
        self.inside.addLayout(row)
        self.tell("")
        self.say()

    def ended(self, unsent: int) -> None:
        """The desk is erased; so many sealed files could not be sent yet."""
        self._unsent = unsent
        self.send.setEnabled(True)
        self.say()
        (self.send if unsent else self.end).setFocus(Qt.FocusReason.OtherFocusReason)

    def sending(self) -> None:
        """They are being sent once more."""
        self.send.setEnabled(False)

    def say(self) -> None:
        words, unsent = self.speech.words, self._unsent
        for one in (self.end, self.send):
            one.setVisible(unsent is not None)
        self.send.setVisible(bool(unsent))
        self.send.setText(words.say("Send again"))
        self.end.setText(words.say("Close"))
        if unsent is None:
            self.heading.setText(words.say("The helpdesk is being erased from this computer …"))
            self.explanation.setText(
                words.say("Calls that were not sent are sealed first, so that none is lost.")
            )
            return
        self.heading.setText(words.say("The helpdesk was erased from this computer"))
        asked = words.say(
            "Your organisation asked for it: the computer was reported lost. Your calls cannot be "
            "read here any more; nothing else on the computer was touched."
        )
        self.explanation.setText(f"{asked} {self._where(unsent)}")

    def _where(self, unsent: int) -> str:
        words = self.speech.words
        if not unsent:
            return words.say("What had not been sent went to your organisation, sealed.")
        return words.count(
            "{n} sealed file could not be sent; only your organisation can open it. Bring it the "
            "folder {folder}.",
            "{n} sealed files could not be sent; only your organisation can open them. Bring it "
            "the folder {folder}.",
            unsent,
            folder=self._folder,
        )
