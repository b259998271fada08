"""What `helpdesk-server` can be asked; each command is loaded when it is asked for."""

from importlib import import_module
from pathlib import Path
from typing import Final

import click

from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words
from helpdesk_domain.version import __version__
from helpdesk_server.settings import Settings

_COMMANDS: Final = {
    "serve": "serve",
    "migrate": "migrate",
    "import": "import_offer",
    "lexicon": "lexicon",
    "form": "form",
    "user": "user",
    "device": "device",
    "generation": "generation",
    "backup": "backup",
    "restore": "restore",
    "status": "status",
    "unanswered": "unanswered",
    "suggestion": "suggestion",
    "reads": "reads",
    "consent": "consent",
    "rights": "rights",
    "hold": "hold",
    "retention": "retention",
    "statistics": "statistics",
    "rows": "rows",
}


class Commands(click.Group):
    """A group whose commands are modules: `--version` waits for no web framework."""

    def __init__(self, words: Words, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._words = words

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"helpdesk_server.commands.{_COMMANDS[cmd_name]}")
        command = module.command(self._words)
        assert isinstance(command, click.Command)
        return command


def command_line(words: Words) -> click.Group:
    """The command line, speaking through `words`."""

    def root(context: click.Context, database: str, data_dir: Path, lang: str | None) -> None:
        context.obj = Settings(data_dir=data_dir.absolute(), database_url=database)

    return Commands(
        words,
        name="helpdesk-server",
        help=words.say("The central server of the helpdesk: the offer goes out, calls come in."),
        callback=click.pass_context(root),
        params=[
            click.Option(
                ["--database"],
                envvar="HELPDESK_DATABASE_URL",
                default="",
                metavar="URL",
                help=words.say("PostgreSQL or SQLite address; default: a file in the data folder."),
            ),
            click.Option(
                ["--data-dir"],
                envvar="HELPDESK_DATA_DIR",
                type=click.Path(file_okay=False, path_type=Path),
                default=Path("helpdesk-server-data"),
                show_default=True,
                help=words.say("Folder of the server's files."),
            ),
            click.Option(
                ["--lang"],
                type=click.Choice(INTERFACE_LANGUAGES),
                help=words.say("Language of the messages."),
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
        click.echo(f"helpdesk-server {__version__}")
        context.exit()
