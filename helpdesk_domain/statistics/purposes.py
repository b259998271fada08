"""What figures are exported for: a code in the audit, words in the file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from helpdesk_domain.languages import mark


class ExportPurpose(StrEnum):
    """What somebody exports figures for; the `why` of its mark in the audit."""

    ANNUAL_REPORT = "annual_report"
    SUBSIDY = "subsidy"
    """The account given to whoever pays."""
    POLICY = "policy"
    """The needs that the offer does not meet, told to those who can change it."""
    RESEARCH = "research"
    TEAM = "team"
    """The work of the team itself."""


EXPORT_PURPOSES: Final[Mapping[ExportPurpose, str]] = {
    ExportPurpose.ANNUAL_REPORT: mark("Annual report"),
    ExportPurpose.SUBSIDY: mark("Account of a subsidy"),
    ExportPurpose.POLICY: mark("Policy on the offer of help"),
    ExportPurpose.RESEARCH: mark("Research"),
    ExportPurpose.TEAM: mark("Work of the team"),
}
