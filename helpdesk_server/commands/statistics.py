"""`helpdesk-server statistics`: closes what is to be closed, and says what is and what waits."""

import json
from functools import partial

import click

from helpdesk_domain.clock import day_in_brussels, utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.publication import BOOK, WORDS
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.statistics.closing import Closed, close_due
from helpdesk_server.statistics.pieces import Standing, standings


def command(words: Words) -> click.Command:
    return click.Group(
        "statistics",
        commands=[_close(words), _status(words)],
        help=words.say("Months, quarters and years that are closed, and their figures."),
    )


def _close(words: Words) -> click.Command:
    def run(settings: Settings) -> None:
        with opened_store(settings, words) as store:
            for one in close_due(store, utc_now()):
                click.echo("\t".join(_columns(one, words)))

    return click.Command(
        "close",
        callback=click.pass_obj(run),
        help=words.say(
            "Close each month that ended more than five days ago, each quarter and each year: "
            "their figures are made, and stay as they are. The server does it by itself every day."
        ),
    )


def _columns(one: Closed, words: Words) -> tuple[str, ...]:
    what = {BOOK: words.say("facts"), WORDS: words.say("words searched without result")}
    told = what.get(one.entity, words.say("figures"))
    return one.name, one.team or words.say("all teams"), told


def _status(words: Words) -> click.Command:
    def run(settings: Settings, as_json: bool) -> None:
        today = day_in_brussels(utc_now())
        with opened_store(settings, words) as store:
            found = store.read(partial(standings, today=today))
        if as_json:
            told = [_for_programs(one) for one in found]
            click.echo(json.dumps(told))
            return
        if not found:
            click.echo(words.say("There is no call yet, and nothing to be closed."), err=True)
        for one in found:
            stands = words.say("closed") if one.closed_at else words.say("waits until")
            if one.is_due(today):
                stands = words.say("to be closed since")
            click.echo(f"{one.piece}\t{stands}\t{_since(one)}")

    return click.Command(
        "status",
        callback=click.pass_obj(run),
        help=words.say(
            "Say of each month, quarter and year whether it is closed and since when, or from "
            "which day it is to be."
        ),
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON."))
        ],
    )


def _since(one: Standing) -> str:
    return str(day_in_brussels(one.closed_at) if one.closed_at else one.closes_on)


def _for_programs(one: Standing) -> dict[str, str | None]:
    return {
        "period": str(one.piece),
        "closes_on": str(one.closes_on),
        "closed_at": one.closed_at.isoformat() if one.closed_at else None,
    }
