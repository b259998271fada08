"""What is typed and shown in Belgian ways, from the keys to the screen."""

from tests.ui.window import Window


def test_a_number_in_a_sentence_finds_who_has_it_and_is_shown_in_one_style(
    window: Window,
) -> None:
    # Given a directory that writes « 02/000.12.34 »
    # When an operator types the number as the caller says it, in a sentence
    window.search("j'ai le 0032 (0)2 000-12-34 qui ne répond pas")

    # Then who has it is found for it, and the card reads it out in one style
    assert "02 000 12 34" in window.rows()[0]
    assert "02 000 12 34" in " ".join(window.lines("card.body"))
