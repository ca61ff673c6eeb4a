"""What holds of scores whatever the numbers are."""

from __future__ import annotations

from datetime import date, timedelta
from math import isfinite
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from okrcli.goals.address import Place
from okrcli.goals.cycle import Cycle
from okrcli.goals.model import (
    BOUNDS,
    COMMITMENTS,
    KINDS,
    LEVELS,
    CheckInSettings,
    KeyResult,
    Objective,
    Reading,
)
from okrcli.scoring.formulas import measure, ways
from okrcli.scoring.grade import grade_objective, rounded
from okrcli.scoring.pace import Status, outlook, pace
from okrcli.scoring.readings import Observation
from okrcli.scoring.score import Score, score_key_result, telling, trend

if TYPE_CHECKING:
    from collections.abc import Sequence

CYCLE = Cycle(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
OBJECTIVE = Objective(title="An objective")

numbers = st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15)
counts = st.integers(-(10**6), 10**6)
shares = st.floats(0, 1)
days = st.dates(date(2026, 6, 1), date(2026, 12, 31))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


key_results = st.builds(
    KeyResult,
    title=st.just("A key result"),
    kind=st.sampled_from(KINDS),
    baseline=maybe(numbers),
    target=maybe(numbers),
    warn_at=maybe(numbers),
    between=maybe(st.tuples(numbers, numbers)),
    hold=st.sampled_from(("latest", "share")),
    guardrail=st.booleans(),
    steps=maybe(st.dictionaries(st.sampled_from("abc"), st.floats(0, 1e15))),
    levels=maybe(st.dictionaries(st.sampled_from(LEVELS), numbers)),
    curve=maybe(st.dictionaries(days, numbers, max_size=3)),
    weight=st.floats(0, 1e15),
    due=maybe(days),
    not_yet_observable_until=maybe(days),
    **{bound: maybe(numbers) for bound in BOUNDS},
)
readings = st.builds(
    Reading,
    value=maybe(numbers),
    confidence=maybe(shares),
    done=maybe(st.booleans() | st.lists(st.sampled_from("abcd")).map(tuple)),
    answer=maybe(st.sampled_from(("answered", "partly", "open"))),
)
observations = st.lists(st.tuples(days, readings), max_size=5).map(
    lambda told: [Observation(day, "ana", Place("x.yaml"), said) for day, said in sorted(told, key=lambda one: one[0])]
)


def score_of(key_result: KeyResult, *values: float) -> Score:
    seen = [
        Observation(CYCLE.start + timedelta(days=nth), "ana", Place("x.yaml"), Reading(value=value))
        for nth, value in enumerate(values)
    ]
    return score_key_result(key_result, OBJECTIVE, seen, cycle=CYCLE, as_of=CYCLE.end, cadence_days=7)


def metric(baseline: float, target: float) -> KeyResult:
    return KeyResult(title="A key result", baseline=baseline, target=target)


def is_share(value: float | None) -> bool:
    return value is None or 0 <= value <= 1


@given(key_results, st.sampled_from(COMMITMENTS), observations, days)
def test_scores_are_bounded_and_finite(
    key_result: KeyResult, commitment: str, seen: Sequence[Observation], as_of: date
) -> None:
    objective = Objective(title="An objective", commitment=commitment, key_results={"it": key_result})
    score = score_key_result(key_result, objective, seen, cycle=CYCLE, as_of=as_of, cadence_days=7)
    assert is_share(score.progress)
    assert score.raw is None or (isfinite(score.raw) and isfinite(rounded(score.raw)))
    assert (score.progress is None) <= (score.reason is not None)
    assert all(is_share(share) for share in trend(key_result, telling(key_result, objective, seen)))
    grade = grade_objective(objective, {"it": score})
    assert is_share(grade.score)
    assert grade.coverage.reported <= grade.coverage.total


@given(key_results, st.sampled_from(COMMITMENTS), observations, days)
def test_nothing_is_green_without_data(
    key_result: KeyResult, commitment: str, seen: Sequence[Observation], as_of: date
) -> None:
    objective = Objective(title="An objective", commitment=commitment, key_results={"it": key_result})
    score = score_key_result(key_result, objective, seen, cycle=CYCLE, as_of=as_of, cadence_days=7)
    belief = outlook([one.reading.confidence for one in seen if one.reading.confidence is not None])
    rhythm = CheckInSettings()
    going = pace(key_result, objective, score, belief, cycle=CYCLE, as_of=as_of, rhythm=rhythm)
    assert 0 <= going.expected <= 1
    assert going.projected is None or (isfinite(going.projected) and going.projected >= 0)
    assert going.status is not Status.ON_TRACK or score.observation
    assert (going.status is Status.CLOSED) == (as_of > CYCLE.end)


@given(numbers, numbers, numbers, numbers)
def test_a_metric_grows_towards_its_target(baseline: float, target: float, one: float, other: float) -> None:
    if baseline == target:
        return
    near, far = sorted((one, other), reverse=target > baseline)
    assert (score_of(metric(baseline, target), near).progress or 0) >= (
        score_of(metric(baseline, target), far).progress or 0
    )


