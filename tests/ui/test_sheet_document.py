"""The sheet on paper: whole services on a page, each language on its own, every letter there."""

from datetime import date
from itertools import groupby

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter, QTextBlock, QTextDocument
from PySide6.QtWidgets import QApplication

from helpdesk_desktop.reports.sheet import Given, Sheet, SheetLanguage, as_text, sheet
from helpdesk_desktop.ui.sheet.document import document_of, paint
from helpdesk_desktop.ui.sheet.ways import on_a4, pdf_of
from helpdesk_domain.offer import Service
from helpdesk_domain.service_card import service_card
from helpdesk_domain.wire import as_kind

DAY = date(2026, 11, 3)


def a_sheet(services: int, language: SheetLanguage, words: int = 4) -> Sheet:
    """Services, each of which takes several lines."""
    offer = [
        as_kind(
            {
                "id": str(number),
                "name": f"Service {number}",
                "status": "active",
                "fees_description": "\n".join(f"Tarif {n}" for n in range(words)),
                "phones": [{"number": "02 000 12 34"}],
            },
            Service,
        )
        for number in range(services)
    ]
    cards = {code: {one.id: service_card(one, code, {}) for one in offer} for code in ("fr", "nl")}
    return sheet([Given(one.id, one.name) for one in offer], cards, language, DAY)


def on_paper(made: Sheet) -> QTextDocument:
    """`made` as it was laid out for a page of A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    on_a4(writer)
    document = document_of(made)
    assert paint(document, writer)
    return document


def pages(document: QTextDocument) -> list[tuple[str, int, int]]:
    """Each paragraph, with the pages on which it begins and ends."""
    height = document.pageSize().height()
    return [
        (text, int(top // height), int((bottom - 1) // height))
        for text, top, bottom in places(document)
    ]


@pytest.mark.parametrize("services", [3, 7, 8, 9, 10, 23])
def test_no_service_and_no_foot_is_cut_in_two_by_the_end_of_a_page(
    dressed: QApplication, services: int
) -> None:
    document = on_paper(a_sheet(services, SheetLanguage.FRENCH))

    chapter = 0
    told: list[tuple[int, int]] = []
    for text, first, last in pages(document):
        is_new = ". Service" in text or text.startswith("Téléphonez")
        chapter += is_new
        told += [(chapter, first), (chapter, last)]
    for number, group in groupby(told, lambda one: one[0]):
        assert len({page for _, page in group}) == 1, f"paragraph {number} of {services}"


@pytest.mark.parametrize("services", [1, 5, 8, 12])
def test_what_is_moved_to_the_next_page_takes_nothing_away_from_what_follows(
    dressed: QApplication, services: int
) -> None:
    # Given a sheet on which services went to the next page
    document = on_paper(a_sheet(services, SheetLanguage.BOTH, words=6))

    # Then everything stands where it stands when the same text is laid out at once
    at_once = document.clone()
    at_once.setUseDesignMetrics(True)
    at_once.setPageSize(document.pageSize())
    assert places(document) == places(at_once)
    assert document.pageCount() == at_once.pageCount()


def places(document: QTextDocument) -> list[tuple[str, float, float]]:
    """Each paragraph, and between which heights it stands."""
    layout = document.documentLayout()
    found: list[tuple[str, float, float]] = []
    block: QTextBlock = document.begin()
    while block.isValid():
        place = layout.blockBoundingRect(block)
        found.append((block.text(), place.top(), place.bottom()))
        block = block.next()
    return found


def test_a_service_longer_than_a_page_goes_on_to_the_next(dressed: QApplication) -> None:
    document = on_paper(a_sheet(2, SheetLanguage.FRENCH, words=90))

    assert document.pageCount() > 3
    assert pages(document)[-1][2] == document.pageCount() - 1


def test_each_language_begins_a_page(dressed: QApplication) -> None:
    document = on_paper(a_sheet(1, SheetLanguage.BOTH))

    where = {text: first for text, first, _ in pages(document)}
    assert where["Où vous adresser"] == 0
    assert where["Waar u terechtkunt"] == 1
    assert document.pageCount() == 2


@pytest.mark.parametrize(("services", "expected"), [(1, 1), (12, 2)])
def test_a_pdf_has_the_pages_it_needs_and_tells_nothing_but_the_sheet(
    dressed: QApplication, services: int, expected: int
) -> None:
    pdf = pdf_of(a_sheet(services, SheetLanguage.FRENCH))

    assert pdf.count(b"/Type /Page\n") == expected
    assert b"/Author" not in pdf or b"/Author ()" in pdf


def test_everything_that_is_on_the_sheet_is_on_the_paper(dressed: QApplication) -> None:
    made = a_sheet(3, SheetLanguage.BOTH)

    drawn = document_of(made).toPlainText().replace("\t", " ").split()

    assert drawn == as_text(made).split()
