"""Every kind of key result by its formula, in numbers worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from okrcli.goals.address import Place
from okrcli.goals.cycle import Cycle
from okrcli.goals.model import KeyResult, Objective, Reading
from okrcli.scoring.formulas import Reason
from okrcli.scoring.readings import Observation
from okrcli.scoring.score import Score, score_key_result, telling, trend

CYCLE = Cycle(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
MIDDLE = date(2026, 8, 15)
AFTER = date(2026, 10, 1)


def key_result(**said: Any) -> KeyResult:
    return KeyResult(title="A key result", **said)


def read(*readings: Reading | float, every: int = 7) -> list[Observation]:
    """Observations a week apart from the first day of the cycle on."""
    return [
        Observation(
            CYCLE.start + timedelta(days=every * nth),
            "ana",
            Place(f"{nth}.yaml"),
            one if isinstance(one, Reading) else Reading(value=one),
        )
        for nth, one in enumerate(readings)
    ]


def score(goal: KeyResult, *readings: Reading | float, as_of: date = MIDDLE, commitment: str = "aspirational") -> Score:
    objective = Objective(title="An objective", commitment=commitment, key_results={"it": goal})
    return score_key_result(goal, objective, read(*readings), cycle=CYCLE, as_of=as_of, cadence_days=7)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "raw", "progress"),
    [
        (61, 75, 68, 0.5, 0.5),
        (40, 20, 35, 0.25, 0.25),
        (-10, 10, 5, 0.75, 0.75),
        (10, -10, 20, -0.5, 0.0),
        (0, 8, 10, 1.25, 1.0),
        (8, 0, -2, 1.25, 1.0),
        (200, 250, 180, -0.4, 0.0),
        (1.5, 2.5, 1.5, 0.0, 0.0),
        (1.5, 2.5, 2.5, 1.0, 1.0),
    ],
)
def test_a_metric_is_the_share_of_the_way_from_baseline_to_target(
    baseline: float, target: float, value: float, raw: float, progress: float
) -> None:
    got = score(key_result(baseline=baseline, target=target), value)
    assert (got.raw, got.progress, got.met, got.value) == (raw, progress, raw >= 1, value)


def test_only_the_latest_value_counts() -> None:
    assert score(key_result(baseline=0, target=10), 9, 2, 4).progress == 0.4


def test_a_check_in_without_a_value_leaves_the_last_value_standing() -> None:
    got = score(key_result(baseline=0, target=10), 3, Reading(note="on holiday", confidence=0.4))
    assert (got.progress, got.observation) == (0.3, read(3)[0])


@pytest.mark.parametrize(("value", "met"), [(99, False), (100, True), (101, True)])
def test_a_metric_without_a_way_to_go_is_met_or_not(value: float, met: bool) -> None:
    got = score(key_result(baseline=100, target=100, at_least=100), value)
    assert (got.progress, got.met) == (float(met), met)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"target": 10}, Reason.NO_BASELINE),
        ({}, Reason.NO_BASELINE),
        ({"baseline": 10}, Reason.NO_TARGET),
        ({"baseline": 10, "target": 10}, Reason.NO_DIRECTION),
        ({"levels": {"target": 10}}, Reason.NO_DIRECTION),
        ({"levels": {"commit": 10, "stretch": 10}}, Reason.NO_DIRECTION),
        ({"kind": "threshold"}, Reason.NO_TARGET),
        ({"kind": "range"}, Reason.NO_TARGET),
        ({"kind": "range", "between": (3,)}, Reason.NO_TARGET),
        ({"kind": "milestone", "steps": {"scoping": 0}}, Reason.NO_WEIGHT),
    ],
)
def test_what_a_formula_needs_is_never_assumed(said: dict[str, Any], reason: Reason) -> None:
    for as_of in (MIDDLE, AFTER):
        got = score(key_result(**said), 7, as_of=as_of)
        assert (got.progress, got.raw, got.reason) == (None, None, reason)
    assert trend(key_result(**said), read(7)) == ()


@pytest.mark.parametrize(
    ("bound", "values"),
    [
        ("at_least", {4.9: 0, 5: 1, 5.1: 1}),
        ("at_most", {4.9: 1, 5: 1, 5.1: 0}),
        ("above", {4.9: 0, 5: 0, 5.1: 1}),
        ("below", {4.9: 1, 5: 0, 5.1: 0}),
    ],
)
def test_a_threshold_is_met_or_not(bound: str, values: dict[float, int]) -> None:
    goal = key_result(kind="threshold", **{bound: 5})
    assert {value: score(goal, value).progress for value in values} == values


def test_the_share_that_held_is_of_the_check_ins_due_so_far() -> None:
    goal = key_result(kind="threshold", at_most=5, hold="share")
    assert score(goal, 4, 6, 5, 3, as_of=date(2026, 7, 28)).progress == 0.75
    assert score(goal, 4, 6, 5, 3, as_of=date(2026, 8, 12)).progress == 0.5
    assert score(goal, 4, 6, 5, 3, as_of=AFTER).progress == 3 / 13


def test_the_running_week_is_due_once_it_was_reported() -> None:
    goal = key_result(kind="threshold", at_most=5, hold="share")
    assert score(goal, 4, 4, as_of=date(2026, 7, 8)).progress == 1.0
    assert score(goal, 4, as_of=date(2026, 7, 14)).progress == 1.0
    assert score(goal, 4, as_of=date(2026, 7, 15)).progress == 0.5


def test_the_last_of_several_check_ins_in_a_week_counts() -> None:
    goal = key_result(kind="threshold", at_most=5, hold="share")
    objective = Objective(title="An objective")
    seen = read(9, 4, 6, every=3)
    day = date(2026, 7, 7)
    assert score_key_result(goal, objective, seen[:2], cycle=CYCLE, as_of=day, cadence_days=7).progress == 1.0
    assert score_key_result(goal, objective, seen, cycle=CYCLE, as_of=day, cadence_days=7).progress == 0.0


def test_after_its_due_day_nothing_more_is_due() -> None:
    goal = key_result(kind="threshold", at_most=5, hold="share", due=date(2026, 7, 20))
    assert score(goal, 4, 4, as_of=AFTER).progress == 1.0


def test_a_range_can_be_held_for_a_share_too() -> None:
    goal = key_result(kind="range", between=(4, 5), hold="share")
    assert score(goal, 4, 4.5, 3.9, 5, as_of=date(2026, 7, 28)).progress == 0.75


@pytest.mark.parametrize(
    ("baseline", "values"),
    [
        (None, {37: 0, 38: 1, 42: 1, 46: 1, 47: 0}),
        (30, {28: 0, 30: 0, 34: 0.5, 38: 1, 46: 1, 47: 0}),
        (56, {60: 0, 56: 0, 51: 0.5, 46: 1, 38: 1, 37: 0}),
        (40, {37: 0, 38: 1, 47: 0}),
    ],
)
def test_a_range_is_met_inside_and_has_a_way_only_from_a_baseline_outside(
    baseline: float | None, values: dict[float, float]
) -> None:
    goal = key_result(kind="range", between=(38, 46), **({} if baseline is None else {"baseline": baseline}))
    assert {value: score(goal, value).progress for value in values} == values


def test_a_range_may_be_written_the_other_way_round() -> None:
    assert score(key_result(kind="range", between=(46, 38)), 40).met


@pytest.mark.parametrize(
    ("levels", "values"),
    [
        ({"commit": 68, "target": 75, "stretch": 80}, {67: 0, 68: 0.3, 74.9: 0.3, 75: 0.7, 80: 1.0, 90: 1.0}),
        ({"commit": 12, "target": 9, "stretch": 8}, {13: 0, 12: 0.3, 9: 0.7, 8.1: 0.7, 8: 1.0}),
        ({"commit": 5, "stretch": 10}, {4: 0, 9: 0.3, 10: 1.0}),
    ],
)
def test_levels_score_what_is_reached_and_nothing_in_between(
    levels: dict[str, float], values: dict[float, float]
) -> None:
    goal = key_result(levels=levels)
    assert {value: score(goal, value).progress for value in values} == values


def test_a_single_level_has_its_direction_from_the_baseline() -> None:
    assert score(key_result(levels={"target": 5}, baseline=9), 4).progress == 0.7
    assert score(key_result(levels={"target": 5}, baseline=1), 4).progress == 0.0


def test_levels_are_met_from_the_target_on() -> None:
    goal = key_result(levels={"commit": 68, "target": 75, "stretch": 80})
    assert [score(goal, value).met for value in (70, 75, 80)] == [False, True, True]


@pytest.mark.parametrize(
    ("readings", "progress"),
    [
        ([Reading(done=True)], 1.0),
        ([Reading(done=False)], 0.0),
        ([Reading(confidence=0.9)], 0.0),
        ([Reading(done=True), Reading(note="celebrated")], 1.0),
        ([Reading(done=True), Reading(done=False)], 0.0),
        ([Reading(value=1)], 1.0),
        ([Reading(value=0)], 0.0),
        ([Reading(value=0.5)], 0.0),
        ([Reading(done=("nothing-of-the-kind",))], 0.0),
    ],
)
def test_a_milestone_is_done_or_not(readings: list[Reading], progress: float) -> None:
    got = score(key_result(kind="milestone"), *readings)
    assert (got.progress, got.met, got.value) == (progress, progress == 1, None)


def test_steps_add_up_by_their_weights() -> None:
    goal = key_result(kind="milestone", steps={"scoping": 1, "fieldwork": 2, "report": 1})
    told = [Reading(done=("scoping",)), Reading(confidence=0.5), Reading(done=("fieldwork", "rumour"))]
    got = score(goal, *told)
    assert (got.progress, got.met, got.done) == (0.75, False, ("scoping", "fieldwork"))
    assert trend(goal, read(*told)) == (0.25, 0.25, 0.75)
    assert score(goal, *told, Reading(done=True)).progress == 1.0


def test_a_baseline_is_found_or_not() -> None:
    goal = key_result(kind="baseline")
    assert score(goal, Reading(confidence=0.6)).progress == 0.0
    assert score(goal, 4.2).progress == 1.0
    assert score(goal, 4.2).value == 4.2


@pytest.mark.parametrize("answer", ["answered", "partly", "open"])
def test_learning_has_an_answer_and_no_number(answer: str) -> None:
    got = score(key_result(), Reading(value=3, answer=answer), Reading(confidence=0.5), commitment="learning")
    assert (got.progress, got.met, got.reason, got.answer, got.value) == (None, None, "learning", answer, 3)


@pytest.mark.parametrize(
    "goal",
    [
        key_result(baseline=0, target=10),
        key_result(kind="threshold", at_least=1),
        key_result(kind="range", between=(1, 2)),
        key_result(kind="milestone"),
        key_result(kind="baseline"),
    ],
    ids=lambda goal: goal.kind,
)
def test_silence_is_no_score_in_the_cycle_and_zero_after_it(goal: KeyResult) -> None:
    assert score(goal) == Score(reason=Reason.NO_DATA)
    assert score(goal, as_of=CYCLE.end) == Score(reason=Reason.NO_DATA)
    assert score(goal, as_of=AFTER) == Score(progress=0.0, reason=Reason.NO_DATA)
    assert trend(goal, []) == ()


def test_what_cannot_be_known_yet_is_deferred_even_after_the_cycle() -> None:
    goal = key_result(baseline=0, target=10, not_yet_observable_until=date(2026, 12, 31))
    for as_of in (MIDDLE, AFTER, date(2026, 12, 30)):
        got = score(goal, 4, as_of=as_of)
        assert (got.progress, got.reason, got.value) == (None, Reason.DEFERRED, 4)
    assert score(goal, 4, as_of=date(2026, 12, 31)).progress == 0.4


@pytest.mark.parametrize(
    ("said", "values", "breached"),
    [
        ({"kind": "threshold", "at_most": 5}, (6, 5), False),
        ({"kind": "threshold", "at_most": 5}, (5, 6), True),
        ({"kind": "threshold", "at_most": 5, "hold": "share"}, (6, 5), True),
        ({"kind": "threshold", "at_most": 5, "hold": "share"}, (5,), False),
        ({"kind": "range", "between": (1, 3)}, (4,), True),
        ({"kind": "range", "between": (1, 3)}, (3,), False),
        ({"baseline": 10, "target": 20}, (9,), True),
        ({"baseline": 10, "target": 20}, (10,), False),
        ({"kind": "baseline"}, (10,), None),
    ],
)
def test_a_guardrail_is_breached_by_what_got_worse_than_it_may(
    said: dict[str, Any], values: tuple[float, ...], breached: bool | None
) -> None:
    assert score(key_result(guardrail=True, **said), *values).breached is breached
    assert score(key_result(**said), *values).breached is None


def test_silence_breaches_no_guardrail() -> None:
    assert score(key_result(kind="threshold", at_most=5, guardrail=True), as_of=AFTER).breached is None


def test_a_curve_changes_what_is_expected_and_not_the_score() -> None:
    curved = key_result(baseline=0, target=10, curve={date(2026, 8, 1): 1})
    assert score(curved, 4) == score(key_result(baseline=0, target=10), 4)


def test_the_trend_is_the_progress_of_each_observation() -> None:
    goal = key_result(baseline=0, target=10)
    said = read(1, Reading(note="a quiet week"), 5, 12, 8)
    seen = telling(goal, Objective(title="An objective"), said)
    assert trend(goal, seen) == (0.1, 0.5, 1.0, 0.8)
