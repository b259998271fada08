"""What is trusted is told from what is tuned on before anybody looks."""

from benchmarks.halves import Half
from benchmarks.judged import judged_queries
from benchmarks.other_hand import phrases
from benchmarks.scoring import NO_ANSWER
from helpdesk_domain.lexicon import compared
from helpdesk_domain.lexicon_file import shipped_lexicon


def test_each_half_has_queries_of_every_class() -> None:
    by_half = {
        half: {query.kind for query in judged_queries() if query.half is half} for half in Half
    }

    assert by_half[Half.TUNED] == by_half[Half.TRUSTED]
    assert NO_ANSWER in by_half[Half.TRUSTED]


def test_a_kind_of_help_is_never_in_both_halves() -> None:
    terms = {half: {said.term for said in phrases() if said.half is half} for half in Half}

    assert terms[Half.TUNED] & terms[Half.TRUSTED] == {""}


def test_the_lexicon_was_not_copied_from_the_other_hand() -> None:
    lexicon = {compared(phrase) for said in shipped_lexicon().values() for phrase in said}
    lay = [compared(said.text) for said in phrases() if said.kind == "lay"]

    met = [phrase for phrase in lay if phrase in lexicon]

    assert len(met) <= len(lay) / 100, met
