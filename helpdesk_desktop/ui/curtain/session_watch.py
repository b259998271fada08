"""Hears from the computer that whoever sat here is leaving: it is locked, or it goes to sleep.

Linux says so on D-Bus (systemd-logind, and the screen savers of freedesktop.org and GNOME).
Elsewhere a desk that slept is known by its clock: see `Curtain.look`.
"""

import os
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SYSTEM_SOCKET: Final = Path("/run/dbus/system_bus_socket")
_LOGIND: Final = "org.freedesktop.login1"
_TOLD, _LOCKED = (cast("bytes", SLOT(slot)) for slot in ("told(bool)", "locked()"))
"""The type stubs of PySide6 ask for bytes; its code takes nothing but a str."""
_SCREEN_SAVERS: Final = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
)


class SessionWatch(QObject):
    """Listens on the buses it is given; without any, it hears nothing.

    Source of names and arguments: org.freedesktop.login1(5), and the interface that GNOME and KDE
    offer for idle inhibition, whose `ActiveChanged` tells that the screen is locked.
    """

    away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def listen(self) -> None:
        """Listen to this computer; a bus that is not there is not looked for, it may take long."""
        if os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_SOCKET.exists():
            self.hear_system(QDBusConnection.systemBus())
        if _session_address():
            self.hear_session(QDBusConnection.sessionBus())

    def hear_system(self, bus: QDBusConnection) -> None:
        """Hear of sleep, and of a session that is locked."""
        manager, session = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
        bus.connect("", "", manager, "PrepareForSleep", self, _TOLD)
        bus.connect("", "", session, "Lock", self, _LOCKED)

    def hear_session(self, bus: QDBusConnection) -> None:
        """Hear of the screen saver."""
        for path, interface in _SCREEN_SAVERS:
            bus.connect("", path, interface, "ActiveChanged", self, _TOLD)

    @Slot(bool)
    def told(self, leaving: bool) -> None:
        """It begins, or is over: waking up brings nothing back by itself."""
        if leaving:
            self.away.emit()

    @Slot()
    def locked(self) -> None:
        self.away.emit()


def _session_address() -> bool:
    """Whether there is a bus of this session, as the D-Bus specification looks for one."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    known = bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
    return known or bool(folder and (Path(folder) / "bus").exists())
