"""Whatever is typed or pasted: an answer or an honest nothing, never an exception."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Final

import pytest

from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.search.finder import Index, find
from helpdesk_desktop.search.reading.query import MOST_MENDED
from helpdesk_desktop.search.wanted import YES, Facet, Wanted
from helpdesk_desktop.search.words.tokens import QUERY_LIMIT
from tests.search.offers import a_service, an_index
from tests.search.small_offer import CALLERS, DEBTS, DENTIST, NURSING, OFFER, WOMEN

STRINGS: Final = 20_000
SEED: Final = 20_260

TYPED: Final = """
je ne sais plus payer mes factures la gencive huissier op straat slapen wonde mamans
sans mutuelle zonder ziekenfonds plus de gratis rue de l' avenue kroonlaan
ixelles elsene 1050 st gilles sint woluwe arabe Turks 02 435.51.38 +32 (0)2
NEAR AND OR NOT * " ' ( ) { } : ; -- /* ^ \\ % _ ? + ~ `
œuvre ĳ ß ſt ﬁ İ ı é e\u0301 \u0301 ² ١٢٣ ⅷ ﷺ 🙂 👩\u200d👧 שלום مرحبا 中文 ไทย
"""
BROKEN: Final = ("\x00", "\ud800", "\udfff", "\u202e", "\u200d", "\ufeff", "\x1b[31m", "\uffff")
WORDS: Final = (*TYPED.split(), *BROKEN)
GLUE: Final = (" ", " ", " ", "", "'", "-", ".", "\n", "\t", "\u00a0", "  ,")
E_MAIL: Final = (
    """From: Leïla <leila@exemple.be>
Subject: RE: Fwd: demande d'aide (urgent!!)

Bonjour Madame, « ma mère » n'arrive plus à payer ses factures & l'huissier vient demain…
Elle habite rue de la Victoire 12/3, 1060 Saint-Gilles — tél. 0470/12.34.56.
<table><tr><td>https://exemple.be/?q=1&x="y"</td></tr></table>
> Le 3 mars 2026 à 10:05, Service social <info@exemple.be> a écrit :
>> SELECT * FROM services; -- \\u0000
"""
    * 5
)

NASTY: Final = {
    "nothing": "",
    "one letter": "a",
    "ten thousand letters": "a" * 10_000,
    "ten thousand different letters": "".join(map(chr, range(0x61, 0x61 + 10_000))),
    "only punctuation": "!?… «» -- ''",
    "quotes": '"\' ‘’ “” \'"\' """',
    "near": "NEAR(a b, 5)",
    "operators": '"a" OR b AND NOT c*',
    "column filter": "name : a - b ^c",
    "NUL": "gen\x00cive\x00",
    "lone surrogates": "gencive \ud800 \udfff",
    "emoji": "👩🏽‍⚕️ 🇧🇪 gencive 🙂",
    "right to left": "\u202egencive شكرا עברית\u202c",
    "combining marks": "g\u0301\u0302\u0303encive" + "\u0301" * 300,
    "digits": "0123456789",
    "digits of another script": "٠٢ ٠٩٨ ३० १८",
    "endless digits": "9" * 500,
    "superscripts": "x² ½ ⅷ",
    "one ligature of many letters": "ﷺ" * 300,
    "a whole e-mail": E_MAIL,
    "a path": "../../../etc/passwd\\..\\..",
    "a script": "<script>alert(1)</script>",
    "a format": "%s %n {0} {} ${x}",
    "only function words": "de la en het je ik",
    "conditions and nothing else": "sans sans mutuelle gratis gratis zonder",
    "street words and nothing else": "rue rue de la rue straat laan",
    "half a saint": "sain",
    "many needs": "gencive huissier plaie rue écrire " * 8,
}


def offer() -> Index:
    """The small offer with what has facets, phones and addresses."""
    return an_index(
        a_service("debts", "La Boussole", terms=[DEBTS], nis="21009", phone="02 098 30 18"),
        a_service("dentist", "Kakan", terms=[DENTIST], speaks=["ar"], street="Rue de la Dent 1"),
        a_service("hers", "Croix de Mai", terms=[NURSING, WOMEN], straat="Kroonlaan 3", nl="Mei"),
        lexicon=CALLERS,
    )


