"""The language of the screens and the names of the keys, changed while they are open."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_desktop.ui.keys.keymap import USUAL, Keymap
from helpdesk_desktop.ui.keys.words import named
from helpdesk_desktop.ui.words.of_qt import WordsOfQt
from helpdesk_domain.languages import Words

LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_GB"}


class Speech(QObject):
    """The words the screens use now; each screen says its texts again on `changed`.

    Attributes:
        words: A command that stands in a sentence (`key=Key.FINISH`) is said by its key.
        keymap: The keys in force.
    """

    changed = Signal()

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keymap = USUAL
        self.words = Words(language, self._shown)
        self._of_qt = QTranslator(self)
        # the one that is installed last is asked first
        self._unsaid_by_qt = WordsOfQt(lambda: self.words, self)
        QCoreApplication.installTranslator(self._unsaid_by_qt)
        self._follow()

    def use(self, language: str) -> None:
        """Say everything in `language` from now on."""
        if language == self.words.language:
            return
        self.words = Words(language, self._shown)
        self._follow()
        self.changed.emit()

    def use_keys(self, keymap: Keymap) -> None:
        """Have each command run by, and called by, its keys in `keymap` from now on."""
        if keymap != self.keymap:
            self.keymap = keymap
            self.changed.emit()

    @property
    def locale(self) -> QLocale:
        return QLocale(LOCALES[self.words.language])

    def _shown(self, value: object) -> object:
        if not isinstance(value, Key):
            return value
        return named(self.keymap.shown(value), self.words)

    def _follow(self) -> None:
        """Dates and the dialogs that Qt itself brings speak the same language."""
        QLocale.setDefault(self.locale)
        QCoreApplication.removeTranslator(self._of_qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._of_qt.load(f"qtbase_{self.words.language}", folder):
            QCoreApplication.installTranslator(self._of_qt)
