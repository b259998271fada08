"""The rules of the intake as data: rows that each carry their evidence and what they cite."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk_domain.intake.levels import Evidence, Level
from helpdesk_domain.intake.record import PromptId
from helpdesk_domain.intake.rule_conditions import Condition
from helpdesk_domain.intake.suggestion import Intervention, Source, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What each row says of itself.

    Attributes:
        document: Key of `Rules.documents`; `place` is its page or section there.
        figure: As printed there; a row of a study has one, and what nobody measured has none.
        caveat: Code of `row_words.CAVEATS`; empty for none.
    """

    id: str
    evidence: Evidence
    document: str
    place: str
    figure: str
    caveat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuityRow(Row):
    """A level, in the situations that it names.

    Attributes:
        health_cover, housing, psychiatric_comorbidity: Yes or no; None for either.
        about: `level` and names of `Dimension`.
    """

    health_cover: Told | None = None
    housing: Told | None = None
    psychiatric_comorbidity: Told | None = None
    about: tuple[str, ...]
    level: Level

    def holds(self, situation: Mapping[str, Told]) -> bool:
        """Whether the row is about `situation`, which has each determinant as yes or no."""
        return all(getattr(self, name) in (None, told) for name, told in situation.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class BelraiRow(Row):
    """A row of the BelRAI table; a score of `…_from` is in it, one of `…_below` is not."""

    aivqp_from: float = 0
    aivqp_below: float | None = None
    cps_from: float = 0
    cps_below: float | None = None
    adl_from: float = 0
    adl_below: float | None = None
    neurodegenerative: Told | None = None
    behaviour: Told | None = None
    profile: int
    intervention: Intervention

    def bounds(self, score: str) -> tuple[float, float | None]:
        """Of `score`, one of `questions.SCORES`: what is reached, what is not (None: no limit)."""
        return getattr(self, f"{score}_from"), getattr(self, f"{score}_below")

    def holds(self, score: str, value: float) -> bool:
        """Whether `value` of `score` lies in the row."""
        at_least, below = self.bounds(score)
        return at_least <= value and (below is None or value < below)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptRow(Row):
    """Something to be considered.

    Attributes:
        when: One of these must hold.
        unless: None of these may.
    """

    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]

    @property
    def prompt(self) -> PromptId:
        """The row goes by the name of its prompt."""
        return PromptId(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A version of the rules; rows in the order of the file.

    Attributes:
        not_applicable: Why the study is silent about somebody without a chronic disease.
        cautions: Are said with every level.
        belrai_ages: Under `from` the table is silent.
        belrai_age: Why none is told while the age is not known.
        belrai_outside: Why no profile is told of scores that no row has.
        belrai_assessment: Why none is told while scores are missing.
    """

    version: str
    documents: Mapping[str, str]
    not_applicable: Row
    cautions: tuple[Row, ...]
    continuity: tuple[ContinuityRow, ...]
    belrai_ages: Mapping[str, int]
    belrai: tuple[BelraiRow, ...]
    belrai_age: Row
    belrai_outside: Row
    belrai_assessment: Row
    prompts: tuple[PromptRow, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return (
            self.not_applicable,
            *self.cautions,
            *self.continuity,
            *self.belrai,
            self.belrai_age,
            self.belrai_outside,
            self.belrai_assessment,
            *self.prompts,
        )

    def source(self, row: Row) -> Source:
        """What stands behind `row`, as a screen shows it."""
        cited = ", ".join(filter(None, (self.documents[row.document], row.place)))
        return Source(
            rule=row.id, evidence=row.evidence, cites=cited, figure=row.figure, caveat=row.caveat
        )
