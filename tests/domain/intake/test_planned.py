"""A step of the plan as it is typed in one line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_domain.intake.planned import LIMIT, planned_action
from helpdesk_domain.intake.record import Action
from tests.factories import NOON

LATER = date(2026, 3, 6)
"""The Friday after `NOON`."""


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("CPAS : ouvrir la carte vendredi", Action(who="CPAS", what="ouvrir la carte", due=LATER)),
        ("ouvrir la carte", Action(what="ouvrir la carte")),
        ("06/03 CPAS: carte", Action(who="06/03 CPAS", what="carte")),
        ("appeler à 9:30 le service", Action(what="appeler à 9:30 le service")),
        ("hôpital: appeler 31/02/2027", Action(who="hôpital", what="appeler 31/02/2027")),
    ],
)
def test_who_stands_before_the_colon_and_until_when_first_or_last(line: str, step: Action) -> None:
    assert planned_action(line, "fr", NOON) == step


@pytest.mark.parametrize("line", ["", "   ", "CPAS :", "vendredi", "j+2"])
def test_a_line_in_which_nothing_is_to_be_done_is_no_step(line: str) -> None:
    assert planned_action(line, "fr", NOON) is None


def test_several_who_agree_are_a_concertation() -> None:
    step = planned_action("CPAS + hôpital + maison médicale : sortie", "fr", NOON)
    assert step is not None
    assert step.is_concertation
    assert step.partners == ("CPAS", "hôpital", "maison médicale")


@given(st.text(max_size=400), st.sampled_from(("fr", "nl", "en")))
def test_whatever_is_typed_it_is_a_step_or_none(line: str, language: str) -> None:
    step = planned_action(line, language, NOON)
    if step is not None:
        assert step.what.strip()
        assert len(step.what) + len(step.who) <= LIMIT
