"""The score of a key result on a day: what was observed of it, put into the formula of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.scoring.formulas import Measure, Reason, flaw, holds, measure, share_of_steps, steps_of, ways
from okrcli.scoring.periods import Adherence, periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import Amount, KeyResult, Objective, Reading
    from okrcli.scoring.periods import Periods
    from okrcli.scoring.readings import Observation


class Score(NamedTuple):
    """How far a key result is, with what that was computed from.

    `progress` is 0 to 1; `raw` the same before it was bounded (below 0 it regressed, above 1 it exceeded);
    `reason` says why there is none, or that a 0 was not measured; `value` is the latest number,
    `observation` the latest word, `done` the steps of a milestone, `breached` speaks of guardrails.
    """

    progress: float | None = None
    raw: float | None = None
    met: bool | None = None
    reason: Reason | None = None
    value: Amount | None = None
    observation: Observation | None = None
    answer: str | None = None
    done: tuple[str, ...] = ()
    breached: bool | None = None


def score_key_result(
    key_result: KeyResult,
    objective: Objective,
    observations: Sequence[Observation],
    *,
    cycle: Cycle,
    as_of: date,
    cadence_days: int,
) -> Score:
    """The score on a day from the observations up to it, oldest first.

    Silence is no score during the cycle and 0 after it; what cannot be known yet is deferred; learning has an
    answer instead of a number.
    """
    seen = telling(key_result, objective, observations)
    score = _observed(key_result, seen)
    if reason := _reason(key_result, objective, score, as_of):
        missed = reason is Reason.NO_DATA and as_of > cycle.end
        return score._replace(progress=0.0 if missed else None, reason=reason)
    if key_result.kind == "milestone":
        return _milestone(key_result, seen, score)
    return _measured(key_result, seen, score, periods(cycle, cadence_days), as_of)


def telling(key_result: KeyResult, objective: Objective, observations: Sequence[Observation]) -> list[Observation]:
    """The observations that say how far it is; of what is done or not, a confidence says: not yet."""
    learning = objective.commitment == "learning"
    kind = key_result.kind
    return [
        one for one in observations if one.reading.value is not None or _tells(kind, one.reading, learning=learning)
    ]


def trend(key_result: KeyResult, seen: Sequence[Observation]) -> tuple[float, ...]:
    """The progress of each telling observation, oldest first; steps add up, a value stands for itself."""
    if flaw(key_result):
        return ()
    if key_result.kind == "milestone":
        return tuple(share_of_steps(key_result, done) for done in _done_after(key_result, seen))
    values = [one.reading.value for one in seen]
    straight = ways(key_result, values)
    return straight or tuple(measure(key_result, value).progress for value in values)


def _reason(key_result: KeyResult, objective: Objective, score: Score, as_of: date) -> Reason | None:
    """Why there is nothing to put into a formula, or no formula to put it into."""
    until = key_result.not_yet_observable_until
    if objective.commitment == "learning":
        return Reason.LEARNING
    if until and until > as_of:
        return Reason.DEFERRED
    return flaw(key_result) or (None if score.observation else Reason.NO_DATA)


def _tells(kind: str, reading: Reading, *, learning: bool) -> bool:
    """Whether a reading without a value says how far it is."""
    if learning:
        return reading.answer is not None or reading.confidence is not None
    if kind == "milestone":
        return reading.done is not None or reading.confidence is not None
    return kind == "baseline" and reading.confidence is not None


def _observed(key_result: KeyResult, seen: Sequence[Observation]) -> Score:
    """What was said last, before any formula; the number of a milestone is its `done`."""
    backwards = seen[::-1]
    number = next((one.reading.value for one in backwards if one.reading.value is not None), None)
    answer = next((one.reading.answer for one in backwards if one.reading.answer), None)
    value = None if key_result.kind == "milestone" else number
    return Score(value=value, observation=seen[-1] if seen else None, answer=answer)


def _milestone(key_result: KeyResult, seen: Sequence[Observation], score: Score) -> Score:
    *_, done = _done_after(key_result, seen)
    share = share_of_steps(key_result, done)
    steps = tuple(name for name in key_result.steps or () if name in done)
    return score._replace(progress=share, raw=share, met=done >= steps_of(key_result).keys(), done=steps)


def _done_after(key_result: KeyResult, seen: Sequence[Observation]) -> Iterator[frozenset[str]]:
    """The steps done after each observation: `true` is all, `false` none, a list adds to the others."""
    steps = frozenset(steps_of(key_result))
    done: frozenset[str] = frozenset()
    for one in seen:
        said = one.reading.done if one.reading.done is not None else _as_flag(one.reading.value)
        if isinstance(said, bool):
            done = steps if said else frozenset()
        elif said:
            done |= steps.intersection(said)
        yield done


def _as_flag(value: Amount | None) -> bool | None:
    """A milestone's 1 or 0, the only way in which a review can say that it is done."""
    return bool(value) if value in (0, 1) else None


def _measured(key_result: KeyResult, seen: Sequence[Observation], score: Score, due: Periods, as_of: date) -> Score:
    if key_result.hold == "share" and key_result.kind in ("threshold", "range"):
        met, judged = held(key_result, seen, due, as_of)
        measured = Measure(met / judged, met / judged, met >= judged)
    else:
        measured = measure(key_result, score.value)
    breached = _breached(key_result, measured.raw, seen) if key_result.guardrail else None
    return score._replace(**measured._asdict(), breached=breached)


def held(key_result: KeyResult, seen: Sequence[Observation], due: Periods, as_of: date) -> Adherence:
    """Check-ins that met a bound, and check-ins due so far; a missed one has not met it (ServiceNow, Profit.co)."""
    latest = {due.of(one.date): one.reading.value for one in seen}
    met = sum(value is not None and holds(key_result, value) for value in latest.values())
    return Adherence(met, len(due.judged(latest, min(as_of, key_result.due or as_of))))


def _breached(key_result: KeyResult, raw: float, seen: Sequence[Observation]) -> bool | None:
    """A bound is breached by the latest value, with `hold: share` by any; a metric below its baseline."""
    if key_result.kind == "metric":
        return raw < 0
    if key_result.kind not in ("threshold", "range"):
        return None
    judged = seen if key_result.hold == "share" else seen[-1:]
    return not all(one.reading.value is not None and holds(key_result, one.reading.value) for one in judged)
