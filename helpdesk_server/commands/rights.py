"""`helpdesk-server rights`: what a caller may ask for, by the reference they were told."""

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from helpdesk_domain.clock import BRUSSELS, utc_now
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words
from helpdesk_domain.references import NoReference
from helpdesk_domain.wire import to_json
from helpdesk_server.backups.files import whole
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.erasure_file import erasure_file
from helpdesk_server.requests_kept import Request, RequestsUnreadable, keep
from helpdesk_server.rights.erasure import erase_call
from helpdesk_server.rights.in_words import as_text
from helpdesk_server.rights.package import FoundCall, Package, found, package
from helpdesk_server.rights.parts import PARTS
from helpdesk_server.settings import Settings
from helpdesk_server.store import audit
from helpdesk_server.store.database import Session
from helpdesk_server.store.erasing import CallHeld, Erasure
from helpdesk_server.store.objections import object_to

BACKUPS_FOLDER = "HELPDESK_BACKUPS"


def command(words: Words) -> click.Command:
    return click.Group(
        "rights",
        commands=[_find(words), _export(words), _erase(words), _object(words)],
        help=words.say("What a caller may ask for, by the reference that they were told."),
    )


def _find(words: Words) -> click.Command:
    def run(settings: Settings, reference: str) -> None:
        with opened_store(settings, words) as store:
            calls = store.read(lambda session: _found(session, reference, words))
        for call in calls:
            click.echo("\t".join(_columns(call, words)))

    return click.Command(
        "find",
        callback=click.pass_obj(run),
        help=words.say(
            "Say which call it is: id, when, team, version, and whether it is held, left out of "
            "statistics, erased, and whether it is kept who the person is. Never what is in it."
        ),
        params=[_reference()],
    )


def _export(words: Words) -> click.Command:
    def run(settings: Settings, reference: str, output: Path, lang: str) -> None:
        now = utc_now()

        def exported(session: Session) -> Package:
            call = _the_one(session, reference, words)
            audit.note(session, audit.Action.CALL_EXPORTED, call.id, now, rev=call.rev)
            for part in PARTS:
                part.note_export(session, call.id, now)
            return package(session, call.id, now)

        with opened_store(settings, words) as store:
            told = store.run(exported)
        machine = output.with_name(output.name + ".json")
        try:
            _write(output, as_text(told, Words(lang)).encode("utf-8"))
            _write(machine, to_json(told))
        except OSError:
            stop(words.say("The file cannot be written."), ExitCode.NOT_VALID)
        for path in (output, machine):
            click.echo(path)

    return click.Command(
        "export",
        callback=click.pass_obj(run),
        help=words.say(
            "Write all that is kept about the call, as a text to be read, and beside it as JSON."
        ),
        params=[
            _reference(),
            click.Option(
                ["-o", "--output"],
                required=True,
                type=click.Path(dir_okay=False, path_type=Path),
                help=words.say("The text; the JSON is named after it."),
            ),
            click.Option(
                ["--lang"],
                type=click.Choice(CONTENT_LANGUAGES),
                default="fr",
                show_default=True,
                help=words.say("Language of the text."),
            ),
        ],
    )


def _erase(words: Words) -> click.Command:
    def run(settings: Settings, reference: str, drop_row: bool, backups: Path | None) -> None:
        now = utc_now()
        note = partial(erasure_file(settings.data_dir).note, now=now)

        def erased(session: Session) -> tuple[Erasure, int]:
            call = _the_one(session, reference, words)
            erasure = erase_call(session, call.id, drop_row, now, note)
            _keep(Request(erased=erasure), settings, backups, words)
            return erasure, call.others

        with opened_store(settings, words) as store:
            try:
                done, others = store.run(erased)
            except CallHeld:
                stop(_held(words), ExitCode.NOT_VALID)
            store.fold()
        _receipt(reference, done, others, words)

    return click.Command(
        "erase",
        callback=click.pass_obj(run),
        help=words.say(
            "Erase the words of the call, in every version, and who the person is; what is "
            "counted stays, unless --drop-row. Prints a receipt for the caller. A call that is "
            "held is not erased (6)."
        ),
        params=[
            _reference(),
            click.Option(
                ["--drop-row"],
                is_flag=True,
                help=words.say("Erase the whole call: nothing but its random id is kept."),
            ),
            _backups(words),
        ],
    )