@given(st.sampled_from(BOUNDS), numbers, numbers, numbers)
def test_a_threshold_never_gets_worse_on_its_side(bound: str, at: float, one: float, other: float) -> None:
    sides: dict[str, Any] = {bound: at}
    key_result = KeyResult(title="A key result", kind="threshold", **sides)
    near, far = sorted((one, other), reverse=bound in ("at_least", "above"))
    assert (score_of(key_result, near).progress or 0) >= (score_of(key_result, far).progress or 0)


@given(st.tuples(numbers, numbers, numbers), st.booleans(), numbers, numbers)
def test_levels_never_fall_on_the_way_up(
    marks: tuple[float, float, float], rising: bool, one: float, other: float
) -> None:
    if len(set(marks)) < 2:
        return
    key_result = KeyResult(title="A", levels=dict(zip(LEVELS, sorted(marks, reverse=not rising), strict=True)))
    near, far = sorted((one, other), reverse=rising)
    assert (score_of(key_result, near).progress or 0) >= (score_of(key_result, far).progress or 0)


@given(numbers, numbers)
def test_the_baseline_is_0_and_the_target_1(baseline: float, target: float) -> None:
    if baseline != target:
        assert score_of(metric(baseline, target), baseline).progress == 0
        assert score_of(metric(baseline, target), target).progress == 1


@given(counts, counts, counts, st.integers(-20, 20))
def test_another_unit_gives_the_same_score(baseline: int, target: int, value: int, power: int) -> None:
    if baseline == target:
        return
    factor = 2.0**power
    assert score_of(metric(baseline, target), value).raw == (
        score_of(metric(baseline * factor, target * factor), value * factor).raw
    )


@given(counts, counts, counts, counts)
def test_another_zero_gives_the_same_score(baseline: int, target: int, value: int, shift: int) -> None:
    if baseline != target:
        moved = score_of(metric(baseline + shift, target + shift), value + shift)
        assert moved.raw == score_of(metric(baseline, target), value).raw


@given(counts, counts, counts)
def test_turning_the_sign_of_everything_gives_the_same_score(baseline: int, target: int, value: int) -> None:
    if baseline != target:
        assert score_of(metric(-baseline, -target), -value).raw == score_of(metric(baseline, target), value).raw


@given(st.lists(st.tuples(st.just(0) | st.floats(1e-9, 1e9), maybe(shares)), min_size=1, max_size=6))
def test_an_objective_lies_between_its_key_results(told: Sequence[tuple[float, float | None]]) -> None:
    goals = {str(nth): KeyResult(title="A", weight=weight) for nth, (weight, _) in enumerate(told)}
    scores = {str(nth): Score(progress=share) for nth, (_, share) in enumerate(told)}
    grade = grade_objective(Objective(title="An objective", key_results=goals), scores)
    counted = [share for weight, share in told if weight > 0 and share is not None]
    if grade.score is None:
        assert not counted
    else:
        assert min(counted) - 1e-9 <= grade.score <= max(counted) + 1e-9


@given(st.floats(-1e6, 1e6))
def test_what_is_printed_is_at_most_half_a_hundredth_off(number: float) -> None:
    assert abs(rounded(number) - number) <= 0.005 + 1e-6


@given(numbers, numbers, st.lists(numbers, max_size=5))
def test_many_values_at_once_are_what_each_is_alone(baseline: float, target: float, values: list[float]) -> None:
    goal = metric(baseline, target)
    each = () if baseline == target else tuple(measure(goal, value).progress for value in values)
    assert ways(goal, values) == each


CASES = 100_000


def test_over_many_random_metrics_scores_are_bounded_monotone_finite_and_free_of_units() -> None:
    """What the properties above say, over so many cases that a corner is hit."""
    draw = Random(7)
    for _ in range(CASES):
        baseline, target, low, high = (_number(draw) for _ in range(4))
        if baseline == target:
            continue
        low, high = sorted((low, high))
        at_low, at_high = (measure(metric(baseline, target), value) for value in (low, high))
        assert 0 <= at_low.progress <= 1
        assert 0 <= at_high.progress <= 1
        assert isfinite(at_low.raw)
        assert isfinite(at_high.raw)
        rises = target > baseline
        assert (at_low.progress <= at_high.progress) if rises else (at_low.progress >= at_high.progress)
        unit = 2.0 ** draw.randint(-20, 20)  # without rounding
        if max(map(abs, (baseline, target, low))) * unit <= 1e15:
            in_unit = measure(metric(baseline * unit, target * unit), low * unit)
            assert in_unit.progress == at_low.progress


def _number(draw: Random) -> float:
    """Of every size up to 1e15, whole or not, of both signs."""
    size: float = 10.0 ** draw.uniform(-3, 15)
    number = draw.choice((-1, 1)) * min(size, 1e15)
    return round(number) if draw.random() < 0.5 else number
