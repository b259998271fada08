"""The command `helpdesk-server`."""

import os
import sys
from typing import Final

from helpdesk_domain.languages import Words, language_of
from helpdesk_server.commands.group import command_line

OWNER_ONLY: Final = 0o077
"""What is taken from the rights of each file made here: all that is not its owner's."""


def main() -> None:
    os.umask(OWNER_ONLY)
    command_line(Words(_language(sys.argv[1:])))()


def _language(arguments: list[str]) -> str:
    """The language of the words; known before the options are read, for they have words too."""
    asked = ""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    posix = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of([asked, next(filter(None, posix), "")], default="en")


if __name__ == "__main__":
    main()
