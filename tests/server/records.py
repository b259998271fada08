"""Records of an offer and calls, complete; a test says only what matters to it."""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from helpdesk_domain.offer_file import OfferRecord
from helpdesk_domain.sync import Entity
from helpdesk_server.store.offer import withdraw_records

_OURS = uuid.UUID("7b0a2f0e-53c7-4c3e-8d7c-2f7a4a3f8b11")


def uuid_of(name: str) -> str:
    """The same id for the same name."""
    return str(uuid.uuid5(_OURS, name))


def a_service(name: str = "Soins à domicile", **fields: Any) -> dict[str, Any]:
    """An HSDS service as JSON."""
    return {"id": uuid_of(name), "name": name, "status": "active"} | fields


def a_record(name: str = "Soins à domicile", **fields: Any) -> OfferRecord:
    return OfferRecord(Entity.SERVICE, uuid_of(name), a_service(name, **fields))


def a_call(name: str = "first", **fields: Any) -> bytes:
    """The body of a call, as a desk would send it."""
    call = {
        "id": uuid_of(name),
        "started_at": "2026-03-02T10:00:00+01:00",
        "talk_s": 240,
        "wrap_up_s": 30,
        "caller_language": "fr",
        "needs": ["soins de plaies"],
        "profile": "nurse",
        "outcome": "referred",
        "referrals": [
            {
                "service_id": uuid_of("Soins à domicile"),
                "service_name": "Soins à domicile",
                "given_at": "2026-03-02T10:03:00+01:00",
            }
        ],
        "note": "",
    }
    return json.dumps(call | fields, ensure_ascii=False).encode()


def a_file(folder: Path, records: Iterable[object], name: str = "offer.ndjson") -> Path:
    """`records` as NDJSON; a text goes in as it is."""
    path = folder / name
    lines = [line if isinstance(line, str) else json.dumps(line) for line in records]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def withdraw(session: Session, name: str, now: datetime) -> None:
    """Take the service of that name out of the offer, as the feed will say it."""
    withdraw_records(session, [(Entity.SERVICE, uuid_of(name))], now)
