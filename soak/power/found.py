"""What is found in an image, and what of it is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass

LOST = "said and not there: "


@dataclass(frozen=True, slots=True)
class Found:
    """The content of an image, as the next start of the program would find it.

    Attributes:
        kept: All that the image could have promised, in the words the program says it in.
        faults: What no image may be: damaged, half of something, not to be opened.
    """

    kept: frozenset[str]
    faults: tuple[str, ...] = ()

    def wrong(self, said: Iterable[str]) -> list[str]:
        """Why this image is a loss for who was told `said`; empty when nothing is wrong."""
        lost = sorted(line for line in said if line not in self.kept)
        return [*self.faults, *(f"{LOST}{line}" for line in lost)]
