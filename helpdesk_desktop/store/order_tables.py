"""What binds this desk to its organisation: the keys it knows its servers by, and their orders."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base


class PinnedKeysRow(Base):
    """The keys of a server, as it showed them first, or as a person said they are now.

    Attributes:
        signing: As `PublicKeys.signing`; likewise `sealing`.
    """

    __tablename__ = "pinned_keys"

    server_url: Mapped[str] = mapped_column(primary_key=True)
    signing: Mapped[str]
    sealing: Mapped[str]


class StandingOrderRow(Base):
    """An order this desk obeys; one row, or none.

    Attributes:
        signed: The JWS itself: it proves to the server who sends a box.
        sealed_at: When what was not sent was sealed.
    """

    __tablename__ = "standing_order"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    action: Mapped[str]
    server_url: Mapped[str]
    signed: Mapped[str]
    obeyed_at: Mapped[datetime]
    sealed_at: Mapped[datetime | None]


class LastProblemRow(Base):
    """Why a sync did not end well, until the server was told; one row, or none."""

    __tablename__ = "last_problem"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    kind: Mapped[str]
