"""The steps of an export: between two of them it can be cancelled."""

from collections.abc import Callable

Step = Callable[[], None]
"""Called now and then by whoever makes the bytes of a file; raises when they are not wanted."""
