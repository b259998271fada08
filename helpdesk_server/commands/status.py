"""`helpdesk-server status`: how much the server holds."""

import json

import click
from sqlalchemy.orm import Session

from helpdesk_domain.languages import Words
from helpdesk_domain.sync import DIRECTORY, Entity
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.store import calls, offer, people, sign_ins, streams
from helpdesk_server.store.server import identity


def command(words: Words) -> click.Command:
    def run(settings: Settings, as_json: bool) -> None:
        with opened_store(settings, words) as store:
            figures = store.read(figures_of)
        if as_json:
            click.echo(json.dumps(figures))
        else:
            click.echo("\n".join(f"{_label(name, words)}: {n}" for name, n in figures.items()))

    return click.Command(
        "status",
        callback=click.pass_obj(run),
        help=words.say("Say how much the server holds."),
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON."))
        ],
    )


def figures_of(session: Session) -> dict[str, int | str]:
    """What the server holds, by name; all of one moment."""
    records = offer.counts(session)
    return {
        "services": records.get(Entity.SERVICE, 0),
        "organizations": records.get(Entity.ORGANIZATION, 0),
        "taxonomy_terms": records.get(Entity.TAXONOMY_TERM, 0),
        "lexicon": records.get(Entity.LEXICON, 0),
        "people": people.count_people(session),
        "devices": sign_ins.count_devices(session),
        "calls": calls.count_calls(session),
        "call_revisions": calls.count_revisions(session),
        "generation": identity(session).generation,
        "head": streams.head(session, DIRECTORY).seq,
    }


def _label(name: str, words: Words) -> str:
    labels = {
        "services": words.say("Services"),
        "organizations": words.say("Organizations"),
        "taxonomy_terms": words.say("Taxonomy terms"),
        "lexicon": words.say("Terms with published phrases"),
        "people": words.say("People"),
        "devices": words.say("Devices"),
        "calls": words.say("Calls"),
        "call_revisions": words.say("Revisions of calls"),
        "generation": words.say("History of the database"),
        "head": words.say("Newest change"),
    }
    return labels[name]
