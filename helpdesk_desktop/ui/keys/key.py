"""Every command of the window, and its usual keys, in one place.

No digit, no AltGr, no shifted sign, no single letter: they move on a Belgian AZERTY keyboard
or get typed (`key_rules.py`). Each function key has a twin for laptops whose function keys are
locked. What somebody chose instead is in `keymap.py`.
"""

from enum import Enum


class Key(Enum):
    """A command and its usual keys, the first one is shown; « Enter » is both keys of that name."""

    HELP = ("F1",)
    NEW_CALL = ("F2", "Ctrl+N")
    ENCOUNTER = ("Shift+F2",)
    WRITTEN_LATER = ("Shift+F9",)
    CALLER_LANGUAGE = ("F3", "Ctrl+G")
    WHICH_LANGUAGE = ("Shift+F3",)
    SEARCH = ("F4", "Ctrl+F")
    FACETS = ("Ctrl+Space", "Shift+F4")
    TAKE_OUT = ("Ctrl+Shift+Backspace",)
    NO_SERVICE = ("Shift+Enter",)
    PERSON = ("Ctrl+O",)
    REFERENCE = ("Shift+F7",)
    FLAG = ("Ctrl+D",)
    NEXT_PANE = ("F6",)
    PREVIOUS_PANE = ("Shift+F6",)
    INTAKE = ("F5", "Ctrl+I")
    CONTACT = ("Shift+F5",)
    FOLLOW_UP = ("F8", "Ctrl+B")
    REFERRAL = ("Shift+F8",)
    SHEET = ("F7", "Ctrl+P")
    FINISH = ("F9", "Ctrl+S", "Ctrl+Enter")
    UNDO = ("F12", "Ctrl+U")
    PARKED = ("Ctrl+Tab",)
    FOLLOW_UPS = ("Ctrl+L",)
    MY_CALLS = ("Ctrl+J",)
    STATISTICS = ("Ctrl+T",)
    SYNC = ("Ctrl+R",)
    PALETTE = ("Ctrl+K",)
    SETTINGS = ("Ctrl+,",)
    FULL_SCREEN = ("F11",)
    QUIT = ("Ctrl+Q",)

    @property
    def command(self) -> str:
        """Its name in the file of the keys."""
        return self.name.lower()
