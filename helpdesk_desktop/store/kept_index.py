"""The index of the offer as it was built last; its bytes mean nothing here."""

from collections.abc import Callable
from math import ceil
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.database import Store
from helpdesk_desktop.store.offer_changes import OfferMark
from helpdesk_desktop.store.offer_tables import KeptIndexRow

PART: Final = 1024 * 1024
"""Bytes written in one transaction: a call that is saved meanwhile waits some 10 ms."""


def keep_index(
    store: Store, stamp: str, mark: OfferMark, packed: bytes, goes_on: Callable[[], bool]
) -> None:
    """Put an index of the offer at `mark` in the place of the one kept before.

    A call that is saved meanwhile waits for one part of it at most.

    Args:
        stamp: What else it was built from and by.
        goes_on: Asked before each part; when it says no, what is there is no whole index.
    """
    store.run(lambda session: session.execute(delete(KeptIndexRow)))
    parts = ceil(len(packed) / PART)
    for part in range(parts):
        if not goes_on():
            return
        row = KeptIndexRow(
            part=part,
            parts=parts,
            stamp=_whole_stamp(stamp, mark),
            cursor=mark.cursor,
            data=packed[part * PART : (part + 1) * PART],
        )
        store.run(lambda session, row=row: session.add(row))  # type: ignore[misc]


def kept_index(session: Session, stamp: str, now: OfferMark) -> tuple[OfferMark, bytes] | None:
    """The index kept, and the offer it is of: earlier than, or the same as, the one `now`.

    None when there is none that bears `stamp` and is whole and of this very replica.
    """
    heads = session.execute(
        select(KeptIndexRow.parts, KeptIndexRow.stamp, KeptIndexRow.cursor)
    ).all()
    if len(set(heads)) != 1 or len(heads) != heads[0].parts:
        return None
    mark = OfferMark(now.generation, now.fillings, heads[0].cursor)
    if heads[0].stamp != _whole_stamp(stamp, mark) or not now.follows(mark):
        return None
    data = session.scalars(select(KeptIndexRow.data).order_by(KeptIndexRow.part))
    return mark, b"".join(data)


def _whole_stamp(stamp: str, mark: OfferMark) -> str:
    return f"{stamp} {mark.generation} {mark.fillings}"
