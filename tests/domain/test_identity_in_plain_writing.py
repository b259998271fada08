"""The plain ways to write what names a person are found; what looks alike and does not, is not."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.identity_traces import Trace, traced, traces, without_traces
from helpdesk_domain.national_numbers import without_national_numbers

HIDDEN = "•••"


@pytest.mark.parametrize(
    "text",
    [
        "date de naissance 30/07/1985",
        "date de naissance : 30 juillet 1985",
        "date de naissance de madame : 30/07/1985",
        "Date naissance 30.7.85",
        "ddn 30/07/1985",
        "ddn, 30/07/1985",
        "DDN: 30071985",
        "d.d.n. 30-07-85",
        "ddn enfant : 30.07.2015",
        "naissance: 30.07.1985",
        "naissance le 30.07.1985",
        "année de naissance 1985",
        "née 1 février 80",
        "né le 1er février '80",
        "née le 1 fevrier 1980",
        "né(e) le 30/07/1985",
        "né·e le 30/07/1985",
        "née à Bruxelles le 30/07/1985",
        "né à Bruxelles, en 1985",
        "née en septembre 1980",
        "nee le 30/07/1985",
        "né 1985-07-30",
        "geboortedatum 30/07/1985",
        "geboortedatum kind: 30/07/2015",
        "geboortejaar 1985",
        "geb.datum 30-7-85",
        "geb. 1 februari 1980",
        "geb 1/2/1980",
        "geboren te Gent op 1 mrt 1980",
        "née au Maroc le 12/03/1985",
        "née en Syrie le 3/4/80",
        "né au Congo en 1985",
        "née aux Pays-Bas le 3/4/1980",
        "né au Liban, le 3/4/1980",
        "geboren in februari 1980",
        "°30/07/1985",
        "º 30/07/1985",
        "Jan Peeters °1985",
        "DOB 30/07/1985",
        "date of birth: 30 July 1985",
        "née le 30/07/1985",
        "née le ３０／０７／１９８５",
        "née le 30 / 07 / 1985",
        "ddn\t30/07/1985",
        "née le ٣٠/٠٧/١٩٨٥",
    ],
)
def test_a_date_of_birth_is_found_however_it_is_said(text: str) -> None:
    assert {found for found, _ in traced(text)} == {Trace.BIRTH_DATE}
    assert not re.search(r"\d", without_traces(text)), without_traces(text)


@pytest.mark.parametrize(
    "text",
    [
        "rendez-vous le 30/07/2026 à 14h",
        "rdv 30.07.26, maison de naissance",
        "afspraak op 30/07/2026",
        "depuis 1985",
        "sinds 1 februari 1980",
        "dossier ouvert le 30/07/2026",
        "prime de naissance 2026",
        "prime de naissance, dossier rentré le 30/07/2026",
        "prime de naissance 30/07/2026",
        "allocation de naissance 1314 euros",
        "congé de naissance dès le 30/07/2026",
        "naissance prévue le 30/07/2026",
        "naissance il y a 3 semaines, 1000 Bruxelles",
        "née à Bruxelles, habite 1080 Molenbeek",
        "bébé né hier, rdv le 30/11/2026",
        "ddn inconnue rdv 30/11/2026",
        "date de naissance inconnue, consultation le 30/11/2026",
        "lit no 12 avec lits bas",
        "nouveau-né, consultation ONE 12/03/2026",
        "nee, niet voor 30/07/2026",
        "ne répond pas depuis le 30/07/2026",
        "geboortepremie 2026",
        "geb. 12 van het OCMW",
        "gebouw 12, 1930 Zaventem",
        "kamer 3° verdieping 2026",
        "aide n ° 2018",
        "loyer 850 euros, garantie 1700",
        "1 700,50 euros par mois",
        "475 euros 12",
        "475 euros 12 34 56",
        "dette de 475 000 000 francs",
        "budget 480 000 euros",
        "rue Haute 475, 1000 Bruxelles",
        "4700 12 34 56",
        "4500 4600 4700",
        "1000 Bruxelles 475 boîte 12",
        "rappeler @ 9h.",
        "rendez-vous @ st.gilles",
        "de 12 à 18 ans, 1000 1050 1060 1070",
        "be 12 rue haute 1000 bruxelles",
        "nl 91 jaar",
        "5e19-8b9e-ad58439daa3b",
        "5e19-be58439daa3b12",
        "agence AB12CDEF345678901",
        "aide es 20 2026",
        "8h30-12h30 et 13h30-17h00",
        "6 enfants, 20 ans, 30 ans",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert without_traces(text) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("475 12 34 56", Trace.TELEPHONE),
        ("rappeler 475/12.34.56 demain", Trace.TELEPHONE),
        ("gsm 475123456", Trace.TELEPHONE),
        ("gsm 486 123 456", Trace.TELEPHONE),
        ("tel:499-12-34-56.", Trace.TELEPHONE),
        ("０４７５ １２ ３４ ５６", Trace.TELEPHONE),
        ("０４７５／１２．３４．５６", Trace.TELEPHONE),
        ("٠٤٧٥ ١٢ ٣٤ ٥٦", Trace.TELEPHONE),
        ("0475\u202f12\u202f34\u202f56", Trace.TELEPHONE),
        ("jean.dupont @ gmail.com", Trace.E_MAIL),
        ("jean.dupont@ gmail.com", Trace.E_MAIL),
        ("jean.dupont @gmail . com", Trace.E_MAIL),
        ("jean.dupont (at) gmail.com", Trace.E_MAIL),
        ("jean.dupont arobase gmail.com", Trace.E_MAIL),
        ("ｊｅａｎ＠ｇｍａｉｌ．ｃｏｍ", Trace.E_MAIL),
        ("NL91ABNA0417164300", Trace.ACCOUNT),
        ("nl91 abna 0417 1643 00", Trace.ACCOUNT),
        ("FR76 3000 6000 0112 3456 7890 189", Trace.ACCOUNT),
        ("DE89370400440532013000", Trace.ACCOUNT),
        ("LU28 0019 4006 4475 0000", Trace.ACCOUNT),
        ("BE68.5390.0754.7034", Trace.ACCOUNT),
        ("ＢＥ６８ ５３９０ ０７５４ ７０３４", Trace.ACCOUNT),
    ],
)
def test_what_reaches_a_person_is_found_in_any_signs(text: str, kind: Trace) -> None:
    assert {found for found, _ in traced(text)} == {kind}
    assert not re.search(r"\d\d|@|gmail|abna|dupont", without_traces(text), re.IGNORECASE)


@pytest.mark.parametrize("text", ["NL91ABNA041716430", "compte NL91ABNA04171643001 ok"])
def test_of_an_account_with_a_slip_no_half_stays(text: str) -> None:
    assert "ABNA" not in without_traces(text)


def test_a_national_number_is_not_kept_in_other_signs_either() -> None:
    assert without_national_numbers("８５．０７．３０－０３３．２８") == HIDDEN


DAYS = st.dates(date(1920, 1, 1), date(2026, 12, 31))
SAID = st.sampled_from(
    [
        "né le ",
        "née ",
        "date de naissance : ",
        "ddn ",
        "naissance: ",
        "geboortedatum ",
        "geb. ",
        "°",
    ]
)
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
DUTCH = "januari februari maart april mei juni juli augustus september oktober november december"


@given(
    SAID,
    DAYS,
    st.sampled_from(["/", ".", "-", " ", " / "]),
    st.booleans(),
    st.sampled_from([FRENCH, DUTCH, ""]),
    st.sampled_from(["", "madame, ", "client "]),
)
def test_no_figure_of_a_date_of_birth_is_kept(
    said: str, day: date, between: str, short: bool, months: str, before: str
) -> None:
    year = f"{day.year % 100:02}" if short else str(day.year)
    if months:
        written = f"{day.day} {months.split()[day.month - 1]} {year}"
    else:
        written = between.join((f"{day.day:02}", f"{day.month:02}", year))

    kept = without_traces(f"{before}{said}{written}, habite seule")

    assert not re.search(r"\d", kept)
    assert kept.startswith(before)
    assert kept.endswith(", habite seule")


@given(
    DAYS,
    st.sampled_from(
        ["rendez-vous le {}", "afspraak {}", "depuis le {}", "dossier du {}", "{} à 14h", "{}"]
    ),
)
def test_a_date_that_nobody_was_born_on_is_kept(day: date, said: str) -> None:
    text = said.format(day.strftime("%d/%m/%Y"))
    assert without_traces(text) == text


@given(st.integers(1000, 9999), st.integers(1, 999), st.integers(100, 999))
def test_postcodes_houses_and_amounts_are_kept(postcode: int, house: int, amount: int) -> None:
    text = f"rue Haute {house}, {postcode} Bruxelles, {amount} euros {house} cents"
    assert without_traces(text) == text


@given(st.text(alphabet="0123456789/.- °@énrgbBENL４７٤\u00a0()", max_size=60))
def test_what_was_hidden_holds_nothing_more_and_places_are_those_of_the_text(text: str) -> None:
    assert without_traces(without_traces(text)) == without_traces(text)
    for found in traces(text):
        assert 0 <= found.start < found.end <= len(text)
