"""What danger is measured with was neither copied into the lexicon nor left out of one half."""

from collections import Counter

from benchmarks.danger import LINES, NOTHING, NOW, Sentence, sentences, told
from benchmarks.halves import Half
from helpdesk_desktop.search.answer import Found
from helpdesk_domain.lexicon import compared
from helpdesk_domain.lexicon_file import shipped_lexicon
from helpdesk_domain.short_numbers import suicide_lines


def test_each_half_has_sentences_of_every_sort_in_both_languages() -> None:
    counted = Counter(
        (sentence.half, sentence.language, wanted)
        for sentence in sentences()
        for wanted in sentence.wanted
    )

    assert min(counted.values()) >= 10
    assert len(counted) == len(Half) * len(("fr", "nl")) * len((NOW, LINES, NOTHING))


def test_no_sentence_of_the_trusted_half_teaches_the_alarms() -> None:
    taught = {
        compared(phrase)
        for term, said in shipped_lexicon().items()
        if term.startswith("alarm:")
        for phrase in said
    }

    assert [
        s.phrase for s in sentences() if s.half is Half.TRUSTED and compared(s.phrase) in taught
    ] == []


def test_either_alarm_is_counted_by_itself() -> None:
    def search(query: str, /, *, language: str = "fr", limit: int = 50) -> Found:
        return Found(urgent="112" in query, listening=suicide_lines("fr") if "107" in query else ())

    said = [
        Sentence(frozenset({NOTHING}), "fr", phrase, Half.TUNED)
        for phrase in ("112", "107", "112 107", "dentiste")
    ]

    assert str(told(search, said, NOW)) == "2/4"
    assert str(told(search, said, NOW, LINES)) == "3/4"
