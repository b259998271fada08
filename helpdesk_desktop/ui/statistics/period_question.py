"""From which month to which, typed in a line."""

from datetime import datetime
from typing import Final

from helpdesk_desktop.ui.parts.line_strip import Asked
from helpdesk_desktop.ui.statistics.typed_period import NoPeriod, UnclearPeriod, period_in
from helpdesk_domain.clock import day_in_brussels
from helpdesk_domain.languages import mark
from helpdesk_domain.statistics.months import Period, PeriodReversed
from helpdesk_domain.statistics.period_words import period_words


def _read(typed: str, _language: str, now: datetime) -> Period:
    return period_in(typed, day_in_brussels(now))


PERIOD: Final[Asked[Period]] = Asked(
    title=mark("From which month to which?"),
    example="03/2026 09/2026",
    hint=mark("Whole months: 03/2026 09/2026, or by their names"),
    read=_read,
    said=period_words,
    unsaid=NoPeriod,
    problems={
        UnclearPeriod: mark("One or two months are needed: 03/2026 09/2026"),
        PeriodReversed: mark("This period ends before it begins."),
    },
    longest=40,
)
