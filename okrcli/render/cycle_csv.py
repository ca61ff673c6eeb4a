"""A cycle as a table for spreadsheets: a row for each objective and key result."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from okrcli.render.escaping import csv as csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report

_COLUMNS: Final = (
    "cycle", "as_of", "team", "objective", "key_result", "title", "owner", "commitment", "kind", "metric", "unit",
    "baseline", "target", "value", "weight", "score", "raw", "expected", "forecast", "forecast_low", "forecast_high",
    "confidence", "status", "signals", "met", "self_score", "original_score", "compared_score", "last_checkin", "note",
)  # fmt: skip


def report(view: Report, _screen: Screen | None = None) -> str:
    """Every figure unrounded; what does not apply is empty."""
    out = StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for objective in view.objectives:
        writer.writerow(_safe(_objective(view, objective)))
        writer.writerows(_safe(_key_result(view, objective, row)) for row in objective.key_results)
    return out.getvalue()


def _safe(row: dict[str, Any]) -> dict[str, Any]:
    """Without a text that a spreadsheet would take for a formula."""
    return {name: csv_cell(value) if isinstance(value, str) else value for name, value in row.items()}


def _shared(view: Report, row: ObjectiveRow | KeyResultRow) -> Iterator[tuple[str, Any]]:
    yield from zip(("team", "objective", "key_result"), row.address.parts, strict=False)
    yield "cycle", view.cycle.id
    yield "as_of", view.as_of.isoformat()
    yield "confidence", row.confidence.latest
    yield "compared_score", view.compared.scores.get(row.address.path) if view.compared else None
    if row.forecast:
        yield from zip(("forecast", "forecast_low", "forecast_high"), row.forecast, strict=True)


def _objective(view: Report, row: ObjectiveRow) -> dict[str, Any]:
    return {
        **dict(_shared(view, row)),
        "title": row.objective.title,
        "owner": row.objective.owner,
        "commitment": row.objective.commitment,
        "score": row.grade.score,
        "expected": row.expected,
        "status": row.grade.band or row.status.value if view.closed else row.status.value,
        "met": row.grade.met,
        "self_score": row.grade.self_score,
        "original_score": row.original.score if row.original else None,
    }


def _key_result(view: Report, objective: ObjectiveRow, row: KeyResultRow) -> dict[str, Any]:
    goal, score = row.key_result, row.score
    keys = {name: getattr(goal, name) for name in ("title", "kind", "metric", "unit", "baseline", "target")}
    return {
        **dict(_shared(view, row)),
        **keys,
        "owner": row.owner,
        "commitment": objective.objective.commitment,
        "target": goal.target if goal.bound is None else goal.bound[1],
        "value": score.value,
        "weight": row.weight,
        "score": score.progress,
        "raw": score.raw,
        "expected": row.pace.expected,
        "status": row.pace.status.value,
        "signals": " ".join(row.signals),
        "met": score.met,
        "self_score": row.review.self_score,
        "original_score": row.original.progress if row.original else None,
        "last_checkin": row.pace.last.isoformat() if row.pace.last else None,
        "note": row.note,
    }
