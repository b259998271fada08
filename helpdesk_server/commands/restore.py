"""`helpdesk-server restore`: a backup in the place of the database, as a new history."""

from pathlib import Path

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.backups.faults import BackupFault
from helpdesk_server.backups.restoring import restore
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.commands.generation import what_follows
from helpdesk_server.settings import Settings


def command(words: Words) -> click.Command:
    def run(settings: Settings, file: Path, replace: bool) -> None:
        with told(words):
            try:
                restored = restore(settings, file, utc_now(), replace=replace)
            except BackupFault as problem:
                stop(problem.said(words), ExitCode.NOT_VALID)
        click.echo(restored.generation)
        if restored.aside is not None:
            aside = words.say("The former database is {name} now.", name=restored.aside.name)
            click.echo(aside, err=True)
        if restored.erased_again:
            again = words.count(
                "{n} call whose caller had it erased was erased again.",
                "{n} calls whose callers had them erased were erased again.",
                restored.erased_again,
            )
            click.echo(again, err=True)
        for sentence in what_follows(words):
            click.echo(sentence, err=True)

    return click.Command(
        "restore",
        callback=click.pass_obj(run),
        help=words.say(
            "Put a backup in the place of an empty database, and begin a new history with it."
        ),
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path)),
            click.Option(
                ["--replace"],
                is_flag=True,
                help=words.say("Put the SQLite database that is there aside."),
            ),
        ],
    )
