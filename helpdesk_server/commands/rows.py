"""`helpdesk-server rows`: calls one by one for research, asked with a purpose, agreed, audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import CONTENT_LANGUAGES, Words
from helpdesk_domain.statistics.months import Month, Period, PeriodReversed
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.identified import identified
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.commands.typed_password import password_option
from helpdesk_server.research.gathering import NoRows, rows_of
from helpdesk_server.research.making import make_files, names_of
from helpdesk_server.settings import Settings
from helpdesk_server.store import research_requests
from helpdesk_server.store.database import Session, Store
from helpdesk_server.store.research_requests import (
    Expired,
    NeedsSecond,
    NoSuchRequest,
    NotTheirs,
    Request,
    SamePerson,
    needs_second,
    requests,
)


def command(words: Words) -> click.Command:
    return click.Group(
        "rows",
        commands=[_ask(words), _approve(words), _write(words), _list(words)],
        help=words.say(
            "Rows of calls for research: so coarse that at least five calls share each, for a "
            "purpose that is kept, and above 1,000 rows with the agreement of a second person."
        ),
    )


def _ask(words: Words) -> click.Command:
    def run(
        settings: Settings,
        first: str,
        last: str,
        purpose: str,
        by: str,
        output: Path,
        lang: str,
        password_stdin: bool,
    ) -> None:
        period, purpose = _period(first, last, words), " ".join(purpose.split())
        if not purpose:
            stop(words.say("Say what the rows are for."), ExitCode.USAGE)
        with opened_store(settings, words) as store:
            person = identified(store, by, words, password_stdin)
            lines = _count(store, period, words)
            now = utc_now()

            def asked(session: Session) -> tuple[Request, bool]:
                request = research_requests.ask(session, person, purpose, period, lines, now)
                return request, needs_second(session, request, now)

            with _refusals(words):
                request, waits = store.run(asked)
            click.echo(request.id)
            if waits:
                click.echo(_waits(request, words), err=True)
            else:
                _make(store, request.id, output, lang, words)

    return click.Command(
        "ask",
        callback=click.pass_obj(run),
        help=words.say(
            "Ask for the rows of closed months. Prints the id of the request. They are written at "
            "once, or once a second person agreed: rows approve, then rows write."
        ),
        params=[
            _month("--from", "first", words.say("First month: 2026-01.")),
            _month("--to", "last", words.say("Last month, included.")),
            click.Option(
                ["--purpose"],
                required=True,
                help=words.say("What they are for, and who gets them; no name of a caller in it."),
            ),
            _by(words.say("Who asks: a team lead or an administrator.")),
            _output(words),
            _lang(words),
            password_option(words),
        ],
    )


def _approve(words: Words) -> click.Command:
    def run(settings: Settings, request: str, by: str, password_stdin: bool) -> None:
        with opened_store(settings, words) as store:
            person = identified(store, by, words, password_stdin)
            with _refusals(words):
                store.run(
                    partial(research_requests.approve, request_id=request, by=person, now=utc_now())
                )
        click.echo(words.say("Agreed. Now: helpdesk-server rows write {id}", id=request), err=True)

    return click.Command(
        "approve",
        callback=click.pass_obj(run),
        help=words.say("Agree to a request, as a second person: never who asked."),
        params=[
            _request(),
            _by(words.say("Who agrees: a team lead or an administrator.")),
            password_option(words),
        ],
    )


def _write(words: Words) -> click.Command:
    def run(settings: Settings, request: str, output: Path, lang: str) -> None:
        with opened_store(settings, words) as store:
            _make(store, request, output, lang, words)

    return click.Command(
        "write",
        callback=click.pass_obj(run),
        help=words.say(
            "Write the rows of a request, as CSV, and beside them a text that explains each column "
            "and each code."
        ),
        params=[_request(), _output(words), _lang(words)],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings) -> None:
        with opened_store(settings, words) as store:
            told = store.read(lambda s: [_columns(s, one) for one in requests(s)])
        if not told:
            click.echo(words.say("Nobody asked for rows."), err=True)
        for columns in told:
            click.echo("\t".join(columns))

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say(
            "List the requests: id, when, by whom, months, rows, who agreed, when it was last "
            "written, purpose, with tabs between."
        ),
    )


def _make(store: Store, request: str, output: Path, lang: str, words: Words) -> None:
    with _refusals(words):
        try:
            made = make_files(store, request, output, Words(lang), utc_now())
        except OSError:
            stop(words.say("The file cannot be written."), ExitCode.NOT_VALID)
    for path in made:
        click.echo(path, err=True)


def _count(store: Store, period: Period, words: Words) -> int:
    with _refusals(words):
        lines = sum(rows.total() for rows in rows_of(store, period))
    if not lines:
        stop(words.say("There is no call in these months."), ExitCode.NOT_VALID)
    return lines


@contextmanager
def _refusals(words: Words) -> Iterator[None]:
    """A refusal ends the command with a sentence."""
    try:
        yield
    except NoRows as problem:
        no_rows = words.say(
            "{month} has no rows: it is not closed yet, nothing of it was kept, or it is erased.",
            month=problem.month,
        )
        stop(no_rows, ExitCode.NOT_VALID)
    except NotTheirs:
        stop(words.say("Only a team lead or an administrator may do that."), ExitCode.NOT_VALID)
    except NoSuchRequest:
        stop(words.say("There is no request with that id."), ExitCode.NOT_VALID)
    except Expired:
        stop(words.say("It was asked over seven days ago: ask again."), ExitCode.NOT_VALID)
    except SamePerson:
        stop(words.say("Who asked cannot agree: another person has to."), ExitCode.NOT_VALID)
    except NeedsSecond:
        stop(words.say("A second person has to agree first: rows approve."), ExitCode.NOT_VALID)


def _period(first: str, last: str, words: Words) -> Period:
    try:
        return Period(Month.parse(first), Month.parse(last))
    except PeriodReversed:
        stop(words.say("The first month comes after the last one."), ExitCode.USAGE)
    except ValueError:
        stop(words.say("A month is written like 2026-01."), ExitCode.USAGE)


def _waits(request: Request, words: Words) -> str:
    return words.count(
        "{n} row: nothing is written before a second person agrees, within seven days: "
        "helpdesk-server rows approve {id}",
        "{n} rows: nothing is written before a second person agrees, within seven days: "
        "helpdesk-server rows approve {id}",
        request.lines,
        id=request.id,
    )


def _columns(session: Session, request: Request) -> tuple[str, ...]:
    names = names_of(session, request)
    written = request.written_at.strftime(_MOMENT) if request.written_at else "-"
    return (
        request.id,
        request.asked_at.strftime(_MOMENT),
        names.asked_by,
        str(request.period),
        str(request.lines),
        names.approved_by or "-",
        written,
        request.purpose,
    )


_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"


def _request() -> click.Parameter:
    return click.Argument(["request"], metavar="ID")


def _month(flag: str, name: str, told: str) -> click.Parameter:
    return click.Option([flag, name], required=True, metavar="MONTH", help=told)


def _by(told: str) -> click.Parameter:
    return click.Option(["--by"], required=True, metavar="NAME", help=told)


def _output(words: Words) -> click.Parameter:
    return click.Option(
        ["-o", "--output"],
        required=True,
        type=click.Path(dir_okay=False, path_type=Path),
        help=words.say("The rows; the text that explains them is named after it."),
    )


def _lang(words: Words) -> click.Parameter:
    return click.Option(
        ["--lang"],
        type=click.Choice(CONTENT_LANGUAGES),
        default="fr",
        show_default=True,
        help=words.say("Language of the text."),
    )
