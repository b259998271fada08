"""`helpdesk-server reads`: who read what at the desks, and whether that is still what they told."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.settings import Settings
from helpdesk_server.store.reads import Chain, Fault, KeptRead, reads, verify


def command(words: Words) -> click.Command:
    return click.Group(
        "reads",
        commands=[_list(words), _verify(words)],
        help=words.say(
            "Who read the words of which call, or exported figures, at which desk; from where, or "
            "what for."
        ),
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings, since: datetime, subject: str, as_json: bool) -> None:
        query = partial(reads, since=since.replace(tzinfo=BRUSSELS), subject=subject)
        with opened_store(settings, words) as store:
            found = store.read(lambda session: list(query(session)))
        if as_json:
            told = [asdict(one) | {"at": one.at.isoformat()} for one in found]
            click.echo(json.dumps(told, ensure_ascii=False))
            return
        for one in found:
            click.echo("\t".join(_line(one)))

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say(
            "List what was read or exported: when, by whom, at which desk, what, of which call or "
            "which export, opened from where or what for, with tabs between. Never what it said."
        ),
        params=[
            click.Option(
                ["--since"],
                type=click.DateTime(["%Y-%m-%d"]),
                required=True,
                metavar="DAY",
                help=words.say("First day: 2026-03-02."),
            ),
            click.Option(
                ["--subject"],
                default="",
                metavar="ID",
                help=words.say("Only of the call, or the export, with this id."),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say("Answer in JSON.")),
        ],
    )


def _line(one: KeptRead) -> tuple[str, ...]:
    moment = one.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment, one.person, one.device, one.what, one.subject, one.why, one.fault


def _verify(words: Words) -> click.Command:
    def run(settings: Settings, against: Path | None) -> None:
        heads = _heads(against, words) if against else {}
        with opened_store(settings, words) as store:
            chains = store.read(partial(verify, heads=heads))
        click.echo(json.dumps({chain.device_id: chain.head for chain in chains}))
        for chain in chains:
            _say(chain, words)
        if any(chain.faults for chain in chains):
            raise SystemExit(int(ExitCode.NOT_VALID))
        click.echo(words.say("Every mark is as it was told."), err=True)

    return click.Command(
        "verify",
        callback=click.pass_obj(run),
        help=words.say(
            "Check the chain of each desk: a mark that was changed, removed or moved is found "
            "(6). The newest seal of each is printed: keep it elsewhere, for --against."
        ),
        params=[
            click.Option(
                ["--against"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help=words.say("Seals that an earlier check printed: they have to be there still."),
            ),
        ],
    )


def _heads(path: Path, words: Words) -> Mapping[str, str]:
    try:
        return from_json(path.read_bytes(), dict[str, str])
    except (OSError, BadBody):
        stop(words.say("{name} is not what a check printed.", name=path.name), ExitCode.NOT_VALID)


def _say(chain: Chain, words: Words) -> None:
    said = {
        Fault.ALTERED: words.say("it came with another hash than it has"),
        Fault.GAP: words.say("it did not go on from the mark before it when it came"),
        Fault.CHANGED: words.say("it was changed here, or the mark before it was, or is gone"),
        Fault.REMOVED: words.say("marks are missing, or were added"),
    }
    for broken in chain.faults:
        where = f"{chain.device_id}\t{broken.mark or '-'}\t{said[broken.fault]}"
        click.echo(where, err=True)
