"""Forms, as who runs the server publishes them, as desks get them, and what is counted of them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text, update

from helpdesk_domain.calls import Call
from helpdesk_domain.intake.answers import QuestionPath
from helpdesk_domain.intake.form import Form
from helpdesk_domain.intake.levels import Level
from helpdesk_domain.intake.publication import record_id
from helpdesk_domain.intake.record import Action, FormId, Intake, PromptAnswer, PromptId
from helpdesk_domain.intake.shipped import shipped_form
from helpdesk_domain.languages import Words
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.wire import as_kind, to_json
from helpdesk_server.commands.group import command_line
from helpdesk_server.store.blanking import blank_calls
from helpdesk_server.store.call_tables import CallRevisionRow, CallRow
from helpdesk_server.store.desk_tables import FormRow
from helpdesk_server.store.forms import body_of
from helpdesk_server.store.tables import AuditRow
from tests.factories import a_call
from tests.server.desk import Desk
from tests.server.sheets import SOUND, as_markdown, as_spreadsheet
from tests.serving import RunningServer


class Keyboard:
    """Who runs `server`, with a folder of forms."""

    def __init__(self, server: RunningServer, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def types(self, *arguments: str, language: str = "en") -> Result:
        options = ["--database", self.server.settings.database]
        options += ["--data-dir", str(self.server.settings.data_dir)]
        return CliRunner().invoke(command_line(Words(language)), [*options, "form", *arguments])

    def publishes(self, *changes: tuple[str, str]) -> Result:
        content = SOUND
        for before, after in changes:
            assert before in content
            content = content.replace(before, after)
        return self.types("publish", str(as_markdown(self.folder, content)))

    def audit(self) -> list[tuple[str, str]]:
        return self.server.store.read(
            lambda session: [
                (row.action, row.subject)
                for row in session.query(AuditRow).order_by(AuditRow.id)
                if row.action.startswith("form.")
            ]
        )


@pytest.fixture
def keyboard(server: RunningServer, tmp_path: Path) -> Keyboard:
    return Keyboard(server, tmp_path)


def page(desk: Desk, since: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = desk.get(f"/v1/changes?stream=forms&since={since}").json()
    return found


SECOND = ("| tried | 1 |", "| tried | 2 |")
ID_1, ID_2 = record_id(FormId("tried"), "1"), record_id(FormId("tried"), "2")


def test_a_published_form_flows_down_whole(keyboard: Keyboard, desk: Desk) -> None:
    done = keyboard.publishes()

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "form.md: tried 1, 4 questions, no mistake.\n"
        "tried 1 is published: desks ask with it after their next sync.\n"
    )
    [change] = page(desk)["changes"]
    assert (change["entity"], change["id"], change["rev"]) == ("form", ID_1, 1)
    assert change["data"]["withdrawn"] is False
    form = as_kind(change["data"]["form"], Form)
    assert [question.name for question in form.questions] == ["town", "people", "words", "double"]
    assert keyboard.audit() == [("form.published", ID_1)]


def test_a_spreadsheet_is_published_like_a_table_in_markdown(
    keyboard: Keyboard, tmp_path: Path, desk: Desk
) -> None:
    assert keyboard.types("publish", str(as_spreadsheet(tmp_path))).exit_code == 0
    assert keyboard.publishes().stderr.endswith("tried 1 is published already.\n")
    assert len(page(desk)["changes"]) == 1


def test_a_later_version_stands_beside_the_one_before(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.publishes()
    keyboard.publishes(SECOND, ("Combien ?", "Combien de personnes ?"))

    found = page(desk)

    assert [change["id"] for change in found["changes"]] == [ID_1, ID_2]
    first, second = (change["data"]["published_at"] for change in found["changes"])
    assert first < second
    assert found["records"] == 2
    assert [change["id"] for change in page(desk, since=1)["changes"]] == [ID_2]
    marks = [mark_of("form", ID_1, 1), mark_of("form", ID_2, 1)]
    assert found["state_hash"] == moved(EMPTY, marks, [])


def test_a_version_never_says_something_else(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.publishes()

    done = keyboard.publishes(("Combien ?", "Combien de personnes ?"))

    assert done.exit_code == 6
    assert "tried 1 exists already and says something else" in done.stderr
    assert len(page(desk)["changes"]) == 1
    assert "Combien de" not in json.dumps(page(desk), ensure_ascii=False)


def test_a_version_kept_by_an_older_program_is_still_the_same_version(
    keyboard: Keyboard, server: RunningServer
) -> None:
    # Given a body without the columns that a later program added to a question
    keyboard.publishes()
    body = json.loads(server.store.read(lambda session: body_of(session, "tried", "1") or b""))
    for question in body["questions"]:
        del question["appearance"]
    older = update(FormRow).values(body=json.dumps(body).encode())
    server.store.run(lambda session: session.execute(older))

    assert keyboard.publishes().stderr.endswith("tried 1 is published already.\n")


def test_the_version_that_the_program_came_with_is_taken_as_well(keyboard: Keyboard) -> None:
    shipped = shipped_form()
    named = (("| tried | 1 |", f"| {shipped.id} | {shipped.version} |"),)

    assert keyboard.publishes(*named).exit_code == 6


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "survey, row 6, label::Nederlands (nl): The text is missing."),
        ("fr", "survey, ligne 6, label::Nederlands (nl): Le texte manque."),
        ("nl", "survey, rij 6, label::Nederlands (nl): De tekst ontbreekt."),
    ],
)
def test_with_a_mistake_nothing_is_published(
    keyboard: Keyboard, desk: Desk, tmp_path: Path, language: str, reason: str
) -> None:
    wrong = as_markdown(tmp_path, SOUND.replace("| Wat? |", "| |"))

    done = keyboard.types("publish", str(wrong), language=language)

    assert done.exit_code == 6
    assert reason in done.stderr
    assert page(desk)["changes"] == []
    assert keyboard.audit() == []


def test_a_form_is_checked_without_a_database(tmp_path: Path) -> None:
    nowhere = ["--database", "postgresql://nobody@127.0.0.1:1/none", "form", "check"]
    sound, wrong = as_markdown(tmp_path), tmp_path / "wrong.md"
    wrong.write_text(SOUND.replace("uuid", "").replace("${people} * 2", "uuid()"), "utf-8")
    command = command_line(Words("en"))

    assert CliRunner().invoke(command, [*nowhere, str(sound)]).exit_code == 0
    assert CliRunner().invoke(command, [*nowhere, str(wrong)]).exit_code == 6
    assert CliRunner().invoke(command, [*nowhere, str(tmp_path / "none.md")]).exit_code == 6


def test_a_withdrawn_version_stays_on_the_desks_and_says_so(keyboard: Keyboard, desk: Desk) -> None:
    keyboard.publishes()
    keyboard.publishes(SECOND)

    assert keyboard.types("withdraw", "tried", "2").exit_code == 0

    [change] = page(desk, since=2)["changes"]
    assert (change["id"], change["rev"], change["deleted"]) == (ID_2, 2, False)
    assert change["data"]["withdrawn"] is True
    marks = [mark_of("form", ID_1, 1), mark_of("form", ID_2, 2)]
    assert page(desk)["state_hash"] == moved(EMPTY, marks, [])
    assert keyboard.types("withdraw", "tried", "2").exit_code == 6
    assert keyboard.types("withdraw", "tried", "3").exit_code == 6
    # And published again, it is in force again
    assert keyboard.publishes(SECOND).exit_code == 0
    assert page(desk)["changes"][-1]["data"]["withdrawn"] is False
    assert [action for action, _ in keyboard.audit()] == [
        "form.published",
        "form.published",
        "form.withdrawn",
        "form.published",
    ]


def test_the_list_says_each_version_and_whether_it_is_asked_with(keyboard: Keyboard) -> None:
    assert keyboard.types("list").stderr == "No form is published.\n"
    keyboard.publishes()
    keyboard.publishes(SECOND)
    keyboard.types("withdraw", "tried", "1")

    lines = [line.split("\t") for line in keyboard.types("list").stdout.splitlines()]

    assert [(line[0], line[1], line[3]) for line in lines] == [
        ("tried", "1", "withdrawn"),
        ("tried", "2", "published"),
    ]


def an_intake(**fields: Any) -> Intake:
    shipped = shipped_form()
    return replace(Intake(form=shipped.id, version=shipped.version), **fields)


def keep(desk: Desk, call: Call, base_rev: int | None = None) -> int:
    return desk.put_call(to_json(call), base_rev).status_code


def counted(server: RunningServer) -> dict[str, list[str]]:
    query = text("SELECT question, code FROM call_intake_answer ORDER BY question, code")
    found: dict[str, list[str]] = {}
    for question, code in server.store.read(lambda session: session.execute(query).all()):
        found.setdefault(question, []).append(code)
    return found


def test_codes_are_counted_and_what_was_typed_is_not(server: RunningServer, desk: Desk) -> None:
    answers = {
        "health_cover": "no",
        "right_to_open": ("amu", "cpas"),
        "housing_state": "homeless",
        "age_band": "80+",
        "belrai_known": "yes",
        "aivqp": 26.0,
        "belrai_date": "2026-01-02",
        "in_place": ("gp",),
        "in_place_who": "Dr P., rue Haute",
        "blocks_words": "personne ne répond",
    }
    intake = an_intake(answers=answers, suggested=Level.INTEGRATION, level=Level.COORDINATION)

    assert keep(desk, a_call(intake=intake)) == 201

    assert counted(server) == {
        "age_band": ["80+"],
        "aivqp": ["26"],
        "belrai_known": ["yes"],
        "health_cover": ["no"],
        "housing": ["no"],
        "housing_state": ["homeless"],
        "in_place": ["gp"],
        "right_to_open": ["amu", "cpas"],
    }
    levels = text("SELECT intake_form, intake_version, suggested_level, decided_level FROM call")
    assert server.store.read(lambda session: [tuple(r) for r in session.execute(levels)]) == [
        ("complex_situation", shipped_form().version, "integration", "coordination")
    ]


def test_an_edited_call_is_counted_anew(server: RunningServer, desk: Desk) -> None:
    keep(desk, a_call(intake=an_intake(answers={"health_cover": "no"})))

    assert keep(desk, a_call(intake=an_intake(answers={"income": "ris"})), 1) == 200
    assert counted(server) == {"income": ["ris"]}
    assert keep(desk, a_call(), 2) == 200
    assert counted(server) == {}


def test_a_hidden_answer_and_a_code_that_a_desk_made_up_count_for_nothing(
    server: RunningServer, desk: Desk
) -> None:
    answers = {
        "health_cover": "yes",
        "right_to_open": ("amu",),
        "psychiatric": "Jan Janssens",
        "residence": ("permit", "Jan Janssens"),
        "cps": 3.0,
        "chronic_diseases": ("diabetes", "Jan Janssens"),
        "Jan Janssens": "yes",
    }

    keep(desk, a_call(intake=an_intake(answers=answers)))

    assert counted(server) == {
        "chronic_disease": ["yes"],
        "chronic_diseases": ["diabetes"],
        "health_cover": ["yes"],
    }


def test_an_answer_that_breaks_its_constraint_is_not_counted(
    server: RunningServer, desk: Desk
) -> None:
    answers = {"age_band": "80+", "belrai_known": "yes", "cps": 7.0, "adl": 2.0}

    keep(desk, a_call(intake=an_intake(answers=answers)))

    assert counted(server).keys() == {"age_band", "belrai_known", "adl"}


def test_of_a_published_form_its_own_codes_are_counted_and_of_an_unknown_one_nothing(
    server: RunningServer, keyboard: Keyboard, desk: Desk
) -> None:
    keyboard.publishes()
    answers = {"town": "jette", "people": 3.0, "words": "rue Haute 1"}
    known = an_intake(form=FormId("tried"), version="1", answers=answers)

    keep(desk, a_call("known", intake=known))
    keep(desk, a_call("unknown", intake=replace(known, version="9")))

    assert counted(server) == {"town": ["jette"], "people": ["3"], "double": ["6"]}
    query = text("SELECT intake_version FROM call ORDER BY intake_version")
    assert server.store.read(lambda session: list(session.scalars(query))) == ["1", "9"]


@pytest.mark.parametrize(
    ("intake", "pointer"),
    [
        (an_intake(answers={f"q{n}": "x" for n in range(501)}), "/intake/answers"),
        (an_intake(answers={"q": "x" * 2001}), "/intake/answers"),
        (an_intake(answers={"q": ("x",) * 501}), "/intake/answers"),
        (an_intake(answers={"q": ("x" * 201,)}), "/intake/answers"),
        (an_intake(answers={"q" * 201: "x"}), "/intake/answers"),
        (an_intake(open={"q" * 201: "unknown"}), "/intake/open"),
        (
            an_intake(prompts={PromptId(f"p{n}"): PromptAnswer.DONE for n in range(501)}),
            "/intake/prompts",
        ),
        (an_intake(reason="x" * 2001), "/intake/reason"),
        (an_intake(version="x" * 201), "/intake/form"),
        (an_intake(plan=(Action(what="x"),) * 31), "/intake/plan"),
        (an_intake(plan=(Action(what="x"), Action(what="x" * 2001))), "/intake/plan/1/what"),
        (an_intake(plan=(Action(what="x", who="x" * 2001),)), "/intake/plan/0/who"),
    ],
)
def test_an_intake_has_limits(
    desk: Desk, server: RunningServer, intake: Intake, pointer: str
) -> None:
    answer = desk.put_call(to_json(a_call(intake=intake)))

    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)
    assert counted(server) == {}


def test_an_intake_at_its_limits_is_kept(desk: Desk) -> None:
    largest = an_intake(
        answers={f"q{n}": "x" for n in range(500)} | {"q0": "x" * 2000},
        plan=(Action(what="x" * 2000),) * 30,
    )

    assert keep(desk, a_call(intake=largest)) == 201


def test_words_in_one_are_erased_as_the_published_form_says(keyboard: Keyboard, desk: Desk) -> None:
    # Given answers to a published form: a name in one word, and a code
    assert keyboard.publishes().exit_code == 0
    answers = {QuestionPath("words"): "Kanarie", QuestionPath("town"): "jette"}
    call = a_call(intake=Intake(form=FormId("tried"), version="1", answers=answers))
    assert desk.put_call(to_json(call)).status_code == 201
    # When the words of the call are erased
    store = keyboard.server.store
    store.run(lambda session: blank_calls(session, list(session.scalars(select(CallRow)))))
    # Then the name is gone, and the code is counted
    (body,) = store.read(lambda session: list(session.scalars(select(CallRevisionRow.body))))
    assert b"Kanarie" not in body
    assert b"jette" in body
