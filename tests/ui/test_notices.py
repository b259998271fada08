"""Whatever goes wrong, a sentence in plain French and Dutch, and the work is safe."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from helpdesk_desktop.store import errors as store
from helpdesk_desktop.sync import errors as sync
from helpdesk_desktop.ui.sync.board_table import cells
from helpdesk_desktop.ui.words.notices import (
    Standing,
    opening_sentence,
    problem_sentence,
    sign_in_sentence,
    standing_sentence,
    sync_sentence,
)
from helpdesk_domain.devices import DeviceStanding
from helpdesk_domain.languages import Words
from helpdesk_domain.people import DeviceId
from tests.blanks import typed

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FRENCH, DUTCH, ENGLISH = Words("fr"), Words("nl"), Words("en")
ONE_WAITS = Standing(waiting=1)
LINE = [
    sync.ServerUnreachable(),
    sync.NetworkIntercepted(),
    sync.CertificateRefused(),
    sync.ServerTroubled(),
    sync.SignInNeeded(),
    sync.WrongPassword(),
    sync.Forbidden(),
    sync.UpgradeRequired(),
    sync.LaterProtocol(),
    sync.NoOffer(),
    sync.OtherServer(),
    sync.OrderIgnored(),
]
COMPUTER = [
    store.DiskFull(),
    store.StoreReadOnly(),
    store.StoreBusy(),
    store.StoreTooNew(),
    store.StoreUnreadable(),
    store.StoreClosed(),
    store.CallInFlight(),
    store.SuspiciousDeletion(900, 4200),
    RuntimeError("a bug"),
]


def kind(problem: Exception) -> str:
    return type(problem).__name__


@pytest.mark.parametrize("problem", LINE, ids=kind)
def test_a_fault_of_the_line_is_told_with_the_call_that_is_kept_here(problem: Exception) -> None:
    french = sync_sentence(problem, ONE_WAITS, FRENCH)
    dutch = sync_sentence(problem, ONE_WAITS, DUTCH)

    assert "1 appel est gardé ici" in french
    assert "1 oproep staat hier veilig" in dutch
    plain(french, dutch, kind(problem))


@pytest.mark.parametrize("problem", COMPUTER, ids=kind)
def test_a_fault_of_the_computer_is_told_in_both_languages(problem: Exception) -> None:
    plain(problem_sentence(problem, FRENCH), problem_sentence(problem, DUTCH), kind(problem))
    assert "a bug" not in problem_sentence(problem, ENGLISH)


@pytest.mark.parametrize("problem", [*LINE, sync.TooManyTries(), sync.BadServerAddress()], ids=kind)
def test_a_sign_in_that_fails_says_what_to_do(problem: Exception) -> None:
    plain(sign_in_sentence(problem, FRENCH), sign_in_sentence(problem, DUTCH), kind(problem))


def test_calls_are_said_to_be_sent_only_where_the_server_takes_them() -> None:
    assert "partent toujours" in sync_sentence(sync.UpgradeRequired(), ONE_WAITS, FRENCH)
    assert "partent" not in sync_sentence(sync.LaterProtocol(), ONE_WAITS, FRENCH)


def test_a_portal_is_named_and_nothing_is_said_to_have_been_sent() -> None:
    said = sync_sentence(sync.NetworkIntercepted(), Standing(), FRENCH)

    assert (
        typed(said) == "Le réseau intercepte la connexion (portail Wi-Fi ?). Rien n’a été envoyé."
    )


@pytest.mark.parametrize(
    "problem",
    [
        sync.WrongPassphrase(),
        sync.PassphraseTooShort(),
        sync.KeyLost(),
        sync.KeyringLocked(),
        sync.KeyringAbsent(),
        store.StoreUnreadable(),
        store.StoreTooNew(),
    ],
    ids=kind,
)
def test_a_desk_that_does_not_open_says_why_and_whom_to_ask(problem: Exception) -> None:
    plain(opening_sentence(problem, FRENCH), opening_sentence(problem, DUTCH), kind(problem))


def test_calls_of_a_colleague_are_never_out_of_sight() -> None:
    standing = Standing(of_colleagues=2, last_sync=datetime(2026, 11, 3, 12, tzinfo=UTC))

    assert "2 appels de collègues" in standing_sentence(standing, FRENCH)


def test_nobody_who_never_signed_in_is_told_that_the_session_expired() -> None:
    said = standing_sentence(Standing(signed_in=False, waiting=1), FRENCH)

    assert "Non connecté" in said
    assert "1 appel est gardé ici" in said


def plain(french: str, dutch: str, name: str) -> None:
    """Two sentences, each in its own language, without the words of programmers."""
    assert french != dutch
    for sentence in (french, dutch):
        assert sentence.endswith((".", "»."))
        assert name not in sentence
        assert "erreur" not in sentence.lower()
        assert not any(digit in sentence for digit in ("400", "401", "403", "404", "500", "503"))


@pytest.mark.parametrize(
    ("off_s", "french", "dutch"),
    [
        (150, "avance de 2 minutes", "2 minuten voor"),
        (-3 * 3600, "retarde de 3 heures", "3 uur achter"),
        (3 * 86400, "avance de 3 jours", "3 dagen voor"),
    ],
)
def test_a_clock_that_is_far_off_is_told_to_whoever_can_set_it(
    off_s: int, french: str, dutch: str
) -> None:
    wrong = Standing(last_sync=NOON, clock_off_s=off_s)
    assert french in standing_sentence(wrong, FRENCH)
    assert dutch in standing_sentence(wrong, DUTCH)
    plain(standing_sentence(wrong, FRENCH), standing_sentence(wrong, DUTCH), "clock")
    right = Standing(last_sync=NOON, clock_off_s=119)
    assert "horloge" not in standing_sentence(right, FRENCH)

    told = DeviceStanding(
        id=DeviceId("d"),
        name="PC-12",
        person="Amélie",
        team="midi",
        last_contact=NOON,
        client_version="1",
        received_today=0,
        waiting=0,
        refused=0,
        conflicts=0,
        clock_off_s=off_s,
    )
    assert cells(told, FRENCH)[0].startswith("PC-12 (horloge fausse de ")
    assert cells(replace(told, clock_off_s=119), FRENCH)[0] == "PC-12"


def test_nobody_is_told_to_carry_on_at_a_desk_that_is_locked() -> None:
    told = sync_sentence(sync.DeskLocked(), ONE_WAITS, FRENCH)
    assert "verrouillé" in told
    assert "Continuez" not in told
