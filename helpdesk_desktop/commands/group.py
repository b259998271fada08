"""What `helpdesk-desktop` can be asked; each command is loaded when it is asked for."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words
from helpdesk_domain.version import __version__

if TYPE_CHECKING:
    from helpdesk_desktop.profile import Profile

_COMMANDS: Final = {
    "sync": "sync_once",
    "search": "search",
    "import-offer": "import_offer",
    "sign-in": "sign_in",
    "doctor": "doctor",
    "keymap": "keymap",
    "intake": "intake",
    "export-stats": "export_stats",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the commands work: the profile, made when it is first used."""

    folder: Path | None
    words: Words

    def profile(self) -> "Profile":
        """The profile; a folder that cannot be one ends the command with a sentence."""
        from helpdesk_desktop.commands.ending import told
        from helpdesk_desktop.profile import Profile

        with told(self.words):
            return Profile.at(self.folder)

    def profile_as_it_is(self) -> "Profile":
        """The profile to be looked at, made or not."""
        from helpdesk_desktop.profile import Profile

        return Profile.as_it_is(self.folder)


class Commands(click.Group):
    """A group whose commands are modules: `--version` reads no library of theirs."""

    def __init__(self, words: Words, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._words = words

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"helpdesk_desktop.commands.{_COMMANDS[cmd_name]}")
        command = module.command(self._words)
        assert isinstance(command, click.Command)
        return command


def command_line(words: Words) -> click.Group:
    """The command line, speaking through `words`."""

    def root(context: click.Context, profile: Path | None, lang: str | None) -> None:
        context.obj = Place(profile, words)
        if context.invoked_subcommand is None:
            _open_window(context.obj, lang, words)

    return Commands(
        words,
        name="helpdesk-desktop",
        help=words.say(
            "The desk of a helpline operator: finds services and logs calls, also offline. "
            "Without a command, the window opens."
        ),
        invoke_without_command=True,
        callback=click.pass_context(root),
        params=[
            click.Option(
                ["--profile"],
                type=click.Path(file_okay=False, path_type=Path),
                metavar="DIR",
                help=words.say("Folder of this desk's files, made at first use."),
            ),
            click.Option(
                ["--lang"],
                type=click.Choice(INTERFACE_LANGUAGES),
                help=words.say("Language of the messages and of the window."),
            ),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_print_version,
                help=words.say("Show the version."),
            ),
        ],
    )


def _print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"helpdesk-desktop {__version__}")
        context.exit()


def _open_window(place: Place, language: str | None, words: Words) -> None:
    """Open the window. Without a screen Qt would end the process without a word: said before."""
    from helpdesk_desktop.commands.ending import ExitCode, stop, told

    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, screens)):
        no_screen = words.say("There is no screen here to open the window on.")
        stop(no_screen + " " + _see_doctor(words), ExitCode.NOT_VALID)
    try:
        from helpdesk_desktop.app import open_window
    except ImportError:
        missing = words.say("A library the window needs is missing on this computer.")
        stop(missing + " " + _see_doctor(words), ExitCode.NOT_VALID)
    with told(words):
        ended = open_window(place.profile(), language)
    if ended == ExitCode.OFFLINE:
        stop(
            words.say("The window is open already; it was brought to the front."), ExitCode.OFFLINE
        )
    raise SystemExit(ended)


def _see_doctor(words: Words) -> str:
    return words.say("« {command} » says what to do.", command="helpdesk-desktop doctor")
