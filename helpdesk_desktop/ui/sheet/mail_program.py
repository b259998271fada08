"""Opens the mail program of the system, in the surroundings it would have without us."""

import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_OURS: Final = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH")
"""Where a frozen program on Linux finds its libraries and the plugins of its Qt."""

_BEFORE: Final = "LD_LIBRARY_PATH_ORIG"
"""Where PyInstaller leaves what stood in the first of them, if anything did."""


def open_mail_program(draft: str) -> bool:
    """Ask the system to open the `mailto:` address `draft`; False when it has nothing for it."""
    with as_before_freezing(os.environ, is_frozen=getattr(sys, "frozen", False)):
        return QDesktopServices.openUrl(QUrl(draft, QUrl.ParsingMode.StrictMode))


@contextmanager
def as_before_freezing(environment: MutableMapping[str, str], is_frozen: bool) -> Iterator[None]:
    """Inside, programs that are started load their own libraries, not those of ours.

    Source: PyInstaller's manual, « LD_LIBRARY_PATH / LIBPATH considerations ».
    """
    ours = {name: environment[name] for name in _OURS if is_frozen and name in environment}
    for name in ours:
        del environment[name]
    if ours and _BEFORE in environment:
        environment["LD_LIBRARY_PATH"] = environment[_BEFORE]
    try:
        yield
    finally:
        environment.update(ours)
