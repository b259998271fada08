"""A server restored from a backup: desks bring back what it forgot, and nobody who was erased."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpdesk_desktop.store.personal_records import PersonalState
from helpdesk_server.backups.restoring import restore
from helpdesk_server.backups.taking import take
from helpdesk_server.erasure_file import NAME
from helpdesk_server.settings import Settings
from tests.personal import a_record
from tests.serving import HandClock, RunningServer, running_server
from tests.sync.personal.conftest import Place, Sit, on_the_server
from tests.sync.personal.test_personal_records import Publish, with_phone


def synchronised(*places: Place) -> None:
    """One after another."""
    for place in places:
        place.sync()


@contextmanager
def restored_from(
    backup: Path, central: RunningServer, clock: HandClock, knows_erasures: bool
) -> Iterator[RunningServer]:
    """A server on another machine, with the list of erasures of `central` or without."""
    folder = backup.parent / "restored"
    folder.mkdir()
    if knows_erasures:
        (central.settings.data_dir / NAME).rename(folder / NAME)
    restore(Settings(data_dir=folder), backup, clock(), replace=False)
    with running_server(folder, now=clock) as restored:
        yield restored


@pytest.mark.parametrize("knows_erasures", [True, False])
def test_a_restored_server_gets_back_what_it_lacks_and_nobody_who_was_erased(
    sit: Sit,
    central: RunningServer,
    publish: Publish,
    tmp_path: Path,
    clock: HandClock,
    knows_erasures: bool,
) -> None:
    """Also where the list of erasures was lost: each desk that heard of one says so again."""
    # Given three records in a backup, of which one is edited and one withdrawn after it, and a
    # fourth that came later
    publish("Accueil")
    central.add_person("Chloé")
    amelie, bart, chloe = sit("Amélie"), sit("Bart"), sit("Chloé")
    edited, withdrawn, left_alone, later = (
        a_record(name, call="first" if name == "a record" else name)
        for name in ("a record", "withdrawn", "left alone", "later")
    )
    for record in (edited, withdrawn, left_alone):
        amelie.keep(record)
    synchronised(amelie, bart, chloe)
    backup = tmp_path / "old.helpdesk-backup"
    take(central.store, backup, clock())
    amelie.keep(with_phone("+32 2 000 00 00"))
    amelie.keep(later)
    bart.withdraw(withdrawn.id)
    synchronised(bart, amelie, bart, chloe)

    # When that backup is restored
    with restored_from(backup, central, clock, knows_erasures) as restored:
        assert (on_the_server(restored, withdrawn) == []) is knows_erasures
        amelie.relay.target = bart.relay.target = restored.url
        # Chloé, who neither kept nor withdrew it, but heard of it, is enough
        chloe.relay.target = restored.url
        chloe.sync()
        assert on_the_server(restored, withdrawn) == []
        clock.advance(hours=1)
        synchronised(amelie, bart, amelie)

        # Then all that was kept is there, as it was last, and who was erased is nowhere
        assert on_the_server(restored, withdrawn) == []
        assert amelie.secrets_of(withdrawn) == bart.secrets_of(withdrawn) == []
        for record in (with_phone("+32 2 000 00 00"), left_alone, later):
            assert amelie.sees(record) == bart.sees(record) == record
            assert amelie.kept(record).state is PersonalState.ACCEPTED
            assert len(on_the_server(restored, record)) == 2
