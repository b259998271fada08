"""One term for one thing: the table of docs/glossary.md holds for every text of the screens."""

import re
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from helpdesk_domain.statistics.figures import figures

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = {"fr": (1, 4), "nl": (2, 5)}
"""Of the table: the term of a language, and what is not said instead of it."""


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return table[2:]


def said(language: str) -> list[str]:
    """Every text of the screens, in one language."""
    path = ROOT / "resources" / "i18n" / language / "LC_MESSAGES" / "helpdesk.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    texts: list[str] = []
    for message in catalogue:
        if message.id:
            said = message.string
            texts += [said] if isinstance(said, str) else list(said or ())
    meanings = (one.meaning(language) for one in figures().figure)
    return texts + [text for meaning in meanings for text in astuple(meaning)]


def having(texts: Sequence[str], term: str) -> list[str]:
    """Those in which `term` stands as words of their own; capitals and kinds of « ’ » are one."""
    sought = re.compile(rf"\b{re.escape(plain(term))}\b")
    return [text for text in texts if sought.search(plain(text))]


def plain(text: str) -> str:
    return text.lower().replace("’", "'")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_each_term_of_the_glossary_is_used(language: str) -> None:
    at, _ = COLUMNS[language]
    texts = said(language)

    unused = [row[at] for row in rows() if not having(texts, row[at])]

    assert len(rows()) > 20
    assert unused == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_other_word_is_said_for_the_same_thing(language: str) -> None:
    _, at = COLUMNS[language]
    texts = said(language)

    others = {word: having(texts, word) for row in rows() for word in row[at].split(", ")}

    assert {word: found for word, found in others.items() if found} == {}
