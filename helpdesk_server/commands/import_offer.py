"""`helpdesk-server import`: brings files of the offer in and says what was set aside."""

from pathlib import Path

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.offer_file import BadOfferFile
from helpdesk_server.commands.ending import ExitCode
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.importing import Imported, import_file
from helpdesk_server.settings import Settings
from helpdesk_server.snapshots import Snapshots
from helpdesk_server.store.database import Store


def command(words: Words) -> click.Command:
    def run(settings: Settings, files: tuple[Path, ...]) -> None:
        with opened_store(settings, words) as store:
            usable = [import_one(store, path, words) for path in files]
            if any(usable):
                Snapshots(store, settings.snapshots).renew(utc_now())
        if not all(usable):
            raise SystemExit(int(ExitCode.NOT_VALID))

    return click.Command(
        "import",
        callback=click.pass_obj(run),
        help=words.say(
            "Bring files of the offer in: HSDS services, organizations or taxonomy terms; "
            "one object, a JSON array or NDJSON, plain or gzip."
        ),
        params=[
            click.Argument(
                ["files"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…"
            )
        ],
    )


def import_one(store: Store, path: Path, words: Words) -> bool:
    """Whether anything of the file could be used; what happened is said on standard error."""
    try:
        imported = import_file(store, path, utc_now())
    except BadOfferFile as problem:
        _say(path, words.say(problem.reason))
    except OSError:
        _say(path, words.say("The file cannot be opened."))
    else:
        _say_imported(path, imported, words)
        return imported.kept > 0
    return False


def _say_imported(path: Path, imported: Imported, words: Words) -> None:
    changed = words.count("{n} record imported", "{n} records imported", imported.changed)
    same = words.count("{n} known already", "{n} known already", imported.unchanged)
    aside = words.count("{n} set aside", "{n} set aside", len(imported.quarantined))
    _say(path, f"{changed}, {same}, {aside}.")
    for record in imported.quarantined:
        click.echo(f"  {record.said(words)}", err=True)


def _say(path: Path, sentence: str) -> None:
    click.echo(f"{path.name}: {sentence}", err=True)
