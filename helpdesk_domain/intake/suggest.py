"""The reasoning of the intake, whole: from what is known to what is suggested, and why."""

from helpdesk_domain.intake.belrai import belrai
from helpdesk_domain.intake.continuity import continuity
from helpdesk_domain.intake.prompts import prompts
from helpdesk_domain.intake.rule_conditions import facts_of
from helpdesk_domain.intake.rule_rows import Rules
from helpdesk_domain.intake.rules import shipped_rules
from helpdesk_domain.intake.suggestion import Determinants, Suggestion


def suggest(determinants: Determinants, rules: Rules | None = None) -> Suggestion:
    """What `rules` (those shipped, when None) suggest for what is known of a person.

    Never fails: a code that no rule knows says nothing. `determinants_of` and `reading` let none
    through, and no number that no person and no score can have.

    Cost: a quarter of a millisecond; the file is read once, in some 10 ms.
    """
    by = rules or shipped_rules()
    level = continuity(determinants, by)
    profile = belrai(determinants, by)
    considered = prompts(facts_of(determinants, level.level, profile.told), by)
    spoke = {row.id for row in (*level.rows, *profile.rows, *considered)}
    return Suggestion(
        level=level.level,
        evidence=level.evidence,
        dimensions=level.dimensions,
        possible=level.possible,
        ask_next=level.ask_next,
        belrai=profile.told,
        prompts=tuple(row.prompt for row in considered),
        sources=tuple(by.source(row) for row in by.rows if row.id in spoke),
        rules=by.version,
    )
