"""How the desks of a team stand, for who answers for it: what came, what waits, since when."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from helpdesk_desktop.ui.call_words import moment
from helpdesk_desktop.ui.notices import how_long
from helpdesk_desktop.ui.plain import identified
from helpdesk_desktop.ui.speech import Speech
from helpdesk_domain.devices import CLOCK_TOLERANCE_S, DeviceStanding
from helpdesk_domain.languages import Words, mark

Index = QModelIndex | QPersistentModelIndex

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


class BoardModel(QAbstractTableModel):
    """A device a row; every cell is words."""

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._devices: Sequence[DeviceStanding] = ()

    def show(self, devices: Sequence[DeviceStanding]) -> None:
        self.beginResetModel()
        self._devices = devices
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._devices)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return cells(self._devices[index.row()], self._speech.words)[index.column()]

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or way is not Qt.Orientation.Horizontal:
            return None
        return self._speech.words.say(COLUMNS[section])


class BoardTable(QTableView):
    """The board; it can be gone through with the arrow keys, and changes nothing."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        identified(self, "sync.board")
        self.devices = BoardModel(speech, self)
        self.setModel(self.devices)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COMPUTER, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.say()

    def show_board(self, devices: Sequence[DeviceStanding]) -> None:
        self.devices.show(devices)
        if devices and not self.currentIndex().isValid():
            self.setCurrentIndex(self.devices.index(0, 0))

    def say(self) -> None:
        self.setAccessibleName(self._speech.words.say("Computers of the team"))
        self.devices.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.devices.layoutChanged.emit()


def cells(device: DeviceStanding, words: Words) -> tuple[str, ...]:
    """What the board says of a device, in the order of `COLUMNS`."""
    of_today = words.say(
        "{received} of {all} received, last {time}",
        received=device.received_today,
        all=device.received_today + device.waiting,
        time=moment(device.last_contact),
    )
    to_look_at = device.refused + device.conflicts
    return (
        _name(device, words),
        device.person,
        of_today,
        moment(device.oldest_waiting_at) if device.oldest_waiting_at else "–",
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
