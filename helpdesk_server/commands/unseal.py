"""`helpdesk-server device unseal`: calls that desks sealed before they were locked or erased."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.directives import LONGEST_BOX, BoxId, SealedBox
from helpdesk_domain.languages import Words
from helpdesk_domain.people import DeviceId
from helpdesk_domain.wire import BadBody, from_json
from helpdesk_server.commands.ending import ExitCode
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.directives import BoxUnreadable, opened
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.settings import Settings
from helpdesk_server.store import audit
from helpdesk_server.store.database import Session, Store
from helpdesk_server.store.directives import KeptBox, close_box, sealed_boxes
from helpdesk_server.store.errors import StoreFault
from helpdesk_server.store.server import identity
from helpdesk_server.unsealing import Unsealed, Unsealing
from helpdesk_server.uuids import is_uuid

_Take = Callable[..., Unsealing]
"""How the content of a box is taken in."""

_FRAME: Final = 8 * 1024
"""Longest that a file may be beside its box, in characters."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A box to be opened.

    Attributes:
        name: What the administrator knows it by.
        came: It is on the server; else it was brought as a file.
        settled: What was printed of it was dealt with.
    """

    name: str
    id: BoxId
    device_id: DeviceId
    box: str
    came: bool = True
    settled: bool = False


def command(words: Words) -> click.Command:
    def run(
        settings: Settings, files: Sequence[Path], any_author: bool, settled: Sequence[str]
    ) -> None:
        now = utc_now()
        with opened_store(settings, words) as store:
            boxes = [*_settled(store, settled, words), *(_of_file(path, words) for path in files)]
            if not (settled or files):
                boxes = _of_store(store)
            if not boxes:
                click.echo(words.say("No sealed box waits."), err=True)
            note = partial(erasure_file(settings.data_dir).note, now=now)
            take_in = partial(Unsealing, store, now=now, any_author=any_author, note_erasure=note)
            done = [box is not None and _open(store, box, take_in, now, words) for box in boxes]
        if not all(done):
            raise SystemExit(int(ExitCode.NOT_VALID))

    return click.Command(
        "unseal",
        callback=click.pass_obj(run),
        help=words.say(
            "Take in the calls that desks sealed before they were locked or erased: those that "
            "came here by themselves, or those in files brought from such a desk. What a person "
            "has to look at is printed as JSON, one a line; its box waits until --settled ID."
        ),
        params=_options(words),
    )


def _options(words: Words) -> list[click.Parameter]:
    return [
        click.Argument(["files"], nargs=-1, type=click.Path(exists=True, path_type=Path)),
        click.Option(
            ["--settled"],
            metavar="ID",
            multiple=True,
            help=words.say(
                "What was printed of this box was dealt with: it waits no longer, and no other is "
                "looked at. May be given several times."
            ),
        ),
        click.Option(
            ["--any-author"],
            is_flag=True,
            help=words.say(
                "Take calls of people who are not known to have signed in on that desk: the "
                "server was restored since."
            ),
        ),
    ]


def _of_store(store: Store) -> list[_Box | None]:
    return [_Box(kept.id, kept.id, kept.device_id, kept.box) for kept in store.read(sealed_boxes)]


def _settled(store: Store, ids: Sequence[str], words: Words) -> Iterator[_Box | None]:
    """The boxes of these ids; None for one that does not wait, which is said."""
    waiting = {box.id: box for box in _of_store(store) if box} if ids else {}
    for box_id in dict.fromkeys(ids):
        box = waiting.get(BoxId(box_id))
        if box is None:
            unknown = words.say("{id}: no box of that id waits.", id=ascii(box_id)[1:-1])
            click.echo(unknown, err=True)
        yield replace(box, settled=True) if box else None


def _of_file(path: Path, words: Words) -> _Box | None:
    """The box in a file; None when it is none, which is said."""
    try:
        if path.stat().st_size > LONGEST_BOX + _FRAME:
            raise BadBody("too long")
        read = from_json(path.read_bytes(), SealedBox)
        if not (is_uuid(read.id) and is_uuid(read.device_id)):
            raise BadBody("ids of somebody else's")
    except (OSError, BadBody):
        click.echo(words.say("{name} is not a sealed box.", name=path.name), err=True)
        return None
    return _Box(path.name, read.id, read.device_id, read.box, came=False)


def _open(store: Store, box: _Box, take_in: _Take, now: datetime, words: Words) -> bool:
    """Take in what is in `box`; whether that went to its end. One that cannot stops no other."""
    try:
        _take_in(store, box, take_in, now, words)
    except StoreFault:
        raise
    except BoxUnreadable:
        unreadable = words.say(
            "{name}: sealed for another server, or damaged; it was left as it is.", name=box.name
        )
        click.echo(unreadable, err=True)
        if not box.settled:
            return False
        # there is nothing to print: whoever names it has seen all that can be seen of it
        _close(store, box, now, by_a_person=True)
        click.echo(words.say("  It was dealt with: it waits no longer."), err=True)
    except Exception as problem:  # noqa: BLE001 - a thief may have written what is in it
        broken_off = words.say(
            "{name}: it could not be opened to its end ({problem}); the rest stays in it.",
            name=box.name,
            problem=type(problem).__name__,
        )
        click.echo(broken_off, err=True)
        return False
    return True


def _take_in(store: Store, box: _Box, take_in: _Take, now: datetime, words: Words) -> None:
    """Raises BoxUnreadable, StoreFault, and whatever nobody thought of."""
    content = opened(store.read(identity), box.box)
    if content.device_id != box.device_id:
        raise BoxUnreadable("of another device")
    unsealed = take_in(content=content).done()
    store.run(partial(_note_printed, box=box, unsealed=unsealed, now=now))
    _say(box, unsealed, words)
    if box.settled or not unsealed.is_for_a_person:
        _close(store, box, now, by_a_person=unsealed.is_for_a_person)


def _note_printed(session: Session, box: _Box, unsealed: Unsealed, now: datetime) -> None:
    """That the words of these calls are read is in the audit before they are on the screen."""
    payloads = [one.payload for one in unsealed.homeless]
    payloads += [typed.call.payload for typed in unsealed.unfinished]
    for payload in payloads:
        told = _readable(payload)
        read = str(told.get("id", "")) if isinstance(told, dict) else ""
        audit.note(
            session,
            audit.Action.CALL_READ,
            read if is_uuid(read) else box.id,
            now,
            device_id=box.device_id,
        )


def _close(store: Store, box: _Box, now: datetime, by_a_person: bool) -> None:
    kept = KeptBox(box.id, box.device_id, box.box)
    store.run(partial(close_box, box=kept, now=now, by_a_person=by_a_person))


def _say(box: _Box, unsealed: Unsealed, words: Words) -> None:
    taken = words.count("{n} call taken in", "{n} calls taken in", unsealed.kept)
    known = words.count("{n} had come already", "{n} had come already", unsealed.known)
    suggested = words.count("{n} suggestion", "{n} suggestions", unsealed.suggestions)
    click.echo(f"{box.name}: {taken}, {known}, {suggested}.", err=True)
    if unsealed.words:
        click.echo(
            words.count(
                "  {n} refusal or withdrawal of a consent.",
                "  {n} refusals or withdrawals of a consent.",
                unsealed.words,
            ),
            err=True,
        )
    for line in _for_a_person(box, unsealed, words):
        click.echo(json.dumps(line))  # in ASCII: nothing in it commands a terminal
    if unsealed.homeless:
        click.echo(
            words.count(
                "  {n} could not be taken in; it is printed.",
                "  {n} could not be taken in; they are printed.",
                len(unsealed.homeless),
            ),
            err=True,
        )
    if unsealed.unfinished:
        click.echo(
            words.count(
                "  {n} call was being typed; it is printed.",
                "  {n} calls were being typed; they are printed.",
                len(unsealed.unfinished),
            ),
            err=True,
        )
    if unsealed.finished:
        click.echo(
            words.count(
                "  {n} call that was being typed was finished since, and is here.",
                "  {n} calls that were being typed were finished since, and are here.",
                unsealed.finished,
            ),
            err=True,
        )
    if unsealed.is_for_a_person:
        click.echo(_what_now(box, words), err=True)


def _what_now(box: _Box, words: Words) -> str:
    if not box.came:
        return words.say("  Keep the file until somebody has dealt with that.")
    if box.settled:
        return words.say("  It was dealt with: it waits no longer.")
    return words.say(
        "  The box waits; once that was dealt with: device unseal --settled {id}", id=box.id
    )


def _for_a_person(box: _Box, unsealed: Unsealed, words: Words) -> Iterator[Mapping[str, object]]:
    for one in unsealed.homeless:
        yield {
            **_whose(box, unsealed.device, one.person),
            "why": words.say(one.why.value),
            "is": _readable(one.payload),
        }
    for typed in unsealed.unfinished:
        yield {
            **_whose(box, unsealed.device, typed.person),
            "why": words.say(typed.why.value),
            "searched": typed.call.search_text,
            "last_typed": typed.call.updated_at.isoformat(),
            "is": _readable(typed.call.payload),
        }


def _whose(box: _Box, device: str, person: str) -> Mapping[str, str]:
    """The box, and at which computer whom to ask, as far as they have a name here."""
    named = {"box": box.id, "device": device, "person": person}
    return {field: name for field, name in named.items() if name}


def _readable(payload: bytes) -> object:
    """As it is; as text where it is no JSON."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return payload.decode("utf-8", "replace")
