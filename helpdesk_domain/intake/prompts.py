"""What is to be considered beside the level: rights, trajectories, numbers to ring first."""

from collections.abc import Sequence

from helpdesk_domain.intake.rule_conditions import Facts, holds
from helpdesk_domain.intake.rule_rows import PromptRow, Rules


def prompts(facts: Facts, rules: Rules) -> Sequence[PromptRow]:
    """The rows whose conditions hold for `facts`, the most urgent first."""
    return [
        row
        for row in rules.prompts
        if any(holds(one, facts) for one in row.when)
        and not any(holds(one, facts) for one in row.unless)
    ]
