"""`helpdesk-server form`: checks and publishes the forms that complex situations are asked with."""

from pathlib import Path

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.record import FormId
from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.forms.publishing import publish, versions, withdraw
from helpdesk_server.settings import Settings
from helpdesk_server.store.forms import Publication


def command(words: Words) -> click.Command:
    return click.Group(
        "form",
        help=words.say("Forms of questions for complex situations, from spreadsheets (XLSForm)."),
        commands=[_check(words), _publish(words), _list(words), _withdraw(words)],
    )


def _check(words: Words) -> click.Command:
    def run(file: Path) -> None:
        read_form(file, words)

    return click.Command(
        "check",
        callback=run,
        help=words.say("Tell every mistake of a form; needs no database."),
        params=[_file()],
    )


def _publish(words: Words) -> click.Command:
    def run(settings: Settings, file: Path) -> None:
        form = read_form(file, words)
        with opened_store(settings, words) as store:
            done = publish(store, form, utc_now())
        version = f"{form.id} {form.version}"
        if done is Publication.OTHER_CONTENT:
            other = words.say(
                "{version} exists already and says something else: give the form another version. "
                "Nothing was published.",
                version=version,
            )
            stop(other, ExitCode.NOT_VALID)
        if done is Publication.UNCHANGED:
            same = words.say("{version} is published already.", version=version)
            click.echo(same, err=True)
        else:
            told = words.say(
                "{version} is published: desks ask with it after their next sync.", version=version
            )
            click.echo(told, err=True)

    return click.Command(
        "publish",
        callback=click.pass_obj(run),
        help=words.say("Send a form to the desks; what was answered with another version stays."),
        params=[_file()],
    )


def _list(words: Words) -> click.Command:
    def run(settings: Settings) -> None:
        with opened_store(settings, words) as store:
            found = versions(store)
        for one in found:
            state = "withdrawn" if one.withdrawn else "published"
            line = (one.form_id, one.version, one.published_at.isoformat(timespec="seconds"), state)
            click.echo("\t".join(line))
        if not found:
            click.echo(words.say("No form is published."), err=True)

    return click.Command(
        "list",
        callback=click.pass_obj(run),
        help=words.say("Show each version that was published, and when."),
    )


def _withdraw(words: Words) -> click.Command:
    def run(settings: Settings, form: str, version: str) -> None:
        with opened_store(settings, words) as store:
            done = withdraw(store, FormId(form), version, utc_now())
        named = f"{form} {version}"
        if not done:
            nothing = words.say("{version}: no such version is in use.", version=named)
            stop(nothing, ExitCode.NOT_VALID)
        told = words.say(
            "{version} is withdrawn; what was answered with it stays readable.", version=named
        )
        click.echo(told, err=True)

    return click.Command(
        "withdraw",
        callback=click.pass_obj(run),
        help=words.say("Take a version of a form out of use; desks go back to the one before."),
        params=[
            click.Argument(["form"], metavar="FORM_ID"),
            click.Argument(["version"], metavar="VERSION"),
        ],
    )


def read_form(path: Path, words: Words) -> Form:
    """The form of a file; what it asks, or what is wrong, is said on standard error.

    Raises:
        SystemExit: Something is wrong in it; none of it may be used.
    """
    from helpdesk_server.forms.compiling import compile_file

    try:
        read = compile_file(path)
    except OSError:
        unopened = path.name + ": " + words.say("The file cannot be opened.")
        stop(unopened, ExitCode.NOT_VALID)
    for mistake in read.mistakes:
        click.echo(f"{path.name}: {mistake.said(words)}", err=True)
    if read.form is None:
        nothing = words.say("Nothing was taken. Correct the mistakes and try again.")
        stop(nothing, ExitCode.NOT_VALID)
    asked = words.count(
        "{n} question, no mistake.", "{n} questions, no mistake.", len(read.form.questions)
    )
    click.echo(f"{path.name}: {read.form.id} {read.form.version}, {asked}", err=True)
    return read.form


def _file() -> click.Argument:
    return click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")
