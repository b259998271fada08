"""What is wrong or full in the directory, said while the caller listens (Ctrl+D)."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from helpdesk_desktop.store.suggestions import MadeSuggestion, suggestions_on
from helpdesk_domain.clock import today_in_brussels
from helpdesk_domain.suggestions import Topic
from tests.ui.full_disk import first_write_refused, no_room
from tests.ui.window import Key, Window

CTRL = Qt.KeyboardModifier.ControlModifier


def made(window: Window) -> list[MadeSuggestion]:
    """What was reported about the service that is shown."""
    card = window.workplace.page.card.card
    assert card is not None
    return window.store.read(lambda session: suggestions_on(session, card.id))


def report(window: Window, letter: str, words: str) -> None:
    window.press(Key.Key_D, CTRL)
    window.strike(letter)
    window.type(words)
    window.press(Key.Key_Return)


def names(window: Window) -> list[str]:
    shown = window.workplace.page.search.results.cards
    return [shown.index(row).data() for row in range(shown.rowCount())]


def preview(window: Window) -> str:
    shown = window.find("sheet.preview")
    assert isinstance(shown, QTextEdit)
    return shown.toPlainText()


def test_a_wrong_number_is_shown_as_reported_at_once(window: Window) -> None:
    # Given a call, a service on the screen and a number that does not answer
    window.press(Key.Key_F2)
    window.search("soins à domicile le pont")
    report(window, "t", "02 000 99 99, entendu au répondeur")

    # Then it waits to be sent, and the card says so already
    window.until(lambda: len(made(window)) == 1)
    (kept,) = made(window)
    assert kept.suggestion.topic is Topic.PHONE
    assert kept.suggestion.comment == "02 000 99 99, entendu au répondeur"
    window.until(lambda: "⚠ Signalé : Téléphone" in " ".join(window.lines("card.body")))
    assert "02 000 99 99" in " ".join(window.lines("card.body"))

    # And the keyboard is back in the words, the call untouched
    assert window.main.focusWidget() is window.find("search.text")
    assert window.workplace.calls.current is not None
    assert window.workplace.calls.current.call.referrals == ()


def test_whoever_gives_a_service_with_a_wrong_number_is_told_before_during_and_after(
    window: Window,
) -> None:
    # Given a service whose number a colleague reported
    window.press(Key.Key_F2)
    window.search("soins à domicile le pont")
    report(window, "t", "02 000 99 99, entendu au répondeur")
    window.until(lambda: "téléphone signalé faux" in window.rows()[0])

    # Then its row shows it in a word, a shape and a colour, and the number itself is marked
    shown = window.workplace.page.search.results.cards
    card = window.workplace.page.card.card
    assert card is not None
    assert shown.states(card)[-1].text == "⚠ signalé"
    assert shown.states(card)[-1].ink == "waiting_list"
    assert window.says("card.phone") == "☎ 02 000 12 34 ⚠ signalé"
    assert window.find("card.phone").property("state") == "reported"
    assert "Où ?" in window.lines("card.body")

    # And it is said once more when it is given
    window.until(lambda: window.workplace.page.search.box.hears_enter)
    window.press(Key.Key_Return)
    assert window.says("status.message").endswith("Attention : téléphone signalé faux.")

    # And the caller is not sent to a stranger
    window.press(Key.Key_F7)
    window.until(lambda: "Soins à domicile Le Pont" in preview(window))
    assert "02 000 12 34" not in preview(window)
    assert "le numéro que nous avions de ce service serait faux" in preview(window)
    assert "02 000 99 99" not in preview(window)


def test_a_service_that_is_said_to_have_closed_has_no_room_and_goes_last(window: Window) -> None:
    window.search("soins à domicile")
    first = names(window)[0]
    assert "Places disponibles" in window.rows()[0]
    assert "Ouvert" in window.rows()[0]

    report(window, "f", "")
    window.until(lambda: names(window)[0] != first)

    likely = [row for row in window.rows() if window.say("less likely") not in row]
    assert likely[-1].startswith(f"Fermé définitivement (signalé), {first}")
    assert "Places disponibles" not in likely[-1]
    assert window.says("card.name") == first
    assert window.says("card.capacity") == "▲ Fermé définitivement (signalé)"
    assert not window.find("card.opening").isVisible()

    window.until(lambda: window.workplace.page.search.box.hears_enter)
    window.press(Key.Key_Return)
    assert window.says("status.message").endswith("Attention : signalé fermé définitivement.")


def test_reported_hours_are_never_told_as_known(window: Window) -> None:
    window.search("soins à domicile le pont")
    assert "1 ouvert" in window.says("search.count")

    report(window, "h", "le samedi c'est fermé, lu sur leur site")
    window.until(lambda: "horaire signalé faux" in window.rows()[0])

    assert window.rows()[0].startswith("horaire ?, ")
    assert "ouvert" not in window.says("search.count")
    assert window.find("card.opening").property("state") == ""
    assert "Quand ? ⚠ signalé" in window.lines("card.body")


def test_a_service_that_is_full_sinks_and_says_who_saw_it(window: Window) -> None:
    window.search("logement")
    first = names(window)[0]
    report(window, "s", "2 semaines, dit l'accueil")

    window.until(lambda: names(window)[0] != first)
    assert first in names(window)
    assert window.says("card.name") == first
    assert window.says("card.capacity") == "▲ Saturé (signalé)"
    (kept,) = made(window)
    today = today_in_brussels()
    assert kept.suggestion.full_until is not None
    assert timedelta(days=14) <= kept.suggestion.full_until - today <= timedelta(days=20)
    assert kept.suggestion.comment == "dit l'accueil"


def test_the_service_that_is_asked_for_by_name_stays_first_although_it_is_full(
    window: Window,
) -> None:
    window.search("le pont")
    assert names(window)[0] == "Soins à domicile Le Pont"
    report(window, "s", "")
    window.until(lambda: window.says("card.capacity") == "▲ Saturé (signalé)")
    assert names(window)[0] == "Soins à domicile Le Pont"


def test_f12_takes_a_report_back_in_its_turn(window: Window) -> None:
    # Given a report, then a referral
    window.search("soins à domicile le pont")
    report(window, "h", "ouvert le samedi, lu sur leur site")
    window.until(lambda: len(made(window)) == 1)
    window.until(lambda: window.workplace.page.search.box.hears_enter)
    window.press(Key.Key_Return)

    # Then F12 takes back the referral, and only then the report
    window.press(Key.Key_F12)
    assert len(made(window)) == 1
    window.press(Key.Key_F12)
    window.press(Key.Key_F12)
    window.until(lambda: made(window) == [])
    window.until(lambda: "Signalé" not in " ".join(window.lines("card.body")))


def test_nothing_is_reported_without_a_word_nor_until_a_day_that_does_not_exist(
    window: Window,
) -> None:
    window.search("soins à domicile le pont")
    report(window, "a", "  ")
    assert window.says("flag.message") == "Dites en quelques mots ce qui est juste."
    window.press(Key.Key_Escape)

    report(window, "s", "31/02")
    assert window.says("flag.message") == "Ce jour n’existe pas dans le calendrier."
    assert made(window) == []


def test_escape_keeps_the_words_for_the_next_time(window: Window) -> None:
    window.search("soins à domicile le pont")
    window.press(Key.Key_D, CTRL)
    window.strike("x")
    window.type("le site dit autre ch")
    window.press(Key.Key_Escape)
    assert not window.find("flag").isVisible()
    assert window.main.focusWidget() is window.find("search.text")

    window.press(Key.Key_D, CTRL)
    assert window.says("flag.words") == "le site dit autre ch"


def test_a_report_names_nobody(window: Window) -> None:
    window.search("soins à domicile le pont")
    report(window, "x", "refusé pour 85.07.30-033.28")
    window.until(lambda: len(made(window)) == 1)
    assert "85.07.30" not in made(window)[0].suggestion.comment


def test_without_a_service_ctrl_d_says_what_to_do(window: Window) -> None:
    window.press(Key.Key_D, CTRL)
    assert not window.find("flag").isVisible()
    assert "Choisissez d’abord" in window.says("status.message")


def test_in_dutch_other_letters_say_the_same(window: Window) -> None:
    window.speech.use("nl")
    window.search("thuisverpleging de brug")
    report(window, "v", "")
    window.until(lambda: len(made(window)) == 1)
    assert made(window)[0].suggestion.topic is Topic.FULL
    window.until(lambda: window.says("card.capacity") == "▲ Volzet (gemeld)")


def test_the_words_of_a_report_that_a_full_disk_refuses_are_on_the_screen_again(
    window: Window,
) -> None:
    # Given a referral, then a report that the file does not take
    window.search("soins à domicile le pont")
    window.press(Key.Key_Return)
    with no_room(window):
        report(window, "s", "2 semaines, dit l'accueil")
        window.until_says("status.message", "disque plein")

    # Then F12 takes back what was done before it, not what was never kept
    window.press(Key.Key_F12)
    window.until(lambda: window.referrals() == [])
    assert "signalement" not in window.says("status.message")

    # And the words are there as they were typed, to be reported once there is room
    window.press(Key.Key_D, CTRL)
    assert window.says("flag.words") == "2 semaines, dit l'accueil"
    window.strike("s")
    window.press(Key.Key_Return)
    window.until(lambda: len(made(window)) == 1)
    assert made(window)[0].suggestion.comment == "dit l'accueil"


def test_f12_struck_before_a_report_was_refused_says_nothing_that_is_not_so(
    window: Window,
) -> None:
    window.search("soins à domicile le pont")
    with first_write_refused(window) as (begun, ends):
        report(window, "t", "02 000 99 99")
        window.until(begun.is_set)
        window.press(Key.Key_F12)
        ends.set()
        window.until_says("status.message", "disque plein")
        window.workplace.desk.drain()

    assert "disque plein" in window.says("status.message")
    assert made(window) == []


def test_words_given_back_wait_for_those_being_typed_about_the_same_service(
    window: Window,
) -> None:
    # Given a report that is refused while another one is being typed
    window.search("soins à domicile le pont")
    with no_room(window):
        report(window, "t", "02 000 99 99")
        window.press(Key.Key_D, CTRL)
        window.strike("x")
        window.type("le site dit autre chose")
        window.until_says("status.message", "disque plein")
    window.press(Key.Key_D, CTRL)
    assert window.says("flag.words") == "le site dit autre chose"

    # When that one is kept, then the next question has the words of the first
    window.strike("x")
    window.press(Key.Key_Return)
    window.until(lambda: len(made(window)) == 1)
    window.press(Key.Key_D, CTRL)
    assert window.says("flag.words") == "02 000 99 99"


def test_a_report_whose_taking_back_was_refused_can_be_taken_back_later(window: Window) -> None:
    window.search("soins à domicile le pont")
    report(window, "f", "")
    window.until(lambda: len(made(window)) == 1)
    with no_room(window):
        window.press(Key.Key_F12)
        window.until_says("status.message", "disque plein")

    window.press(Key.Key_F12)
    window.until(lambda: made(window) == [])
