"""`helpdesk-server retention`: what has been kept long enough, and its going."""

import json
import os
from functools import partial

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.retention.periods import BadPeriods, Periods, periods
from helpdesk_server.retention.running import Plan, Planned, plan, run, waiting
from helpdesk_server.settings import Settings


def command(words: Words) -> click.Command:
    return click.Group(
        "retention",
        commands=[_plan(words), _run(words)],
        help=words.say("What has been kept for as long as it may."),
    )


def _plan(words: Words) -> click.Command:
    def show(settings: Settings, ids: bool, as_json: bool) -> None:
        kept_for = _periods(settings, words)
        with opened_store(settings, words) as store:
            found = store.read(partial(plan, periods=kept_for, now=utc_now()))
        if as_json:
            click.echo(json.dumps(_for_programs(found, ids)))
            return
        for one in found.planned:
            click.echo("\t".join(_columns(one, words)))
            if ids:
                for due in one.due:
                    click.echo(f"\t{due.id}\t{due.since:%Y-%m-%d}")
        if found.held:
            held = words.count(
                "{n} call more is held: nothing of it goes.",
                "{n} calls more are held: nothing of them goes.",
                found.held,
            )
            click.echo(held, err=True)
        _say_waiting(found.waiting, words)

    return click.Command(
        "plan",
        callback=click.pass_obj(show),
        help=words.say(
            "Say what would go now, and change nothing: how many of each kind, what is from "
            "before which day, and why."
        ),
        params=[
            click.Option(
                ["--ids"],
                is_flag=True,
                help=words.say("Each with its id, and since when it counts."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON.")),
        ],
    )


def _run(words: Words) -> click.Command:
    def erase(settings: Settings) -> None:
        kept_for = _periods(settings, words)
        now = utc_now()
        note_erasure = partial(erasure_file(settings.data_dir).note, now=now)
        with opened_store(settings, words) as store:
            for category, gone in run(store, kept_for, now, note_erasure):
                click.echo(f"{gone}\t{category.name}")
            left = store.read(partial(waiting, periods=kept_for, now=now))
        _say_waiting(left, words)

    return click.Command(
        "run",
        callback=click.pass_obj(erase),
        help=words.say(
            "Erase what has had its time at this moment, whatever a plan said before; run it "
            "every day. Says how many of each kind went."
        ),
    )


def _say_waiting(calls: int, words: Words) -> None:
    if not calls:
        return
    left = words.count(
        "{n} call has had its time, and is left until its year is closed. "
        "See: helpdesk-server statistics status",
        "{n} calls have had their time, and are left until their year is closed. "
        "See: helpdesk-server statistics status",
        calls,
    )
    click.echo(left, err=True)


def _periods(settings: Settings, words: Words) -> Periods:
    try:
        return periods(settings.data_dir, os.environ)
    except BadPeriods as problem:
        unread = words.say(
            "{name}: no whole number of months or days, or no such period. Nothing was erased.",
            name=ascii(problem.where)[1:-1],
        )
        stop(unread, ExitCode.NOT_VALID)


def _columns(one: Planned, words: Words) -> tuple[str, ...]:
    return (
        str(len(one.due)),
        one.category.name,
        one.limit.strftime("%Y-%m-%d"),
        words.say(one.category.title),
    )


def _for_programs(found: Plan, ids: bool) -> dict[str, object]:
    told = {
        one.category.name: {
            "count": len(one.due),
            "before": one.limit.isoformat(),
        }
        | ({"ids": [due.id for due in one.due]} if ids else {})
        for one in found.planned
    }
    return {"due": told, "held": found.held, "waiting": found.waiting}
