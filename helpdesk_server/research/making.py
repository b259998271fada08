"""Makes the two files of a request: its rows, and the text that explains them."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from helpdesk_domain.languages import Words
from helpdesk_server.backups.files import whole
from helpdesk_server.research.explained import Names, explained
from helpdesk_server.research.gathering import rows_of
from helpdesk_server.research.sheet import write_sheet
from helpdesk_server.store.database import Store
from helpdesk_server.store.offer_names import offer_names
from helpdesk_server.store.people import name_of
from helpdesk_server.store.research_requests import Request, begin_writing

EXPLAINED: Final = ".README.txt"
"""Added to the name of the file of rows."""


def make_files(
    store: Store, request_id: str, output: Path, words: Words, now: datetime
) -> tuple[Path, Path]:
    """Write the rows to `output` and the text beside it; both are there whole, or neither is.

    That it is done is on record before: no file is without its mark in the audit.

    Raises:
        NoSuchRequest, Expired, NeedsSecond, NoRows: None may be made.
        OSError: One of them cannot be written.
    """
    request = store.run(partial(begin_writing, request_id=request_id, now=now))
    names = store.read(partial(names_of, request=request))
    beside = output.with_name(output.name + EXPLAINED)
    with whole(beside) as text, whole(output) as sheet:
        rows = write_sheet(sheet, rows_of(store, request.period))
        told = explained(request, names, rows, store.read(offer_names), words)
        text.write_text(told, "utf-8")
    return output, beside


def names_of(session: Session, request: Request) -> Names:
    second = name_of(session, request.approved_by) if request.approved_by else ""
    return Names(name_of(session, request.asked_by), second)
