"""One screen of what needs somebody now, and the scores as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from okrcli.render import cells, marks
from okrcli.render.grid import Cell, Column, Row, as_text, paragraph, table
from okrcli.render.terminal import joined, no_goals
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.render.grid import Line
    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report

_MOST: Final = 24
"""Key results that fit on a screen."""
_PATHS: Final = 0.5
"""The share of the screen that an address may claim: a cut one cannot be typed."""
_STATUS: Final = (
    Column("now → target", 1),
    Column("score", 2, right=True),
    Column("conf", 4, right=True),
    Column("owner", 3),
    Column("last", 5, right=True),
    Column("status", 0),
    Column("look at", 6),
    Column("forecast", 7),
)
_SCORE: Final = (
    Column("now → target", 2),
    Column("weight", 3, right=True),
    Column("score", 0, right=True),
    Column("", 1),
)


def status(view: Report, screen: Screen, *, me: str | None = None) -> str:
    """The key results on one screen: those of the person who asks first, of these what needs somebody first."""
    return as_text(_status_lines(view, screen, me), screen)


def _status_lines(view: Report, screen: Screen, me: str | None) -> Iterator[Line]:
    if not view.objectives:
        yield from no_goals(view, screen)
        return
    order = list(Status)
    rows = [row for objective in view.objectives for row in objective.key_results if view.person in (None, row.owner)]
    worst_first = sorted(rows, key=lambda row: (row.owner != me, order.index(row.pace.status)))
    counts = Counter(row.pace.status for row in rows)
    said = ", ".join(f"{counts[status]} {cells.words(status)}" for status in order if counts[status])
    yield from paragraph(cells.heading(view), screen, "bold")
    yield from paragraph(joined([said or "no key results", _ahead(view)]), screen)
    yield ()
    told = (_status_row(row, one_team=len(view.teams) == 1) for row in worst_first[:_MOST])
    yield from table("key result", _STATUS, told, screen, _PATHS)
    if len(worst_first) > _MOST:
        yield from paragraph(f"and {len(worst_first) - _MOST:,} more: okr report", screen, "dim")


def _ahead(view: Report) -> str:
    """Where the cycle leads if all goes on as so far."""
    return f"forecast {cells.forecast(view.forecast)}" if view.forecast else ""


def _status_row(row: KeyResultRow, *, one_team: bool) -> Row:
    belief = cells.confidence(row.confidence)
    figures = {
        "now → target": Cell(cells.way(row)),
        "score": Cell(cells.score(row)),
        "conf": Cell(belief, "red" if row.confidence.dropped else ""),
        "owner": Cell(cells.owner(row.owner)),
        "last": Cell(cells.last(row)),
        "status": Cell(cells.status(row), cells.COLOURS.get(row.pace.status, "")),
        "look at": Cell(cells.signals(row.signals), "red"),
        "forecast": Cell(cells.forecast(row.forecast), "dim"),
    }
    return Row(Cell(row.address.local if one_team else row.address.path), figures, ends=True)


def score(view: Report, screen: Screen) -> str:
    """Every objective and key result with its score, and what the score was computed from."""
    return as_text(_score_lines(view, screen), screen)


def _score_lines(view: Report, screen: Screen) -> Iterator[Line]:
    if not view.objectives:
        yield from no_goals(view, screen)
        return
    yield from paragraph(cells.heading(view), screen, "bold")
    yield from paragraph(cells.result(view), screen)
    yield ()
    yield from table("goal", _SCORE, _score_rows(view), screen, _PATHS)


def _score_rows(view: Report) -> Iterator[Row]:
    for objective in view.objectives:
        yield _objective_score(view, objective)
        for row in objective.key_results:
            note = joined([cells.beyond(row) or _why_none(row), cells.banded(view, row)])
            figures = {
                "now → target": Cell(cells.way(row)),
                "weight": Cell(marks.amount(row.weight)),
                "score": Cell(cells.score(row), "red" if row.score.breached else ""),
                "": Cell(note, "dim"),
            }
            yield Row(Cell(row.address.path), figures, indent=2, ends=True)


def _objective_score(view: Report, row: ObjectiveRow) -> Row:
    reported, total = row.grade.coverage
    partial = f"{reported} of {total} reported" if reported < total else ""
    graded = row.grade.band if row.status is Status.CLOSED else None
    grade = cells.words(graded) if graded else row.objective.commitment
    own = f"self {marks.score(row.grade.self_score)}" if row.grade.self_score is not None else ""
    note = joined([grade, partial, own, cells.banded(view, row)])
    return Row(
        Cell(row.address.path, "bold"), {"score": Cell(marks.score(row.grade.score), "bold"), "": Cell(note)}, ends=True
    )


def _why_none(row: KeyResultRow) -> str:
    if row.key_result.guardrail:
        return "guardrail"
    if row.score.reason:
        return cells.words(row.score.reason)
    return "" if row.weight else "tracked only"
