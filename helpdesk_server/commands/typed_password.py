"""A password typed or piped; never from the arguments, where others can read it."""

import sys

import click

from helpdesk_domain.languages import Words
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.passwords import SHORTEST_PASSWORD


def password_option(words: Words) -> click.Option:
    return click.Option(
        ["--password-stdin"],
        is_flag=True,
        help=words.say("Read the password from standard input, up to the end of line."),
    )


def typed_password(words: Words, from_stdin: bool, *, twice: bool = False) -> str:
    """The password as it was typed.

    Args:
        twice: It is a new one: at a keyboard it is asked for a second time.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        stop(words.say("Add --password-stdin to read the password from a pipe."), ExitCode.USAGE)
    typed = click.prompt(
        words.say("Password"), hide_input=True, confirmation_prompt=twice, err=True
    )
    return str(typed)


def new_password(words: Words, from_stdin: bool) -> str:
    """A password that somebody may have from now on."""
    password = typed_password(words, from_stdin, twice=True)
    if len(password) < SHORTEST_PASSWORD:
        short = words.say("A password has at least {n} characters.", n=SHORTEST_PASSWORD)
        stop(short, ExitCode.NOT_VALID)
    return password
