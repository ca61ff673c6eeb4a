"""Where a key result will end if it goes on as so far, with the range that its history allows."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.scoring.formulas import Reason, flaw, measure
from okrcli.scoring.score import trend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from okrcli.goals.model import Amount, KeyResult
    from okrcli.scoring.readings import Observation
    from okrcli.scoring.score import Score

FEWEST: Final = 4
"""Days with a value below which three steps of the way say nothing of the rest."""
_T90: Final = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350)
"""Student's t for 80 % of the cases, by degrees of freedom from 1 on."""
_T90_MANY: Final = 1.282


class Forecast(NamedTuple):
    """The final score, 0 to 1, and the range in which it ends in 8 of 10 cases."""

    score: float
    low: float
    high: float


def forecast(key_result: KeyResult, seen: Sequence[Observation], score: Score, end: date) -> Forecast | None:
    """The final score from the telling observations; None where there is no way, or too little history.

    The drift method: the mean step a day goes on to the end; the range grows with the spread of the steps
    and with the days to come (Hyndman and Athanasopoulos, Forecasting, 5.2 and 5.5; Student's t, as the
    steps are few). Computed of the value, then scored: levels and bounds hold as ever.
    """
    if score.progress is None or score.reason is Reason.NO_DATA or flaw(key_result) or key_result.guardrail:
        return None
    points = list(_points(key_result, seen).items())
    days = (end - points[-1][0]).days if points else 0
    if (points and days <= 0) or (key_result.kind == "milestone" and score.met):
        return Forecast(score.progress, score.progress, score.progress)
    if len(points) < FEWEST:
        return None
    ends = sorted(_scored(key_result, value) for value in _drift(points, days))
    return Forecast(ends[1], ends[0], ends[2])


def _points(key_result: KeyResult, seen: Sequence[Observation]) -> dict[date, Amount]:
    """The last value of each day of a metric, the last share of each day of steps; else nothing."""
    if key_result.kind == "milestone" and key_result.steps:
        return {one.date: share for one, share in zip(seen, trend(key_result, seen), strict=True)}
    if key_result.kind != "metric":
        return {}
    return {one.date: one.reading.value for one in seen if one.reading.value is not None}


def _scored(key_result: KeyResult, value: float) -> float:
    """The score of a value; of steps the value is the score."""
    return min(1.0, max(0.0, value)) if key_result.kind == "milestone" else measure(key_result, value).progress


def _drift(points: Sequence[tuple[date, Amount]], days: int) -> tuple[float, float, float]:
    """The value after so many days more, and the two ends of its range."""
    (first, start), *_, (last, now) = points
    passed = (last - first).days
    slope = (now - start) / passed
    steps = list(_steps(points))
    variance = sum((way - slope * length) ** 2 / length for length, way in steps) / (len(steps) - 1)
    spread = _t(len(steps) - 1) * sqrt(variance * (days + days**2 / passed))
    end = now + slope * days
    return end, end - spread, end + spread


def _steps(points: Sequence[tuple[date, Amount]]) -> Iterable[tuple[int, float]]:
    """Days and way from each point to the next."""
    for (before, old), (after, new) in pairwise(points):
        yield (after - before).days, new - old


def _t(freedom: int) -> float:
    return _T90[freedom - 1] if freedom <= len(_T90) else _T90_MANY


def together(parts: Iterable[tuple[Amount, float | None, Forecast | None]]) -> Forecast | None:
    """The weighted mean from (weight, score so far, forecast) of each part; None where nothing can be foretold.

    What cannot be foretold stays as it is in the middle and may end anywhere. All low ends are taken together,
    and all high ends: goals of one team rise and fall with one another, a narrower range would promise too much.
    """
    found = [(weight, said or Forecast(now or 0.0, 0.0, 1.0), said) for weight, now, said in parts if weight]
    total = sum(weight for weight, _, _ in found)
    if not total or all(said is None for _, _, said in found):
        return None
    score, low, high = (sum(weight * one[part] for weight, one, _ in found) / total for part in range(3))
    return Forecast(score, low, high)
