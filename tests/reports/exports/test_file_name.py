"""Two exports of a month are two files, each named by what it is of."""

import re

import pytest

from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.file_name import LONGEST, file_name
from helpdesk_desktop.reports.exports.writing import Format
from helpdesk_domain.statistics.dimensions import Dimension, Whose
from helpdesk_domain.statistics.disclosure import Scheme
from helpdesk_domain.statistics.months import Period
from tests.reports.exports.made import OCTOBER, an_export

NEED = "need-00"


def named(export: Export, format: Format = Format.XLSX) -> str:
    return file_name(export, format)


def test_the_period_whose_it_is_and_each_filter_are_in_the_name_in_its_language() -> None:
    assert named(an_export([])) == "helpdesk-2026-10-midi.xlsx"
    filters = {Dimension.COMMUNE: "21009", Dimension.LANGUAGE: "nl"}
    french, dutch = (an_export([], filters=filters, language=one) for one in ("fr", "nl"))
    assert named(french) == "helpdesk-2026-10-midi-ixelles-neerlandais.xlsx"
    assert named(dutch) == "helpdesk-2026-10-midi-elsene-nederlands.xlsx"
    months = an_export([], period=Period(OCTOBER, OCTOBER.after()))
    assert named(months, Format.PDF) == "helpdesk-2026-10-2026-11-midi.pdf"


def test_all_teams_what_is_published_and_what_is_for_programs_have_names_of_their_own() -> None:
    names = {
        named(an_export([], whose=Whose.TEAM)),
        named(an_export([], whose=Whose.ALL_TEAMS)),
        named(an_export([], scheme=Scheme.PUBLIC)),
        named(an_export([]), Format.CSV),
        named(an_export([]), Format.CSV_RFC_4180),
    }
    assert len(names) == 5
    assert "helpdesk-2026-10-toutes-les-equipes-ensemble.xlsx" in names


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Œuvre de l’Été / C:\\aux", "oeuvre-de-l-ete-c-aux"),
        ("../../etc/passwd", "etc-passwd"),
        ("مركز", ""),
        ("Santé mentale ambulatoire pour adultes", "sante-mentale-[0-9a-f]{4}"),
        ("A" * 300, "a{23}-[0-9a-f]{4}"),
    ],
)
def test_whatever_a_thing_is_called_its_name_is_one_that_every_system_takes(
    name: str, written: str
) -> None:
    export = an_export([], filters={Dimension.NEED: NEED}, names={NEED: name})
    made = named(export)
    expected = "-".join(filter(None, ("helpdesk-2026-10-midi", written)))
    assert re.fullmatch(rf"{expected}\.xlsx", made)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.xlsx", made)


def test_of_two_long_names_that_begin_alike_none_is_taken_for_the_other() -> None:
    names = {
        named(an_export([], filters={Dimension.NEED: NEED}, names={NEED: name}))
        for name in (
            "Santé mentale ambulatoire, adultes",
            "Santé mentale ambulatoire, enfants",
        )
    }
    assert len(names) == 2


def test_a_name_is_bounded_however_much_it_says() -> None:
    filters = dict.fromkeys((Dimension.NEED, Dimension.AGE, Dimension.LEVEL), "x" * 60)
    export = an_export([], filters=filters, scheme=Scheme.PUBLIC, team="midi " * 60)
    made = named(export, Format.CSV_RFC_4180)
    assert len(made) <= LONGEST + len(".csv")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.csv", made)
