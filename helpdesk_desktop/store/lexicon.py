"""How callers speak: what the program came with, and what the server made of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk_desktop.store.offer import readable
from helpdesk_desktop.store.offer_tables import RecordRow
from helpdesk_domain.lexicon import Lexicon, LexiconEntry, in_force
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.sync import Entity


def lexicon(session: Session) -> Lexicon:
    """The phrases in force by term; an entry this program cannot read changes nothing.

    Cost: about 0.2 s for the phrases the program comes with, read anew each time.
    """
    received = session.scalars(
        select(RecordRow.data)
        .where(RecordRow.entity == Entity.LEXICON.value, RecordRow.deleted.is_(False))
        .order_by(RecordRow.id)
    )
    return in_force(shipped_lexicon(), readable(received, LexiconEntry))
