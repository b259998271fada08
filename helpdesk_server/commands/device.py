"""`helpdesk-server device`: the desks that signed in, and what they are told when one is lost."""

from datetime import datetime

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import Action
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import to_json
from helpdesk_server.commands import unseal
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.commands.opening import migrated
from helpdesk_server.device_ids import device_id_in
from helpdesk_server.settings import Settings
from helpdesk_server.store.directives import KnownDevice, ToBeErased, known_devices, order

_UUID = click.Argument(["device"], metavar="UUID")


def command(words: Words) -> click.Command:
    return click.Group(
        "device",
        help=words.say("The desks that signed in."),
        commands=[_list(words), _revoke(words), _release(words), unseal.command(words)],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings, as_json: bool) -> None:
        with told(words):
            store = migrated(settings, utc_now())
            found = store.read(known_devices)
            store.close()
        if as_json:
            click.echo(to_json(found))
            return
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
    def run(settings: Settings, device: str, wipe: bool) -> None:
        _tell(settings, device, Action.WIPE if wipe else Action.LOCK, words)
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
        ],
    )


def _release(words: Words) -> click.Command:
    def run(settings: Settings, device: str) -> None:
        _tell(settings, device, Action.RELEASE, words)
        click.echo(words.say("The device may ask again; it opens at its next sync."), err=True)

    return click.Command(
        "release",
        callback=click.pass_obj(run),
        help=words.say("Take back that a device is refused: it was found again."),
        params=[_UUID],
    )


def _tell(settings: Settings, device: str, action: Action, words: Words) -> None:
    """Give the order, or end the command: there is no such device."""
    device_id, now, known = device_id_in(device), utc_now(), False
    with told(words):
        store = migrated(settings, now)
        try:
            if device_id is not None:
                known = store.run(lambda session: order(session, device_id, action, now))
        except ToBeErased:
            to_be_erased = words.say(
                "That device was told to erase itself; release it first (device release)."
            )
            stop(to_be_erased, ExitCode.NOT_VALID)
        finally:
            store.close()
    if not known:
        stop(words.say("No device of that id has signed in."), ExitCode.NOT_VALID)
