"""Where a key result should be by now, and how it stands: on track, needs attention, off track."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.cycle import elapsed
from okrcli.scoring.formulas import Reason, holds, limits, measure, way
from okrcli.scoring.grade import GREEN, YELLOW, rounded, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import Amount, CheckInSettings, KeyResult, Objective
    from okrcli.scoring.score import Score

TOO_EARLY: Final = 0.15
"""The expected share below which a pace says nothing."""
DROP: Final = 0.2
"""The fall of confidence from one check-in to the next that is worth a word."""
_PACE: Final = {"committed": (0.95, 0.75), "aspirational": (GREEN, YELLOW)}


class Status(StrEnum):
    """How a goal stands, the worst first."""

    OFF_TRACK = "off_track"
    NEEDS_ATTENTION = "needs_attention"
    NO_DATA = "no_data"
    STALE = "stale"
    NO_SCORE = "no_score"
    TOO_EARLY = "too_early"
    ON_TRACK = "on_track"
    DEFERRED = "deferred"
    CLOSED = "closed"


class Outlook(NamedTuple):
    """The latest confidence, and how it moved since the one before."""

    latest: Amount | None = None
    change: float | None = None
    dropped: bool = False


class Pace(NamedTuple):
    """`expected` is the share of the way due by now, `projected` the final progress that this pace leads to.

    `quiet_days` are the days since the last check-in that told something, or since the cycle began.
    """

    expected: float
    projected: float | None
    status: Status
    last: date | None
    quiet_days: int


def outlook(confidences: Sequence[Amount]) -> Outlook:
    """From the confidences of a goal, oldest first."""
    if not confidences:
        return Outlook()
    change = round(confidences[-1] - confidences[-2], 6) if len(confidences) > 1 else None
    return Outlook(confidences[-1], change, dropped=change is not None and change <= -DROP)


def worst(statuses: Iterable[Status]) -> Status:
    """The status of an objective: its worst key result (Perdoo, ServiceNow, Viva); none at all is no data."""
    order = list(Status)
    return min(statuses, key=order.index, default=Status.NO_DATA)


def status_of(statuses: Iterable[tuple[KeyResult, Status]]) -> Status:
    """The status of an objective: the worst of the key results that count and of the guardrails; else of all."""
    statuses = tuple(statuses)
    counted = [status for key_result, status in statuses if weight(key_result) or key_result.guardrail]
    return worst(counted or (status for _, status in statuses))


def pace(
    key_result: KeyResult,
    objective: Objective,
    score: Score,
    belief: Outlook,
    *,
    cycle: Cycle,
    as_of: date,
    rhythm: CheckInSettings,
) -> Pace:
    """The pace of a key result with this score and confidence on a day."""
    share = expected(key_result, cycle, as_of)
    ahead = projected(key_result, score, share)
    last = score.observation.date if score.observation else None
    quiet = (as_of - (last or cycle.start)).days
    status = Status.CLOSED if as_of > cycle.end else _unjudged(key_result, objective, score, quiet, rhythm)
    if status is None and _is_done_or_not(key_result, objective):
        status = _by_confidence(belief, late=as_of > (key_result.due or cycle.end))
    status = status or _by_number(key_result, objective, score, ahead)
    return Pace(share, ahead, status, last, max(0, quiet))


def _unjudged(
    key_result: KeyResult, objective: Objective, score: Score, quiet: int, rhythm: CheckInSettings
) -> Status | None:
    """What goes before any judgement: deferred, silent, settled, stale; else None."""
    if score.reason is Reason.DEFERRED:
        return Status.DEFERRED
    if score.observation is None:
        return Status.NO_DATA if quiet >= 0 else Status.TOO_EARLY
    if settled(key_result, objective, score):
        return Status.ON_TRACK
    return Status.STALE if quiet > rhythm.days + rhythm.grace_days else None


def expected(key_result: KeyResult, cycle: Cycle, as_of: date) -> float:
    """The share of the way due by a day: 0 on the first, 1 on the last (Viva); a curve replaces the line."""
    due = key_result.due or cycle.end
    target = (key_result.levels or {}).get("target", key_result.target)
    baseline = key_result.baseline
    if not key_result.curve or baseline is None or target is None or baseline == target:
        return elapsed(cycle.start, due, as_of)
    between = {day: value for day, value in key_result.curve.items() if cycle.start < day < due}
    planned = _interpolated(sorted({cycle.start: baseline, **between, due: target}.items()), as_of)
    return way(baseline, planned, target).progress


def _interpolated(points: Sequence[tuple[date, Amount]], day: date) -> Amount:
    """The value on a day, straight from point to point and level outside them."""
    nth = bisect_right(points, day, key=lambda point: point[0])
    if nth in (0, len(points)):
        return points[max(0, nth - 1)][1]
    (before, low), (after, high) = points[nth - 1], points[nth]
    return low + (high - low) * elapsed(before, after, day)


def projected(key_result: KeyResult, score: Score, share: float) -> float | None:
    """Progress / expected; with levels the score of the value so reached; None where a pace says nothing."""
    if score.progress is None or share < TOO_EARLY or score.reason or not _has_way(key_result):
        return None
    start, value = key_result.baseline, score.value
    if key_result.levels and start is not None and value is not None:
        return measure(key_result, start + (value - start) / share).progress
    return score.progress / share


def _has_way(key_result: KeyResult) -> bool:
    """Whether progress is made bit by bit, so that a pace can be told."""
    if key_result.kind == "range":
        return key_result.baseline is not None and not holds(key_result, key_result.baseline)
    return key_result.kind == "metric" or bool(key_result.steps)


def _is_done_or_not(key_result: KeyResult, objective: Objective) -> bool:
    single = key_result.kind == "milestone" and not key_result.steps
    return single or key_result.kind == "baseline" or objective.commitment == "learning"


def settled(key_result: KeyResult, objective: Objective, score: Score) -> bool:
    """What is done, found or answered stays so: nobody has to check in on it again."""
    if objective.commitment == "learning":
        return score.answer == "answered"
    return key_result.kind in ("milestone", "baseline") and bool(score.met)


def _by_confidence(belief: Outlook, *, late: bool) -> Status:
    if late:
        return Status.OFF_TRACK
    return Status.NO_DATA if belief.latest is None else _in_bands(belief.latest, (GREEN, YELLOW))


def _by_number(key_result: KeyResult, objective: Objective, score: Score, ahead: float | None) -> Status:
    """The grade that this pace would earn (Google; committed: UpRaise); bounds hold or not (Viva)."""
    if score.progress is None:
        return Status.NO_SCORE
    value = score.value if key_result.kind in ("threshold", "range") else None
    if value is not None and (holds(key_result, value) or not _has_way(key_result)):
        return _by_bound(key_result, value)
    return Status.TOO_EARLY if ahead is None else _in_bands(ahead, _PACE[objective.commitment])


def _by_bound(key_result: KeyResult, value: Amount) -> Status:
    """Met or not by the latest value; between `warn_at` and the bound, on either side, it needs attention."""
    met, warn = holds(key_result, value), key_result.warn_at
    if warn is not None and met == holds(key_result, warn):
        ends = limits(key_result) or (key_result.bound or ("", warn))[1:]
        bound = min(ends, key=lambda end: abs(end - warn))
        if min(bound, warn) <= value <= max(bound, warn):
            return Status.NEEDS_ATTENTION
    return Status.ON_TRACK if met else Status.OFF_TRACK


def _in_bands(share: float, cuts: tuple[float, float]) -> Status:
    """By what is printed, like the bands of scores."""
    good, fair = cuts
    printed = rounded(share)
    if printed >= good:
        return Status.ON_TRACK
    return Status.NEEDS_ATTENTION if printed >= fair else Status.OFF_TRACK
