"""What keeps rules from being used: words nobody knows, situations without a row or with two."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from helpdesk_domain.intake.belrai import cells, rows_of
from helpdesk_domain.intake.continuity import ABOUT, SITUATIONS
from helpdesk_domain.intake.levels import Evidence
from helpdesk_domain.intake.prompt_words import PROMPTS
from helpdesk_domain.intake.row_words import CAVEATS, REASONS
from helpdesk_domain.intake.rule_conditions import unknown_words
from helpdesk_domain.intake.rule_rows import Row, Rules


def faults(rules: Rules) -> Iterator[str]:
    """What is wrong, a sentence each, for whoever edits the file."""
    yield from _rows(rules)
    yield from _continuity(rules)
    yield from _belrai(rules)
    yield from _prompts(rules)


def _rows(rules: Rules) -> Iterator[str]:
    for id_, times in Counter(row.id for row in rules.rows).items():
        if times > 1:
            yield f"{id_}: {times} rows go by this name"
    for row in rules.rows:
        yield from _of_row(row, rules)
    if "from" not in rules.belrai_ages:
        yield "belrai_ages: from is missing"


def _of_row(row: Row, rules: Rules) -> Iterator[str]:
    if row.document not in rules.documents:
        yield f"{row.id}: there is no document {row.document}"
    if row.evidence is Evidence.STUDY and not (row.figure and row.place):
        yield f"{row.id}: what a study measured has a figure and a page"
    if row.caveat and row.caveat not in CAVEATS:
        yield f"{row.id}: nobody wrote the sentence of {row.caveat}"
    if row.id not in REASONS and row.id not in PROMPTS:
        yield f"{row.id}: nobody wrote what it says"


def _continuity(rules: Rules) -> Iterator[str]:
    for row in rules.continuity:
        yield from (f"{row.id}: about {name}" for name in row.about if name not in ABOUT)
    for situation, about in product(SITUATIONS, ABOUT):
        found = [row.id for row in rules.continuity if row.holds(situation) and about in row.about]
        if len(found) != 1:
            told = ", ".join(f"{name} {value}" for name, value in situation.items())
            yield f"{about} of {told}: {len(found)} rows instead of one {found}"


def _belrai(rules: Rules) -> Iterator[str]:
    for cell in cells(rules):
        found = [row.id for row in rows_of(cell, rules)]
        if len(found) > 1:
            yield f"two rows of BelRAI for the same scores: {found}"
            return


def _prompts(rules: Rules) -> Iterator[str]:
    for row in rules.prompts:
        if row.prompt not in PROMPTS:
            yield f"{row.id}: nobody wrote this prompt"
        for condition in (*row.when, *row.unless):
            yield from (f"{row.id}: nobody tells {word}" for word in unknown_words(condition))
