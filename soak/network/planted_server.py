"""The real server without idempotence: a call that comes again is counted again.

python -m soak.network.planted_server [OPTIONS OF helpdesk-server]
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from helpdesk_server import __main__ as helpdesk_server
from helpdesk_server.store import calls
from helpdesk_server.store.base import Transaction
from helpdesk_server.store.call_tables import CallRow
from helpdesk_server.store.calls import Fate, SentCall
from helpdesk_server.store.sign_ins import Caller

_keep_calls = calls.keep_calls


def counting_each(
    session: Transaction, sent: Sequence[SentCall], caller: Caller, now: datetime
) -> list[Fate]:
    """What comes is new, whatever is there: it becomes the next revision."""
    query = select(CallRow.rev)
    there = [session.scalar(query.where(CallRow.id == one.call.id)) for one in sent]
    as_new = [
        one if rev is None else replace(one, base_rev=rev)
        for one, rev in zip(sent, there, strict=True)
    ]
    return _keep_calls(session, as_new, caller, now)


def main() -> None:
    calls.keep_calls = counting_each
    calls._known_receipts = lambda session, sent: {}
    helpdesk_server.main()


if __name__ == "__main__":
    main()
