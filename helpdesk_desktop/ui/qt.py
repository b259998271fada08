"""Reads Qt from the disk, and spares every later import the toll it would put on it.

PySide6 replaces `builtins.__import__` to serve `from __feature__ import …`: from then on the
source of each module imported anywhere is read and searched for the word « PySide6 », which
doubles the time our libraries take. Nobody here uses `__feature__`, so Python's own import is
put back. Seen in 6.11.3 and in napari/napari#8584; import this before anything of Qt.
"""

import builtins

_pythons_own = builtins.__import__

import PySide6.QtWidgets  # noqa: E402, F401

builtins.__import__ = _pythons_own
