"""What the benches read: the demo offer or any other, and the queries kept beside this file."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from helpdesk_desktop.search.answer import Found
from helpdesk_domain.lexicon import CATEGORY
from helpdesk_domain.offer import Service, TaxonomyTerm, TermId
from helpdesk_domain.offer_file import OfferRecord, read_offer
from helpdesk_domain.resources import resource
from helpdesk_domain.wire import as_kind

_DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Offer:
    """Services and the taxonomy they are filed under."""

    services: Sequence[Service]
    terms: Mapping[TermId, TaxonomyTerm]


class Search(Protocol):
    """The search on one offer: `finder.find` with its index filled in."""

    def __call__(self, query: str, /, *, language: str = "fr", limit: int = 50) -> Found: ...


def demo_offer() -> Offer:
    """The 4,200 fictitious services that the program comes with."""
    return offer(resource("demo/services.ndjson.gz"), resource("demo/taxonomy_terms.json"))


def offer(services: Path, terms: Path) -> Offer:
    """An offer in the form that `helpdesk-server import` reads; broken records are left out."""
    read = [as_kind(record, TaxonomyTerm) for record in _records(terms)]
    return Offer(
        services=[as_kind(record, Service) for record in _records(services)],
        terms={term.id: term for term in read},
    )


def categories(service: Service) -> list[TaxonomyTerm]:
    """The kinds of help that `service` carries a copy of, the first as its record has it first."""
    return [
        term
        for attribute in service.attributes
        if (term := attribute.taxonomy_term) and term.taxonomy == CATEGORY
    ]


def data(name: str) -> Any:
    """What is kept in `data/` under `name`: gzipped JSON."""
    return json.loads(gzip.decompress((_DATA / name).read_bytes()))


def _records(path: Path) -> Iterator[object]:
    for record in read_offer(path):
        if isinstance(record, OfferRecord):
            yield record.data
