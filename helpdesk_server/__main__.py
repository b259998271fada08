"""The command `helpdesk-server`."""

import os
import sys
from typing import Final

from helpdesk_domain.languages import Words, language_asked
from helpdesk_server.commands.group import command_line

OWNER_ONLY: Final = 0o077
"""What is taken from the rights of each file made here: all that is not its owner's."""


def main() -> None:
    os.umask(OWNER_ONLY)
    command_line(Words(language_asked(sys.argv[1:], os.environ, "en")))()


if __name__ == "__main__":
    main()
