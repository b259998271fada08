"""What search costs on the demo offer, per keystroke, as a ratio to a baseline of the same run.

The baseline is the obvious way: one pass of rapidfuzz WRatio over all names for each query.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from rapidfuzz import fuzz, process

from helpdesk_desktop.search.finder import Index, build_index, find
from helpdesk_domain.lexicon import Lexicon
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.offer import Service, TaxonomyTerm, TermId
from helpdesk_domain.offer_file import OfferRecord, read_offer
from helpdesk_domain.resources import resource
from helpdesk_domain.wire import as_kind

PHRASES: Final = tuple(
    """
aide alimentaire à ixelles|soins infirmiers à domicile|thuisverpleging molenbeek|tandarts elsene
psychologue pas cher|mon mari me frappe|ik kan mijn huur niet meer betalen|cpas d'uccle|ocmw ukkel
maison de repos 1180|schuldbemiddeling|médiation de dettes schaerbeek|sans papiers malade|huisarts
opvang voor dakloze vrouwen|je n'ai plus de chauffage|crèche saint-gilles|kinderopvang sint-gillis
burn-out|addiction à l'alcool|verslaving drugs jongeren|cours de français|nederlandse les evere
interprète arabe|tolk turks|kinésithérapeute à domicile|kinesist|logopédie enfant|aide juridique
advocaat pro deo|violences conjugales|partnergeweld|planning familial|avortement|zwanger en alleen
ma mère est seule toute la journée|mijn vader vergeet alles|alzheimer|dementie mantelzorg|palliatif
soins palliatifs à domicile|rouw|deuil d'un enfant|colis alimentaire|voedselpakket|restaurant social
vestiaire social|meubles pas chers|woonhulp|expulsion logement|garantie locative|huurwaarborg
carte de séjour|verblijfspapieren|réfugié ukrainien|aide médicale urgente|dringende medische hulp
handicap enfant|allocations handicap|rolstoel|transport adapté|taxi personne âgée|repas à domicile
maaltijden aan huis|poetshulp|titres-services|aide ménagère|garde d'enfant malade|suicide|zelfmoord
santé mentale adolescents|geestelijke gezondheid|hôpital psychiatrique|pharmacie de garde|apotheek
médecin de garde|wachtdienst|vaccination|dépistage sida|diabète|nierziekte|cancer groupe de parole
surdité langue des signes|blind en slechtziend|autisme|dyslexie|école des devoirs|huiswerk
harcèlement scolaire|pesten op school|chômage|werk zoeken|emploi handicap|permis unique|facture gaz
compteur à budget|douches publiques|slaapplaats vannacht|prostitution aide|jeu pathologique|sms
rue de la source claire|kwai de la brasserie|centre la margelle|osseemwee|vluchteling psycholoog
""".strip()
    .replace("\n", "|")
    .split("|")
)
"""About a hundred queries as they are typed, in both languages, some with slips."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds that most keystrokes, and nearly all of them, take."""

    p50: float
    p95: float


def measure() -> tuple[float, Spread, Spread, float]:
    """Seconds to build the index, spread of search, spread of the baseline, megabytes held."""
    services, terms = _offer()
    lexicon = shipped_lexicon()
    began = time.perf_counter()
    index = build_index(iter(services), terms, lexicon)
    built = time.perf_counter() - began
    names = [service.name for service in services]
    typed = [phrase[:end] for phrase in PHRASES for end in range(1, len(phrase) + 1)]
    search = _spread(partial(find, index), typed)
    baseline = _spread(partial(_baseline, names), typed[:: len(typed) // 100])
    return built, search, baseline, _megabytes(services, terms, lexicon)


def rows() -> Iterator[str]:
    """The figures, a line each."""
    built, search, baseline, megabytes = measure()
    yield f"search: index of the demo offer built in {built:.2f} s, holds {megabytes:.1f} MB"
    yield (
        f"search: a keystroke p50 {search.p50 * 1000:.1f} ms, p95 {search.p95 * 1000:.1f} ms; "
        f"{search.p50 / baseline.p50:.3f} and {search.p95 / baseline.p95:.3f} of WRatio over names"
    )


def _offer() -> tuple[list[Service], dict[TermId, TaxonomyTerm]]:
    services = [as_kind(data, Service) for data in _records("demo/services.ndjson.gz")]
    terms = [as_kind(data, TaxonomyTerm) for data in _records("demo/taxonomy_terms.json")]
    return services, {term.id: term for term in terms}


def _records(name: str) -> Iterator[object]:
    for record in read_offer(resource(name)):
        if isinstance(record, OfferRecord):
            yield record.data


def _baseline(names: Sequence[str], query: str) -> object:
    return process.extract(query, names, scorer=fuzz.WRatio, limit=50)


def _spread(search: Callable[[str], object], queries: Sequence[str]) -> Spread:
    taken = []
    for query in queries:
        began = time.perf_counter()
        search(query)
        taken.append(time.perf_counter() - began)
    taken.sort()
    return Spread(taken[len(taken) // 2], taken[len(taken) * 95 // 100])


def _megabytes(
    services: Sequence[Service], terms: dict[TermId, TaxonomyTerm], lexicon: Lexicon
) -> float:
    """What one index holds; the services are read already, so that only the index is counted."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    index: Index = build_index(iter(services), terms, lexicon)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del index
    return held / 1e6


if __name__ == "__main__":
    print(*rows(), sep="\n")  # noqa: T201 a bench speaks to the terminal
