"""From a spreadsheet to a form, or to every mistake in it: sheet, row, column and reason."""

from pathlib import Path

import pytest

from helpdesk_domain.intake.form import Choice, Group, Question, QuestionType, Tier
from helpdesk_domain.languages import INTERFACE_LANGUAGES, Words
from helpdesk_server.forms.compiling import compile_file
from tests.server.sheets import SOUND, as_markdown, as_spreadsheet


def mistakes(folder: Path, *changes: tuple[str, str], language: str = "en") -> list[str]:
    text = SOUND
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    read = compile_file(as_markdown(folder, text))
    assert (read.form is None) == bool(read.mistakes)
    return [mistake.said(Words(language)) for mistake in read.mistakes]


def test_a_form_says_what_its_sheets_say(tmp_path: Path) -> None:
    form = compile_file(as_markdown(tmp_path)).form

    assert form is not None
    assert (form.id, form.version, form.title) == ("tried", "1", {"fr": "Essai", "nl": "Proef"})
    assert form.groups == (Group(name="home", label={"fr": "Chez soi", "nl": "Thuis"}),)
    assert form.questions[0] == Question(
        name="town",
        type=QuestionType.SELECT_ONE,
        label={"fr": "Quelle commune ?", "nl": "Welke gemeente?"},
        hint={"fr": "Indice", "nl": "Wenk"},
        tier=Tier.COUNTED,
        group="home",
        choices="towns",
    )
    assert form.questions[1].constraint_message == {"fr": "Plus de 0", "nl": "Meer dan 0"}
    assert [question.name for question in form.questions] == ["town", "people", "words", "double"]
    assert form.choices["towns"][1] == Choice(
        name="gent", label={"fr": "Gand", "nl": "Gent"}, extra={"region": "ov"}
    )


def test_a_spreadsheet_says_the_same_as_a_table_in_markdown(tmp_path: Path) -> None:
    sheet = compile_file(as_spreadsheet(tmp_path))

    assert sheet.mistakes == ()
    assert sheet.form == compile_file(as_markdown(tmp_path)).form


def test_required_is_yes_no_or_an_expression(tmp_path: Path) -> None:
    text = SOUND.replace("| relevant |", "| required | relevant |").replace(
        "| T1 | |", "| T1 | yes | |", 1
    )
    text = text.replace("| T2 | |", "| T2 | ${people} > 2 | |").replace(
        "| T1 | ${t", "| T1 | no | ${t"
    )
    text = text.replace("| T1 | | | | | $", "| T1 | | | | | | $").replace(
        "| Thuis | |", "| Thuis | | |"
    )

    form = compile_file(as_markdown(tmp_path, text)).form

    assert form is not None
    assert [one.required for one in form.questions] == ["true()", "", "${people} > 2", ""]


