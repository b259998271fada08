"""`helpdesk-server serve`: answers desktops until it is asked to stop."""

import logging
import sys

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server.app import create_app
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.commands.opening import migrated
from helpdesk_server.serving import bound, serve
from helpdesk_server.settings import Settings
from helpdesk_server.store.unanswered import forget_old


def command(words: Words) -> click.Command:
    def run(settings: Settings, host: str, port: int, trusted_proxy: str) -> None:
        logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format=_LINE)
        with told(words):
            _tidied(settings)
            app = create_app(settings)
        try:
            listening = bound(host, port)
        except (OSError, OverflowError):
            taken = words.say("{host}, port {port}, cannot be listened on.", host=host, port=port)
            stop(taken, ExitCode.NOT_VALID)
        with listening:
            serve(app, listening, trusted_proxy)

    return click.Command(
        "serve",
        callback=click.pass_obj(run),
        help=words.say("Answer desktops until asked to stop. Migrates the database first."),
        params=[
            click.Option(
                ["--host"],
                default="127.0.0.1",
                show_default=True,
                help=words.say("Address to listen on."),
            ),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                default=8765,
                show_default=True,
                help=words.say("Port to listen on; 0 takes a free one."),
            ),
            click.Option(
                ["--trusted-proxy"],
                default="",
                metavar="ADDRESS",
                help=words.say("Proxy in front, whose word on who is calling is believed."),
            ),
        ],
    )


def _tidied(settings: Settings) -> None:
    """The database with the newest tables, and without what is not kept any longer."""
    store = migrated(settings, utc_now())
    store.run(lambda session: forget_old(session, utc_now().date()))
    store.close()


_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
