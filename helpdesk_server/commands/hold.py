"""`helpdesk-server hold`: calls of which nothing is erased while somebody needs them whole."""

from functools import partial

import click

from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.store.holds import NoSuchCall, hold, holds, lift


def command(words: Words) -> click.Command:
    return click.Group(
        "hold",
        commands=[_add(words), _list(words), _lift(words)],
        help=words.say("Calls of which nothing is erased: neither in time nor on request."),
    )


def _add(words: Words) -> click.Command:
    def run(settings: Settings, call_id: str, reason: str) -> None:
        reason = " ".join(reason.split())
        if not reason:
            stop(words.say("Say why it is held."), ExitCode.USAGE)
        deed = partial(hold, call_id=CallId(call_id.lower()), reason=reason, now=utc_now())
        with opened_store(settings, words) as store:
            try:
                store.run(deed)
            except NoSuchCall:
                stop(words.say("There is no call with that id."), ExitCode.NOT_VALID)
        click.echo(words.say("The call is held."), err=True)

    return click.Command(
        "add",
        callback=click.pass_obj(run),
        help=words.say("Hold a call, and say why: a court asked for it, a complaint is open."),
        params=[
            click.Argument(["call_id"]),
            click.Option(
                ["--reason"], required=True, help=words.say("Why; no name of a caller in it.")
            ),
        ],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings) -> None:
        with opened_store(settings, words) as store:
            held = store.read(holds)
        if not held:
            click.echo(words.say("No call is held."), err=True)
        for one in held:
            click.echo(f"{one.call_id}\t{one.since:%Y-%m-%d}\t{one.reason}")

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say("List the calls that are held, since when and why, with tabs between."),
    )


def _lift(words: Words) -> click.Command:
    def run(settings: Settings, call_id: str) -> None:
        deed = partial(lift, call_id=CallId(call_id.lower()), now=utc_now())
        with opened_store(settings, words) as store:
            try:
                store.run(deed)
            except NoSuchCall:
                stop(words.say("No call with that id is held."), ExitCode.NOT_VALID)
        click.echo(words.say("The call is held no longer."), err=True)

    return click.Command(
        "lift",
        callback=click.pass_obj(run),
        help=words.say("Hold the call no longer: what its time is over for goes at the next run."),
        params=[click.Argument(["call_id"])],
    )
