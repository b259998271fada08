"""UUIDs as they are written to us."""

import re
import uuid
from typing import Final

from helpdesk_domain.people import DeviceId

_WRITTEN: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID, written the one way we write it."""
    return _WRITTEN.fullmatch(text) is not None


def device_id_in(text: str) -> DeviceId | None:
    """`text` as the id a device gives itself, or None when it is not a UUID."""
    if is_uuid(text):
        return DeviceId(text)
    try:
        return DeviceId(str(uuid.UUID(text)))
    except ValueError:
        return None
