"""Only what stands on the screen is given: not the next answer's first, not the last one's."""

from PySide6.QtCore import Qt
from sqlalchemy import text

from tests.ui.window import Key, Window


def test_a_search_that_fails_leaves_no_service_of_other_words(window: Window) -> None:
    # Given services on the screen, and a file that cannot be read any more
    window.press(Key.Key_F2)
    window.search("soins")
    assert window.rows()
    window.workplace.searcher._cards.forget()
    window.store.run(lambda session: session.execute(text("ALTER TABLE record RENAME TO gone")))

    # When other words are typed and Enter is struck before their answer
    with window.qtbot.waitSignal(window.workplace.desk.failed):
        window.type(" ixelles")
        window.press(Key.Key_Return)

    # Then nothing of the old words stands there
    window.until(lambda: not window.workplace.searcher.is_answering)
    assert window.rows() == []

    # And once the file is there again, nothing is given that nobody chose
    window.store.run(lambda session: session.execute(text("ALTER TABLE gone RENAME TO record")))
    page = window.workplace.page
    with window.qtbot.waitSignal(page.search.painted):
        page.search.search()
    assert window.rows()
    assert window.referrals() == []


def test_an_enter_from_before_the_directory_opened_gives_nothing(window: Window) -> None:
    # Given a window whose directory is still being opened
    window.press(Key.Key_F2)
    offer = window.workplace.searcher._offer
    indexed, offer._indexed = offer._indexed, None

    # When words and Enter are struck, and the directory opens afterwards
    window.type("soins")
    window.press(Key.Key_Return)
    offer._indexed = indexed
    with window.qtbot.waitSignal(window.workplace.page.search.painted):
        offer.ready.emit()

    # Then they are answered, and nothing is given
    assert window.rows()
    assert window.referrals() == []


def test_a_double_click_gives_the_service_under_the_mouse_while_others_are_looked_for(
    window: Window,
) -> None:
    window.press(Key.Key_F2)
    window.search("soins")
    results = window.workplace.page.search.results
    second = results.cards.index(1)
    result = results.cards.at(second)
    assert result is not None

    # When more is typed, and the second row was clicked twice before the answer is there
    window.find("search.text").insert(" ixelles")  # type: ignore[attr-defined]
    assert not window.settled()
    results.doubleClicked.emit(second)

    assert [row.split("  ", 1)[1] for row in window.referrals()] == [result.card.name.words]


def test_a_pasted_letter_stays_whole(window: Window) -> None:
    letter = "Madame cherche des soins pour sa mère. " * 20

    window.find("search.text").insert(letter)  # type: ignore[attr-defined]

    assert window.says("search.text") == letter


def test_enter_presses_the_button_that_has_the_keyboard(window: Window) -> None:
    window.find("call.start").setFocus()
    window.press(Key.Key_Return)

    assert window.workplace.calls.current is not None


def test_escape_leaves_the_sign_in_page_for_the_call(window: Window) -> None:
    window.press(Key.Key_F2)
    window.type("il menace de ")
    window.press(Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: window.find("signin").isVisible())

    window.press(Key.Key_Escape)

    window.until(lambda: window.find("search.text").isVisible())
    assert window.says("search.text") == "il menace de "
