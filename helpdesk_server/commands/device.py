"""`helpdesk-server device`: the desks that signed in."""

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.commands.opening import migrated
from helpdesk_server.device_ids import device_id_in
from helpdesk_server.settings import Settings
from helpdesk_server.store.sign_ins import revoke_device


def command(words: Words) -> click.Command:
    return click.Group(
        "device", help=words.say("The desks that signed in."), commands=[_revoke(words)]
    )


def _revoke(words: Words) -> click.Command:
    def run(settings: Settings, device: str) -> None:
        device_id, now, known = device_id_in(device), utc_now(), False
        with told(words):
            store = migrated(settings, now)
            if device_id is not None:
                known = store.run(lambda session: revoke_device(session, device_id, now))
            store.close()
        if not known:
            stop(words.say("No device of that id has signed in."), ExitCode.NOT_VALID)
        click.echo(words.say("The device is refused from now on."), err=True)

    return click.Command(
        "revoke",
        callback=click.pass_obj(run),
        help=words.say("Refuse a lost device from its next request on."),
        params=[click.Argument(["device"], metavar="UUID")],
    )
