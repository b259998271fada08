"""How a command ends when it cannot go on: a sentence, and a code that scripts can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NoReturn

import click

from helpdesk_domain.languages import Words
from helpdesk_server.store.errors import (
    BadDatabaseUrl,
    StoreFault,
    StoreTooNew,
)


class ExitCode(IntEnum):
    """The product's exit codes, as far as the server ends with them."""

    USAGE = 2
    OFFLINE = 3
    NOT_VALID = 6


def stop(sentence: str, code: ExitCode) -> NoReturn:
    """End the command with `sentence` on standard error."""
    click.echo(sentence, err=True)
    raise SystemExit(int(code))


@contextmanager
def told(words: Words) -> Iterator[None]:
    """A fault of the database ends the command with a sentence, never with a trace."""
    try:
        yield
    except BadDatabaseUrl:
        problem = words.say("The address of the database is neither PostgreSQL nor a SQLite file.")
        stop(problem, ExitCode.NOT_VALID)
    except StoreTooNew:
        problem = words.say(
            "The database was written by a newer version of helpdesk-server; "
            "nothing was changed. Install that version or a later one."
        )
        stop(problem, ExitCode.NOT_VALID)
    except StoreFault:
        problem = words.say(
            "The database does not answer or cannot be written; nothing was changed. "
            "Check the address, the rights and the free space, then try again."
        )
        stop(problem, ExitCode.OFFLINE)
