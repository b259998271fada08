"""A virtual screen: X server, session bus and window manager, all gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tour.programs import Program, run, speaking, start
from tour.waiting import until

SIZE = (1366, 768)
"""The smallest laptop the product is made for, in pixels."""

KEYBOARD = "be"
"""Belgian AZERTY: the keyboard of the people who will use the product."""

_PATH = "/usr/local/bin:/usr/bin:/bin"
_PASSED_ON = ("TZ", "TMPDIR", "PYTHONWARNINGS")

_WINDOW_MANAGER = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <keyboard/>
  <applications>
    <application type="normal"><maximized>yes</maximized></application>
  </applications>
</openbox_config>
"""

_SESSION_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <servicedir>{folder}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_ACCESSIBILITY = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")


class NoVirtualScreen(Exception):
    """A program the virtual screen is made of is missing; its text is the program's name."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A running virtual screen.

    Attributes:
        environment: What a program needs to open its window here; nothing of the real desktop.
        folder: A home for what programs keep; it goes when the screen goes.
    """

    environment: Mapping[str, str]
    folder: Path


@contextmanager
def virtual_screen(size: tuple[int, int] = SIZE) -> Iterator[Screen]:
    """A screen of `size` pixels with AT-SPI; each window fills it, under a title bar.

    Raises:
        NoVirtualScreen: Something it is made of is not there.
    """
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="helpdesk-", ignore_cleanup_errors=True)
            )
        )
        environment = _environment(folder)
        log = folder / "screen.log"
        environment["DISPLAY"] = ":" + _told(stack, _x_server(size), environment, log)
        environment["DBUS_SESSION_BUS_ADDRESS"] = _told(
            stack, _session_bus(folder), environment, log
        )
        run([program("setxkbmap"), KEYBOARD], environment)
        _start_window_manager(stack, folder, environment)
        yield Screen(environment, folder)


def program(name: str) -> str:
    """The path of the program `name`.

    Raises:
        NoVirtualScreen: It is not installed.
    """
    found = shutil.which(name)
    if found is None:
        raise NoVirtualScreen(name)
    return found


def _environment(folder: Path) -> dict[str, str]:
    """What programs on the screen are given: a home of their own, and accessibility always on."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PATH"] = _PATH
    environment["LANG"] = "C.UTF-8"  # French then, as wherever nothing else is said
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        environment[name] = str(place)
    return environment | {
        "XDG_SESSION_TYPE": "x11",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _x_server(size: tuple[int, int]) -> list[str]:
    screen = ["-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-noreset"]
    return [program("Xvfb"), *screen, "-displayfd", "{fd}"]


def _session_bus(folder: Path) -> list[str]:
    """A bus that starts the accessibility service and no other.

    A keyring installed on the machine would be started too, and would ask for its password.
    """
    rules, services = folder / "bus.conf", folder / "bus"
    services.mkdir()
    if not _ACCESSIBILITY.exists():
        raise NoVirtualScreen("at-spi2-core")
    shutil.copy(_ACCESSIBILITY, services)
    rules.write_text(_SESSION_BUS.format(folder=services), "utf-8")
    command = [program("dbus-daemon"), f"--config-file={rules}", "--nofork", "--nopidfile"]
    return [*command, "--print-address={fd}"]


def _told(stack: ExitStack, command: list[str], environment: Mapping[str, str], log: Path) -> str:
    started, where = speaking(command, environment, log)
    stack.enter_context(started)
    return where


def _start_window_manager(
    stack: ExitStack, folder: Path, environment: Mapping[str, str]
) -> Program:
    """Start openbox without a single key of its own, and wait until it manages windows."""
    rules, ready = folder / "openbox.xml", folder / "openbox.ready"
    rules.write_text(_WINDOW_MANAGER, "utf-8")
    command = [program("openbox"), "--config-file", str(rules), "--startup", f"touch {ready}"]
    started = stack.enter_context(start(command, environment, folder / "screen.log"))
    until(ready.exists, "the window manager starts")
    return started
