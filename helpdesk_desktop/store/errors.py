"""Why the file of this desk could not be read or written, and what the store refuses to do."""


class StoreFault(Exception):
    """The file or its disk is at fault, not the program; nothing was half written."""


class DiskFull(StoreFault):
    """The disk took no more; what was asked is not saved, what was saved before is."""


class StoreUnreadable(StoreFault):
    """Not a database, damaged, or locked with another key."""


class StoreTooNew(StoreFault):
    """A newer version of the program wrote the file; it was left as it is."""


class StoreOutdated(StoreFault):
    """An older version of the program wrote the file, and it was only to be looked at."""


class StoreReadOnly(StoreFault):
    """The file or its folder cannot be written."""


class StoreBusy(StoreFault):
    """Another program held the file for longer than a person would wait."""


class StoreClosed(StoreFault):
    """The program has let go of the file; what was asked came too late, and was not begun."""


class SuspiciousDeletion(Exception):
    """The server would take away so much of the offer that somebody has to say yes first.

    Attributes:
        removed: Services that would go.
        services: Services there are now.
    """

    def __init__(self, removed: int, services: int) -> None:
        super().__init__(f"{removed} of {services} services would be removed")
        self.removed = removed
        self.services = services


class CallInFlight(Exception):
    """The call is being sent at this very moment; a few seconds later it can be reopened."""


class WordsGone(Exception):
    """The words of the call are on the server alone: saved from here, it would have none."""


class CallUnfinished(Exception):
    """Somebody is writing on the call here: what is begun has to be finished first."""


class NoSuchCall(LookupError):
    """No call of that id was logged here."""
