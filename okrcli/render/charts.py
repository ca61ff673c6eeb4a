"""Progress and confidence over a cycle, as the points of lines; the page draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.render import cells, marks
from okrcli.scoring.pace import expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.reports.view import ObjectiveRow, Report

_LEFT: Final = 26
_ACROSS: Final = 290
_TOP: Final = 8
_DOWN: Final = 100
_STEPS: Final = 13
_NAME_ACROSS: Final = 12
_NAME_DOWN: Final = 10


class Way(NamedTuple):
    """A line: its name, its points, and where the name stands."""

    name: str
    points: str
    x: float
    y: float


class Drawing(NamedTuple):
    """A chart of values from 0 to 1 over the days of a cycle; `label` says in words what it shows."""

    label: str
    lines: tuple[Way, ...]
    start: str
    end: str
    planned: str
    today: float | None


def drawings(view: Report, row: ObjectiveRow) -> list[Drawing]:
    """The progress of the key results and the confidence in them, where there is any history."""
    cycle = view.cycle
    progress = [_way(cycle, str(nth), points) for nth, points in _progress(row)]
    confidence = [_way(cycle, name, points) for name, points in _confidence(row)]
    planned = _points(cycle, _planned(view, row)) if progress else ""
    said = [("Progress by key result", progress, planned), ("Confidence", confidence, "")]
    today = None if view.closed else _x(cycle, view.as_of)
    days = (cycle.start.isoformat(), cycle.end.isoformat())
    return [Drawing(_label(name, row), _apart(lines), *days, points, today) for name, lines, points in said if lines]


def _label(name: str, row: ObjectiveRow) -> str:
    """What the chart shows, with its latest figures: for those who cannot see it, and to read the numbers beside it."""
    if name == "Confidence":
        whole = [f"objective o ({cells.confidence(row.confidence)})"] if row.beliefs else []
        parts = [
            f"key result {nth} ({cells.confidence(one.confidence)})"
            for nth, one in enumerate(row.key_results, start=1)
            if one.confidence.latest is not None
        ]
        return f"Confidence in the {', '.join(whole + parts)}"
    scores = (f"{nth} ({cells.score(row.key_results[nth - 1])})" for nth, _ in _progress(row))
    due = "" if cells.is_over(row) else f", {marks.score(row.expected)} by now"
    return f"Progress of key results {', '.join(scores)}; dashed: the straight way{due}"


def _progress(row: ObjectiveRow) -> Iterator[tuple[int, list[tuple[date, float]]]]:
    for nth, one in enumerate(row.key_results, start=1):
        if one.trend and not one.key_result.guardrail:
            yield nth, [(said.date, share) for said, share in zip(one.history, one.trend, strict=True)]


def _confidence(row: ObjectiveRow) -> Iterator[tuple[str, list[tuple[date, float]]]]:
    if row.beliefs:
        yield "o", [(said.date, said.value) for said in row.beliefs]
    for nth, one in enumerate(row.key_results, start=1):
        said = [(told.date, told.reading.confidence) for told in one.history if told.reading.confidence is not None]
        if said:
            yield str(nth), said


def _planned(view: Report, row: ObjectiveRow) -> list[tuple[date, float]]:
    """The share due on days across the cycle: of the first key result with a line of its own, else a straight one."""
    cycle = view.cycle
    length = cycle.end - cycle.start
    days = [cycle.start + length * nth / _STEPS for nth in range(_STEPS + 1)]
    shown = [one.key_result for one in row.key_results if one.trend and not one.key_result.guardrail]
    return [(day, sum(expected(goal, cycle, day) for goal in shown) / len(shown)) for day in days]


def _way(cycle: Cycle, name: str, points: list[tuple[date, float]]) -> Way:
    last, value = points[-1]
    return Way(name, _points(cycle, points), _x(cycle, last), _y(value))


def _apart(lines: list[Way]) -> tuple[Way, ...]:
    """With their names moved up where two would stand on one another."""
    placed: list[Way] = []
    for line in sorted(lines, key=lambda line: -line.y):
        near = [other.y for other in placed if abs(other.x - line.x) < _NAME_ACROSS]
        y = min([line.y, *(other - _NAME_DOWN for other in near if other - line.y < _NAME_DOWN)])
        placed.append(line._replace(y=round(y, 1)))
    return tuple(sorted(placed, key=lambda line: [one.name for one in lines].index(line.name)))


def _points(cycle: Cycle, points: Iterable[tuple[date, float]]) -> str:
    return " ".join(f"{_x(cycle, day):g},{_y(value):g}" for day, value in points)


def _x(cycle: Cycle, day: date) -> float:
    return round(_LEFT + cycle.elapsed(day) * _ACROSS, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - min(1.0, max(0.0, value))) * _DOWN, 1)
