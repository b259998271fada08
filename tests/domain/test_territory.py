"""The communes of the Region, and how many live in each."""

from helpdesk_domain.territory import communes, inhabitants

REGION_ON_1_JANUARY_2020 = 1_218_255
"""As Statbel tells it of the whole Region."""


def test_each_commune_has_its_inhabitants_all_of_one_day_and_from_a_source() -> None:
    counted = inhabitants()
    assert set(counted) == {one.nis for one in communes()}
    assert len({one.on for one in counted.values()}) == 1
    assert all(one.source.startswith("Statbel") for one in counted.values())


def test_the_communes_together_are_the_region() -> None:
    assert sum(one.number for one in inhabitants().values()) == REGION_ON_1_JANUARY_2020
