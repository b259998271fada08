"""`helpdesk-server generation`: the history of the database, after a restore."""

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.generation import begin_generation
from helpdesk_server.settings import Settings
from helpdesk_server.snapshots import Snapshots


def command(words: Words) -> click.Command:
    return click.Group(
        "generation", help=words.say("The history of the database."), commands=[_new(words)]
    )


def _new(words: Words) -> click.Command:
    def run(settings: Settings) -> None:
        with opened_store(settings, words) as store:
            files = Snapshots(store, settings.snapshots)
            generation = begin_generation(store, files, utc_now())
        click.echo(generation)
        for sentence in what_follows(words):
            click.echo(sentence, err=True)

    return click.Command(
        "new",
        callback=click.pass_obj(run),
        help=words.say(
            "Begin a new history after the database was restored from a backup, "
            "before the server runs again."
        ),
    )


def what_follows(words: Words) -> tuple[str, ...]:
    return (
        words.say("The database has a new history."),
        words.say(
            "At their next sync, desktops fetch the whole offer and send again the calls that "
            "this server had acknowledged; each is counted once."
        ),
        words.say(
            "What was done on the server since the backup has to be done again: "
            "people added, devices revoked, files imported."
        ),
        words.say("Servers that are running notice it by themselves."),
    )
