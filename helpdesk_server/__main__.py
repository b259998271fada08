"""The command `helpdesk-server`."""

import os
import sys

from helpdesk_domain.languages import Words, language_of
from helpdesk_server.commands.group import command_line


def main() -> None:
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
