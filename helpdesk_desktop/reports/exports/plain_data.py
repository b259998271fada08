"""A report as JSON: what the server answers with, and beside it what every export says."""

from dataclasses import asdict
from datetime import UTC
from typing import Any

from helpdesk_desktop.reports.exports.coverage_tables import coverage_data
from helpdesk_desktop.reports.exports.definitions import definitions
from helpdesk_desktop.reports.exports.export import Export
from helpdesk_desktop.reports.exports.imprint import imprint_lines, why_withheld
from helpdesk_desktop.reports.exports.steps import Step
from helpdesk_domain.statistics.as_data import as_data
from helpdesk_domain.wire import to_json


def json_text(export: Export, step: Step) -> bytes:
    """UTF-8, compact; the same export gives the same bytes."""
    step(0)
    data = as_data(export.report, export.figures, export.labels)
    step(0.5)
    return to_json({**data, **coverage_data(export), **_beside(export)})


def _beside(export: Export) -> dict[str, Any]:
    imprint = export.imprint
    return {
        "imprint": {
            "export_id": imprint.export_id,
            "exported_by": imprint.who,
            "exported_at": imprint.when.astimezone(UTC).isoformat(),
            "purpose": imprint.purpose,
            "lines": [{"name": name, "says": says} for name, says in imprint_lines(export)],
        },
        "why_withheld": {
            name: why_withheld(export, export.figures[name]) for name in export.report.withheld
        },
        "meanings": [asdict(one) for one in definitions(export)],
    }
