"""`helpdesk-server user`: the people who may sign in."""

from collections.abc import Callable

import click

from helpdesk_domain.clock import utc_now
from helpdesk_domain.languages import Words
from helpdesk_domain.people import Role
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.opening import opened_store
from helpdesk_server.commands.typed_password import new_password, password_option
from helpdesk_server.passwords import Passwords
from helpdesk_server.settings import Settings
from helpdesk_server.store.people import NameTaken, add_person, change_password


def command(words: Words) -> click.Command:
    return click.Group(
        "user",
        help=words.say("The people who may sign in."),
        commands=[_add(words), _change(words)],
    )


def _add(words: Words) -> click.Command:
    def run(settings: Settings, name: str, role: str, team: str, password_stdin: bool) -> None:
        name, password = " ".join(name.split()), new_password(words, password_stdin)
        if not name or not name.isprintable():
            stop(words.say("A name has at least one letter."), ExitCode.NOT_VALID)
        password_hash, now = Passwords().hash(password), utc_now()
        with opened_store(settings, words) as store:
            try:
                store.run(lambda s: add_person(s, name, Role(role), team, password_hash, now))
            except NameTaken:
                taken = words.say("There is already a person named {name}.", name=name)
                stop(taken, ExitCode.NOT_VALID)
        click.echo(words.say("{name} may sign in now.", name=name), err=True)

    return click.Command(
        "add",
        callback=click.pass_obj(run),
        help=words.say("Add a person; the password is asked for, or read from standard input."),
        params=[
            click.Argument(["name"]),
            click.Option(
                ["--role"],
                type=click.Choice([str(role) for role in Role]),
                required=True,
                help=words.say("What the person may do."),
            ),
            click.Option(
                ["--team"],
                required=True,
                callback=_named(words),
                help=words.say("The team whose calls are shared."),
            ),
            password_option(words),
        ],
    )


def _named(words: Words) -> Callable[[click.Context, click.Parameter, str], str]:
    """A team has a name: what has none is of all teams together."""

    def callback(_context: click.Context, _option: click.Parameter, typed: str) -> str:
        if not typed.strip():
            raise click.BadParameter(words.say("A team has a name."))
        return typed.strip()

    return callback


def _change(words: Words) -> click.Command:
    def run(settings: Settings, name: str, password_stdin: bool) -> None:
        password_hash, now = Passwords().hash(new_password(words, password_stdin)), utc_now()
        with opened_store(settings, words) as store:
            known = store.run(lambda session: change_password(session, name, password_hash, now))
        if not known:
            stop(words.say("There is nobody named {name}.", name=name), ExitCode.NOT_VALID)
        changed = words.say("{name} has another password, and is signed out everywhere.", name=name)
        click.echo(changed, err=True)

    return click.Command(
        "password",
        callback=click.pass_obj(run),
        help=words.say("Give a person another password; every sign-in of theirs ends."),
        params=[
            click.Argument(["name"]),
            password_option(words),
        ],
    )
