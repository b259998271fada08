"""Who read what at a desk: rows that are added and never changed, each sealed onto the one before.

No column holds a word of a call.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_domain.people import DeviceId, PersonId
from helpdesk_server.store.base import Base, Counter


class ReadMarkRow(Base):
    """A deed of reading, as the device told it, and how it came here.

    Attributes:
        person_id: Who read, as the device says; None when nobody was signed in there.
        hash: Of the chain that the device made.
        sender_id: Whose token brought it.
        fault: How it broke the chain of the device when it came (`reads.Fault`); empty: it fits.
        seal: Of the chain that this server makes, over all the other columns but the number.
    """

    __tablename__ = "read_mark"
    __table_args__ = (
        UniqueConstraint("device_id", "id"),
        Index("ix_read_mark_device_number", "device_id", "number"),
    )

    number: Mapped[int] = mapped_column(Counter, primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    id: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[PersonId | None]
    what: Mapped[str]
    subject: Mapped[str] = mapped_column(String(36), index=True)
    why: Mapped[str]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    sender_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    received_at: Mapped[datetime]
    fault: Mapped[str]
    seal: Mapped[str] = mapped_column(String(64))


class ReadChainRow(Base):
    """Where the marks of a device stand; held while some are added.

    Attributes:
        rows: How many are kept.
        first: The seal before the oldest that is kept.
        seal: Of the newest.
        last_hash: `hash` of the newest: the next one has to name it.
    """

    __tablename__ = "read_chain"

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    rows: Mapped[int]
    first: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    last_hash: Mapped[str] = mapped_column(String(64))
