"""`helpdesk-server unanswered`: words searched without result, for whoever keeps the lexicon."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words
from helpdesk_domain.unanswered import UnansweredWord
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.store.unanswered import Asked, forget_old, unanswered_words

_DAY: Final = click.DateTime(["%Y-%m-%d"])


def command(words: Words) -> click.Command:
    def run(
        settings: Settings,
        since: datetime | None,
        until: datetime | None,
        language: str | None,
        as_json: bool,
    ) -> None:
        if since and until and since > until:
            stop(words.say("The first day comes after the last one."), ExitCode.USAGE)
        asked = Asked(
            since=since.date() if since else None,
            until=until.date() if until else None,
            language=language,
        )
        found = _found(settings, asked, words)
        if not found:
            click.echo(_nothing(words), err=True)
        if as_json:
            click.echo(json.dumps([asdict(told) for told in found], ensure_ascii=False))
        else:
            for word in found:
                click.echo(f"{word.count}\t{word.language}\t{word.word}")

    return click.Command(
        "unanswered",
        callback=click.pass_obj(run),
        help=words.say(
            "List the words searched without result, the most searched first: how often, in "
            "which language of the screens, which word."
        ),
        params=_options(words),
    )


def _options(words: Words) -> list[click.Parameter]:
    return [
        click.Option(
            ["--from", "since"], type=_DAY, metavar="DAY", help=words.say("First day: 2026-03-02.")
        ),
        click.Option(
            ["--to", "until"], type=_DAY, metavar="DAY", help=words.say("Last day, included.")
        ),
        click.Option(
            ["--language"],
            type=click.Choice(INTERFACE_LANGUAGES),
            help=words.say("Only searches on screens in this language."),
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON.")),
    ]


def _found(settings: Settings, asked: Asked, words: Words) -> Sequence[UnansweredWord]:
    with opened_store(settings, words) as store:
        store.run(lambda session: forget_old(session, utc_now().date()))
        return store.read(lambda session: unanswered_words(session, asked))


def _nothing(words: Words) -> str:
    return words.say(
        "No word can be told of these days. A word is told once it was searched without result "
        "at two desks, or on three days: what one desk searched on a day may be somebody's name."
    )
