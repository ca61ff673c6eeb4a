"""A cycle beside an earlier one, at the same point of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import parse
from okrcli.reports.report import build
from okrcli.reports.view import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import ObjectiveRow, Report


def compare(workspace: Workspace, view: Report, other: Cycle) -> Report:
    """The report with the scores of another cycle beside: as of the same day of that cycle, or of its end.

    An objective is compared with the one it was carried from, else with the one of the same name.
    """
    day = view.as_of if view.closed else min(other.end, other.start + (view.as_of - view.cycle.start))
    earlier = build(workspace, other, day, view.team)
    rows = {row.address: row for row in earlier.objectives}
    before = {path: score for row in view.objectives for path, score in _before(row, rows, other)}
    head = (other, day, earlier.score, earlier.expected, earlier.adherence)
    return view._replace(compared=Comparison(*head, before))


def _before(
    row: ObjectiveRow, rows: Mapping[Address, ObjectiveRow], other: Cycle
) -> Iterator[tuple[str, float | None]]:
    carried = parse(row.objective.carried_from, other.id) if row.objective.carried_from else None
    same = row.address._replace(cycle=other.id)
    found = rows.get(carried or same) or rows.get(same)
    if found is None:
        return
    yield row.address.path, found.grade.score
    scores = {one.address.key_result: one.score.progress for one in found.key_results}
    for one in row.key_results:
        if one.address.key_result in scores:
            yield one.address.path, scores[one.address.key_result]
