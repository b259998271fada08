"""`helpdesk-server device`: the desks that signed in, and what they are told when one is lost."""

import sys
from datetime import datetime

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import Action
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import to_json
from helpdesk_server.commands import unseal
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.store.database import Store, shown
from helpdesk_server.store.directives import (
    KnownDevice,
    ToBeErased,
    known_device,
    known_devices,
    order,
)
from helpdesk_server.uuids import device_id_in

_UUID = click.Argument(["device"], metavar="UUID")


def command(words: Words) -> click.Command:
    return click.Group(
        "device",
        help=words.say("The desks that signed in."),
        commands=[_list(words), _revoke(words), _release(words), unseal.command(words)],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings, as_json: bool) -> None:
        with opened_store(settings, words) as store:
            found = store.read(known_devices)
        if as_json:
            click.echo(to_json(found))
            return
        if not found:
            nobody = words.say(
                "No desk has signed in at this server: {url}", url=shown(settings.database)
            )
            click.echo(nobody, err=True)
        for device in found:
            click.echo("\t".join(_columns(device, words)))

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say(
            "List the desks, the one that was silent longest first: id, name, who last synced "
            "there and when, what it was told, calls that wait in sealed boxes."
        ),
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON."))
        ],
    )


def _columns(device: KnownDevice, words: Words) -> tuple[str, ...]:
    return (
        device.id,
        device.name or "–",
        device.person or "–",
        _moment(device.last_contact),
        _standing(device, words),
        str(device.sealed or "–"),
    )


def _standing(device: KnownDevice, words: Words) -> str:
    if device.is_erased:
        return words.say("erased, {time}", time=_moment(device.erased_at))
    at = _moment(device.obeyed_at or device.ordered_at)
    match device.action, device.obeyed_at:
        case Action.LOCK, None:
            return words.say("to be locked, since {time}", time=at)
        case Action.LOCK, _:
            return words.say("locked, {time}", time=at)
        case Action.WIPE, None:
            return words.say("to be erased, since {time}", time=at)
        case Action.WIPE, _:
            return words.say("erased, {time}", time=at)
        case Action.RELEASE, _:
            return words.say("released, {time}", time=at)
    return "–"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "–"


def _revoke(words: Words) -> click.Command:
    def run(settings: Settings, device: str, wipe: bool, yes: bool) -> None:
        with opened_store(settings, words) as store:
            if wipe and not yes:
                _be_sure(store, device, words)
            _tell(store, device, Action.WIPE if wipe else Action.LOCK, words)
        click.echo(words.say("The device is refused from now on."), err=True)
        if wipe:
            sentence = words.say(
                "At its next sync it seals the calls that were not sent, then erases its file. One "
                "that never comes back is protected by its encryption alone."
            )
        else:
            sentence = words.say(
                "At its next sync it is locked; calls that were not sent stay on it, encrypted, "
                "and come to you sealed (device unseal). « device release » opens it again."
            )
        click.echo(sentence, err=True)

    return click.Command(
        "revoke",
        callback=click.pass_obj(run),
        help=words.say("Refuse a lost device from its next request on, and lock it."),
        params=[
            _UUID,
            click.Option(
                ["--wipe"],
                is_flag=True,
                help=words.say("Erase what is on it, for a stolen one: it cannot be undone."),
            ),
            click.Option(["--yes"], is_flag=True, help=words.say("Do not ask again.")),
        ],
    )


def _release(words: Words) -> click.Command:
    def run(settings: Settings, device: str) -> None:
        with opened_store(settings, words) as store:
            _tell(store, device, Action.RELEASE, words)
        click.echo(words.say("The device may ask again; it opens at its next sync."), err=True)

    return click.Command(
        "release",
        callback=click.pass_obj(run),
        help=words.say("Take back that a device is refused: it was found again."),
        params=[_UUID],
    )


def _tell(store: Store, device: str, action: Action, words: Words) -> None:
    """Give the order, or end the command: there is no such device."""
    device_id, known = device_id_in(device), False
    try:
        if device_id is not None:
            known = store.run(lambda session: order(session, device_id, action, utc_now()))
    except ToBeErased as problem:
        stop(_why_not(problem, words), ExitCode.NOT_VALID)
    if not known:
        stop(words.say("No device of that id has signed in."), ExitCode.NOT_VALID)


def _why_not(problem: ToBeErased, words: Words) -> str:
    if problem.at is None:
        return words.say("That device was told to erase itself; release it first (device release).")
    return words.say(
        "That device erased itself, {time}; that stays on record. Whoever signs in on it again "
        "does so as on another one.",
        time=_moment(problem.at),
    )


def _be_sure(store: Store, device: str, words: Words) -> None:
    """Ask once more, by name: a line too low in the list, and a colleague's desk is gone."""
    device_id, known = device_id_in(device), None
    if device_id is not None:
        known = store.read(lambda session: known_device(session, device_id))
    if known is None:
        return  # said in a moment
    click.echo("  ".join(_columns(known, words)[1:4]), err=True)
    if not sys.stdin.isatty():
        stop(words.say("Add --yes to erase it without being asked."), ExitCode.USAGE)
    if not click.confirm(words.say("Erase what is on this computer?"), err=True):
        raise SystemExit(int(ExitCode.NOT_VALID))
