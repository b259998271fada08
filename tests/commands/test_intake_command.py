"""`intake suggest`: the reasoning for scripts; what cannot be read is a sentence, never a guess."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpdesk_desktop.__main__ import run
from helpdesk_domain.intake.determinants import determinants_of
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.wire import to_json
from tests.commands.conftest import Command

KEYS = {
    *("level", "evidence", "dimensions", "possible", "ask_next"),
    *("belrai", "prompts", "sources", "rules"),
}

HARDEST = {
    "health_cover": "no",
    "housing": "no",
    "psychiatric_comorbidity": "yes",
    "chronic_disease": "yes",
    "neurodegenerative": "unknown",
    "behaviour": "not_asked",
    "age": None,
    "hospital_discharge": "day",
    "discharge_ward": "psychiatric",
    "chronic_diseases": ["diabetes"],
    "interpreter": "yes",
    "urgency": "unknown",
}


@pytest.fixture
def answers(tmp_path: Path) -> Callable[[object], Path]:
    def written(content: object) -> Path:
        path = tmp_path / "answers.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return written


Answers = Callable[[object], Path]


def test_the_suggestion_is_printed_with_the_keys_of_its_shape(
    command: Command, answers: Answers
) -> None:
    ended = command("intake", "suggest", "--answers", answers(HARDEST), "--json")

    assert (ended.code, ended.words) == (0, "")
    found = json.loads(ended.data)
    assert set(found) == KEYS
    assert (found["level"], found["evidence"]) == ("integration", "study")
    assert found["possible"] == ["integration"]
    assert found["dimensions"]["access"] == {"level": "integration", "evidence": "study"}
    assert set(found["dimensions"]) == {"access", "information", "flexibility", "globality"}
    assert found["belrai"] == {"profile": None, "intervention": None}
    assert found["prompts"][:3] == ["hospital_discharge", "continuity_conventions", "interpreter"]
    assert found["sources"][0]["caveat"] == "not_only_integration"
    assert ended.data.encode() == to_json(suggest(determinants_of(HARDEST))) + b"\n"


def test_words_of_the_form_that_no_rule_reads_are_taken_and_left(
    command: Command, answers: Answers
) -> None:
    words = {"in_place_who": "Dr Peeters", "blocks_words": "…", "person_language": "ar"}
    asked = command("intake", "suggest", "--answers", answers({**HARDEST, **words}), "--json")

    assert json.loads(asked.data) == json.loads(to_json(suggest(determinants_of(HARDEST))))
    assert "Peeters" not in asked.data + asked.words


def test_nothing_is_known_of_nobody(command: Command, answers: Answers) -> None:
    found = json.loads(command("intake", "suggest", "--answers", answers({}), "--json").data)

    assert (found["level"], found["evidence"]) == (None, "unknown")
    assert found["possible"] == ["linkage", "coordination", "integration"]
    assert found["ask_next"] == "chronic_disease"
    assert (found["belrai"], found["prompts"]) == ({"profile": None, "intervention": None}, [])


def test_it_makes_no_profile_and_needs_none(
    command: Command, answers: Answers, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HELPDESK_PASSPHRASE")
    assert command("intake", "suggest", "--answers", answers(HARDEST), "--json").code == 0
    assert not profile.exists()


def test_it_reads_no_library_of_the_window_or_of_the_file(answers: Answers) -> None:
    heavy = ("PySide6", "sqlalchemy", "sqlcipher3", "requests", "keyring", "alembic")
    asked = (
        "import sys; from helpdesk_desktop.__main__ import run; "
        f"run(['intake', 'suggest', '--answers', {str(answers(HARDEST))!r}, '--json']); "
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)

    assert done.stderr.strip() == "[]"
    assert set(json.loads(done.stdout)) == KEYS


def test_answers_come_from_standard_input_too(
    process: Callable[..., "subprocess.Popen[bytes]"],
) -> None:
    asked = process("intake", "suggest", "--answers", "-", "--json")
    out, err = asked.communicate("\ufeff".encode() + json.dumps(HARDEST).encode(), timeout=60)

    assert (asked.returncode, err) == (0, b"")
    assert json.loads(out)["level"] == "integration"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["circulation de l’information : intégration, étude", "χ²=10,71", "n=236"]),
        ("nl", ["informatiedoorstroming: integratie, studie", "χ²=10,71", "n=236"]),
        ("en", ["flow of information: integration, study", "χ²=10.71", "n=236"]),
    ],
)
def test_without_json_it_is_read_in_the_language_of_the_messages(
    answers: Answers, capfd: pytest.CaptureFixture[str], language: str, said: list[str]
) -> None:
    path = answers({"health_cover": "no", "housing": "yes", "chronic_disease": "yes"})

    code = run(["--lang", language, "intake", "suggest", "--answers", str(path)])

    printed = capfd.readouterr().out.replace("\u00a0", " ")
    assert code == 0
    assert [one for one in said if one not in printed] == []


def test_what_is_still_open_is_read_with_the_question_that_narrows_it(
    command: Command, answers: Answers
) -> None:
    known = {
        "chronic_disease": "yes",
        "health_cover": "yes",
        "psychiatric_comorbidity": "no",
        "housing": "unknown",
        "age": 80,
        "urgency": "life_at_risk",
    }
    printed = command("intake", "suggest", "--answers", answers(known)).data

    assert "Still possible: linkage (the person coordinates), coordination" in printed
    assert "To ask next: Is there a home?" in printed
    assert "BelRAI: a BelRAI assessment is to be asked for" in printed
    assert printed.index("112") < printed.index("Ask for an assessment")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The text is not JSON."),
        (b"{not json", "The text is not JSON."),
        (b"\xff\xfe{}", "The text is not JSON."),
        (b"[" * 100_000, "The text is not JSON."),
        (b"[]", "Answers are one JSON object, a name for each."),
        (b'"yes"', "Answers are one JSON object, a name for each."),
        (b" " * 1_000_001, "The file is too large to hold answers."),
        ({"mutuelle": "yes"}, "Nobody asks « mutuelle »."),
        ({"housing": "maybe"}, "The answer to « housing » is none of: yes, no, unknown,"),
        ({"housing": True}, "The answer to « housing » is none of: yes, no, unknown,"),
        ({"housing": ["yes"]}, "The answer to « housing » is none of: yes, no, unknown,"),
        ({"cps": 7}, "« cps » is a number from 0 to 6, or not known."),
        ({"aivqp": -0.5}, "« aivqp » is a number from 0 to 48, or not known."),
        ({"age": 121}, "« age » is a number from 0 to 120, or not known."),
        ({"age": "70"}, "« age » is a number from 0 to 120, or not known."),
        ({"age": True}, "« age » is a number from 0 to 120, or not known."),
        (b'{"age": 1e999}', "The text is not JSON."),
        (b'{"age": ' + b"9" * 400 + b"}", "« age » is a number from 0 to 120, or not known."),
        (b'{"cps": -' + b"9" * 400 + b"}", "« cps » is a number from 0 to 6, or not known."),
        (b'{"age": ' + b"9" * 5000 + b"}", "The text is not JSON."),
        ({"urgency": "now"}, "The answer to « urgency » is none of: day, life_at_risk, none,"),
        ({"urgency": ["day"]}, "The answer to « urgency » is none of: day,"),
        ({"blocks": ["access", 3]}, "The answer to « blocks » is none of: access,"),
        (
            {"chronic_disease": "no", "chronic_diseases": ["diabetes"]},
            "« chronic_disease » and « chronic_diseases » contradict each other",
        ),
        (
            {"chronic_disease": "yes", "chronic_diseases": "none"},
            "« chronic_disease » and « chronic_diseases » contradict each other",
        ),
        (
            {"chronic_diseases": ["none", "diabetes"]},
            "« chronic_disease » and « chronic_diseases » contradict each other",
        ),
        ({"blocks": {"access": 1}}, "The answer to « blocks » is none of: access,"),
    ],
)
def test_what_cannot_be_answers_is_one_sentence_and_nothing_else(
    command: Command, answers: Answers, content: object, sentence: str
) -> None:
    ended = command("intake", "suggest", "--answers", answers(content), "--json")

    assert (ended.code, ended.data) == (6, "")
    assert ended.words.startswith(sentence)
    assert ended.words.count("\n") == 1


def test_a_file_that_is_not_there_or_is_a_folder_is_one_sentence(
    command: Command, tmp_path: Path
) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        ended = command("intake", "suggest", "--answers", path, "--json")
        assert (ended.code, ended.data) == (6, "")
        assert ended.words == "The file cannot be opened.\n"


def test_an_answer_is_never_repeated_in_what_is_said_of_it(
    command: Command, answers: Answers
) -> None:
    ended = command("intake", "suggest", "--answers", answers({"housing": "Fatima, rue Haute"}))

    assert "Fatima" not in ended.words


@pytest.mark.parametrize("arguments", [["intake"], ["intake", "suggest"], ["intake", "nonsense"]])
def test_a_wrong_use_says_how_it_is_used(command: Command, arguments: list[str]) -> None:
    assert command(*arguments).code == 2
