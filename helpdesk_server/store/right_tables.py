"""What a caller asked for, and what a law asks for: erasures, objections, calls that are held."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.calls import CallId
from helpdesk_server.store.base import Base


class HoldRow(Base):
    """A call that nothing of is erased while the hold stands: a court asked, say."""

    __tablename__ = "call_hold"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("call.id"), primary_key=True)
    reason: Mapped[str]
    since: Mapped[datetime]


class ObjectionRow(Base):
    """A call that is left out of statistics and research: its caller said no.

    No foreign key: a restored server may meet the call later.
    """

    __tablename__ = "call_objection"

    call_id: Mapped[CallId] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class ErasureRow(Base):
    """A call whose words were erased because somebody asked for it; kept for good.

    Attributes:
        drops_row: Nothing of the call is left but this row, and nothing of it is ever kept again.
        seq: Its place in the stream that tells the desks; 0 while it has none.
    """

    __tablename__ = "erasure"

    call_id: Mapped[CallId] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    drops_row: Mapped[bool]
    seq: Mapped[int] = mapped_column(BigInteger, index=True)


class ErasedTextRow(Base):
    """A text of an erased call, by its digest: sent again, it is answered and not kept."""

    __tablename__ = "erased_text"

    call_id: Mapped[CallId] = mapped_column(ForeignKey("erasure.call_id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    rev: Mapped[int]
    received_at: Mapped[datetime]
