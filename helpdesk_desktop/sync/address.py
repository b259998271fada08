"""Addresses of servers: protected, or of this very computer, and written in one way."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from helpdesk_desktop.sync.errors import BadServerAddress

_USUAL_PORT: Final = {"https": 443, "http": 80}


def checked_address(url: str) -> str:
    """`url` fit to be asked, written in one way: a server has one name, one account, one key.

    Raises:
        BadServerAddress: Neither `https://…` nor `http://` on this computer, or not an address.
    """
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        known = bool(host) and not any(map(str.isspace, url)) and (port is None or port > 0)
    except ValueError:
        raise BadServerAddress("not an address") from None
    extra = parts.query or parts.fragment or parts.username or parts.password
    plain_here = parts.scheme == "http" and is_here(url)
    if not known or extra or not (parts.scheme == "https" or plain_here):
        raise BadServerAddress(f"{parts.scheme or 'no'} scheme")
    named = f"[{host}]" if ":" in host else host
    usual = port in (None, _USUAL_PORT[parts.scheme])
    return urlunsplit((parts.scheme, named if usual else f"{named}:{port}", parts.path, "", ""))


def is_here(url: str) -> bool:
    """Whether `url` stays on this computer: no one in between, so no certificate and no proxy."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
