"""A draft of an e-mail: its address holds one recipient, a subject and a text, and no more."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.reports.mail_draft import LONGEST, DraftTooLong, NoAddress, mail_draft


def read(draft: str) -> tuple[str, dict[str, str]]:
    """Recipient and fields, as a mail program reads them (RFC 6068)."""
    parts = urlsplit(draft)
    assert parts.scheme == "mailto"
    fields = parse_qsl(parts.query.replace("+", "%2B"), strict_parsing=True, keep_blank_values=True)
    assert len(fields) == 2
    return unquote(parts.path), dict(fields)


def test_a_draft_holds_the_recipient_the_subject_and_the_text() -> None:
    draft = mail_draft(" dr.p+line@cabinet.example ", "Où vous adresser", "Le Pont\n02 000 & 100 %")

    assert read(draft) == (
        "dr.p+line@cabinet.example",
        {"subject": "Où vous adresser", "body": "Le Pont\r\n02 000 & 100 %"},
    )


def test_without_an_address_the_mail_program_asks_for_it() -> None:
    assert read(mail_draft("", "s", "b"))[0] == ""


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.example?bcc=c@d.example",
        "a@b.example&cc=c@d.example",
        "a@b.example,c@d.example",
        "a@b.example;c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example%0D%0ABcc: c@d.example",
        "Dr P <a@b.example>",
        "a b@c.example",
        "a@b",
        "a@-b.example",
        "é@b.example",
        "@b.example",
        "a@b.example\u202e",
        "x" * 65 + "@b.example",
    ],
)
def test_whoever_types_more_than_one_address_is_told(typed: str) -> None:
    with pytest.raises(NoAddress):
        mail_draft(typed, "s", "b")


def test_what_may_stand_in_an_address_and_means_something_in_a_draft_means_nothing_there() -> None:
    typed = "a?bcc=c&subject=d%0D%0A#e@b.example"

    recipient, fields = read(mail_draft(typed, "s", "b"))

    assert recipient == typed
    assert fields == {"subject": "s", "body": "b"}


@given(typed=st.text(st.sampled_from("ab@.?&=%,;: \r\n<>+/#!")), body=st.text(max_size=60))
def test_no_recipient_and_no_text_ever_becomes_a_header(typed: str, body: str) -> None:
    try:
        draft = mail_draft(typed, "s", body)
    except NoAddress:
        return

    recipient, fields = read(draft)
    assert recipient == typed.strip()
    assert set(fields) == {"subject", "body"}
    assert draft.isascii()
    assert not any(sign.isspace() for sign in draft)


def test_what_windows_would_not_open_has_to_go_another_way() -> None:
    room = LONGEST - len(mail_draft("a@b.example", "s", ""))

    assert len(mail_draft("a@b.example", "s", "x" * room)) == LONGEST
    with pytest.raises(DraftTooLong):
        mail_draft("a@b.example", "s", "x" * (room + 1))
