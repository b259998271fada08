"""Who is at the server's own keyboard, where a deed has to be somebody's: name and password."""

from functools import partial

from helpdesk_domain.languages import Words
from helpdesk_domain.people import Person
from helpdesk_server.commands.ending import ExitCode, stop
from helpdesk_server.commands.typed_password import typed_password
from helpdesk_server.passwords import Passwords
from helpdesk_server.store.database import Store
from helpdesk_server.store.people import account_of


def identified(store: Store, name: str, words: Words, from_stdin: bool) -> Person:
    """The person who says to be `name`, and knows their password."""
    account = store.read(partial(account_of, name=name))
    typed = typed_password(words, from_stdin)
    is_theirs = Passwords().matches(account.password_hash if account else None, typed)
    if account is None or not is_theirs:
        stop(words.say("Nobody of that name has that password."), ExitCode.NOT_VALID)
    return account.person
