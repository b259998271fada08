"""`helpdesk-desktop import-offer`: fills this desk from files, without a server."""

from pathlib import Path

import click

from helpdesk_desktop.commands.ending import ExitCode
from helpdesk_desktop.commands.group import Place
from helpdesk_desktop.commands.opening import opened
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.replica import import_records
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.offer_file import BadOfferFile, Quarantined, sound_records


def command(words: Words) -> click.Command:
    def run(place: Place, files: tuple[Path, ...]) -> None:
        with opened(place.profile(), words) as store:
            usable = [_import_one(store, path, words) for path in files]
        if not all(usable):
            raise SystemExit(int(ExitCode.NOT_VALID))

    return click.Command(
        "import-offer",
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


def _import_one(store: Store, path: Path, words: Words) -> bool:
    """Whether anything of the file could be used; one transaction, whole or not at all."""
    aside: list[Quarantined] = []
    try:
        written = store.run(
            lambda session: import_records(session, sound_records(path, aside), utc_now())
        )
    except BadOfferFile as problem:
        _say(path, words.say(problem.reason))
        return False
    except OSError:
        _say(path, words.say("The file cannot be opened."))
        return False
    imported = words.count("{n} record imported", "{n} records imported", written)
    left_out = words.count("{n} set aside", "{n} set aside", len(aside))
    _say(path, f"{imported}, {left_out}.")
    for record in aside:
        click.echo(f"  {record.said(words)}", err=True)
    return written > 0


def _say(path: Path, sentence: str) -> None:
    click.echo(f"{path.name}: {sentence}", err=True)