REFUSED = {
    "a language is missing": (
        [("| Wat? |", "| |")],
        "survey, row 6, label::Nederlands (nl): The text is missing.",
    ),
    "a hint is in one language": (
        [("| Wenk |", "| |")],
        "survey, row 3, hint::Nederlands (nl): The text is missing.",
    ),
    "a choice is in one language": (
        [("| Gand |", "| |")],
        "choices, row 3, label::Français (fr): The text is missing.",
    ),
    "a constraint has no message": (
        [("| Plus de 0 | Meer dan 0 |", "| Plus de 0 | |")],
        "survey, row 4, constraint_message::Nederlands (nl): The text is missing.",
    ),
    "a constraint has no message at all": (
        [("| Plus de 0 | Meer dan 0 |", "| | |")],
        "survey, row 4, constraint_message::Français (fr): The text is missing.",
    ),
    "the tier is missing": (
        [("| T2 |", "| |")],
        "survey, row 6, tier: The tier is T1 or T2.",
    ),
    "words are counted": (
        [("| T2 |", "| T1 |")],
        "survey, row 6, tier: Words that are typed are T2.",
    ),
    "a figure is made of words": (
        [("${people} * 2", "concat(${words}, 'x')")],
        "survey, row 7, tier: It is T1 and is computed from words, which is T2.",
    ),
    "a function is not known": (
        [("${people} * 2", "uuid()")],
        "survey, row 7, calculation: The function uuid() is not one that a form may use.",
    ),
    "a function is given too much": (
        [("${people} * 2", "today(1)")],
        "survey, row 7, calculation: "
        "The function today() takes another number of arguments than 1.",
    ),
    "a question is not known": (
        [("${town} = 'jette'", "${twon} = 'jette'")],
        "survey, row 4, relevant: There is no question twon.",
    ),
    "a question stands for yes or no": (
        [("${town} = 'jette'", "${town}")],
        "survey, row 4, relevant: A question is no yes or no: compare it, "
        "as in ${question} = 'yes'.",
    ),
    "an expression stops": (
        [(". > 0", ". >")],
        "survey, row 4, constraint: The expression stops too early.",
    ),
    "an expression is no expression": (
        [(". > 0", ". > 0 ?")],
        "survey, row 4, constraint: « ? » in an expression is not understood.",
    ),
    "a pattern goes back": (
        [(". > 0", "regex(., '(a)\\1')")],
        "survey, row 4, constraint: « \\1 » in a pattern of regex is not understood.",
    ),
    "a question hangs on itself": (
        [("| T1 | | | | | | |", "| T1 | ${double} > 1 | | | | | |")],
        "survey, row 3, relevant: It hangs on itself, by way of other questions.",
    ),
    "a name is there twice": (
        [("| words |", "| town |")],
        "survey, row 6, name: The name is used twice.",
    ),
    "a code is there twice": (
        [("| towns | gent |", "| towns | jette |")],
        "choices, row 3, name: The name is used twice.",
    ),
    "a code has a blank": (
        [("| towns | gent |", "| towns | gent stad |")],
        "choices, row 3, name: A code has no blanks.",
    ),
    "a list is not there": (
        [("select_one towns", "select_one cities")],
        "survey, row 3, type: The list of choices « cities » does not exist.",
    ),
    "a type is not ours": (
        [("| integer |", "| geopoint |")],
        "survey, row 4, type: A form may not use this type.",
    ),
    "other is asked for in English": (
        [("select_one towns", "select_one towns or_other")],
        "survey, row 3, type: A select names its list of choices, and no other type names one.",
    ),
    "a column is not ours": (
        [("| choice_filter |", "| parameters |")],
        "survey, row 1, parameters: A form may not use this column.",
    ),
    "a label is in no language": (
        [("hint::Français (fr)", "hint")],
        "survey, row 1, hint: A form may not use this column.",
    ),
    "a column is missing": (
        [("| tier |", "| |")],
        "survey, row 1, tier: The column is missing.",
    ),
    "a group is not ended": (
        [("| | end group | | | | | | | | | | | | |\n", "")],
        "survey, type: A group or repeat is not ended.",
    ),
    "a group was not begun": (
        [("end group", "end repeat")],
        "survey, row 5, type: It ends a group that was not begun.",
    ),
    "a calculation is missing": (
        [("${people} * 2", "")],
        "survey, row 7, calculation: A calculate row has a calculation, and no other row has one.",
    ),
    "a filter names a column that is not there": (
        [("| T1 | | | | | | |", "| T1 | | | | | | province = 'bxl' |")],
        "survey, row 3, choice_filter: « province » in an expression is not understood.",
    ),
    "a column stands where there are no choices": (
        [("${town} = 'jette'", "region = 'bxl'")],
        "survey, row 4, relevant: « region » in an expression is not understood.",
    ),
    "a default is wanted": (
        [("| relevant |", "| default |")],
        "survey, row 4, default: No default is used here: it would be an answer that nobody gave.",
    ),
    "an appearance is wanted": (
        [("| relevant |", "| appearance |")],
        "survey, row 4, appearance: No appearance is used here: the screen shows each type in "
        "one way.",
    ),
    "the title is in one language": (
        [("Essai / Proef", "Essai")],
        "settings, row 2, form_title: The title is written in French and Dutch, "
        "with « / » between them.",
    ),
    "there is no version": (
        [("| tried | 1 |", "| tried | |")],
        "settings, row 2, version: A form has a form_id and a version.",
    ),
}


@pytest.mark.parametrize(("changes", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_told_with_sheet_row_and_reason(
    tmp_path: Path, changes: list[tuple[str, str]], reason: str
) -> None:
    assert reason in mistakes(tmp_path, *changes)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("changes", [one for one, _ in REFUSED.values()], ids=REFUSED)
def test_it_is_told_in_each_language(
    tmp_path: Path, changes: list[tuple[str, str]], language: str
) -> None:
    said = mistakes(tmp_path, *changes, language=language)

    english = mistakes(tmp_path, *changes)
    assert len(said) == len(english)
    if language != "en":
        assert not set(said) & set(english)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    said = mistakes(tmp_path, ("| Wat? |", "| |"), ("${people} * 2", "uuid()"), (". > 0", ". >"))

    assert [one.split(":")[0].split(",")[1] for one in said] == [" row 4", " row 6", " row 7"]


@pytest.mark.parametrize(
    ("inside", "reason"),
    {
        "from outside": (
            "${years} > 3",
            "years lies in a repeat: count, add or compare all its turns.",
        ),
        "all turns are no answer": ("sum(${years}) + count(${home}) > 3", None),
        "position outside": ("position(..) = 1", "position(..) stands inside a repeat only."),
    }.values(),
)
def test_a_repeat_is_seen_from_outside_by_all_its_turns(
    tmp_path: Path, inside: str, reason: str | None
) -> None:
    changed = [
        ("begin group | home", "begin repeat | home"),
        ("end group", "end repeat"),
        ("integer | people", "integer | years"),
        ("${people} * 2", "1"),
        ("| words | Quoi ? | Wat? | | | T2 | |", f"| words | Quoi ? | Wat? | | | T2 | {inside} |"),
    ]

    said = mistakes(tmp_path, *changed)

    assert said == ([] if reason is None else [f"survey, row 6, relevant: {reason}"])


def test_what_pyxform_warns_of_is_a_mistake_too(tmp_path: Path) -> None:
    # Given a name that other programs may take for another one
    text = SOUND.replace("| calculate | double |", "| calculate | Words |")

    [said] = [one.said(Words("en")) for one in compile_file(as_markdown(tmp_path, text)).mistakes]

    assert said.startswith("survey, row 7: pyxform says: ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("form.xlsx", b"PK\x03\x04 not really"),
        ("form.xlsx", b""),
        ("form.md", b"no table here"),
        ("form.md", b"\xff\xfe"),
        ("form.docx", b"x"),
        ("form.md", b"| survey |\n" * (500_000)),
    ],
)
def test_a_file_that_is_no_form_is_told_so(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    read = compile_file(path)

    assert read.form is None
    assert len(read.mistakes) >= 1
