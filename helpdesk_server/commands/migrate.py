"""`helpdesk-server migrate`: brings the database to the tables of this version."""

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import told
from helpdesk_server.settings import Settings
from helpdesk_server.store import schema
from helpdesk_server.store.database import Store


def command(words: Words) -> click.Command:
    def run(settings: Settings) -> None:
        with told(words):
            done = schema.migrate(Store.at(settings.database), utc_now())
        changed = words.say("The database is up to date now.")
        click.echo(changed if done else words.say("The database was up to date already."), err=True)

    return click.Command(
        "migrate",
        callback=click.pass_obj(run),
        help=words.say("Bring the database to the tables of this version."),
    )
