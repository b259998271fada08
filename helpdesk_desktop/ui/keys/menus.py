"""The commands of the window, menu by menu: what each is called."""

from collections.abc import Mapping
from typing import Final

from helpdesk_desktop.ui.keys.key import Key
from helpdesk_domain.languages import mark

MENUS: Final[Mapping[str, Mapping[Key, str]]] = {
    mark("&Call"): {
        Key.NEW_CALL: mark("New call"),
        Key.ENCOUNTER: mark("New encounter in the field"),
        Key.WRITTEN_LATER: mark("Call of before"),
        Key.CALLER_LANGUAGE: mark("Caller's language"),
        Key.WHICH_LANGUAGE: mark("Another language of the caller"),
        Key.NO_SERVICE: mark("No service fits"),
        Key.PERSON: mark("The person: where they live, age"),
        Key.INTAKE: mark("Complex situation"),
        Key.CONTACT: mark("Consent and contact"),
        Key.REFERENCE: mark("Reference for the caller"),
        Key.FOLLOW_UP: mark("Follow-up, call back"),
        Key.REFERRAL: mark("State of a referral"),
        Key.SHEET: mark("Sheet for the caller"),
        Key.FINISH: mark("Finish, save"),
        Key.PARKED: mark("Parked call"),
        Key.UNDO: mark("Undo"),
        Key.QUIT: mark("Quit"),
    },
    mark("&Search"): {
        Key.SEARCH: mark("Search"),
        Key.FACETS: mark("Filters"),
        Key.TAKE_OUT: mark("Take out what was recognised last"),
        Key.FLAG: mark("Report an error in the directory"),
        Key.NEXT_PANE: mark("Next pane"),
        Key.PREVIOUS_PANE: mark("Previous pane"),
    },
    mark("&View"): {
        Key.FULL_SCREEN: mark("Full screen"),
        Key.MY_CALLS: mark("My calls"),
        Key.FOLLOW_UPS: mark("Follow-ups"),
        Key.STATISTICS: mark("Statistics"),
        Key.SYNC: mark("Synchronise, or sign in again"),
        Key.SETTINGS: mark("Settings"),
    },
    mark("&Help"): {
        Key.PALETTE: mark("All commands"),
        Key.HELP: mark("Keys"),
    },
}

COMMANDS: Final[Mapping[Key, str]] = {
    key: name for menu in MENUS.values() for key, name in menu.items()
}
"""What each command is called, as marked words."""

LANGUAGES: Final[Mapping[str, str]] = {
    "fr": mark("Language of the screens: French"),
    "nl": mark("Language of the screens: Dutch"),
    "en": mark("Language of the screens: English"),
}
"""What it is called to change it; it has no key, and three buttons at the top of the window."""
