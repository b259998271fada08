"""Calls of the months before, for the figures of a lead: made up, and sent as a desk sends them."""

import gzip
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any, Final

import requests

from helpdesk_domain.call_exchange import BATCH_LIMIT, BatchedCall, CallBatch
from helpdesk_domain.call_terms import (
    CallerProfile,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.calls import CallId
from helpdesk_domain.clock import BRUSSELS
from helpdesk_domain.resources import resource
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.sync import DEVICE_HEADER, DIGEST_HEADER
from helpdesk_domain.territory import communes
from helpdesk_domain.wire import Raw, digest, to_json
from tour.demo import OFFER, DemoPerson
from tour.programs import ProgramFailed

CALLS_A_MONTH: Final = 260
SERVICES: Final = 12
NEEDS: Final = 14
"""Kinds of help that are asked for; a few of them make up most calls, as they do."""


@dataclass(frozen=True, slots=True)
class PastCalls:
    """Sends them to the server at `url` as `person`, from a desk that is never seen again."""

    url: str
    person: DemoPerson

    def send(self, months: Sequence[Month]) -> int:
        """Send calls of `months`; how many.

        Raises:
            ProgramFailed: The server did not take them.
        """
        bodies = [to_json(call) for month in months for call in _calls(month)]
        with requests.Session() as line:
            line.trust_env = False
            line.headers.update(self._signed_in(line))
            for at in range(0, len(bodies), BATCH_LIMIT):
                _send(line, self.url, bodies[at : at + BATCH_LIMIT])
        return len(bodies)

    def _signed_in(self, line: requests.Session) -> dict[str, str]:
        device = str(uuid.uuid4())
        grant = {
            "grant_type": "password",
            "name": self.person.name,
            "password": self.person.password,
            "device_id": device,
        }
        answer = line.post(
            f"{self.url}/v1/auth/token", json=grant, headers={DEVICE_HEADER: device}, timeout=30
        )
        if not answer.ok:
            raise ProgramFailed(f"sign-in of {self.person.name}: {answer.status_code}")
        return {
            DEVICE_HEADER: device,
            "Authorization": f"Bearer {answer.json()['access_token']}",
            "Content-Type": "application/json",
        }


def _send(line: requests.Session, url: str, bodies: Sequence[bytes]) -> None:
    calls = tuple(
        BatchedCall(id=CallId(json.loads(body)["id"]), digest=digest(body), call=Raw(body))
        for body in bodies
    )
    batch = to_json(CallBatch(calls=calls))
    headers = {DIGEST_HEADER: digest(batch)}
    answer = line.post(f"{url}/v1/calls:batch", data=batch, headers=headers, timeout=60)
    taken = answer.ok and all(one.get("receipt") for one in answer.json()["answers"])
    if not taken:
        raise ProgramFailed(f"calls of before: {answer.status_code} {answer.text[:200]}")


def _calls(month: Month) -> Iterator[dict[str, Any]]:
    random = Random(str(month))
    needs, services = _needs(), _services()
    places = [one.nis for one in communes()]
    days = (month.after().first_day - month.first_day).days
    for number in range(CALLS_A_MONTH):
        day = month.first_day + timedelta(days=random.randrange(days))
        hour = time(random.choice((8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 16)), random.randrange(60))
        began = datetime.combine(day, hour, BRUSSELS)
        yield _call(random, f"{month} {number}", began, needs, places, services)


def _needs() -> Sequence[str]:
    """Some of the narrower terms of the made-up offer, from all over it."""
    terms = json.loads(resource("demo/taxonomy_terms.json").read_text("utf-8"))
    narrower = [one["id"] for one in terms if one.get("parent_id")]
    return narrower[:: len(narrower) // NEEDS][:NEEDS]


def _services() -> Sequence[tuple[str, str]]:
    """Id and name of the first services of the made-up offer."""
    with gzip.open(OFFER, "rt", encoding="utf-8") as lines:
        first = [json.loads(line) for line in islice(lines, SERVICES)]
    return [(one["id"], one["name"]) for one in first]


def _call(
    random: Random,
    name: str,
    began: datetime,
    needs: Sequence[str],
    places: Sequence[str],
    services: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    terms = list(dict.fromkeys(_skewed(random, needs) for _ in range(random.choice((1, 1, 2)))))
    is_unmet = random.random() < 0.25
    unmet = [{"words": "besoin", "reason": _reason(random), "terms": terms[:1]}] if is_unmet else []
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"tour {name}")),
        "started_at": began.isoformat(),
        "talk_s": int(random.lognormvariate(5.7, 0.5)),
        "wrap_up_s": random.randint(4, 20),
        "caller_language": random.choices(("fr", "nl", "ar", "und"), (60, 25, 9, 6))[0],
        "needs": ["besoin"],
        "need_terms": terms,
        "profile": _skewed(random, list(CallerProfile)),
        "outcome": Outcome.NO_SOLUTION if is_unmet else random.choice(list(Outcome)[:3]),
        "unmet_needs": unmet,
        "referrals": [] if is_unmet else [_referral(random, began, services)],
        "person": {"commune": _skewed(random, places)},
    }


def _referral(
    random: Random, began: datetime, services: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    service, name = random.choice(services)
    status = random.choices(tuple(ReferralStatus)[:6], (10, 3, 2, 4, 3, 3))[0]
    refused = status is ReferralStatus.REFUSED
    return {
        "service_id": service,
        "service_name": name,
        "given_at": began.isoformat(),
        "status": status,
        "reason": UnmetReason.FULL if refused else None,
        "told_at": began.isoformat() if status is not ReferralStatus.GIVEN else None,
    }


def _reason(random: Random) -> str:
    return _skewed(random, (UnmetReason.FULL, *UnmetReason))


def _skewed(random: Random, values: Sequence[str]) -> str:
    """The first are the likeliest."""
    return str(values[min(int(random.expovariate(4 / len(values))), len(values) - 1)])
