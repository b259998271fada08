"""The real window in a test: real keys in, what the operator reads out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.calls import LoggedCall, logged_since
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.ui.entrance.entrance import Doors, Entrance
from helpdesk_desktop.ui.look.appearance import Appearance, SystemColours
from helpdesk_desktop.ui.look.preferences import Preferences
from helpdesk_desktop.ui.parts.chips import Chip
from helpdesk_desktop.ui.window.main_window import MainWindow
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_desktop.ui.workplace import Workplace
from helpdesk_domain.calls import Call
from tests.blanks import typed
from tests.ui.small_offer import LONG_AGO

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str) -> None:
    """Type `text` as a keyboard would; QTest.keyClicks aborts on « é »."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, character))


@dataclass
class Window:
    """One operator's screen.

    Attributes:
        commands: Command keys struck so far; text typed by need is not counted.
    """

    qtbot: QtBot
    main: MainWindow
    entrance: Entrance
    speech: Speech
    preferences: Preferences
    commands: int = 0

    @property
    def workplace(self) -> Workplace:
        assert self.entrance.workplace is not None
        return self.entrance.workplace

    @property
    def store(self) -> Store:
        return self.workplace.desk.store

    def find(self, identifier: str) -> QWidget:
        found = self.main.findChild(QWidget, identifier)
        assert isinstance(found, QWidget), f"no control {identifier}"
        return found

    def says(self, identifier: str) -> str:
        widget = self.find(identifier)
        if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            return typed(widget.text())
        raise AssertionError(f"{identifier} says nothing")

    def text(self, identifier: str) -> str:
        """What stands in a field of several lines."""
        field = self.find(identifier)
        assert isinstance(field, QPlainTextEdit)
        return typed(field.toPlainText())

    def lines(self, identifier: str) -> list[str]:
        """What the labels inside a control say, in their order."""
        return [typed(line.text()) for line in self.find(identifier).findChildren(QLabel)]

    def table(self, identifier: str) -> list[list[str]]:
        """What stands in each cell of a table, row by row."""
        table = self.find(identifier)
        assert isinstance(table, QTableView)
        model = table.model()
        columns = range(model.columnCount())
        return [
            [typed(str(model.index(row, column).data())) for column in columns]
            for row in range(model.rowCount())
        ]

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.commands += 1
        QTest.keyClick(self._focus(), key, modifiers)

    def type(self, text: str) -> None:
        type_text(self._focus(), text)

    def strike(self, letter: str) -> None:
        """A letter that commands, not one that writes."""
        self.commands += 1
        type_text(self._focus(), letter)

    def until(self, holds: Callable[[], bool], timeout_ms: int = 15_000) -> None:
        self.qtbot.waitUntil(holds, timeout=timeout_ms)

    def until_says(self, identifier: str, words: str) -> None:
        def said() -> None:
            assert words in self.says(identifier), self.says(identifier)

        self.qtbot.waitUntil(said, timeout=15_000)

    def until_kept(self, timeout_ms: int = 15_000) -> None:
        """Wait until the call on screen says that its draft is in the file."""
        self.until(lambda: "✓" in self.says("call.draft"), timeout_ms)

    def until_offered(self) -> None:
        """Wait until the calls that were left unfinished are offered."""
        self.until(lambda: self.find("recovery").isVisible())

    def search(self, text: str) -> None:
        """Type `text` in the search box and wait until its results are on screen."""
        with self.qtbot.waitSignal(
            self.workplace.page.search.painted, check_params_cb=lambda query: query == text
        ):
            self.type(text)

    def log_a_call(self, words: str, refer: bool = True) -> None:
        """A whole call, from F2 to the log; nobody said who rang."""
        before = len(self.logged())
        self.press(Key.Key_F2)
        self.search(words)
        if refer:
            self.press(Key.Key_Return)
        self.press(Key.Key_F9)
        self.press(Key.Key_F9)
        self.until(lambda: len(self.logged()) == before + 1)

    def give_a_service(self, words: str = "soins") -> None:
        """A call in French, the first service that `words` find given; the call goes on."""
        self.press(Key.Key_F2)
        self.press(Key.Key_F3)
        self.search(words)
        self.press(Key.Key_Return)

    def finish(self) -> Call:
        """F9, a GP rang, F9: the call as it was logged."""
        before = len(self.logged())
        self.press(Key.Key_F9)
        self.strike("m")
        self.press(Key.Key_F9)
        self.until(lambda: len(self.logged()) == before + 1)
        return max(self.logged(), key=lambda one: one.logged_at).call

    def chips(self) -> list[str]:
        """What the chips under the search box say, as a screen reader names them."""
        bar = self.find("search.chips")
        chips = [chip for chip in bar.findChildren(Chip) if chip.isVisible()]
        return [typed(chip.text()).removesuffix("×").strip() for chip in chips]

    def needs(self) -> list[str]:
        """What the chips of the call say: its needs, then the kinds of help they count under."""
        chips = self.find("call.needs").findChildren(Chip)
        return [typed(one.text()).removesuffix("×").strip() for one in chips if not one.isHidden()]

    def rows(self) -> list[str]:
        """The services found, as a screen reader says them."""
        shown = self.workplace.page.search.results.cards
        role = Qt.ItemDataRole.AccessibleTextRole
        return [typed(str(shown.data(shown.index(row), role))) for row in range(shown.rowCount())]

    def say(self, message: str, **values: object) -> str:
        """`message` as the screens say it now."""
        return typed(self.speech.words.say(message, **values))

    def settled(self) -> bool:
        """Whether what is on screen answers what is asked now."""
        return self.workplace.page.search.is_settled

    def referrals(self) -> list[str]:
        shown = self.workplace.page.call.referrals
        return [typed(shown.item(row).text()) for row in range(shown.count())]

    def logged(self) -> list[LoggedCall]:
        return self.store.read(lambda session: logged_since(session, LONG_AGO))

    def close(self) -> None:
        """Close it and be rid of it: whatever is dressed next looks at every widget there is."""
        if isValid(self.main):
            self.main.close()
            self.main.deleteLater()
            QApplication.sendPostedEvents(self.main, QEvent.Type.DeferredDelete.value)

    def _focus(self) -> QWidget:
        return self.main.focusWidget() or self.main


def open_window(
    qtbot: QtBot, folder: Path, doors: Doors, settings: Settings | None = None
) -> Window:
    """The window of the profile in `folder`, as `app.py` opens it, up to the first page."""
    profile = Profile.at(folder)
    chosen = settings or Settings(language="fr")
    speech = Speech(chosen.language)
    preferences = Preferences(chosen, profile.settings)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    Appearance(application, preferences, SystemColours(application))
    main = MainWindow(speech, preferences.speak)
    speech.setParent(main)
    preferences.setParent(main)
    entrance = Entrance(main, speech, profile, preferences, doors)
    main.show()
    return Window(qtbot, main, entrance, speech, preferences)
