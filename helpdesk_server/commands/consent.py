"""`helpdesk-server consent`: what was agreed, for the data protection officer; never who agreed."""

import click

from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import to_json
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.settings import Settings
from helpdesk_server.store.consents import KeptConsent, kept_consents
from helpdesk_server.store.erasures import erase
from helpdesk_server.store.holds import is_call_held


def command(words: Words) -> click.Command:
    return click.Group(
        "consent",
        help=words.say("What people allowed their name to be used for; without their names."),
        commands=[_list(words), _erase(words)],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings, vital: bool, as_json: bool) -> None:
        with opened_store(settings, words) as store:
            found = store.read(lambda session: kept_consents(session, only_vital=vital))
        if as_json:
            click.echo(to_json(found))
            return
        if not found:
            click.echo(words.say("There is no such consent."), err=True)
        for one in found:
            click.echo("\t".join(_columns(one)))

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say(
            "List each consent, the oldest first: id, call, moment, team, who asked, answer, "
            "purposes, how it was given, since when it is erased, reason."
        ),
        params=[
            click.Option(
                ["--vital"],
                is_flag=True,
                help=words.say("Only where nobody could be asked: life was at risk."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON.")),
        ],
    )


def _columns(one: KeptConsent) -> list[str]:
    return [
        one.id,
        one.call_id,
        f"{one.given_at:%Y-%m-%d %H:%M} UTC",
        one.team,
        one.author,
        one.answer,
        " ".join(one.purposes) or "-",
        one.mode,
        f"{one.erased_at:%Y-%m-%d %H:%M} UTC" if one.erased_at else "-",
        " ".join(one.reason.split()) or "-",
    ]


def _erase(words: Words) -> click.Command:
    def run(settings: Settings, record_id: str) -> None:
        now = utc_now()
        with opened_store(settings, words) as store:
            known = {one.id: one for one in store.read(kept_consents) if one.erased_at is None}
            if record_id not in known:
                stop(words.say("There is no such record, or it is erased."), ExitCode.NOT_VALID)
            call_id = CallId(known[record_id].call_id)
            if store.read(lambda session: is_call_held(session, call_id)):
                stop(_held(words), ExitCode.NOT_VALID)
            erasure_file(settings.data_dir).note(record_id, now)
            store.run(lambda session: erase(session, record_id, now))
            store.fold()
        told = words.say("It is erased here. Each desk that holds it erases it at its next sync.")
        click.echo(told, err=True)

    return click.Command(
        "erase",
        callback=click.pass_obj(run),
        help=words.say("Erase what a consent unlocked, for good; not of a call that is held (6)."),
        params=[click.Argument(["record_id"], metavar="ID")],
    )


def _held(words: Words) -> str:
    return words.say("The call is held: nothing of it was erased. See: helpdesk-server hold list")