def texts(chance: Random) -> Iterator[str]:
    """Strings a keyboard, a clipboard or a broken program may send, for ever."""
    while True:
        kind = chance.randrange(3)
        if kind == 0:
            yield " ".join(chance.choices(WORDS, k=chance.randrange(9)))
        elif kind == 1:
            pieces = zip(chance.choices(WORDS, k=6), chance.choices(GLUE, k=6), strict=True)
            yield "".join(word[: chance.randrange(1, 9)] + glue for word, glue in pieces)
        else:
            letters = chance.choices((0x7F, 0x24F, 0xFFFF, 0x10FFFF), k=chance.randrange(12))
            yield "".join(chr(chance.randrange(most + 1)) for most in letters)


def wishes(chance: Random) -> Wanted:
    """What may be chosen among the facets, values that no service has included."""
    values = ("urn:be:nis:21009", "fr", "both", "ar", "women", YES, "", "\ud800")
    facets = chance.sample(list(Facet), k=chance.choice((0, 0, 1, 3)))
    now = datetime(2026, 3, 2, 9, tzinfo=UTC) if chance.random() < 0.5 else None
    return Wanted(
        {facet: frozenset(chance.sample(values, k=chance.randrange(3))) for facet in facets}, now
    )


def refusals(chance: Random) -> frozenset[str]:
    keys = ("urn:be:nis:21009", "ar", "debts", "women", "free", "without_cover", "", "\x00")
    return frozenset(chance.sample(keys, k=chance.choice((0, 0, 1, 4))))


def asked(index: Index, query: str, chance: Random) -> Found:
    """The answer to `query` with wishes and refusals as they may come, and its soundness."""
    limit = chance.choice((0, 1, 2, 50))
    counted = chance.random() < 0.3
    found = find(
        index,
        query,
        language=chance.choice(("fr", "nl")),
        limit=limit,
        wanted=wishes(chance),
        refused=refusals(chance),
        counted=counted,
    )
    services = [hit.service_id for hit in found.hits]
    assert len(services) == len(set(services)) <= limit, ascii(query)
    assert set(services) <= set(index.ids), ascii(query)
    assert 0 <= found.likely <= len(services), ascii(query)
    assert all(hit.score > 0 for hit in found.hits), ascii(query)
    assert not (found.likely and found.low_confidence), ascii(query)
    assert counted == bool(found.counts), ascii(query)
    return found


@pytest.mark.parametrize("query", NASTY.values(), ids=NASTY.keys())
def test_a_nasty_text_is_answered_or_honestly_not(query: str) -> None:
    for index in (OFFER, offer(), an_index()):
        for seed in range(20):
            asked(index, query, Random(seed))


def test_twenty_thousand_strings_are_answered_or_honestly_not() -> None:
    chance, index = Random(SEED), offer()
    sure = 0
    for _number, query in zip(range(STRINGS), texts(chance), strict=False):
        sure += bool(asked(index, query, chance).hits)

    assert STRINGS / 10 < sure < STRINGS * 9 / 10, "strings that find and strings that do not"


def test_a_need_is_found_inside_the_worst_of_texts() -> None:
    for name in ("NUL", "lone surrogates", "emoji", "right to left", "combining marks"):
        found = find(offer(), NASTY[name].replace("gen\x00cive", "\x00gencive"))

        assert found.hits[0].service_id == "dentist", name


def test_an_e_mail_is_read_from_its_beginning() -> None:
    letter = E_MAIL[E_MAIL.index("«") :]

    found = find(offer(), letter)

    assert found.hits[0].service_id == "debts"
    assert found == find(offer(), letter[:QUERY_LIMIT])


@pytest.mark.soak
def test_a_long_campaign_of_strings_breaks_nothing() -> None:
    minutes = float(os.environ.get("HELPDESK_SOAK_MINUTES", "1"))
    end = time.monotonic() + minutes * 60 / 4
    seed = Random().randrange(2**32)
    chance, index = Random(seed), offer()
    strings = 0
    for query in texts(chance):
        asked(index, query, chance)
        strings += 1
        if time.monotonic() > end:
            break
    print(f"{strings} strings answered, seed {seed}")  # noqa: T201 - the campaign's figure


def test_of_many_unknown_words_only_the_first_may_be_slips() -> None:
    strange = [f"xqzw{chr(97 + n)}vk" for n in range(MOST_MENDED)]

    assert find(offer(), " ".join([*strange[1:], "gencivee"])).hits
    assert find(offer(), " ".join([*strange, "gencivee"])).corrected == ()
