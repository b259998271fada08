"""The line to the server: one request, one bounded answer, and what went wrong in our words.

The only file that knows `requests`. Every choice it leaves open is made here: no redirect,
both timeouts, the certificates of the operating system, no reading past a limit, nothing
taken from the environment but the proxies.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from typing import IO, Any, Final
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from helpdesk_desktop.sync.errors import (
    BadServerAddress,
    CertificateRefused,
    NetworkIntercepted,
    ServerUnreachable,
    SyncError,
)
from helpdesk_desktop.sync.gate import Answer

BODY_LIMIT: Final = 50 * 1024 * 1024
"""Longest answer read, in bytes once uncompressed: a page is 2 MB, so this is a bomb."""

_CHUNK: Final = 64 * 1024


class _TrustedRoots(HTTPAdapter):
    """Verifies with the certificates of the operating system, also behind a proxy.

    `requests` would add its own bundle, or that of REQUESTS_CA_BUNDLE (psf/requests 3829).
    """

    def __init__(self) -> None:
        self._roots = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **choices: Any) -> None:
        super().init_poolmanager(*sizes, **choices, ssl_context=self._roots)

    def proxy_manager_for(self, proxy: Any, **choices: Any) -> Any:
        return super().proxy_manager_for(proxy, **choices, ssl_context=self._roots)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"


class Line:
    """A line to the server at `url`; from one thread at a time.

    Args:
        timeouts_s: Seconds to wait for a connection, and for the next bytes of an answer.

    Raises:
        BadServerAddress: `url` is neither `https://…` nor `http://` on this computer.
    """

    def __init__(self, url: str, timeouts_s: tuple[float, float] = (5, 30)) -> None:
        self.url: Final = checked_address(url)
        self._timeouts_s: Final = timeouts_s
        self._session: Final = requests.Session()
        # netrc would replace our Authorization, REQUESTS_CA_BUNDLE our certificates
        self._session.trust_env = False
        self._session.mount("https://", _TrustedRoots())

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        """The answer to one request, whoever wrote it: it still has to pass the gate.

        Raises:
            ServerUnreachable, CertificateRefused, NetworkIntercepted: see `errors`.
        """
        with self._response(method, path, headers, body) as response:
            read = bytearray()
            for chunk in response.iter_content(_CHUNK):
                read += chunk
                if len(read) > BODY_LIMIT:
                    raise NetworkIntercepted("the answer does not end")
            return Answer(response.status_code, response.headers, bytes(read))

    def download(self, path: str, headers: Mapping[str, str], into: IO[bytes], size: int) -> Answer:
        """The answer to a GET, its body written to `into` as it was sent; `body` is empty.

        Raises:
            ServerUnreachable, CertificateRefused: see `errors`.
            NetworkIntercepted: More than `size` bytes came.
        """
        plain = {**headers, "Accept-Encoding": "identity"}
        with self._response("GET", path, plain, None) as response:
            read = 0
            for chunk in response.iter_content(_CHUNK):
                read += len(chunk)
                if read > size:
                    raise NetworkIntercepted("the file is longer than was said")
                into.write(chunk)
            return Answer(response.status_code, response.headers, b"")

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    @contextmanager
    def _response(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Iterator[requests.Response]:
        url = self.url + path
        try:
            with self._session.request(
                method,
                url,
                headers={"Accept-Encoding": "gzip", **headers},
                data=body,
                allow_redirects=False,
                stream=True,
                timeout=self._timeouts_s,
                proxies={} if _is_here(url) else get_environ_proxies(url, no_proxy=None),
                verify=True,
            ) as response:
                yield response
        except (requests.RequestException, HTTPError) as problem:
            raise _said_plainly(problem) from None


def checked_address(url: str) -> str:
    """`url` without its last slash, fit to be asked.

    Raises:
        BadServerAddress: Neither `https://…` nor `http://` on this computer, or not an address.
    """
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise BadServerAddress("not an address") from None
    extra = parts.query or parts.fragment or parts.username or parts.password
    plain_here = parts.scheme == "http" and _is_here(url)
    if not known or extra or not (parts.scheme == "https" or plain_here):
        raise BadServerAddress(f"{parts.scheme or 'no'} scheme")
    return url


def _is_here(url: str) -> bool:
    """Whether `url` stays on this computer: no one in between, so no certificate and no proxy."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _said_plainly(problem: Exception) -> SyncError:
    """`problem` as one of ours. Texts of `requests` hold addresses: only the class is kept."""
    what = type(problem).__name__
    # SSLError is a ConnectionError for requests: asked first, or it reads as « no network »
    if isinstance(problem, requests.exceptions.SSLError):
        doubtful = "SSLCertVerificationError" in repr(problem) or "CERTIFICATE_VERIFY" in str(
            problem
        )
        return CertificateRefused(what) if doubtful else NetworkIntercepted(what)
    broken_off = (
        requests.exceptions.ChunkedEncodingError,
        requests.exceptions.InvalidHeader,
        HTTPError,
    )
    if isinstance(problem, broken_off):
        return NetworkIntercepted(what)
    return ServerUnreachable(what)
