"""What the rules make of what is known of a person: the shapes, on a screen and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from helpdesk_domain.intake.levels import Dimension, Evidence, Level
from helpdesk_domain.intake.record import PromptId


class Told(StrEnum):
    """Whether something holds of the person, as far as it was told."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Determinants:
    """All that the rules read; nothing that is not here changes a suggestion.

    Attributes:
        health_cover: Is in order with a mutuelle.
        housing: Has a dwelling.
        age: Years, 0 to 120; None while not known.
        aivqp, cps, adl: Scores of a BelRAI-HC assessment that somebody made before (0 to 48,
            0 to 6, 0 to 6); a helpline never scores. None while not known.
        told: Everything else of the form that prompts ask for, by question: the code of a
            choice, several of them, or a number.
    """

    health_cover: Told = Told.NOT_ASKED
    housing: Told = Told.NOT_ASKED
    psychiatric_comorbidity: Told = Told.NOT_ASKED
    chronic_disease: Told = Told.NOT_ASKED
    neurodegenerative: Told = Told.NOT_ASKED
    behaviour: Told = Told.NOT_ASKED
    age: float | None = None
    aivqp: float | None = None
    cps: float | None = None
    adl: float | None = None
    told: Mapping[str, str | float | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionLevel:
    """Attributes: level: None when more than one is still possible."""

    level: Level | None
    evidence: Evidence


class Intervention(StrEnum):
    """What the BelRAI table of the pilot projects for frail people of 65 and more gives."""

    COORDINATION = "coordination"
    CASE_MANAGEMENT_LOW = "case_management_low"
    CASE_MANAGEMENT_HIGH_OR_LOW = "case_management_high_or_low"
    OUTSIDE_TABLE = "outside_table"
    ASSESSMENT_NEEDED = "assessment_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BelraiProfile:
    """Where known scores put a person of 65 or more.

    Attributes:
        profile: 1 to 5; None outside the table, when the scores leave several, or while nobody
            knows how old the person is.
        intervention: None when the table is not about the person.
    """

    profile: int | None = None
    intervention: Intervention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A row of the rules that spoke, and what stands behind it.

    Attributes:
        rule: Its id in the rules file.
        evidence: Of this row.
        cites: The document, with its page where it has pages.
        figure: What was measured, as printed there; empty when nothing was.
        caveat: Code of a sentence that is always said with it; empty for none.
    """

    rule: str
    evidence: Evidence
    cites: str
    figure: str = ""
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What is suggested, and why; the operator decides.

    Attributes:
        level: None when more than one is possible, or none.
        possible: Levels that what is unknown leaves open, from the least to the most; the one
            level when it is certain; empty when the study is not about the person.
        ask_next: Field of `Determinants` whose answer would narrow it most; None when nothing
            would.
        prompts: What is to be considered, the most urgent first.
        sources: Rows that spoke, in the order of the rules file.
        rules: Version of that file.
    """

    level: Level | None
    evidence: Evidence
    dimensions: Mapping[Dimension, DimensionLevel]
    possible: tuple[Level, ...]
    ask_next: str | None
    belrai: BelraiProfile
    prompts: tuple[PromptId, ...]
    sources: tuple[Source, ...]
    rules: str
