"""The line to the server: one request, one bounded answer, and what went wrong in our words.

The only file that knows `requests`. Every choice it leaves open is made here: no redirect,
both timeouts, the certificates of the operating system, no reading past a limit, nothing
taken from the environment but the proxies.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from helpdesk_desktop.sync.address import checked_address, is_here
from helpdesk_desktop.sync.cord import Cord
from helpdesk_desktop.sync.errors import (
    CertificateRefused,
    NetworkIntercepted,
    ServerUnreachable,
    SyncError,
)
from helpdesk_desktop.sync.gate import Answer

BODY_LIMIT: Final = 50 * 1024 * 1024
"""Longest answer read, in bytes once uncompressed: a page is 2 MB, so this is a bomb."""

ANSWER_LIMIT_S: Final = 60
"""Longest a small answer may take in all, however slowly it drips."""

SLOWEST: Final = 10_000
"""Bytes a second a file must come with, beyond `ANSWER_LIMIT_S`: the slowest mobile line."""

_CHUNK: Final = 64 * 1024


class _Tied(HTTPAdapter):
    """Every connection hangs on the cord of the line."""

    def __init__(self, cord: Cord) -> None:
        self._cord = cord
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **choices: Any) -> None:
        super().init_poolmanager(*sizes, **choices)
        self.poolmanager.pool_classes_by_scheme = self._cord.pools()

    def proxy_manager_for(self, proxy: Any, **choices: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **choices)
        manager.pool_classes_by_scheme = self._cord.pools()
        return manager


class _TrustedRoots(_Tied):
    """Verifies with the certificates of the operating system, also behind a proxy.

    `requests` would add its own bundle, or that of REQUESTS_CA_BUNDLE (psf/requests 3829).
    """

    def __init__(self, cord: Cord) -> None:
        self._roots = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__(cord)

    def init_poolmanager(self, *sizes: Any, **choices: Any) -> None:
        super().init_poolmanager(*sizes, **choices, ssl_context=self._roots)

    def proxy_manager_for(self, proxy: Any, **choices: Any) -> Any:
        return super().proxy_manager_for(proxy, **choices, ssl_context=self._roots)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"


class Line:
    """A line to the server at `url`; from one thread at a time, but for `stop`.

    Args:
        timeouts_s: Seconds to wait for a connection, and for the next bytes of an answer.
        answer_limit_s: Seconds an answer may take in all; a file more, by its size.

    Raises:
        BadServerAddress: `url` is neither `https://…` nor `http://` on this computer.
    """

    def __init__(
        self,
        url: str,
        timeouts_s: tuple[float, float] = (5, 30),
        answer_limit_s: float = ANSWER_LIMIT_S,
    ) -> None:
        self.url: Final = checked_address(url)
        self._timeouts_s: Final = timeouts_s
        self._answer_limit_s: Final = answer_limit_s
        self._cord: Final = Cord()
        self._session: Final = requests.Session()
        # netrc would replace our Authorization, REQUESTS_CA_BUNDLE our certificates
        self._session.trust_env = False
        self._session.mount("http://", _Tied(self._cord))
        self._session.mount("https://", _TrustedRoots(self._cord))

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        """The answer to one request, whoever wrote it: it still has to pass the gate.

        Raises:
            ServerUnreachable, CertificateRefused, NetworkIntercepted: see `errors`.
        """
        limit_s = self._answer_limit_s
        with self._response(method, path, headers, body, limit_s) as response:
            return Answer(response.status_code, response.headers, self._read(response))

    def download(
        self,
        path: str,
        headers: Mapping[str, str],
        into: Path,
        name: str,
        size: int,
        vouch: Callable[[Answer], None],
    ) -> Answer | None:
        """Gather the file at `path` in `into`, going on where it broke off.

        Args:
            name: The strong ETag of the file: the rest of another one is not taken.
            size: Its length in bytes; more is not written.
            vouch: Is shown status and headers before anything is written, and may raise.

        Returns:
            None once `size` bytes are there; else the answer of who gave no file.

        Raises:
            ServerUnreachable, CertificateRefused: see `errors`. What came stays in `into`.
            NetworkIntercepted: More than `size` bytes came, or another part than was asked;
                what was there is given up.
        """
        have = into.stat().st_size if into.exists() else 0
        if have == size:
            return None
        if have > size:
            into.unlink()
            have = 0
        plain = {**headers, "Accept-Encoding": "identity"}
        if have:
            plain |= {"Range": f"bytes={have}-", "If-Range": f'"{name}"'}
        limit_s = self._answer_limit_s + size / SLOWEST
        with self._response("GET", path, plain, None, limit_s) as response:
            if response.status_code not in (200, 206):
                return Answer(response.status_code, response.headers, self._read(response))
            vouch(Answer(response.status_code, response.headers, b""))
            if response.status_code == 206 and not _goes_on(response.headers, have, size):
                into.unlink(missing_ok=True)
                raise NetworkIntercepted("another part than was asked")
            self._gather(response, into, have if response.status_code == 206 else 0, size)
        return None

    def stop(self) -> None:
        """End what is asked now, at once, and whatever is asked after; from any thread."""
        self._cord.pull_for_good()

    def refuse_when_stopped(self) -> None:
        """Go on only if nobody stopped the line.

        Raises:
            ServerUnreachable: Somebody did.
        """
        if self._cord.pulled_for_good:
            raise ServerUnreachable("stopped")

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def _read(self, response: requests.Response) -> bytes:
        read = bytearray()
        for chunk in response.iter_content(_CHUNK):
            read += chunk
            if len(read) > BODY_LIMIT:
                raise NetworkIntercepted("the answer does not end")
        return bytes(read)

    def _gather(self, response: requests.Response, into: Path, have: int, size: int) -> None:
        """Each piece is in the file before the next is awaited: a kill loses one piece."""
        with into.open("ab" if have else "wb", buffering=0) as file:
            for chunk in response.iter_content(_CHUNK):
                have += len(chunk)
                if have > size:
                    file.truncate(0)
                    raise NetworkIntercepted("the file is longer than was said")
                file.write(chunk)
        if have < size:
            raise NetworkIntercepted("the file is shorter than was said")

    @contextmanager
    def _response(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit_s: float,
    ) -> Iterator[requests.Response]:
        self.refuse_when_stopped()
        with self._cord.held_for(limit_s), self._told():
            with self._requested(method, path, headers, body) as response:
                yield response
            if self._cord.pulled:
                raise ServerUnreachable(self._cord.pulled)

    def _requested(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> requests.Response:
        url = self.url + path
        return self._session.request(
            method,
            url,
            headers={"Accept-Encoding": "gzip", **headers},
            data=body,
            allow_redirects=False,
            stream=True,
            timeout=self._timeouts_s,
            proxies={} if is_here(url) else get_environ_proxies(url, no_proxy=None),
            verify=True,
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What `requests` raises, in our words; what came of pulling the cord is no answer."""
        try:
            yield
        except (requests.RequestException, HTTPError, NetworkIntercepted) as problem:
            if self._cord.pulled:
                raise ServerUnreachable(self._cord.pulled) from None
            if isinstance(problem, SyncError):
                raise
            raise _said_plainly(problem) from None


def _goes_on(headers: Mapping[str, str], have: int, size: int) -> bool:
    """Whether a part begins where ours ends, of a file as long as ours."""
    return headers.get("Content-Range", "") == f"bytes {have}-{size - 1}/{size}"


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
