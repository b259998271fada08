"""`helpdesk-server backup`: the whole database in one file, checked."""

from pathlib import Path

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.backups.faults import BackupFault
from helpdesk_server.backups.files import forget_all_but, named_by_the_clock
from helpdesk_server.backups.taking import take
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.requests_kept import RequestsUnreadable, carry_along
from helpdesk_server.settings import Settings
from helpdesk_server.store.database import Store


def command(words: Words) -> click.Command:
    def run(settings: Settings, file: Path, keep: int | None) -> None:
        now, folder = utc_now(), file if file.is_dir() else None
        if keep is not None and folder is None:
            stop(words.say("--keep needs a folder that is there."), ExitCode.USAGE)
        path = named_by_the_clock(folder, now) if folder else file
        with told(words):
            store = Store.at(settings.database)
            try:
                through = take(store, path, now)
                carry_along(settings.data_dir, path.absolute().parent)
            except (OSError, RequestsUnreadable):
                stop(_not_carried(words), ExitCode.NOT_VALID)
            except BackupFault as problem:
                stop(problem.said(words), ExitCode.NOT_VALID)
            finally:
                store.close()
        if folder is not None and keep is not None:
            forget_all_but(folder, keep)
        click.echo(path)
        if through is None:
            old = words.say("The database is of another version; that was not noted in it.")
            click.echo(old, err=True)
        else:
            moment = f"{through:%Y-%m-%d %H:%M:%S} UTC"
            safe = words.say("What was received before {moment} is in it.", moment=moment)
            click.echo(safe, err=True)

    return click.Command(
        "backup",
        callback=click.pass_obj(run),
        help=words.say(
            "Copy the whole database to a file while the server runs, and check the copy. "
            "In a folder the file is named after the moment."
        ),
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path)),
            click.Option(
                ["--keep"],
                type=click.IntRange(min=1),
                metavar="N",
                help=words.say(
                    "Remove all but the N newest backups of the folder that were so named."
                ),
            ),
        ],
    )


def _not_carried(words: Words) -> str:
    return words.say(
        "The backup was made, but requests.ndjson, what callers had erased since, could not be "
        "put beside it: a restore would bring that back."
    )
