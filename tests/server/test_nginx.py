"""The proxy that the documentation describes: checked by nginx itself, and run over two servers."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from helpdesk_domain.wire import digest
from helpdesk_server.store import calls
from tests.server.desk import Desk, code_of
from tests.server.processes import Process, listens, serving
from tests.server.records import a_call
from tests.serving import RunningServer, running_server
from tests.sync.test_tls import a_certificate

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CONF = Path(__file__).resolve().parents[2] / "docs/operations/nginx.conf"

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx here")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, list[Process]]]:
    """A desk that speaks TLS to the documented proxy, in front of two processes."""
    folder, data = tmp_path, tmp_path / "data"
    with ExitStack() as opened:
        server = opened.enter_context(running_server(data))
        server.add_person("Amélie")
        database = server.settings.database
        both = [opened.enter_context(serving(database, folder / n)) for n in ("one", "two")]
        port = proxied(folder, [process.url for process in both], opened)
        there = RunningServer(f"https://127.0.0.1:{port}", server.store, server.settings)
        desk = Desk(there)
        desk._line.verify = str(folder / "server.pem")
        yield desk.sign_in(), both
        desk.close()


def proxied(folder: Path, upstreams: list[str], opened: ExitStack) -> int:
    """The port on which nginx answers, with the documented file and other places."""
    certificate = a_certificate(folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    text = CONF.read_text("utf-8").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    for documented, url in zip(("127.0.0.1:8761", "127.0.0.1:8762"), upstreams, strict=True):
        text = text.replace(f"server {documented}", f"server {url.removeprefix('http://')}")
    text = re.sub(r"/etc/ssl/helpdesk/\w+\.pem", str(certificate), text)
    text = text.replace("/var/log/nginx/helpdesk.log", str(folder / "log"))
    places = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    # nginx of a machine's root gives its workers away: they have to reach the folder of the test
    whole.write_text(f"user root;\npid {folder}/pid;\nevents {{}}\nhttp {{ {places}\n{text}\n}}")
    command = [str(NGINX), "-e", str(folder / "log"), "-c", str(whole)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert "test is successful" in checked.stderr, checked.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    opened.callback(process.wait, 30)
    opened.callback(process.terminate)
    while not listens(port):
        assert process.poll() is None
    return port


def test_a_desk_is_served_through_the_documented_proxy(
    office: tuple[Desk, list[Process]],
) -> None:
    desk, (one, two) = office

    # Calls and refusals come through to the byte
    answer = desk.put_call(a_call(note="é" * 500))
    assert answer.status_code == 201
    assert answer.headers["HD-Digest"] == digest(answer.content)
    assert "Transfer-Encoding" not in answer.headers
    just_fits = a_call("long", padding="x" * 1_047_000)
    assert desk.put_call(just_fits).status_code == 201
    for size in (1_100_000, 12_000_000):
        refused = desk.put_call(a_call("longer", padding="x" * size))
        assert (refused.status_code, code_of(refused)) == (413, "too_large")
        assert refused.headers["HD-Protocol"] == "1"

    # Both processes answer
    desk.put_calls(*(a_call(str(number)) for number in range(10)))
    for process in (one, two):
        assert "helpdesk_requests_total{" in requests.get(process.metrics, timeout=30).text

    # With one of them dead no request of a desk is lost, a batch neither
    one.process.kill()
    one.process.wait(30)
    for number in range(10, 20):
        assert desk.put_call(a_call(str(number))).status_code == 201
        assert desk.put_calls(a_call(f"batch {number}")).status_code == 200
    assert desk.server.store.read(calls.count_calls) == 2 + 10 + 20

    # Passwords cannot be tried for ever, whichever process would be asked
    statuses = [desk.grant(grant_type="password").status_code for _ in range(80)]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert not (Path(str(desk.server.settings.data_dir)).parent / "log").read_text()
