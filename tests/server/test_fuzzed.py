"""Every request the server describes, with whatever may be sent: answered as described, no fault.

Requests are made from the description itself (schemathesis), sound and unsound. Two in three are
put right where it cannot say what fits (an id that is that of the path, the stream of one's own
team), so that they get past the first door; in half of those, every text could be a caller's.
"""

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from helpdesk_domain.people import Role
from helpdesk_domain.problem_codes import Code
from helpdesk_domain.wire import digest, to_json
from helpdesk_server.problems import Refused
from tests.personal import a_record
from tests.server.desk import Desk
from tests.serving import RunningServer

SHARE: Final = 8
"""Requests of each kind in an ordinary run, sound and unsound alike."""

CAMPAIGN: Final = 500

CHECKS: Final = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
)

NUMBERS: Final = ("talk_s", "wrap_up_s", "base_rev", "calls")
"""Fields whose range the description does not say."""

CANARY: Final = "Mme-Peeters-0476-12-34-56"

Operation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]
Counts = Mapping[str, Counter[int]]


class Fuzzer:
    """A lead's desk that sends what it is handed, signed and with its digest."""

    def __init__(self, server: RunningServer) -> None:
        server.add_person("Lea", Role.LEAD, "midi")
        self.desk = Desk(server).sign_in("Lea")
        self.url = server.url
        self.line = requests.Session()
        self.line.trust_env = False

    def close(self) -> None:
        self.desk.close()
        self.line.close()

    def operations(self) -> Sequence[Operation]:
        described = self.desk.get("/openapi.json").json()
        schema = schemathesis.openapi.from_dict(described)
        found = list(schema.get_all_operations())
        sound = [one.ok() for one in found if isinstance(one, Ok)]
        assert len(sound) == len(found)
        return sound

    def send(self, case: AnyCase) -> requests.Response:
        """The answer to `case`; only its digest is always right, or no body would be read."""
        asked = case.as_transport_kwargs(base_url=self.url)
        known = ("method", "url", "headers", "params", "data", "json")
        request = self.line.prepare_request(
            requests.Request(**{name: asked[name] for name in known if name in asked})
        )
        body = request.body or b""
        assert self.desk.tokens is not None
        request.headers.update(
            {
                "Authorization": f"Bearer {self.desk.tokens.access_token}",
                "HD-Device": self.desk.device_id,
                "HD-Protocol": "1",
                "HD-Digest": digest(body.encode() if isinstance(body, str) else body),
            }
        )
        answer = self.line.send(request, allow_redirects=False, timeout=30)
        case.validate_response(answer, checks=list(CHECKS))
        assert answer.status_code < 400 or CANARY not in answer.text
        return answer

    def put_right(self, case: AnyCase) -> None:
        """Have what the description cannot say fit together."""
        body, path = case.body, case.path_parameters
        if "device_id" in path:
            path["device_id"] = self.desk.device_id
        if "day" in path:
            path["day"] = "2026-03-02"
        for name in ("call_id", "suggestion_id", "box_id", "record_id"):
            if name in path:
                path[name] = str(uuid.uuid4())
                if isinstance(body, dict):
                    body |= {"id": path[name]} | {key: 7 for key in NUMBERS if key in body}
                    if name == "record_id":
                        body |= agreed() if len(body) % 2 else {"call_id": str(uuid.uuid4())}
        if "stream" in case.query:
            case.query["stream"] = "calls:midi"


def agreed() -> dict[str, Any]:
    """What else a personal record says, when it may be kept."""
    told: dict[str, Any] = json.loads(to_json(a_record()))
    del told["id"]
    return told


def as_made(_fuzzer: Fuzzer, _case: AnyCase) -> None:
    """Nothing is changed."""


def put_right(fuzzer: Fuzzer, case: AnyCase) -> None:
    """Have what the description cannot say fit together."""
    fuzzer.put_right(case)


def marked(fuzzer: Fuzzer, case: AnyCase) -> None:
    """Every text in the body could be a caller's."""
    fuzzer.put_right(case)
    case.body = with_canaries(case.body)


def with_canaries(sent: Any) -> Any:
    """`sent` with a canary for each text in it; ids stay, or nothing would be read."""
    if isinstance(sent, str):
        return CANARY
    if isinstance(sent, Mapping):
        return {key: sent[key] if key == "id" else with_canaries(sent[key]) for key in sent}
    return list(map(with_canaries, sent)) if isinstance(sent, list) else sent


Change = Callable[[Fuzzer, AnyCase], None]
CHANGES: Final[Sequence[Change]] = (as_made, put_right, marked)


def fuzzed(fuzzer: Fuzzer, times: int) -> Counts:
    """The statuses that each kind of request got, so many of them sound and as many unsound."""
    return {
        operation.label: answered(fuzzer, operation, GenerationMode.POSITIVE, times)
        + answered(fuzzer, operation, GenerationMode.NEGATIVE, times)
        for operation in fuzzer.operations()
    }


def answered(
    fuzzer: Fuzzer,
    operation: Operation,
    mode: GenerationMode,
    times: int,
    changes: Sequence[Change] = CHANGES,
) -> Counter[int]:
    """The statuses that so many requests of one kind got."""
    statuses: Counter[int] = Counter()

    @settings(
        max_examples=times,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), change=st.sampled_from(changes))
    def is_as_described(case: AnyCase, change: Change) -> None:
        change(fuzzer, case)
        statuses[fuzzer.send(case).status_code] += 1

    with suppress(Unsatisfiable):  # nothing can be wrong with a request that says nothing
        is_as_described()
    return statuses


@pytest.fixture
def fuzzer(server: RunningServer) -> Iterator[Fuzzer]:
    made = Fuzzer(server)
    yield made
    made.close()


def test_whatever_is_sent_is_answered_as_described(fuzzer: Fuzzer) -> None:
    seen = fuzzed(fuzzer, SHARE)
    assert all(seen.values())
    # and some of what was sent got past every door
    sent = [statuses for label, statuses in seen.items() if label.startswith(("PUT", "POST"))]
    assert sum(statuses[200] + statuses[201] for statuses in sent) > 1


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_whatever_is_sent_for_long_is_answered_as_described(fuzzer: Fuzzer) -> None:
    seen = fuzzed(fuzzer, CAMPAIGN)
    print(json.dumps(seen, indent=1))  # noqa: T201


def fault(_body: bytes) -> NoReturn:
    raise ValueError


def echo(body: bytes) -> NoReturn:
    raise Refused(422, Code.INVALID, "", pointer=body.decode())


def undescribed(_body: bytes) -> NoReturn:
    raise Refused(410, Code.CURSOR_AHEAD, "")


@pytest.mark.parametrize("planted", [fault, echo, undescribed])
def test_a_defect_planted_in_one_request_is_seen(
    fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch, planted: Callable[[bytes], NoReturn]
) -> None:
    """The control that must fail."""
    monkeypatch.setattr("helpdesk_server.routes.devices.received_heartbeat", planted)
    (spoilt,) = (one for one in fuzzer.operations() if one.label.endswith("/ack"))
    with pytest.raises((AssertionError, FailureGroup, Failure)):
        answered(fuzzer, spoilt, GenerationMode.POSITIVE, SHARE, [marked])
