"""The steps of an export: between two of them it tells how far it has come, or is cancelled."""

from collections.abc import Callable

Step = Callable[[float], None]
"""Called now and then, from 0 to 1, by whoever makes a file; raises when it is not wanted."""
