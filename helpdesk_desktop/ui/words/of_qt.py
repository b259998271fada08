"""Words of Qt's own dialogs that Qt does not say in French or Dutch (6.11); the rest it says.

Where the system has dialogs of its own, Qt shows those, and none of this.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTranslator

from helpdesk_domain.languages import Words, mark

UNSAID: Final[Mapping[str, Mapping[str, str]]] = {
    "QFileDialog": {
        "&Look in:": mark("&Look in:"),
        "Files of &type:": mark("Files of &type:"),
    },
    "QAbstractFileIconProvider": {
        "Drive": mark("Drive"),
        "Folder": mark("Folder"),
        "Unknown": mark("Unknown kind"),
    },
    "QPrintSettingsOutput": {
        "Page &Set:": mark("Page &set:"),
        "Double Sided Printing": mark("On both sides"),
        "Off": mark("Off"),
        "Long side binding": mark("Bound at the long side"),
        "Short side binding": mark("Bound at the short side"),
    },
}
"""What Qt asks for in English, by the part of it that asks; the values are ours."""


class WordsOfQt(QTranslator):
    """Asked after Qt's own catalogue, in the language the screens have by then."""

    def __init__(self, words: Callable[[], Words], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Ours; of what we do not say, nothing at all.

        An empty text would be a translation to Qt: in English every word of its own was gone, and
        with its name the size of a page.
        """
        ours = UNSAID.get(context, {}).get(source)
        return self._words().say(ours) if ours else None
