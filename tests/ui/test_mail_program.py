"""A mail program that the frozen product starts loads its own libraries."""

from helpdesk_desktop.ui.sheet.mail_program import as_before_freezing

OURS = {"LD_LIBRARY_PATH": "/product", "QT_PLUGIN_PATH": "/product/plugins", "LANG": "fr_BE"}


def test_what_the_frozen_program_needs_for_itself_is_hidden_for_a_moment() -> None:
    environment = dict(OURS)

    with as_before_freezing(environment, is_frozen=True):
        assert environment == {"LANG": "fr_BE"}

    assert environment == OURS


def test_what_stood_there_before_is_there_again() -> None:
    environment = {**OURS, "LD_LIBRARY_PATH_ORIG": "/of/the/system"}

    with as_before_freezing(environment, is_frozen=True):
        assert environment["LD_LIBRARY_PATH"] == "/of/the/system"

    assert environment["LD_LIBRARY_PATH"] == "/product"


def test_a_program_that_is_not_frozen_hides_nothing() -> None:
    environment = dict(OURS)

    with as_before_freezing(environment, is_frozen=False):
        assert environment == OURS
