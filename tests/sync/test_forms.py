"""Forms published on the server reach a desk, and what was answered before stays readable."""

from pathlib import Path

from helpdesk_desktop.store.forms import form_in_force, form_of, forms
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.reading import answer_said
from helpdesk_domain.intake.record import FormId
from helpdesk_server.forms import publishing
from helpdesk_server.forms.compiling import compile_file
from tests.server.sheets import SOUND, as_markdown
from tests.serving import HandClock, RunningServer
from tests.sync.conftest import Desk
from tests.sync.test_pull import Publish

TRIED = FormId("tried")


def test_a_desk_asks_with_the_newest_version_and_reads_with_each(
    desk: Desk, publish: Publish, central: RunningServer, clock: HandClock, tmp_path: Path
) -> None:
    # Given two versions, the second of which has dropped a code
    without = SOUND.replace("| tried | 1 |", "| tried | 2 |").replace(
        "| | towns | gent | Gand | Gent | ov |\n", ""
    )
    for name, sheet in (("1.md", SOUND), ("2.md", without)):
        form = compile_file(as_markdown(tmp_path, sheet, name)).form
        assert form is not None
        publishing.publish(central.store, form, clock())
        clock.advance(minutes=1)
    publish("Accueil")
    desk.sign_in()

    # When the desk syncs
    desk.sync()

    # Then it asks with the second and knows what was answered with the first
    assert [one.form.version for one in desk.store.read(forms)] == ["2", "1"]
    assert in_force(desk).version == "2"
    town = QuestionPath("town")
    first = desk.store.read(lambda session: form_of(session, TRIED, "1"))
    assert answer_said(first, town, "gent", "fr") == "Gand"
    assert answer_said(first, town, ("jette", "gent"), "nl") == "Jette, Gent"
    assert answer_said(in_force(desk), town, "gent", "fr") == "gent"
    assert answer_said(None, town, "gent", "fr") == "gent"

    # And once the second is withdrawn it goes back to the first, after its next sync
    assert publishing.withdraw(central.store, TRIED, "2", clock())
    desk.sync()
    assert in_force(desk).version == "1"
    assert len(desk.store.read(forms)) == 2


def in_force(desk: Desk) -> Form:
    return desk.store.read(lambda session: form_in_force(session, TRIED))
