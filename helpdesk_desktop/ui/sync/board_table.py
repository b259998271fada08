"""How the desks of a team stand, for who answers for it: what came, what waits, since when."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from helpdesk_desktop.ui.parts.row_table import RowModel, RowTable
from helpdesk_desktop.ui.words.call_words import clock_or_day
from helpdesk_desktop.ui.words.notices import how_long
from helpdesk_desktop.ui.words.speech import Speech
from helpdesk_domain.clock import CLOCK_TOLERANCE_S
from helpdesk_domain.devices import DeviceStanding
from helpdesk_domain.languages import Words, mark

COLUMNS = (
    mark("Computer"),
    mark("Last person"),
    mark("Calls of today"),
    mark("Waiting since"),
    mark("To be looked at"),
    mark("Version"),
)

COMPUTER = 0
"""The column that takes what room is left: names are as long as who gives them likes."""

SPARED = (5, 1)
"""The version, then the last person, are left out where there is no room for all."""


class BoardTable(RowTable[DeviceStanding]):
    """The board; it changes nothing."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("sync.board", RowModel(COLUMNS, cells, speech), COMPUTER, parent, SPARED)
        self._speech = speech
        self.say()

    def show_board(self, devices: Sequence[DeviceStanding]) -> None:
        self.rows.show(devices)
        if devices and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))

    def say(self) -> None:
        self.setAccessibleName(self._speech.words.say("Computers of the team"))
        self.rows.say()


def cells(device: DeviceStanding, words: Words) -> tuple[str, ...]:
    """What the board says of a device, in the order of `COLUMNS`."""
    of_today = words.say(
        "{received} of {all} received, last {time}",
        received=device.received_today,
        all=device.received_today + device.waiting,
        time=clock_or_day(device.last_contact),
    )
    to_look_at = device.refused + device.conflicts
    return (
        _name(device, words),
        device.person,
        of_today,
        clock_or_day(device.oldest_waiting_at) if device.oldest_waiting_at else "–",
        str(to_look_at) if to_look_at else "–",
        device.client_version,
    )


def _name(device: DeviceStanding, words: Words) -> str:
    """Its name, and what a lead has to know of it before anything else."""
    if device.revoked:
        return words.say("{name} (refused)", name=device.name)
    if abs(device.clock_off_s or 0) > CLOCK_TOLERANCE_S:
        time = how_long(abs(device.clock_off_s or 0), words)
        return words.say("{name} (clock {time} off)", name=device.name, time=time)
    return device.name
