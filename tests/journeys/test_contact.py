"""Whom to ring back reaches the server as soon as a sync is asked for."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select, update

from helpdesk_desktop.store.personal_tables import PersonalRow
from helpdesk_domain.clock import utc_now
from helpdesk_server.store.personal_tables import PersonalIdentityRow
from tests.journeys.canaries import plant_identities
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import signed_in
from tests.journeys.test_canaries import sync
from tests.ui.window import Key, Window


def test_a_record_that_met_no_network_goes_when_the_operator_asks_for_a_sync(
    start: Callable[[], Window], office: Office
) -> None:
    # Given a consent and a name whose sending was cut short, and that wait for a minute since
    window = signed_in(start, office)
    window.press(Key.Key_F2)
    plant_identities(window)
    window.workplace.desk.drain()
    until = utc_now() + timedelta(minutes=1)
    wait = update(PersonalRow).values(next_attempt_at=until, attempts=1)
    window.store.run(lambda session: session.execute(wait))

    # When the operator asks for a sync
    sync(window)

    # Then the server has it
    count = select(func.count()).select_from(PersonalIdentityRow)
    window.until(lambda: office.server.store.read(lambda session: session.scalar(count)) == 1)
