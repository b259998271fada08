"""Who is signed in at this desk."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from helpdesk_desktop.store.base import Base
from helpdesk_domain.people import PersonId, Role


class AccountRow(Base):
    """The person and the tokens; one row, or none."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    person_id: Mapped[PersonId]
    person_name: Mapped[str]
    role: Mapped[Role]
    team: Mapped[str]
    server_url: Mapped[str]
    access_token: Mapped[str]
    access_expires_at: Mapped[datetime]
    refresh_token: Mapped[str]
