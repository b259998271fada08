"""`helpdesk-server device unseal`: calls that desks sealed before they were locked or erased."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import LONGEST_BOX, BoxId, SealedBox
from helpdesk_domain.languages import Words
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.commands.ending import ExitCode, stop, told
from helpdesk_server.commands.opening import migrated
from helpdesk_server.directives import BoxUnreadable, opened
from helpdesk_server.settings import Settings
from helpdesk_server.store.database import Store
from helpdesk_server.store.directives import note_opened, sealed_boxes
from helpdesk_server.store.server import identity
from helpdesk_server.unsealing import Unsealed, unseal

_FRAME: Final = 8 * 1024
"""Longest that a file may be beside its box, in characters."""


@dataclass(frozen=True, slots=True)
class _Box:
    """Attributes: name: What the administrator knows it by."""

    name: str
    id: BoxId
    box: str


def command(words: Words) -> click.Command:
    def run(settings: Settings, files: Sequence[Path]) -> None:
        now = utc_now()
        with told(words):
            store = migrated(settings, now)
            boxes = _of_files(files, words) if files else _of_store(store)
            if not boxes:
                click.echo(words.say("No sealed box waits."), err=True)
            failed = [box for box in boxes if not _open(store, box, now, words)]
            store.close()
        if failed:
            raise SystemExit(int(ExitCode.NOT_VALID))

    return click.Command(
        "unseal",
        callback=click.pass_obj(run),
        help=words.say(
            "Take in the calls that desks sealed before they were locked or erased: those that "
            "came here by themselves, or those in files brought from such a desk. What a person "
            "has to look at is printed, a call a line."
        ),
        params=[click.Argument(["files"], nargs=-1, type=click.Path(exists=True, path_type=Path))],
    )


def _of_store(store: Store) -> list[_Box]:
    return [_Box(kept.id, kept.id, kept.box) for kept in store.read(sealed_boxes)]


def _of_files(files: Iterable[Path], words: Words) -> list[_Box]:
    boxes = []
    for path in files:
        try:
            if path.stat().st_size > LONGEST_BOX + _FRAME:
                raise BadBody("too long")
            read = from_json(path.read_bytes(), SealedBox)
        except (OSError, BadBody):
            stop(words.say("{name} is not a sealed box.", name=path.name), ExitCode.NOT_VALID)
        boxes.append(_Box(path.name, read.id, read.box))
    return boxes


def _open(store: Store, box: _Box, now: datetime, words: Words) -> bool:
    """Take in what is in `box`; whether it could be opened."""
    try:
        content = opened(store.read(identity), box.box)
    except BoxUnreadable:
        unreadable = words.say(
            "{name}: sealed for another server, or damaged; it was left as it is.", name=box.name
        )
        click.echo(unreadable, err=True)
        return False
    unsealed = unseal(store, content, now)
    _say(box.name, unsealed, words)
    if not unsealed.homeless:
        store.run(lambda session: note_opened(session, box.id, now))
    return True


def _say(name: str, unsealed: Unsealed, words: Words) -> None:
    taken = words.count("{n} call taken in", "{n} calls taken in", unsealed.kept)
    known = words.count("{n} had come already", "{n} had come already", unsealed.known)
    suggested = words.count("{n} suggestion", "{n} suggestions", unsealed.suggestions)
    click.echo(f"{name}: {taken}, {known}, {suggested}.", err=True)
    for call in (*unsealed.homeless, *unsealed.unfinished):
        click.echo(bytes(call).decode("utf-8", "replace"))
    if unsealed.homeless:
        click.echo(
            words.count(
                "  {n} call could not be taken in: it was edited elsewhere too, or its author is "
                "not known here. Its text is printed; the box stays.",
                "  {n} calls could not be taken in: they were edited elsewhere too, or their "
                "authors are not known here. Their texts are printed; the box stays.",
                len(unsealed.homeless),
            ),
            err=True,
        )
    if unsealed.unfinished:
        click.echo(
            words.count(
                "  {n} call was never finished; its text is printed.",
                "  {n} calls were never finished; their texts are printed.",
                len(unsealed.unfinished),
            ),
            err=True,
        )
