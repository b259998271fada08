"""Why a backup was not made, or not restored; each is a sentence for whoever typed the command."""

from typing import Final

from helpdesk_domain.languages import Words


class BackupFault(Exception):
    """Nothing was put in the place of anything.

    Attributes:
        reason: A marked sentence, to be translated.
        values: What fills it: versions, numbers, names of files; nothing of a caller.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason: Final = reason
        self.values: Final = values

    def said(self, words: Words) -> str:
        return words.say(self.reason, **self.values)
