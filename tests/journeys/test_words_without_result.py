"""Words searched without result reach the server, counted once, and nothing of the call does."""

from collections.abc import Callable

from sqlalchemy import text

from helpdesk_desktop.store.unanswered import count_rows
from helpdesk_domain.clock import today_in_brussels
from tests.journeys.conftest import Office
from tests.journeys.test_a_day import CTRL, signed_in
from tests.ui.window import Key, Window

WORDS = "zwervelgarp quxolinde"


def counted(office: Office) -> list[tuple[object, ...]]:
    """What the server's database holds of words, but for the desk."""
    query = text("SELECT day, language, word, count FROM unanswered_word ORDER BY word")
    rows = office.server.store.read(lambda session: session.execute(query).all())
    return [tuple(row) for row in rows]


def today() -> str:
    return str(today_in_brussels())


def sync(window: Window, office: Office) -> None:
    """Ctrl+R, until the desk says that it is over."""
    with window.qtbot.waitSignal(window.workplace.line.ended, timeout=10_000):
        window.press(Key.Key_R, CTRL)


def test_words_nobody_helps_with_are_on_the_server_once_and_without_the_call(
    start: Callable[[], Window], office: Office
) -> None:
    # Given an operator who searches what the offer has nothing for, twice in one call
    window = signed_in(start, office)
    window.press(Key.Key_F2)
    for words in (WORDS, "zwervelgarp"):
        window.press(Key.Key_F4)
        window.press(Key.Key_Delete)
        window.search(words)
    window.press(Key.Key_F9)
    window.press(Key.Key_F9)
    window.until(lambda: len(window.logged()) == 1)
    window.until(lambda: window.store.read(count_rows) == 2)

    # When the desk syncs, an answer is lost, and it syncs again
    sync(window, office)
    office.line.lose_answer()
    sync(window, office)
    sync(window, office)

    # Then the server holds the words of the day, each counted once
    assert counted(office) == [
        (today(), "fr", "quxolinde", 1),
        (today(), "fr", "zwervelgarp", 1),
    ]

    # And no way leads from them to the call, which was kept with its own words
    assert len(office.calls()) == 1
    whole = text("SELECT * FROM unanswered_word")
    rows = office.server.store.read(lambda session: session.execute(whole).all())
    (call,) = office.calls()
    assert call not in repr(rows)
    assert window.logged()[0].call.started_at.isoformat()[11:16] not in repr(rows)


def test_closing_the_window_counts_what_was_asked_last(
    start: Callable[[], Window], office: Office
) -> None:
    window = signed_in(start, office)
    window.search(WORDS)
    window.main.close()

    again = start()
    again.until(lambda: again.find("desk").isVisible())

    assert again.store.read(count_rows) == 2
    again.until(lambda: len(counted(office)) == 2, timeout_ms=10_000)


def test_half_typed_words_are_counted_nowhere(start: Callable[[], Window], office: Office) -> None:
    window = signed_in(start, office)
    for half in ("z", "zw", "zwe", "zwerv", "zwervelga", "zwervelgarp"):
        typed = window.says("search.text")
        with window.qtbot.waitSignal(window.workplace.page.search.painted):
            window.type(half.removeprefix(typed))
    window.press(Key.Key_A, CTRL)
    window.press(Key.Key_Delete)
    window.until(lambda: window.store.read(count_rows) == 1)

    sync(window, office)

    assert [row[2] for row in counted(office)] == ["zwervelgarp"]
