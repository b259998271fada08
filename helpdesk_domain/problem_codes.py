"""The words by which a server says why it refused; `sync.Problem` carries them."""

from enum import StrEnum


class Code(StrEnum):
    """Why a request was refused; stable words, each turned into a sentence by the desktop."""

    INVALID_GRANT = "invalid_grant"
    TOO_MANY_TRIES = "too_many_tries"
    TOO_MANY_REQUESTS = "too_many_requests"
    DEVICE_REVOKED = "device_revoked"
    SIGN_IN_NEEDED = "sign_in_needed"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    INVALID = "invalid"
    CONFLICT = "conflict"
    PERIOD_OPEN = "period_open"
    TOO_LARGE = "too_large"
    ERASED = "erased"
    CURSOR_AHEAD = "cursor_ahead"
    CURSOR_EXPIRED = "cursor_expired"
    NO_OFFER = "no_offer"
    UPGRADE_REQUIRED = "upgrade_required"
    UNAVAILABLE = "unavailable"
