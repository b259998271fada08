"""`helpdesk-server serve`: answers desktops until it is asked to stop."""

from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import cast, get_args

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_server import journal
from helpdesk_server.app import build_app
from helpdesk_server.central import Central
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.commands.opening import migrated
from helpdesk_server.metrics import MetricsListener
from helpdesk_server.serving import bound, serve
from helpdesk_server.settings import PACE, Settings
from helpdesk_server.store.cluster import belongs_here, cluster, is_known_whole
from helpdesk_server.store.unanswered import forget_old


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where the server answers, and whom it believes.

    Attributes:
        metrics_port: None: nobody watches.
    """

    host: str
    port: int
    trusted_proxy: str
    metrics_host: str
    metrics_port: int | None


def command(words: Words) -> click.Command:
    def run(settings: Settings, log_format: str, pace: int, **where: object) -> None:
        journal.start(cast("journal.Format", log_format))
        listening = Listening(**where)  # type: ignore[arg-type]
        with told(words):
            _prepare(settings, words)
            central = Central.opened(replace(settings, pace=pace))
        _answer(central, listening, words)

    return click.Command(
        "serve",
        callback=click.pass_obj(run),
        help=words.say("Answer desktops until asked to stop. Migrates the database first."),
        params=[*_where(words), *_how(words)],
    )


def _where(words: Words) -> list[click.Parameter]:
    return [
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
        click.Option(
            ["--metrics-port"],
            type=click.IntRange(0, 65535),
            help=words.say("Port for Prometheus; without it nobody is told any figure."),
        ),
        click.Option(
            ["--metrics-host"],
            default="127.0.0.1",
            show_default=True,
            help=words.say("Address of that port; never one that strangers reach."),
        ),
    ]


def _how(words: Words) -> list[click.Parameter]:
    return [
        click.Option(
            ["--log-format"],
            type=click.Choice(get_args(journal.Format)),
            default="json",
            show_default=True,
            help=words.say("Form of the log on standard error."),
        ),
        click.Option(
            ["--pace"],
            type=click.IntRange(min=0),
            default=PACE,
            show_default=True,
            metavar="N",
            help=words.say("Requests a desk may make in ten seconds; 0: as many as it likes."),
        ),
    ]


def _prepare(settings: Settings, words: Words) -> None:
    """Give the database the newest tables, see that it is our history, forget what is not kept."""
    store = migrated(settings, utc_now())
    try:
        is_ours, marks = store.run(lambda session: (belongs_here(session), cluster(session)))
        if is_ours:
            store.run(lambda session: forget_old(session, utc_now().date()))
    finally:
        store.close()
    if not is_ours:
        elsewhere = words.say(
            "The database was restored, moved or promoted since it was last served. "
            "Run « helpdesk-server generation new » once, then start again."
        )
        stop(elsewhere, ExitCode.NOT_VALID)
    if marks is not None and not is_known_whole(marks):
        journal.tell(journal.Event.CLUSTER_UNKNOWN)


def _answer(central: Central, where: Listening, words: Words) -> None:
    with ExitStack() as open_until_the_end:
        host, port = where.host, where.port
        try:
            listening = open_until_the_end.enter_context(bound(host, port))
            if where.metrics_port is not None:
                host, port = where.metrics_host, where.metrics_port
                watching = MetricsListener.at(host, port, central.metrics)
                open_until_the_end.enter_context(closing(watching))
                click.echo(f"Metrics on http://{host}:{watching.port}/metrics")
        except (OSError, OverflowError):
            taken = words.say("{host}, port {port}, cannot be listened on.", host=host, port=port)
            stop(taken, ExitCode.NOT_VALID)
        journal.tell(journal.Event.STARTED)
        serve(build_app(central), listening, where.trusted_proxy)
        journal.tell(journal.Event.ENDED)
