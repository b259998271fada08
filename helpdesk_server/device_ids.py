"""The id a device gives itself, as it is written to us."""

import uuid

from helpdesk_domain.people import DeviceId


def device_id_in(text: str) -> DeviceId | None:
    """`text` as a device id, or None when it is not a UUID."""
    try:
        return DeviceId(str(uuid.UUID(text)))
    except ValueError:
        return None
