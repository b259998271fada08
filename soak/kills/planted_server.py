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

from sqlalchemy.orm import Session

from helpdesk_server import __main__ as helpdesk_server
from helpdesk_server.store import audit, call_parts, calls
from helpdesk_server.store.database import Store

LATE_S = 0.1
"""How long after its answer the hasty server keeps a call."""

Work = Callable[[Session], Any]
_run = Store.run
_ONE_AT_A_TIME = threading.Lock()


class _Back(Exception):
    """Ends a transaction without keeping anything of it."""


def hasty(store: Store, work: Work) -> Any:
    answer: list[Any] = []

    def work_in_vain(session: Session) -> None:
        answer.append(work(session))
        raise _Back

    try:
        _run(store, work_in_vain)
    except _Back:
        late = threading.Timer(LATE_S, _run, (store, work))
        late.daemon = True
        late.start()
    return answer[0]


def apart(store: Store, work: Work) -> Any:
    given = work.keywords  # type: ignore[attr-defined]
    written, caller, now = given["sent"], given["caller"], given["now"]
    with _ONE_AT_A_TIME:
        _run(store, lambda session: call_parts.write_audit(session, written, caller, now))
        with mock.patch.object(audit, "note"):
            return _run(store, work)


DEFECTS = {"hasty": hasty, "apart": apart}


def main(defect: str) -> None:
    def run(store: Store, work: Work) -> Any:
        keeps_a_call = isinstance(work, partial) and work.func is calls.keep_calls
        return DEFECTS[defect](store, work) if keeps_a_call else _run(store, work)

    Store.run = run  # type: ignore[method-assign,assignment]
    helpdesk_server.main()


if __name__ == "__main__":
    main(sys.argv.pop(1))
