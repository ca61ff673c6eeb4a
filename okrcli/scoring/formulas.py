"""The public formulas: one value of a key result in, progress out; each names where it comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrcli.goals.model import Amount, KeyResult

LEVEL_SCORES: Final = {"commit": 0.3, "target": 0.7, "stretch": 1.0}
_MAX_RAW: Final = 1e15


class Reason(StrEnum):
    """Why there is no score, or a zero that nobody measured."""

    NO_DATA = "no_data"
    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NO_DIRECTION = "no_direction"
    NO_WEIGHT = "no_weight"
    DEFERRED = "deferred"
    LEARNING = "learning"


class Measure(NamedTuple):
    """What a formula gives for one value: progress from 0 to 1, and raw before it was bounded."""

    progress: float
    raw: float
    met: bool


def flaw(key_result: KeyResult) -> Reason | None:
    """What the formula needs and the file does not give: no value can be scored, nothing is assumed."""
    if key_result.kind == "metric":
        return _flaw_of_metric(key_result)
    if key_result.kind == "threshold":
        return None if key_result.bound else Reason.NO_TARGET
    if key_result.kind == "range":
        return None if limits(key_result) else Reason.NO_TARGET
    return Reason.NO_WEIGHT if key_result.steps and not any(key_result.steps.values()) else None


def _flaw_of_metric(key_result: KeyResult) -> Reason | None:
    if key_result.levels:
        return Reason.NO_DIRECTION if _rising(key_result) is None else None
    if key_result.baseline is None:
        return Reason.NO_BASELINE
    if key_result.target is None:
        return Reason.NO_TARGET
    flat = key_result.baseline == key_result.target
    return Reason.NO_DIRECTION if flat and not key_result.bound else None


def measure(key_result: KeyResult, value: Amount | None) -> Measure:
    """The formula of a key result's kind for one value; the key result has no flaw and is no milestone.

    A baseline key result is found or not: 1 when its number is known, else 0 (Lamorte: it becomes the
    next cycle's start).
    """
    if key_result.kind == "baseline" or value is None:
        return _yes_or_no(value is not None)
    if key_result.kind == "threshold":
        return _yes_or_no(holds(key_result, value))
    if key_result.kind == "range":
        return _range(key_result, value)
    return _levels(key_result, value) if key_result.levels else _metric(key_result, value)


def _metric(key_result: KeyResult, value: Amount) -> Measure:
    """(value - baseline) / (target - baseline), up or down alike, bounded to 0-1 (Doerr, Niven, Perdoo).

    Where both are the same there is no way to go: 1 if the value meets the target, else 0 (MetaPulse).
    """
    baseline, target = key_result.baseline or 0, key_result.target or 0
    if baseline != target:
        return way(baseline, value, target)
    operator, _ = key_result.bound or ("", None)
    return _yes_or_no(compare(operator, value, target))


def _levels(key_result: KeyResult, value: Amount) -> Measure:
    """The score of the best level reached, nothing in between (Lamorte: stretch, target, commit).

    It is met from the level called target on.
    """
    rising = _rising(key_result)
    marks = (key_result.levels or {}).items()
    reached = [LEVEL_SCORES[name] for name, mark in marks if (value >= mark if rising else value <= mark)]
    progress = max(reached, default=0.0)
    return Measure(progress, progress, progress >= LEVEL_SCORES["target"])


def _range(key_result: KeyResult, value: Amount) -> Measure:
    """1 inside, ends included, else 0; from a baseline outside, the way to the nearer end (MetaPulse)."""
    low, high = limits(key_result) or (0, 0)
    if low <= value <= high:
        return _yes_or_no(met=True)
    start = key_result.baseline
    if start is not None and value < low and start < low:
        return way(start, value, low)._replace(met=False)
    if start is not None and value > high and start > high:
        return way(start, value, high)._replace(met=False)
    return _yes_or_no(met=False)


def share_of_steps(key_result: KeyResult, done: frozenset[str]) -> float:
    """The weight of the steps done / the weight of all; without steps 1 or 0 (Workpath, ServiceNow)."""
    steps = steps_of(key_result)
    return sum(weight for name, weight in steps.items() if name in done) / sum(steps.values())


def steps_of(key_result: KeyResult) -> Mapping[str, Amount]:
    """The steps of a milestone with their weights; one without steps is a single one."""
    return key_result.steps or {"": 1}


def holds(key_result: KeyResult, value: Amount) -> bool:
    """Whether a value meets a threshold or lies in a range, both ends included."""
    ends = limits(key_result)
    if key_result.kind == "range" and ends:
        return ends[0] <= value <= ends[1]
    return key_result.bound is not None and compare(key_result.bound[0], value, key_result.bound[1])


def compare(operator: str, value: Amount, bound: Amount) -> bool:
    """`at_least` and `at_most` include the bound, `above` and `below` do not."""
    if value == bound:
        return operator in ("at_least", "at_most")
    return (value > bound) == (operator in ("at_least", "above"))


def limits(key_result: KeyResult) -> tuple[Amount, Amount] | None:
    """The low and the high end of a range; None where the file does not give both."""
    ends = sorted(key_result.between or ())
    return (ends[0], ends[1]) if len(ends) == 2 else None  # noqa: PLR2004 - low and high


def way(start: Amount, value: Amount, end: Amount) -> Measure:
    """The share of the way from start to end; finite even where there is next to no way."""
    raw = min(_MAX_RAW, max(-_MAX_RAW, (value - start) / (end - start)))
    return Measure(min(1.0, max(0.0, raw)), raw, raw >= 1)


def ways(key_result: KeyResult, values: Sequence[Amount | None]) -> tuple[float, ...]:
    """The progress of `measure` for many values of a straight way at once; nothing where the way is not straight."""
    start, end = key_result.baseline, key_result.target
    straight = key_result.kind == "metric" and not key_result.levels
    if not straight or start is None or end is None or start == end or None in values:
        return ()
    length = end - start
    shares = [(value - start) / length for value in values if value is not None]
    return tuple([0.0 if share < 0 else 1.0 if share > 1 else share for share in shares])


def _rising(key_result: KeyResult) -> bool | None:
    """Whether more is better: by the order of the levels, of a single one against the baseline."""
    levels = key_result.levels or {}
    marks = [levels[name] for name in LEVEL_SCORES if name in levels]
    start = marks[0] if len(marks) > 1 else key_result.baseline
    return None if not marks or start is None or start == marks[-1] else start < marks[-1]


def _yes_or_no(met: bool) -> Measure:
    return Measure(float(met), float(met), met)
