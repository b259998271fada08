"""One step of the guided tour."""

from collections.abc import Callable
from dataclasses import dataclass

from tour.stage import Stage
from tour.waiting import NotSeen


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the tour.

    Attributes:
        name: Names its picture.
        title: A marked sentence, in the present tense.
        take: Does it; raises NotSeen when the product does not follow.
    """

    name: str
    title: str
    take: Callable[[Stage], None]


def server_holds(stage: Stage, calls: int) -> None:
    """Come back when the server says that it holds exactly `calls` calls."""
    held = stage.demo.held()["calls"]
    if held != calls:
        raise NotSeen(f"the server holds {held} calls, not {calls}")