def _object(words: Words) -> click.Command:
    def run(settings: Settings, reference: str, backups: Path | None) -> None:
        now = utc_now()

        def objected(session: Session) -> datetime:
            call = _the_one(session, reference, words)
            since = object_to(session, call.id, now)
            _keep(Request(objected=call.id, at=since), settings, backups, words)
            return since

        with opened_store(settings, words) as store:
            since = store.run(objected)
        click.echo(
            words.say(
                "Receipt. The call with the reference {reference} is left out of statistics and "
                "research since {date}.",
                reference=reference,
                date=_day(since),
            )
        )

    return click.Command(
        "object",
        callback=click.pass_obj(run),
        help=words.say("Leave the call out of statistics and research. Prints a receipt."),
        params=[_reference(), _backups(words)],
    )


def _reference() -> click.Parameter:
    return click.Argument(["reference"], metavar="REFERENCE")


def _backups(words: Words) -> click.Parameter:
    return click.Option(
        ["--backups"],
        envvar=BACKUPS_FOLDER,
        type=click.Path(file_okay=False, path_type=Path),
        help=words.say(
            "Folder of the backups: that this was asked for is kept there too, so that a restore "
            "does it again."
        ),
    )


def _found(session: Session, reference: str, words: Words) -> list[FoundCall]:
    try:
        calls = list(found(session, reference))
    except NoReference:
        stop(words.say("That is no reference: ten letters and digits."), ExitCode.NOT_VALID)
    if not calls:
        stop(words.say("No call here has that reference."), ExitCode.NOT_VALID)
    return calls


def _the_one(session: Session, reference: str, words: Words) -> FoundCall:
    calls = _found(session, reference, words)
    if len(calls) > 1:
        stop(words.say("Two calls have that reference; nothing was done."), ExitCode.NOT_VALID)
    return calls[0]


def _keep(request: Request, settings: Settings, backups: Path | None, words: Words) -> None:
    """On the disk before it is done: a restore must never know less than the caller was told."""
    try:
        keep(request, [settings.data_dir, *([backups.absolute()] if backups else [])])
    except (OSError, RequestsUnreadable):
        problem = words.say(
            "requests.ndjson cannot be written: nothing was done, for a restore would undo it."
        )
        stop(problem, ExitCode.NOT_VALID)


def _columns(call: FoundCall, words: Words) -> tuple[str, ...]:
    said = (
        words.say("held") if call.is_held else "",
        words.say("left out of statistics") if call.objected_at else "",
        words.say("erased") if call.erased_at else "",
        words.say("who it is is kept") if call.others else "",
    )
    moment = call.started_at.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M")
    return call.id, moment, call.team, str(call.rev), ", ".join(filter(None, said))


def _receipt(reference: str, done: Erasure, others: int, words: Words) -> None:
    said = {"reference": reference, "date": _day(done.at)}
    if done.drops_row:
        what = words.say(
            "Receipt. The call with the reference {reference} was erased on {date}. Only its "
            "random number is kept, so that it never comes back.",
            **said,
        )
    else:
        what = words.say(
            "Receipt. The words of the call with the reference {reference} were erased on {date}, "
            "in every version. What is counted, and names nobody, is kept.",
            **said,
        )
    click.echo(what)
    if others:
        click.echo(words.say("Who you are was kept with your consent, and was erased with it."))
    click.echo(
        words.say(
            "Computers of the helpline let go of their copies when they next connect. Backups "
            "that still hold it are removed as they get old; from one that is put back before, it "
            "is erased again."
        )
    )


def _held(words: Words) -> str:
    return words.say("The call is held: nothing of it was erased. See: helpdesk-server hold list")


def _day(moment: datetime) -> str:
    return moment.astimezone(BRUSSELS).strftime("%d/%m/%Y")


def _write(path: Path, text: bytes) -> None:
    with whole(path) as part:
        part.write_bytes(text)
