"""Why the database could not be used; each is a sentence."""


class StoreFault(Exception):
    """The environment failed, not the program."""


class StoreUnavailable(StoreFault):
    """The database does not answer, is locked, or cannot be written."""


class HistoryChanged(StoreUnavailable):
    """The history of the database is not the one that was announced; nothing was kept."""


class StoreTooNew(StoreFault):
    """The database was written by a newer program."""


class BadDatabaseUrl(StoreFault):
    """The address of the database is neither SQLite nor PostgreSQL."""
