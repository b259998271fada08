"""How every table of the server is made: names of constraints, and a moment is UTC."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from helpdesk_domain.calls import CallId
from helpdesk_domain.people import DeviceId, PersonId

Transaction = Connection | Session
"""One that has begun: for those who make no object of a row, either will do."""


def dialect_of(session: Transaction) -> str:
    """`sqlite` or `postgresql`."""
    return (session if isinstance(session, Connection) else session.get_bind()).dialect.name


class UtcDateTime(TypeDecorator[datetime]):
    """SQLite keeps no time zone: store UTC, give back UTC, refuse a naive moment."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Strings are `Text`: both databases keep them alike, and nothing is cut."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: Text,
        datetime: UtcDateTime,
        CallId: String(36),
        PersonId: String(36),
        DeviceId: String(36),
    }


LARGEST_INTEGER: Final = 2**31 - 1
"""What an integer column of PostgreSQL holds; of seconds, some 68 years."""

Counter = BigInteger().with_variant(Integer, "sqlite")
"""A number that grows for ever; SQLite numbers rows by itself only in an INTEGER."""
