"""The server proves who it is by a certificate the operating system knows, and by nothing less."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from helpdesk_desktop.sync.errors import CertificateRefused, NetworkIntercepted, ServerUnreachable
from helpdesk_desktop.sync.server import Server
from helpdesk_domain.people import DeviceId
from helpdesk_domain.sync import (
    DIGEST_HEADER,
    GENERATION_HEADER,
    PROTOCOL_HEADER,
    REQUEST_ID_HEADER,
)
from helpdesk_domain.wire import digest
from tests.sync.line import GENERATION, HELLO, PORTAL, faulty_server

DEVICE = DeviceId("0d9f6c1e-0c2f-4b1e-8a57-3a7a4c0f9b11")


class Hello(BaseHTTPRequestHandler):
    """Says hello as our server does."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(HELLO)))
        self.send_header(PROTOCOL_HEADER, "1")
        self.send_header(GENERATION_HEADER, GENERATION)
        self.send_header(DIGEST_HEADER, digest(HELLO))
        self.send_header(REQUEST_ID_HEADER, self.headers[REQUEST_ID_HEADER])
        self.end_headers()
        self.wfile.write(HELLO)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


def a_certificate(folder: Path, *, host: str = "127.0.0.1", days: int = 2) -> Path:
    """A self-signed certificate for `host` with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test of helpdesk")])
    until = datetime.now(UTC) + timedelta(days=days)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=10))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(certificate.public_bytes(Encoding.PEM) + private)
    return path


@contextmanager
def served_with(certificate: Path, handler: type[BaseHTTPRequestHandler] = Hello) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = QuietServer(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def test_a_certificate_the_system_knows_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a system that knows the certificate, and an environment that names another bundle
    certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")

    with served_with(certificate) as url:
        server = Server(url, DEVICE)
        assert server.hello().generation == GENERATION
        server.close()


def test_stopping_ends_the_wait_on_a_protected_line_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a server that has the question and says nothing
    certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    asked, ended, told = threading.Event(), threading.Event(), list[str]()

    class Silent(Hello):
        def do_GET(self) -> None:
            asked.set()
            ended.wait(20)

    with served_with(certificate, Silent) as url:
        server = Server(url, DEVICE)

        def ask() -> None:
            with pytest.raises(ServerUnreachable) as raised:
                server.hello()
            told.append(str(raised.value))

        waiting = threading.Thread(target=ask)
        waiting.start()
        assert asked.wait(10)

        # When the desk stops, then it waits no longer
        server.stop()
        waiting.join(10)
        assert told == ["stopped"]
        ended.set()


def test_no_environment_of_requests_adds_a_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = a_certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("CURL_CA_BUNDLE", str(certificate))

    with served_with(certificate) as url, pytest.raises(CertificateRefused):
        Server(url, DEVICE).hello()


@pytest.mark.parametrize(
    ("host", "days"), [("127.0.0.2", 2), ("127.0.0.1", -1)], ids=["of another host", "expired"]
)
def test_a_known_certificate_that_does_not_fit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, days: int
) -> None:
    certificate = a_certificate(tmp_path, host=host, days=days)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with served_with(certificate) as url, pytest.raises(CertificateRefused):
        Server(url, DEVICE).hello()


def test_a_portal_that_answers_in_clear_on_the_secure_port_is_an_interception() -> None:
    with faulty_server(PORTAL) as line, pytest.raises(NetworkIntercepted):
        Server(line.url.replace("http:", "https:"), DEVICE).hello()
