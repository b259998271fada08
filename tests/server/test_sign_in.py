"""Signing in and staying signed in: by the person, on the device, and for nobody else."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import select

from helpdesk_domain.directives import Action
from helpdesk_domain.people import DeviceId
from helpdesk_server.passwords import Passwords
from helpdesk_server.store.directives import order
from helpdesk_server.store.people import change_password
from helpdesk_server.store.tables import PersonRow, SignInRow, TokenPairRow
from tests.server.desk import Desk, code_of, tokens_in
from tests.serving import PASSWORD, HandClock, RunningServer

ASK = "/v1/changes?since=0"


def refresh_token(desk: Desk) -> str:
    assert desk.tokens is not None
    return desk.tokens.refresh_token


def test_a_person_signs_in_and_is_told_who_they_are(server: RunningServer, stranger: Desk) -> None:
    person = server.add_person("Amélie")
    answer = stranger.grant(grant_type="password", name="amÉLIE ", password=PASSWORD)
    tokens = tokens_in(answer)
    assert tokens.person == person
    assert tokens.expires_in == 600
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "password"), [("Amélie", "faux mot"), ("Personne", PASSWORD), ("a\x00", PASSWORD)]
)
def test_a_wrong_name_and_a_wrong_password_are_refused_alike(
    server: RunningServer, stranger: Desk, name: str, password: str
) -> None:
    server.add_person("Amélie")
    answer = stranger.grant(grant_type="password", name=name, password=password)
    assert (answer.status_code, code_of(answer)) == (400, "invalid_grant")
    assert answer.json()["title"] == "The sign-in was refused."


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"grant_type": "password"},
        {"grant_type": "password", "name": 1, "password": PASSWORD},
        {"grant_type": "password", "name": "A", "password": PASSWORD, "device_id": "laptop"},
        {"grant_type": "magic"},
    ],
)
def test_a_grant_that_is_none_is_invalid(stranger: Desk, fields: dict[str, object]) -> None:
    answer = stranger.grant(**fields)
    assert (answer.status_code, code_of(answer)) == (422, "invalid")


def test_a_password_that_is_changed_while_the_old_one_is_being_checked_lets_nobody_in(
    server: RunningServer, stranger: Desk, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    # Given a thief who signs in at the very moment at which the password is changed
    server.add_person("Amélie")
    matches = Passwords.matches

    def slowly(passwords: Passwords, known: str | None, typed: str) -> bool:
        found = matches(passwords, known, typed)
        change = partial(change_password, name="Amélie", password_hash="another", now=clock.now)
        assert server.store.run(change)
        return found

    monkeypatch.setattr(Passwords, "matches", slowly)

    # When the old one was found right, then it is refused as any wrong one
    answer = stranger.grant(grant_type="password", name="Amélie", password=PASSWORD)
    assert (answer.status_code, code_of(answer)) == (400, "invalid_grant")
    assert server.store.read(lambda session: session.scalars(select(SignInRow.id)).all()) == []


def test_a_password_is_hashed_slowly_and_never_twice_the_same() -> None:
    once, again = (Passwords().hash(PASSWORD) for _ in range(2))
    assert once.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert once != again
    assert Passwords().matches(once, PASSWORD)


def test_the_database_holds_neither_password_nor_token(server: RunningServer, desk: Desk) -> None:
    assert desk.tokens is not None
    hashes, pairs = server.store.read(
        lambda session: (
            session.scalars(select(PersonRow.password_hash)).all(),
            session.scalars(select(TokenPairRow)).all(),
        )
    )
    assert [kept.startswith("$argon2id$v=19$") for kept in hashes] == [True]
    kept_bytes = b"".join(pair.refresh_hash + pair.access_hash for pair in pairs)
    for token in (desk.tokens.access_token, desk.tokens.refresh_token):
        assert token.encode() not in kept_bytes


def test_an_access_token_ends_after_ten_minutes(desk: Desk, clock: HandClock) -> None:
    assert desk.get(ASK).status_code == 200
    clock.advance(minutes=9, seconds=59)
    assert desk.get(ASK).status_code == 200
    clock.advance(seconds=1)
    answer = desk.get(ASK)
    assert (answer.status_code, code_of(answer)) == (401, "sign_in_needed")


def test_a_token_shown_by_another_device_is_worth_nothing(desk: Desk) -> None:
    other = str(uuid.uuid4())
    assert desk.get(ASK, **{"HD-Device": other}).status_code == 401
    assert desk.get(ASK, **{"HD-Device": "laptop"}).status_code == 401
    answer = desk.grant(
        grant_type="refresh_token", refresh_token=refresh_token(desk), device_id=other
    )
    assert (answer.status_code, code_of(answer)) == (400, "invalid_grant")
    assert desk.get(ASK).status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer {}x"])
def test_a_token_that_is_not_shown_as_it_should_is_worth_nothing(desk: Desk, shown: str) -> None:
    assert desk.tokens is not None
    answer = desk.get(ASK, Authorization=shown.format(desk.tokens.access_token))
    assert (answer.status_code, code_of(answer)) == (401, "sign_in_needed")


def test_a_refresh_token_is_no_access_token(desk: Desk) -> None:
    assert desk.get(ASK, Authorization=f"Bearer {refresh_token(desk)}").status_code == 401


def test_a_refresh_gives_new_tokens_that_work(desk: Desk, clock: HandClock) -> None:
    first = desk.tokens
    clock.advance(hours=8)
    desk.tokens = tokens_in(desk.refresh(refresh_token(desk)))
    assert desk.tokens != first
    assert desk.get(ASK).status_code == 200


def test_a_refresh_whose_answer_was_lost_gives_the_same_tokens(
    desk: Desk, clock: HandClock
) -> None:
    first = refresh_token(desk)
    lost = tokens_in(desk.refresh(first))
    clock.advance(hours=3)
    desk.tokens = tokens_in(desk.refresh(first))
    assert desk.tokens == lost
    assert desk.get(ASK).status_code == 200


def test_eight_refreshes_at_once_give_the_same_tokens(desk: Desk) -> None:
    first = refresh_token(desk)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: desk.refresh(first), range(8)))
    assert len({tokens_in(answer).refresh_token for answer in answers}) == 1
    desk.tokens = tokens_in(answers[0])
    assert desk.get(ASK).status_code == 200


@pytest.mark.parametrize("confirmed_by", ["access", "refresh"])
def test_an_old_refresh_token_after_the_new_one_was_used_ends_the_sign_in(
    desk: Desk, confirmed_by: str
) -> None:
    # Given a refresh whose tokens the desk has used
    stolen = refresh_token(desk)
    desk.tokens = tokens_in(desk.refresh(stolen))
    if confirmed_by == "access":
        assert desk.get(ASK).status_code == 200
    else:
        desk.tokens = tokens_in(desk.refresh(refresh_token(desk)))

    # When the older token is shown again, then nobody has a session any more
    assert code_of(desk.refresh(stolen)) == "invalid_grant"
    assert desk.get(ASK).status_code == 401
    assert code_of(desk.refresh(refresh_token(desk))) == "invalid_grant"

    # And the password still opens the door
    assert desk.sign_in().get(ASK).status_code == 200


def test_a_desk_that_rests_for_ninety_days_signs_in_again(desk: Desk, clock: HandClock) -> None:
    clock.advance(days=90)
    assert code_of(desk.refresh(refresh_token(desk))) == "invalid_grant"


def test_a_sign_in_ends_after_a_year_however_often_it_is_renewed(
    desk: Desk, clock: HandClock
) -> None:
    for _month in range(12):
        clock.advance(days=30)
        desk.tokens = tokens_in(desk.refresh(refresh_token(desk)))
    clock.advance(days=5)
    assert code_of(desk.refresh(refresh_token(desk))) == "invalid_grant"


def test_a_revoked_device_is_refused_from_its_next_request_on(
    server: RunningServer, desk: Desk, clock: HandClock
) -> None:
    assert desk.get(ASK).status_code == 200
    device_id = DeviceId(desk.device_id)
    lock = partial(order, device_id=device_id, action=Action.LOCK, now=clock.now)
    assert server.store.run(lock)
    password = desk.grant(grant_type="password", name="Amélie", password=PASSWORD)
    for answer in (desk.get(ASK), desk.refresh(refresh_token(desk)), password):
        assert (answer.status_code, code_of(answer)) == (403, "device_revoked")


def test_ten_wrong_passwords_in_a_minute_are_enough(
    server: RunningServer, stranger: Desk, clock: HandClock
) -> None:
    # Given ten wrong passwords in half a minute
    server.add_person("Amélie")
    for _ in range(10):
        clock.advance(seconds=3)
        wrong = stranger.grant(grant_type="password", name="AMÉLIE", password="faux mot")
        assert wrong.status_code == 400

    # When the right one comes, then it has to wait, and is told how long
    answer = stranger.grant(grant_type="password", name="Amélie", password=PASSWORD)
    assert (answer.status_code, code_of(answer)) == (429, "too_many_tries")
    clock.advance(seconds=int(answer.headers["Retry-After"]))
    assert stranger.sign_in().get(ASK).status_code == 200


def test_signing_in_rightly_is_not_counted(server: RunningServer, stranger: Desk) -> None:
    server.add_person("Amélie")
    for _ in range(12):
        stranger.sign_in()
