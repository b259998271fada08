"""The rules are a file, and a file with a slip is refused: never half of it."""

from pathlib import Path

import pytest

from helpdesk_domain.intake.prompt_words import PROMPTS
from helpdesk_domain.intake.row_words import CAVEATS, REASONS
from helpdesk_domain.intake.rules import BadRules, read_rules, shipped_rules
from helpdesk_domain.intake.suggest import suggest
from helpdesk_domain.intake.suggestion import Determinants, Told
from helpdesk_domain.resources import resource

SHIPPED = resource("intake/rules.toml").read_text("utf-8")


def test_every_row_carries_its_evidence_and_what_it_cites() -> None:
    rules = shipped_rules()

    assert len(rules.rows) > 30
    for row in rules.rows:
        source = rules.source(row)
        assert source.cites, row.id
        assert source.caveat in {*CAVEATS, ""}, row.id


def test_every_sentence_that_was_written_is_said_by_some_row() -> None:
    rules = shipped_rules()

    assert {row.caveat for row in rules.rows} - {""} == set(CAVEATS)
    assert {row.id for row in rules.rows} == {*REASONS, *PROMPTS}


def test_only_what_was_measured_has_a_figure() -> None:
    assert [
        row.id
        for row in shipped_rules().rows
        if row.figure and row.evidence not in ("study", "interpolated")
    ] == []


def test_what_a_source_recommends_or_offers_is_not_told_as_measured() -> None:
    rules = shipped_rules()

    measured = {row.id for row in rules.rows if row.evidence == "study"}
    assert [id_ for id_ in measured if id_.startswith("belrai")] == []
    assert [
        row.id for row in rules.rows if row.caveat == "recommendation" and row.id in measured
    ] == []
    assert {row.id for row in rules.continuity if row.id in measured} == {
        "continuity_favourable",
        "continuity_unfavourable",
        "continuity_no_cover_information",
        "continuity_no_home_information",
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('level = "linkage"', 'level = "links"', "continuity.*.level"),
        ('evidence = "study"', 'evidence = "sure"', "evidence"),
        ('health_cover = "yes"', 'healthcover = "yes"', "continuity_favourable: healthcover"),
        ('caveat = "vignette"', 'caveat = "vignet"', "vignet"),
        ('document = "capp"', 'document = "cap"', "no document cap"),
        ('{ urgency = ["life_at_risk"] }', '{ urgency = ["life"] }', "urgency = life"),
        ('{ urgency = ["life_at_risk"] }', '{ urgence = ["life_at_risk"] }', "urgence"),
        ('id = "emergency_numbers"', 'id = "emergency"', "emergency"),
        ('housing = "no"', 'housing = "yes"', "0 rows instead of one"),
        ("aivqp_from = 24\ncps_below", "cps_below", "two rows of BelRAI"),
        ('figure = "χ²=7.5, p=0.04"\n', "", "figure"),
        ("from = 65", "under = 65", "from is missing"),
        ('about = ["information"]', 'about = ["informations"]', "about informations"),
        ('version = "2026-11.2"', "", "version"),
        (
            'figure = "χ²=7.5, p=0.04"',
            'figure = ""',
            "continuity_favourable: what a study measured",
        ),
        ('place = "p. 7"', 'place = ""', "continuity_favourable: what a study measured"),
        ("[documents]", "[documents", "rules.toml"),
        ("[not_applicable]", "[not_aplicable]", "not_aplicable"),
    ],
)
def test_a_slip_is_told_and_the_whole_file_is_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in SHIPPED
    path = tmp_path / "rules.toml"
    path.write_text(SHIPPED.replace(old, new), "utf-8")

    with pytest.raises(BadRules, match=told.replace("*", ".*").replace("..", ".")):
        read_rules(path)


def test_another_version_of_the_rules_suggests_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    other = SHIPPED.replace('level = "linkage"', 'level = "coordination"')
    path.write_text(other.replace('version = "2026-11.2"', 'version = "next"'), "utf-8")
    favourable = Determinants(
        chronic_disease=Told.YES,
        health_cover=Told.YES,
        housing=Told.YES,
        psychiatric_comorbidity=Told.NO,
    )

    found = suggest(favourable, read_rules(path))

    assert (found.level, found.rules) == ("coordination", "next")
    assert suggest(favourable).level == "linkage"
