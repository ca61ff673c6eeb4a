"""One screen of what needs somebody now, and the scores as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.text import Text

from okrcli.render import cells, marks
from okrcli.render.clean import clean
from okrcli.render.terminal import Column, Row, draw, no_goals, print_out
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report

_STATUS: Final = (
    Column("now → target", 1),
    Column("score", 2, right=True),
    Column("conf", 4, right=True),
    Column("owner", 3),
    Column("last", 5, right=True),
    Column("status", 0),
)
_SCORE: Final = (
    Column("now → target", 2),
    Column("weight", 3, right=True),
    Column("score", 0, right=True),
    Column("", 1),
)


def status(view: Report, screen: Screen) -> str:
    """Every key result, those that need somebody first."""
    if not view.objectives:
        return no_goals(view, screen)
    order = list(Status)
    rows = [row for objective in view.objectives for row in objective.key_results if view.person in (None, row.owner)]
    worst_first = sorted(rows, key=lambda row: order.index(row.pace.status))
    table = draw("key result", _STATUS, map(_status_row, worst_first), screen)
    counts = Counter(cells.words(row.pace.status) for row in worst_first)
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    return print_out([Text(cells.heading(view), "bold"), Text(said or "no key results"), Text(), table], screen)


def _status_row(row: KeyResultRow) -> Row:
    belief = cells.confidence(row.confidence)
    return Text(row.address.path), {
        "now → target": Text(cells.way(row)),
        "score": Text(cells.score(row)),
        "conf": Text(belief, "red" if row.confidence.dropped else ""),
        "owner": Text(clean(row.owner or "")),
        "last": Text(cells.last(row)),
        "status": Text(cells.status(row), cells.COLOURS.get(row.pace.status, "")),
    }


def score(view: Report, screen: Screen) -> str:
    """Every objective and key result with its score, and what the score was computed from."""
    if not view.objectives:
        return no_goals(view, screen)
    table = draw("goal", _SCORE, _score_rows(view), screen)
    head = Text.assemble(Text(cells.heading(view), "bold"), "\n", Text(cells.result(view)))
    return print_out([head, Text(), table], screen)


def _score_rows(view: Report) -> Iterator[Row]:
    for objective in view.objectives:
        yield _objective_score(view, objective)
        for row in objective.key_results:
            note = " · ".join(part for part in (cells.beyond(row) or _why_none(row), cells.banded(view, row)) if part)
            yield (
                Text(f"  {row.address.path}"),
                {
                    "now → target": Text(cells.way(row)),
                    "weight": Text(marks.amount(row.weight)),
                    "score": Text(cells.score(row), "red" if row.score.breached else ""),
                    "": Text(note, "dim"),
                },
            )


def _objective_score(view: Report, row: ObjectiveRow) -> Row:
    reported, total = row.grade.coverage
    partial = f"{reported} of {total} reported" if reported < total else ""
    graded = row.grade.band if row.status is Status.CLOSED else None
    grade = [cells.words(graded) if graded else row.objective.commitment]
    own = [f"self {marks.score(row.grade.self_score)}"] if row.grade.self_score is not None else []
    return Text(row.address.path, "bold"), {
        "score": Text(marks.score(row.grade.score), "bold"),
        "": Text(" · ".join(part for part in (*grade, partial, *own, cells.banded(view, row)) if part)),
    }


def _why_none(row: KeyResultRow) -> str:
    if row.key_result.guardrail:
        return "guardrail"
    if row.score.reason:
        return cells.words(row.score.reason)
    return "" if row.weight else "tracked only"
