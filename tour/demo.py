"""The demonstration: a server with a fictitious offer, three people, and one desk signed in."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpdesk_domain.resources import resource
from tour.programs import Program, run, start

PASSPHRASE = "demonstration only"
"""Opens the demo's file where the system keeps no keys; real desks choose their own."""

LISTENING = "Listening on "


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody made up, whose password everybody may know."""

    name: str
    role: str
    password: str


PEOPLE = (
    DemoPerson("marie", "operator", "marie-demo-password"),
    DemoPerson("youssef", "outreach", "youssef-demo-password"),
    DemoPerson("an", "lead", "an-demo-password"),
)
TEAM = "centre"

OFFER = resource("demo/services.ndjson.gz")
"""4,200 services, none of which exists."""


@dataclass(frozen=True, slots=True)
class Product:
    """How the programs of the product are started.

    Attributes:
        desktop: Opens the window.
        commands: The same without a window; another file where programs are frozen.
    """

    desktop: tuple[str, ...]
    commands: tuple[str, ...]
    server: tuple[str, ...]


def from_sources() -> Product:
    """The product as this very environment runs it."""
    desktop = (sys.executable, "-m", "helpdesk_desktop")
    return Product(desktop, desktop, (sys.executable, "-m", "helpdesk_server"))


def frozen(folder: Path) -> Product:
    """The product as `make package` built it into `folder`."""
    ending = ".exe" if os.name == "nt" else ""
    desktop, commands, server = (
        (str(folder.resolve() / f"{name}{ending}"),)
        for name in ("helpdesk-desktop", "helpdesk-desktop-cli", "helpdesk-server")
    )
    return Product(desktop, commands, server)


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration; everything it keeps is in `folder`.

    Attributes:
        environment: Given to every program, and nothing else.
        desk: Name of the desk, where there are several.
        services: The offer, as a file of HSDS services.
    """

    product: Product
    folder: Path
    environment: Mapping[str, str]
    desk: str = "desk"
    services: Path = OFFER

    @property
    def server_data(self) -> Path:
        return self.folder / "server"

    @property
    def profile(self) -> Path:
        return self.folder / self.desk

    def set_up_server(self) -> None:
        """Make the central database, the offer and the people.

        Raises:
            ProgramFailed: One of the commands did not work.
        """
        self.server_data.mkdir(parents=True)
        self.serverwards("migrate")
        self.serverwards("import", str(resource("demo/taxonomy_terms.json")), str(self.services))
        for person in PEOPLE:
            who = (person.name, "--role", person.role, "--team", TEAM, "--password-stdin")
            self.serverwards("user", "add", *who, typed=person.password + "\n")

    @contextmanager
    def server(self) -> Iterator[tuple[Program, str]]:
        """The server, running on a free port of loopback, and its address."""
        command = [*self.product.server, "--data-dir", str(self.server_data), "serve"]
        log = self.folder / "server.log"
        with start([*command, "--port", "0"], self.environment, log) as program:
            yield program, program.says(LISTENING)

    def sign_in(self, server_url: str, person: DemoPerson = PEOPLE[0]) -> None:
        """Sign `person` in at the desk, and fetch the offer.

        Raises:
            ProgramFailed: One of the commands did not work.
        """
        where = ("--server", server_url, "--user", person.name, "--password-stdin")
        self.deskwards("sign-in", *where, typed=person.password + "\n")

    def window(self, passphrase: str = PASSPHRASE, language: str = "") -> Program:
        """Open the window of the desk; it asks for the passphrase when it is given none."""
        spoken = ["--lang", language] if language else []
        command = [*self.product.desktop, "--profile", str(self.profile), *spoken]
        environment = {**self.environment, "HELPDESK_PASSPHRASE": passphrase}
        return start(command, environment, self.folder / "window.log")

    def held(self) -> dict[str, object]:
        """What the server holds, as it says itself: `calls`, `services`, …"""
        held: dict[str, object] = json.loads(self.serverwards("status", "--json"))
        return held

    def serverwards(self, *words: str, typed: str = "") -> str:
        """Run a command of the server; what it said.

        Raises:
            ProgramFailed: It did not work.
        """
        command = [*self.product.server, "--data-dir", str(self.server_data), *words]
        return run(command, self.environment, typed)

    def deskwards(self, *words: str, typed: str = "") -> str:
        """Run a command of the desk, without a window; what it said.

        Raises:
            ProgramFailed: It did not work.
        """
        command = [*self.product.commands, "--profile", str(self.profile), *words]
        return run(command, {**self.environment, "HELPDESK_PASSPHRASE": PASSPHRASE}, typed)
