"""Calls as they are counted, made up: the same seed gives the same, whose totals are known."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any, Final

from helpdesk_domain.call_terms import (
    CallerProfile,
    Channel,
    NonCall,
    Outcome,
    ReferralStatus,
    UnmetReason,
)
from helpdesk_domain.person_concerned import AgeBand, Gender, PlaceAnswer
from helpdesk_domain.statistics.dimensions import Promise
from helpdesk_domain.statistics.facts import Fact, key_of
from helpdesk_domain.statistics.months import Month
from helpdesk_domain.territory import communes

NEEDS: Final = tuple(f"need-{number:02}" for number in range(60))
SERVICES: Final = tuple(f"service-{number:04}" for number in range(1500))
LANGUAGES: Final = ("fr", "nl", "ar", "en", "tr", "")
_HOURS: Final = tuple(range(8, 18))


def made_up_facts(month: Month, calls: int, seed: int = 7) -> Iterator[Fact]:
    """So many facts of a month."""
    random = Random(f"{seed} {month}")
    places = (*(one.nis for one in communes()), *PlaceAnswer, "")
    for number in range(calls):
        yield _fact(random, month, f"{seed} {month} {number}", places)


def _fact(random: Random, month: Month, name: str, places: Sequence[str]) -> Fact:
    day = date(month.year, month.number, random.randint(1, monthrange(month.year, month.number)[1]))
    common: dict[str, Any] = {
        "key": key_of(name),
        "day": day,
        "hour": random.choice(_HOURS),
        "channel": random.choices(tuple(Channel), (20, 2, 3))[0],
    }
    if random.random() < 0.04:
        return Fact(**common, non_call=random.choice(tuple(NonCall)))
    needs = tuple(dict.fromkeys(_skewed(random, NEEDS) for _ in range(random.randint(0, 3))))
    lacking = needs[:1] if random.random() < 0.2 else ()
    return Fact(
        **common,
        language=_skewed(random, LANGUAGES),
        profile=_skewed(random, (*CallerProfile, "")),
        outcome=random.choice(tuple(Outcome)),
        commune=_skewed(random, places),
        age=random.choice((*AgeBand, "")),
        gender=random.choice((*Gender, "")),
        promise=random.choices(("", *Promise), (12, 1, 2, 1, 1))[0],
        needs=needs,
        unmet=tuple((need, random.choice(tuple(UnmetReason))) for need in lacking),
        referrals=tuple(_referral(random) for _ in range(random.randint(0, 3))),
        talk_s=int(random.lognormvariate(5.7, 0.6)),
        wrap_up_s=int(random.lognormvariate(2.2, 0.6)),
        call_back_h=random.randint(1, 200) if random.random() < 0.2 else None,
    )


def _referral(random: Random) -> tuple[str, str, str]:
    status = random.choices(tuple(ReferralStatus))[0]
    is_full = status in (ReferralStatus.REFUSED, ReferralStatus.WAITING_LIST)
    return _skewed(random, SERVICES), status, UnmetReason.FULL if is_full else ""


def _skewed(random: Random, values: Sequence[str]) -> str:
    """The first are the likeliest, as few needs make up most calls."""
    return values[min(int(random.expovariate(5 / len(values))), len(values) - 1)]
