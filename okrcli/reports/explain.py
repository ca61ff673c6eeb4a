"""How a score came about: the formula, its inputs with the lines they stand on, and the check-in they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.goals.model import BOUNDS
from okrcli.scoring.explained import ANSWER, MEAN, OF_CYCLE, formula_of
from okrcli.scoring.formulas import Reason
from okrcli.scoring.periods import periods
from okrcli.scoring.score import held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.address import Address, Place
    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report
    from okrcli.scoring.explained import Formula


class Input(NamedTuple):
    """A value that a score was computed from, and the line that says it; `path` is None where it is computed.

    `weight` is given where the value counts with one; `by` and `date` where a check-in or review says it.
    """

    name: str
    value: Any
    unit: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None
    weight: float | None = None
    is_score: bool = False
    by: str | None = None
    date: date | None = None


class Explanation(NamedTuple):
    """A score with its formula and inputs; `row` is what it speaks of, None for a whole cycle or team."""

    address: Address | None
    score: float | None
    formula: Formula
    inputs: tuple[Input, ...]
    row: KeyResultRow | ObjectiveRow | None = None
    carried: float | None = None


def explain(workspace: Workspace, view: Report) -> tuple[Explanation, ...]:
    """The score of everything in a report that was limited to what was asked for, the whole before its parts."""
    return tuple(_all(_Places(workspace), view))


def _all(places: _Places, view: Report) -> Iterator[Explanation]:
    single = len(view.objectives) == 1
    if not single:
        inputs = tuple(
            places.input(row.address.path, row.grade.score, row.place, is_score=True)
            for row in view.objectives
            if row.grade.commitment == "aspirational"
        )
        yield Explanation(None, view.score.mean, OF_CYCLE, inputs)
    for objective in view.objectives:
        if not single or len(objective.key_results) == len(objective.objective.key_results):
            yield _objective(places, objective)
        for row in objective.key_results:
            yield _key_result(places, view, objective, row)


class _Places:
    """Lines and columns of what was said."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.every_days = workspace.settings.checkins.days

    def input(self, name: str, value: Any, place: Place, unit: str | None = None, **more: Any) -> Input:
        span = self.workspace.locate(place)
        return Input(name, value, unit, place.path, span.line, span.column, **more)


def _objective(places: _Places, row: ObjectiveRow) -> Explanation:
    inputs = (
        places.input(one.address.key_result or "", one.score.progress, one.place, weight=_counted(one), is_score=True)
        for one in row.key_results
    )
    learning = row.objective.commitment == "learning"
    return Explanation(row.address, row.grade.score, ANSWER if learning else MEAN, tuple(inputs), row)


def _counted(row: KeyResultRow) -> float:
    """The weight in the mean: of what cannot be scored 0, of what is silent its own."""
    scored = row.score.progress is not None or row.score.reason is Reason.NO_DATA
    return row.weight if scored else 0


def _key_result(places: _Places, view: Report, objective: ObjectiveRow, row: KeyResultRow) -> Explanation:
    commitment = objective.objective.commitment
    inputs = (*_observed(places, view, row), *_stated(places, row))
    carried = _carried(objective, row) if view.closed else None
    return Explanation(row.address, row.score.progress, formula_of(row.key_result, commitment), inputs, row, carried)


def _carried(objective: ObjectiveRow, row: KeyResultRow) -> float | None:
    """Where the next cycle starts if the objective is kept: at what was reached, not at 0 (Viva Goals)."""
    kept = objective.review.decision in (None, "keep", "modify", "defer")
    moving = row.key_result.kind in ("metric", "baseline") and not row.score.met
    return row.score.value if kept and moving else None


def _observed(places: _Places, view: Report, row: KeyResultRow) -> Iterator[Input]:
    """What check-ins and the review say: the latest value; each of them where all count."""
    goal, unit = row.key_result, row.key_result.unit
    if goal.hold == "share" and goal.kind in ("threshold", "range") and row.score.progress is not None:
        met, due = held(goal, row.history, periods(view.cycle, places.every_days), view.as_of)
        yield Input("met", met)
        yield Input("due", due)
    told = row.history if goal.hold == "share" or goal.steps else row.history[-1:]
    for one in told:
        name, value = _said(goal, one.reading)
        yield places.input(name, value, one.place, unit, by=one.by, date=one.date)


def _said(goal: KeyResult, reading: Any) -> tuple[str, Any]:
    if goal.kind == "milestone":
        return "done", reading.done if reading.done is not None else bool(reading.value)
    return ("answer", reading.answer) if reading.value is None else ("value", reading.value)


def _stated(places: _Places, row: KeyResultRow) -> Iterator[Input]:
    """What the goals file says: the keys that the formula uses."""
    goal, unit = row.key_result, row.key_result.unit
    single = ("baseline", *(() if goal.levels else ("target",)), *BOUNDS) if goal.kind != "baseline" else ()
    for key in single:
        if getattr(goal, key) is not None:
            yield places.input(key, getattr(goal, key), row.place / key, unit)
    for nth, end in enumerate(goal.between or ()):
        yield places.input(("low", "high")[nth], end, row.place / "between" / nth, unit)
    for name, value in {**(goal.levels or {}), **(goal.steps or {})}.items():
        key = "steps" if goal.steps and name in goal.steps else "levels"
        yield places.input(name, value, row.place / key / name, unit if key == "levels" else None)
