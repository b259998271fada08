"""Reading a file of the lexicon: sound and whole, or refused with each mistake by its line."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.languages import Words
from helpdesk_domain.lexicon import Saying, SayingKind, compared
from helpdesk_domain.lexicon_file import (
    FILE_LIMIT,
    HEADER,
    PHRASE_LIMIT,
    read_lexicon,
    read_lexicon_file,
)
from tests.blanks import typed

FIRST_LINE = "term;language;kind;phrase"


def a_file(*lines: str) -> bytes:
    """A file of these lines under the right header."""
    return "\n".join([FIRST_LINE, *lines]).encode()


def mistakes(content: bytes, terms: set[str] | None = None) -> list[tuple[int, str]]:
    """Each mistake of a file, which then has no saying at all."""
    read = read_lexicon(content, terms)
    assert read.sayings == ()
    return [(mistake.line, mistake.said(Words("en"))) for mistake in read.mistakes]


def phrases(content: bytes) -> list[str]:
    read = read_lexicon(content)
    assert read.mistakes == ()
    return [saying.phrase for saying in read.sayings]


def test_a_row_is_a_saying() -> None:
    read = read_lexicon(a_file("mg;fr;lay;mal à la gorge", "target_group:lgbt;nl;synonym;queer"))
    assert read.sayings == (
        Saying("mg", "fr", SayingKind.LAY, "mal à la gorge"),
        Saying("target_group:lgbt", "nl", SayingKind.SYNONYM, "queer"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + a_file("mg;fr;lay;fi\u00e8vre, toux", "mg;nl;lay;koorts"),
        a_file("mg;fr;lay;fièvre, toux", "mg;nl;lay;koorts", ""),
        a_file("mg;fr;lay;fièvre, toux", "mg;nl;lay;koorts").replace(b"\n", b"\r\n"),
        a_file("mg;fr;lay;fièvre, toux", "mg;nl;lay;koorts").replace(b"\n", b"\r"),
        a_file("mg;fr;lay;fièvre, toux", ";;;", "mg;nl;lay;koorts", ";;;"),
        a_file(" mg ; FR;Lay;  fièvre,\u00a0 toux ", "mg;nl;lay;koorts"),
        a_file('"mg";"fr";"lay";"fièvre, toux"', '"mg";"nl";"lay";"koorts"'),
        a_file("mg;fr;lay;fie\u0300vre, toux", "mg;nl;lay;koorts"),
        b'term,language,kind,phrase\nmg,fr,lay,"fi\xc3\xa8vre, toux"\nmg,nl,lay,koorts',
        "Term\tLanguage\tKind\tPhrase\nmg\tfr\tlay\tfièvre, toux\nmg\tnl\tlay\tkoorts".encode(),
    ],
    ids=["bom", "lf", "crlf", "cr", "empty rows", "spaces", "quotes", "nfd", "comma", "tab"],
)
def test_whatever_a_spreadsheet_saves_is_read_the_same(content: bytes) -> None:
    assert read_lexicon(content).sayings == (
        Saying("mg", "fr", SayingKind.LAY, "fièvre, toux"),
        Saying("mg", "nl", SayingKind.LAY, "koorts"),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("mg;fr;lay", "The line needs four fields: term, language, kind, phrase."),
        ("mg;fr;lay;un;deux", "The line needs four fields: term, language, kind, phrase."),
        ("mg;de;lay;Fieber", "The language is fr or nl, not « de »."),
        ("mg;fr;slang;fièvre", "The kind is synonym or lay, not « slang »."),
        ("mg;fr;lay;", "The phrase is missing."),
        ("mg;fr;lay; ?! ", "The phrase is missing."),
        (";fr;lay;fièvre", "The term is missing."),
        ("gm;fr;lay;fièvre", "The offer has no term « gm »."),
        ("lgbt;fr;lay;fièvre", "The offer has no term « lgbt »."),
        ("mg;fr;lay;" + "x" * (PHRASE_LIMIT + 1), "The phrase is longer than 120 characters."),
        ("mg;fr;lay;fi\u202eèvre", "The line holds control characters."),
        ("mg;fr;lay;fi\x00èvre", "The line holds control characters."),
        ("mg;fr;lay;fi\u2028èvre", "The line holds control characters."),
        ('mg;fr;lay;"fièvre', "The quotation marks of the line do not go in pairs."),
        ('mg;fr;lay;"fi"èvre', "The quotation marks of the line do not go in pairs."),
        ("mg;fr;lay;MÀL  de\u00a0tête", "The phrase stands on line 2 already."),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_reason(line: str, reason: str) -> None:
    content = a_file("mg;fr;lay;mal de tete", "mg;nl;lay;hoofdpijn", line)
    assert mistakes(content, {"mg", "target_group:lgbt"}) == [(4, f"line 4: {reason}")]


def test_every_mistake_is_told_two_of_one_line_as_well() -> None:
    content = a_file("mg;fr;lay;toux", "mg;de;lay;", "mg;fr;lay;fièvre", "nl;lay;hoest")
    assert [line for line, _reason in mistakes(content)] == [3, 3, 5]


def test_a_phrase_may_stand_for_two_terms_and_in_both_languages() -> None:
    content = a_file("mg;fr;lay;stress", "ssm;fr;lay;stress", "mg;nl;lay;stress")
    assert phrases(content) == ["stress"] * 3


def test_what_no_service_answers_has_a_term_of_its_own_in_every_offer() -> None:
    read = read_lexicon(a_file("elsewhere;fr;lay;changer mes pneus"), {"mg"})
    assert [saying.term for saying in read.sayings] == ["elsewhere"]
    read = read_lexicon(a_file("elsewhere:tyres;fr;lay;changer mes pneus"), {"mg"})
    assert [saying.term for saying in read.sayings] == ["elsewhere:tyres"]


def test_a_phrase_of_the_longest_length_is_taken_an_unknown_term_too_where_none_is_known() -> None:
    assert phrases(a_file("gm;fr;lay;" + "x" * PHRASE_LIMIT)) == ["x" * PHRASE_LIMIT]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"mg;fr;lay;toux",
        b"terme;langue;genre;phrase\nmg;fr;lay;toux",
        f"{FIRST_LINE}\nmg;fr;lay;toux".encode("utf-16"),
        b"PK\x03\x04\x14\x00",
        b'term;"language;kind;phrase',
    ],
)
def test_a_file_without_the_header_is_refused_by_its_first_line_alone(content: bytes) -> None:
    wanted = f"line 1: The first line must be {FIRST_LINE}, in a file saved as CSV UTF-8."
    assert mistakes(content) == [(1, wanted)]


def test_a_header_alone_is_no_lexicon() -> None:
    assert mistakes(a_file(";;;")) == [(1, "line 1: The file holds no saying.")]


def test_a_line_saved_in_another_encoding_says_how_to_save() -> None:
    latin = "line 3: The line is not UTF-8: save the file as CSV UTF-8."
    content = a_file("mg;fr;lay;toux") + "\nmg;fr;lay;fièvre".encode("latin-1")
    assert mistakes(content) == [(3, latin)]


def test_a_file_that_never_ends_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(a_file("mg;fr;lay;toux") + b"\n" * FILE_LIMIT)
    (mistake,) = read_lexicon_file(path).mistakes
    assert mistake.said(Words("en")) == "line 1: The file is too large."


def test_what_was_typed_is_quoted_short() -> None:
    (mistake,) = read_lexicon(a_file("mg;fr;" + "x" * 5000 + ";toux")).mistakes
    assert len(mistake.said(Words("en"))) < 100


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_end_in_an_exception(content: bytes, under_a_header: bool) -> None:
    read = read_lexicon(a_file("") + content if under_a_header else content, {"mg"})
    assert bool(read.sayings) != bool(read.mistakes)
    for mistake in read.mistakes:
        assert typed(mistake.said(Words("fr"))).isprintable()


fields = st.sampled_from(["mg", "fr", "nl", "lay", "toux", "TOUX", '"', "", "é", " ", "	"])
lines = st.lists(fields, max_size=6).map(";".join)


@given(st.lists(lines, max_size=8))
def test_a_file_gives_every_line_as_a_saying_or_nothing_at_all(rows: list[str]) -> None:
    read = read_lexicon(a_file(*rows))
    if read.sayings:
        assert len(read.sayings) == sum(bool(row.strip(' ;"')) for row in rows)
        said = [(saying.term, saying.language, compared(saying.phrase)) for saying in read.sayings]
        assert len(set(said)) == len(said)
    else:
        assert all(1 <= mistake.line <= len(rows) + 1 for mistake in read.mistakes)


spoken = st.text(st.characters(categories=["L", "Nd", "P"]), min_size=1, max_size=40).filter(
    lambda phrase: any(map(str.isalnum, phrase))
)


@given(st.lists(spoken, min_size=1, max_size=20, unique_by=compared), st.sampled_from(";,\t"))
def test_what_a_csv_writer_wrote_is_read_back(said: list[str], separator: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([HEADER, *(("mg", "fr", "lay", phrase) for phrase in said)])
    read = read_lexicon(text.getvalue().encode())
    assert read.mistakes == ()
    assert [compared(saying.phrase) for saying in read.sayings] == [compared(p) for p in said]


def test_a_tab_inside_a_quoted_field_is_a_blank() -> None:
    content = b'term\tlanguage\tkind\tphrase\nmg\tfr\tlay\t"mon\tdocteur"\n'

    assert phrases(content) == ["mon docteur"]
