"""`helpdesk-desktop sync`: send the calls that wait and fetch what changed, once."""

from collections.abc import Iterator
from contextlib import closing

import click

from helpdesk_desktop.commands.ending import ExitCode
from helpdesk_desktop.commands.group import Place
from helpdesk_desktop.commands.opening import opened
from helpdesk_desktop.profile import Profile
from helpdesk_desktop.settings import Settings
from helpdesk_desktop.store.account import account
from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.outbox import OutboxState, outbox_state, send_refused_again, try_now
from helpdesk_desktop.sync.cycle import SyncReport
from helpdesk_desktop.sync.errors import SignInNeeded
from helpdesk_desktop.sync.revocation.carrying_out import sync_under_orders
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import to_json


def command(words: Words) -> click.Command:
    def run(place: Place, once: bool, server: str, as_json: bool) -> None:
        if not once:
            raise click.UsageError(words.say("Add --once: the window syncs again and again."))
        profile = place.profile()
        with opened(profile, words, also_locked=True) as store:
            report = _synced(store, profile, server)
            known = store.read(account)
            person = known.person.id if known else None
            left = store.read(lambda session: outbox_state(session, person))
        _say(report, left, words)
        if as_json:
            click.echo(to_json(report))
        if left.conflicts or left.refused:
            raise SystemExit(int(ExitCode.CONFLICTS if left.conflicts else ExitCode.NOT_VALID))

    return click.Command(
        "sync",
        callback=click.pass_obj(run),
        help=words.say("Send the calls that wait and fetch what changed in the offer."),
        params=[
            click.Option(["--once"], is_flag=True, help=words.say("Sync once, then end.")),
            click.Option(
                ["--server"],
                default="",
                metavar="URL",
                help=words.say("Address of the server; by default, where this desk signed in."),
            ),
            click.Option(
                ["--json", "as_json"],
                is_flag=True,
                help=words.say("Print what was done as JSON."),
            ),
        ],
    )


def _synced(store: Store, profile: Profile, url: str) -> SyncReport:
    """One sync, which tries every call now, the refused ones too: somebody asked for it."""
    known = store.read(account)
    if known is None:
        raise SignInNeeded
    address = url or known.server_url or Settings.load(profile.settings).server_url
    store.run(send_refused_again)
    store.run(try_now)
    with closing(Server(address, profile.device_id(), downloads=profile.downloads)) as server:
        return sync_under_orders(store, server, profile, now=utc_now)


def _say(report: SyncReport, left: OutboxState, words: Words) -> None:
    sent = words.count("{n} call sent", "{n} calls sent", report.sent)
    waiting = words.count("{n} waiting", "{n} waiting", left.waiting)
    received = words.count("{n} record received", "{n} records received", report.received)
    click.echo(f"{sent}, {waiting}, {received}.", err=True)
    for sentence in _unsettled(left, words):
        click.echo(sentence, err=True)


def _unsettled(left: OutboxState, words: Words) -> Iterator[str]:
    if left.other_author:
        yield words.count(
            "{n} call waits until the person who logged it signs in here.",
            "{n} calls wait until the people who logged them sign in here.",
            left.other_author,
        )
    if left.refused:
        yield words.count(
            "{n} call was not taken by the server; it is kept here, and sync --once asks again.",
            "{n} calls were not taken by the server; they are kept here, and sync --once asks "
            "again.",
            left.refused,
        )
    if left.conflicts:
        yield words.count(
            "{n} call is held differently by the server; both versions are kept. Call support.",
            "{n} calls are held differently by the server; both versions are kept. Call support.",
            left.conflicts,
        )
