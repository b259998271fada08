"""The command `helpdesk-desktop`: the window, and what can be done without it."""

import os
import sys
from collections.abc import Sequence

import click

from helpdesk_desktop.commands.group import command_line
from helpdesk_domain.languages import Words, language_asked

INTERRUPTED = 130


def main() -> None:
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command; `commands.ending.ExitCode` says what each means."""
    # calls, tokens and the journal are for one person, whatever the folder around them allows
    os.umask(0o077)
    words = Words(language_asked(arguments, os.environ))
    try:
        ended = command_line(words).main(
            list(arguments), prog_name="helpdesk-desktop", standalone_mode=False
        )
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except BrokenPipeError:
        # whoever reads has seen enough, as `head` does; the interpreter must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    return ended if isinstance(ended, int) else 0


if __name__ == "__main__":
    main()
