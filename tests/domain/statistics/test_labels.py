"""What the values of dimensions are called."""

import pytest

from helpdesk_domain.languages import Words
from helpdesk_domain.statistics.dimensions import Dimension, Whose
from helpdesk_domain.statistics.words import Labels
from tests.reports.exports.made import AnOffer


@pytest.mark.parametrize(
    ("language", "dimension", "code", "name"),
    [
        ("fr", Dimension.LANGUAGE, "und", "Autre langue"),
        ("nl", Dimension.LANGUAGE, "und", "Andere taal"),
        ("fr", Dimension.LANGUAGE, "", "non demandé"),
        ("fr", Dimension.DAY, "2026-10-05", "05/10/2026"),
        ("nl", Dimension.MONTH, "2026-10", "10/2026"),
        ("nl", Dimension.COMMUNE, "21009", "Elsene"),
        ("fr", Dimension.NEED, "unknown-term", "unknown-term"),
    ],
)
def test_a_code_is_told_in_the_words_of_the_language(
    language: str, dimension: Dimension, code: str, name: str
) -> None:
    assert Labels(Words(language), AnOffer()).value(dimension, code) == name


def test_whose_figures_they_are_is_told_of_all_teams_and_understood_of_the_own() -> None:
    labels = Labels(Words("fr"), AnOffer())
    filters = {Dimension.COMMUNE: "21001", Dimension.LANGUAGE: "nl"}
    assert labels.narrowing(Whose.TEAM, filters) == ["Anderlecht", "Néerlandais"]
    assert labels.narrowing(Whose.ALL_TEAMS, {}) == ["toutes les équipes ensemble"]
    assert labels.whose(Whose.TEAM, "midi") == "équipe midi"
