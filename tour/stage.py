"""The stage of the guided tour: a demonstration, a line that can be cut, a screen, eyes, hands."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tour.demo import OFFER, PASSPHRASE, Demo, Product
from tour.eyes import Eyes
from tour.hands import Hands
from tour.line import Line
from tour.programs import Program
from tour.screen import SIZE, virtual_screen


@dataclass(slots=True)
class Stage:
    """What a step of the tour works with.

    Attributes:
        window: The desk's window, while it is open.
    """

    demo: Demo
    line: Line
    eyes: Eyes
    hands: Hands
    window: Program | None = None

    def open_window(self, passphrase: str = PASSPHRASE) -> None:
        """Start the desk's window and look at it.

        Raises:
            NotSeen: No window opened.
        """
        self.window = self.demo.window(passphrase)
        self.eyes.attach(self.window.pid)

    def close_window(self) -> None:
        """End the window, if one is open."""
        if self.window is not None:
            self.window.end()
            self.window = None


@contextmanager
def stage(
    product: Product, pictures: Path, size: tuple[int, int] = SIZE, services: Path = OFFER
) -> Iterator[Stage]:
    """A demonstration that is set up and signed in, its window not yet open.

    Raises:
        NoVirtualScreen, ProgramFailed, NotSeen: It could not be set up.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="helpdesk-demo-")))
        screen = stack.enter_context(virtual_screen(size))
        demo = Demo(product, folder, screen.environment, services=services)
        demo.set_up_server()
        _, url = stack.enter_context(demo.server())
        line = stack.enter_context(Line(urlsplit(url).port or 80))
        demo.sign_in(line.url)
        eyes = stack.enter_context(Eyes(screen, pictures))
        set_up = Stage(demo, line, eyes, Hands(screen))
        stack.callback(set_up.close_window)
        yield set_up
