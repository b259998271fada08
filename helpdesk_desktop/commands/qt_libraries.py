"""The system libraries the window stands on: are they there? Asked without loading Qt."""

import ctypes
import sys
from collections.abc import Mapping
from typing import Final

LINUX_LIBRARIES: Final[Mapping[str, str]] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What Qt loads to paint under X11, and the Debian package that brings it."""


def missing_packages(libraries: Mapping[str, str] = LINUX_LIBRARIES) -> tuple[str, ...]:
    """Debian packages whose library cannot be loaded; nothing is missing elsewhere than Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(package for library, package in libraries.items() if not _loads(library))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
