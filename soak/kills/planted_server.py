"""The real server with an error planted in how it keeps calls.

    python -m soak.kills.planted_server DEFECT [OPTIONS OF helpdesk-server]

Defects: `hasty` (the answer goes out before the commit), `apart` (the audit in a transaction of
its own, before the call).
"""

import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest import mock

from helpdesk_server import __main__ as helpdesk_server
from helpdesk_server.door import Door
from helpdesk_server.store import audit, call_parts

LATE_S = 0.1
"""How long after its answer the hasty server keeps a call."""

Transaction = Callable[[Callable[[Any], Any]], Any]
_asked = Door._asked
_ONE_AT_A_TIME = threading.Lock()


class _Back(Exception):
    """Ends a transaction without keeping anything of it."""


def hasty(door: Door, transaction: Transaction, work: "partial[Any]") -> Any:
    def in_haste(begun: Callable[[Any], Any]) -> Any:
        answer: list[Any] = []

        def in_vain(connection: Any) -> None:
            answer.append(begun(connection))
            raise _Back

        try:
            transaction(in_vain)
        except _Back:
            late = threading.Timer(LATE_S, transaction, (begun,))
            late.daemon = True
            late.start()
        return answer[0]

    return _asked(door, in_haste, work)


def apart(door: Door, transaction: Transaction, work: "partial[Any]") -> Any:
    sent, now = work.keywords["sent"], work.keywords["now"]
    with _ONE_AT_A_TIME:
        _asked(door, transaction, lambda at, caller: call_parts.write_audit(at, sent, caller, now))
        with mock.patch.object(audit, "note"):
            return _asked(door, transaction, work)


DEFECTS = {"hasty": hasty, "apart": apart}


def main(defect: str) -> None:
    def asked(door: Door, transaction: Transaction, work: Any) -> Any:
        keeps_calls = isinstance(work, partial) and "sent" in work.keywords
        return (DEFECTS[defect] if keeps_calls else _asked)(door, transaction, work)

    Door._asked = asked  # type: ignore[method-assign,assignment]
    helpdesk_server.main()


if __name__ == "__main__":
    main(sys.argv.pop(1))
