"""By Tab alone, every control of a screen is come to, from top to bottom, and none holds it fast.

WCAG 2.2: 2.1.1 (keyboard), 2.1.2 (no trap), 2.4.3 (focus order), 3.1.2 (language of parts).
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QWidget

from helpdesk_desktop.settings import Settings
from tests.ui.a_day import a_day
from tests.ui.window import Key, Window

MOST = 80
"""Controls of a screen; who has not come round by then never will."""

PANES = ("search", "card", "call")


def test_tab_comes_to_every_control_and_goes_on(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings())
    window.main.resize(1366, 768)

    for place in a_day(window):
        QApplication.processEvents()
        held = window.main.focusWidget()
        came_to = list(round_by_tab(window))

        assert came_to[-1] is held, f"{place}: Tab does not come back to {called(held)}"
        missed = [called(one) for one in reached_by_tab(window) if one not in came_to]
        assert missed == [], place
        assert list(backwards(window, came_to)) == [], place


def test_a_screen_reader_is_told_in_which_language_the_screens_and_the_service_are(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(language="fr", content_language="nl"))

    window.search("logement")

    assert window.main.locale().name() == "fr_BE"
    assert window.find("card.body").locale().name().startswith("nl")
    assert "Kostprijs" not in window.find("card.body").accessibleDescription()
    assert window.says("card.name") == "Sociale huisvesting Elsene"


def test_what_a_service_offers_is_read_out_whole_and_scrolled_by_arrows(
    start_with: Callable[[Settings], Window],
) -> None:
    window = start_with(Settings(text_size=200))
    window.main.resize(1024, 600)
    window.search("logement")

    window.press(Key.Key_F6)
    body = window.find("card.body")
    assert window.main.focusWidget() is body
    assert "Rue de l'Exemple 12" in body.accessibleDescription()

    bar = window.workplace.page.card.scrolled.verticalScrollBar()
    window.press(Key.Key_Down)
    assert bar.value() > 0


def round_by_tab(window: Window) -> Iterator[QWidget | None]:
    """What Tab comes to, until it is where it began."""
    began = window.main.focusWidget()
    for _ in range(MOST):
        window.press(Key.Key_Tab)
        held = window.main.focusWidget()
        yield held
        if held is began:
            return


def reached_by_tab(window: Window) -> Iterator[QWidget]:
    """All that Tab has to come to: of choices that exclude each other, the chosen one."""
    over = window.main.findChild(QWidget, "palette")
    shown = over if isinstance(over, QWidget) and over.isVisible() else window.main
    for widget in shown.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if takes and widget.isVisible() and widget.isEnabled() and not stands_aside(widget):
            yield widget


def stands_aside(widget: QWidget) -> bool:
    """Whether arrows, not Tab, come to `widget`: another choice of its group is in its place."""
    if not isinstance(widget, QRadioButton):
        return False
    around = widget.parentWidget()
    group = widget.group()
    beside = group.buttons() if group else around.findChildren(QRadioButton) if around else []
    return not widget.isChecked() and any(one.isChecked() or one is beside[0] for one in beside)


def backwards(window: Window, came_to: list[QWidget | None]) -> Iterator[str]:
    """Where Tab jumps up within a pane, other than from its end to its beginning."""
    for before, after in pairwise(came_to):
        pane = pane_of(window, before)
        if before is None or after is None or pane is None or pane is not pane_of(window, after):
            continue
        if bottom_of(window, after) <= top_of(window, before):
            yield f"from {called(before)} up to {called(after)}"


def pane_of(window: Window, widget: QWidget | None) -> QWidget | None:
    panes = (window.find(pane) for pane in PANES)
    return next((p for p in panes if widget is not None and p.isAncestorOf(widget)), None)


def top_of(window: Window, widget: QWidget) -> int:
    return widget.mapTo(window.main, QPoint(0, 0)).y()


def bottom_of(window: Window, widget: QWidget) -> int:
    return top_of(window, widget) + widget.height()


def called(widget: QWidget | None) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{widget.objectName() if widget else None} {words}".strip()
