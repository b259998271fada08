"""Which queries were really asked: not each letter, not a slip being mended, once a call.

Mutants that these tests have killed (each was made, and seen to fail):
 1. `typed`: a longer query does not take the place of its half
 2. `typed`: letters taken back drop the query; 3. they settle it
 4. `typed`: a pause means nothing; 5. a slip mended at once is settled
 6. `answered`: the answer to what is left of a query takes its place
 7. `settle`: words told already are told again
 8. `end`: the words of a call are told once for ever; 9. those that come back are told again
10. `_was_replaced`: an emptied box, 11. a selection typed over, 12. other words, means nothing
"""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_desktop.search.answer import Found
from helpdesk_desktop.ui.search.asked_queries import PAUSE_S, AskedQueries
from helpdesk_desktop.ui.search.searcher import Answer, Question

KNOWN = ("soins", "ixelles")
"""Words the offer has; it has nothing for any other."""


@dataclass
class Operator:
    """Types in a box whose answers come at once; `told` is what was counted."""

    now_s: float = 0.0
    text: str = ""
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queries = AskedQueries(ticks=lambda: self.now_s)
        self.queries.unanswered.connect(self.told.extend)

    def makes_it(self, text: str, after_s: float = 0.1) -> None:
        """The box holds `text` at one stroke, and its answer is painted."""
        self.now_s += after_s
        if text != self.text:
            self.text = text
            self.queries.typed(text)
            if text.strip():
                self.is_shown(text)

    def is_shown(self, text: str) -> None:
        missing = tuple(word for word in text.split() if word not in KNOWN)
        self.queries.answered(Answer(Question(text, "fr"), Found(unanswered=missing), ()))

    def types(self, letters: str, after_s: float = 0.1) -> None:
        for letter in letters:
            self.makes_it(self.text + letter, after_s)

    def takes_back(self, letters: int, after_s: float = 0.1) -> None:
        for _ in range(letters):
            self.makes_it(self.text[:-1], after_s)

    def waits(self, seconds: float = PAUSE_S) -> None:
        self.now_s += seconds


@pytest.fixture
def operator() -> Operator:
    return Operator()


def test_a_query_is_not_asked_while_it_is_typed(operator: Operator) -> None:
    operator.types("hoarding")
    operator.waits()

    assert operator.told == []


def test_a_query_is_asked_when_a_service_is_referred(operator: Operator) -> None:
    operator.types("soins hoarding")
    operator.queries.settle()

    assert operator.told == ["hoarding"]


def test_a_query_is_asked_when_the_call_ends(operator: Operator) -> None:
    operator.types("hoarding psy ixelles")
    operator.queries.end("")

    assert operator.told == ["hoarding", "psy"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_query_is_asked_when_the_box_is_emptied(operator: Operator, at_once: bool) -> None:
    operator.types("hoarding")
    if at_once:
        operator.makes_it("")
    else:
        operator.takes_back(len("hoarding"))

    assert operator.told == ["hoarding"]


@pytest.mark.parametrize("other", ["z", "h"])
def test_a_query_is_asked_when_it_is_typed_over(operator: Operator, other: str) -> None:
    operator.types("hoarding")
    operator.makes_it(other)

    assert operator.told == ["hoarding"]


def test_a_query_is_asked_when_a_word_of_it_gives_way_to_another(operator: Operator) -> None:
    operator.types("soins hoarding")
    operator.takes_back(len("hoarding"))
    assert operator.told == []
    operator.types("psy")

    assert operator.told == ["hoarding"]


def test_a_slip_that_is_mended_at_once_was_not_asked(operator: Operator) -> None:
    operator.waits()
    operator.types("hoardnig")
    operator.takes_back(3)
    operator.types("ing")
    operator.queries.settle()

    assert operator.told == ["hoarding"]


def test_a_slip_whose_answer_was_read_was_asked(operator: Operator) -> None:
    operator.types("hoardnig")
    operator.waits()
    operator.takes_back(3)
    operator.types("ing")
    operator.queries.settle()

    assert operator.told == ["hoardnig", "hoarding"]


def test_half_a_word_that_the_operator_lingers_on_was_not_asked(operator: Operator) -> None:
    operator.types("hoard")
    operator.waits()
    operator.types("ing")
    operator.queries.settle()

    assert operator.told == ["hoarding"]


def test_a_word_counts_once_a_call(operator: Operator) -> None:
    for _ in range(2):
        operator.types("hoarding psy")
        operator.makes_it("")
        operator.types("hoarding")
        operator.queries.settle()
        operator.makes_it("")
    assert operator.told == ["hoarding", "psy"]

    operator.queries.end("")
    operator.types("hoarding")
    operator.queries.end("")
    assert operator.told == ["hoarding", "psy", "hoarding"]


def test_words_answered_as_one_are_counted_one_by_one(operator: Operator) -> None:
    found = Found(unanswered=("garde psy", "hoarding"))
    operator.queries.answered(Answer(Question("garde psy hoarding", "fr"), found, ()))
    operator.queries.end("")

    assert operator.told == ["garde", "psy", "hoarding"]


def test_a_parked_call_that_comes_back_is_not_counted_again(operator: Operator) -> None:
    # Given a call parked with its words, and another one
    operator.types("hoarding")
    operator.queries.end("")
    operator.text = ""
    operator.types("psy")

    # When the first comes back, and more is typed
    operator.queries.end("hoarding")
    operator.text = "hoarding"
    operator.is_shown("hoarding")
    operator.types(" garde")
    operator.queries.end("")

    assert operator.told == ["hoarding", "psy", "garde"]


def test_a_query_whose_answer_nobody_saw_was_not_asked(operator: Operator) -> None:
    operator.types("hoard")
    operator.queries.typed("hoarding")
    operator.queries.typed("")

    assert operator.told == []


words = st.text("abh", min_size=1, max_size=4)
queries = st.lists(words, min_size=1, max_size=3).map(" ".join)
pauses = st.sampled_from([0.1, PAUSE_S - 0.1, PAUSE_S, 60.0])
strokes = st.lists(st.tuples(st.integers(1, 3), pauses), max_size=4)
endings = st.sampled_from(["referred", "emptied", "call ended"])


@given(queries, pauses, strokes, endings)
def test_a_half_typed_query_never_counts(
    query: str, pause_s: float, hesitations: list[tuple[int, float]], ending: str
) -> None:
    # When a query is typed with pauses, letters of it taken back and typed again
    operator = Operator()
    operator.types(query, pause_s)
    for letters, hesitation_s in hesitations:
        operator.takes_back(min(letters, len(operator.text) - 1), hesitation_s)
        operator.types(query[len(operator.text) :], hesitation_s)
    assert operator.told == []

    # And the operator moves on from it
    match ending:
        case "referred":
            operator.queries.settle()
        case "emptied":
            operator.makes_it("")
    operator.queries.end("")

    # Then its words count, each once, and no half of any
    assert operator.told == list(dict.fromkeys(query.split()))


def test_words_from_which_a_reading_was_taken_are_not_in_vain() -> None:
    operator = Operator()
    operator.queries.typed("psy zzz")
    question = Question("psy zzz", "fr", refused=frozenset({"some need"}))

    operator.queries.answered(Answer(question, Found(unanswered=("psy", "zzz")), ()))
    operator.queries.settle()

    assert operator.told == []
