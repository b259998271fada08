"""A report as plain data: what the server answers with, and what is exported as JSON."""

from collections.abc import Mapping
from typing import Any, Final

from helpdesk_domain.statistics.disclosure import Released, Shown
from helpdesk_domain.statistics.figures import Figure
from helpdesk_domain.statistics.report import Report
from helpdesk_domain.statistics.results import Median, Result, Share
from helpdesk_domain.statistics.tables import table
from helpdesk_domain.statistics.words import Labels

SHAPE: Final = 1
"""Raised when a field changes its meaning."""


def as_data(report: Report, figures: Mapping[str, Figure], labels: Labels) -> Mapping[str, Any]:
    """What `report` says, in plain mappings and lists.

    A number is `{"value": 35}`; a band, none to so many, `{"value": 9, "up_to": true}`. A cell
    that is left out is shown as none is.

    Args:
        figures: Every figure of `report`, by its id.
    """
    asked = report.asked
    return {
        "shape": SHAPE,
        "period": {"from": str(asked.period.first), "to": str(asked.period.last)},
        "whose": str(asked.whose),
        "filters": {str(name): value for name, value in asked.filters.items()},
        "scheme": str(asked.scheme),
        "language": labels.words.language,
        "definitions": report.figures,
        "closed_at": report.closed_at.isoformat() if report.closed_at else None,
        "replaced_codes": {str(name): dict(codes) for name, codes in report.replaced.items()},
        "withheld": list(report.withheld),
        "figures": [
            _figure(figures[name], result, labels) for name, result in report.results.items()
        ],
    }


def _figure(figure: Figure, result: Result, labels: Labels) -> Mapping[str, Any]:
    named: dict[str, Any] = {"id": figure.id, "name": figure.meaning(labels.words.language).name}
    match result:
        case Released():
            return named | _count(figure, result, labels)
        case Share():
            part, whole = _number(result.part), _number(result.whole)
            return named | {"part": part, "whole": whole, "percent": result.percent}
        case Median():
            return named | {"median": result.value, "of": _number(result.of)}


def _count(figure: Figure, released: Released, labels: Labels) -> dict[str, Any]:
    lines = table(figure, released, labels).lines
    return {
        "by": [str(name) for name in figure.by],
        "total": _number(released.total),
        "cells": [
            {"key": list(line.key), "labels": list(line.labels), **_number(line.shown)}
            for line in lines
            if line.key
        ],
    }


def _number(shown: Shown) -> dict[str, Any]:
    return {"value": shown.value, "up_to": True} if shown.is_band else {"value": shown.value}
