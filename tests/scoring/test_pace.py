"""What is expected by a day, and how a goal stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from okrcli.goals.address import Place
from okrcli.goals.cycle import Cycle
from okrcli.goals.model import CheckInSettings, KeyResult, Objective, Reading
from okrcli.scoring.pace import Outlook, Pace, Status, expected, outlook, pace, worst
from okrcli.scoring.readings import Observation
from okrcli.scoring.score import score_key_result

CYCLE = Cycle(date(2026, 4, 1), date(2026, 7, 10), "2026-Q2")
"""A hundred days from the first to the last."""
HALF = date(2026, 5, 21)


def key_result(**said: Any) -> KeyResult:
    return KeyResult(title="A key result", **said)


def stand(
    goal: KeyResult,
    *readings: Reading | float,
    day: date = HALF,
    last: date | None = None,
    commitment: str = "aspirational",
) -> Pace:
    """The pace on a day, the readings all made on the day `last`."""
    objective = Objective(title="An objective", commitment=commitment)
    seen = [
        Observation(last or day, "ana", Place("x.yaml"), one if isinstance(one, Reading) else Reading(value=one))
        for one in readings
    ]
    score = score_key_result(goal, objective, seen, cycle=CYCLE, as_of=day, cadence_days=7)
    belief = outlook([one.reading.confidence for one in seen if one.reading.confidence is not None])
    return pace(goal, objective, score, belief, cycle=CYCLE, as_of=day, rhythm=CheckInSettings())


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 3, 1), 0.0),
        (date(2026, 4, 1), 0.0),
        (date(2026, 4, 26), 0.25),
        (date(2026, 7, 10), 1.0),
        (date(2026, 8, 1), 1.0),
    ],
)
def test_nothing_is_expected_on_the_first_day_and_all_on_the_last(day: date, share: float) -> None:
    assert expected(key_result(baseline=0, target=10), CYCLE, day) == share


def test_all_is_expected_by_the_due_day() -> None:
    goal = key_result(baseline=0, target=10, due=date(2026, 5, 21))
    assert [expected(goal, CYCLE, day) for day in (date(2026, 4, 26), HALF, date(2026, 6, 1))] == [
        0.5,
        1.0,
        1.0,
    ]


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 4, 1), 0),
        (date(2026, 5, 11), 0.05),
        (HALF, 0.1),
        (date(2026, 6, 15), 0.55),
        (date(2026, 7, 10), 1),
    ],
)
def test_phased_targets_replace_the_line(day: date, share: float) -> None:
    goal = key_result(baseline=100, target=0, curve={date(2026, 5, 11): 95, HALF: 90, date(2026, 8, 1): 4})
    assert expected(goal, CYCLE, day) == pytest.approx(share)


def test_a_curve_before_the_cycle_or_without_a_way_is_the_line() -> None:
    assert expected(key_result(baseline=0, target=10, curve={date(2026, 3, 1): 9}), CYCLE, HALF) == 0.5
    assert expected(key_result(target=10, curve={HALF: 9}), CYCLE, HALF) == 0.5
    assert expected(key_result(baseline=10, target=10, curve={HALF: 9}), CYCLE, HALF) == 0.5


@pytest.mark.parametrize(
    ("commitment", "value", "status"),
    [
        ("aspirational", 35, "on_track"),
        ("aspirational", 34.7, "needs_attention"),
        ("aspirational", 20, "needs_attention"),
        ("aspirational", 19.7, "off_track"),
        ("committed", 47.5, "on_track"),
        ("committed", 47.2, "needs_attention"),
        ("committed", 37.5, "needs_attention"),
        ("committed", 37.2, "off_track"),
        ("committed", 35, "off_track"),
        ("aspirational", -5, "off_track"),
        ("committed", 100, "on_track"),
    ],
)
def test_the_status_is_the_grade_that_this_pace_would_earn(commitment: str, value: float, status: str) -> None:
    got = stand(key_result(baseline=0, target=100), value, commitment=commitment)
    assert got.status == status
    assert got.projected == pytest.approx(max(0, value) / 50)


def test_a_pace_says_nothing_in_the_first_days() -> None:
    goal = key_result(baseline=0, target=100)
    early = stand(goal, 0, day=date(2026, 4, 15))
    assert (early.expected, early.projected, early.status) == (0.14, None, Status.TOO_EARLY)
    assert stand(goal, 0, day=date(2026, 4, 16)).status is Status.OFF_TRACK


def test_levels_are_paced_by_the_value_they_lead_to() -> None:
    goal = key_result(baseline=60, levels={"commit": 68, "target": 75, "stretch": 80})
    assert [stand(goal, value).projected for value in (63, 64, 67.5, 70)] == [0.0, 0.3, 0.7, 1.0]
    assert stand(goal, 67.5).status is Status.ON_TRACK
    assert stand(key_result(levels={"commit": 68, "stretch": 80}), 70).projected == 0.6


def test_steps_have_a_pace() -> None:
    goal = key_result(kind="milestone", steps={"scoping": 1, "report": 4})
    assert stand(goal, Reading(done=("scoping",))).status is Status.NEEDS_ATTENTION
    assert stand(goal, Reading(done=("report",))).status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("said", "value", "status"),
    [
        ({"at_most": 0.4}, 0.4, "on_track"),
        ({"at_most": 0.4}, 0.41, "off_track"),
        ({"at_most": 0.4, "warn_at": 0.35}, 0.34, "on_track"),
        ({"at_most": 0.4, "warn_at": 0.35}, 0.35, "needs_attention"),
        ({"at_most": 0.4, "warn_at": 0.35}, 0.4, "needs_attention"),
        ({"at_most": 0.4, "warn_at": 0.35}, 0.41, "off_track"),
        ({"below": 0.4, "warn_at": 0.35}, 0.4, "off_track"),
        ({"at_least": 99, "warn_at": 99.5}, 99.2, "needs_attention"),
        ({"at_least": 99, "warn_at": 99.5}, 99.6, "on_track"),
        ({"at_most": 0.4, "warn_at": 0.5}, 0.4, "on_track"),
        ({"at_most": 0.4, "warn_at": 0.5}, 0.45, "needs_attention"),
        ({"at_most": 0.4, "warn_at": 0.5}, 0.51, "off_track"),
        ({"at_most": 0.4, "hold": "share"}, 0.3, "on_track"),
    ],
)
def test_a_threshold_holds_or_not_whatever_the_day(said: dict[str, Any], value: float, status: str) -> None:
    for day in (date(2026, 4, 2), HALF):
        assert stand(key_result(kind="threshold", **said), value, day=day).status == status


@pytest.mark.parametrize(
    ("said", "value", "status"),
    [
        ({}, 40, "on_track"),
        ({}, 47, "off_track"),
        ({"warn_at": 44}, 43, "on_track"),
        ({"warn_at": 44}, 45, "needs_attention"),
        ({"warn_at": 40}, 39, "needs_attention"),
        ({"warn_at": 40}, 45, "on_track"),
        ({"baseline": 28}, 40, "on_track"),
        ({"baseline": 28}, 32, "on_track"),
        ({"baseline": 28}, 30, "needs_attention"),
        ({"baseline": 28}, 29, "off_track"),
        ({"baseline": 28}, 47, "off_track"),
    ],
)
def test_a_range_holds_or_is_on_its_way(said: dict[str, Any], value: float, status: str) -> None:
    assert stand(key_result(kind="range", between=(38, 46), **said), value).status == status


def test_a_range_on_its_way_is_not_judged_too_early() -> None:
    goal = key_result(kind="range", between=(38, 46), baseline=28)
    assert stand(goal, 28, day=date(2026, 4, 5)).status is Status.TOO_EARLY


@pytest.mark.parametrize(
    ("reading", "status"),
    [
        (Reading(confidence=0.7), "on_track"),
        (Reading(confidence=0.5), "needs_attention"),
        (Reading(confidence=0.3), "off_track"),
        (Reading(done=False), "no_data"),
        (Reading(done=True), "on_track"),
    ],
)
def test_what_is_done_or_not_stands_as_people_believe(reading: Reading, status: str) -> None:
    assert stand(key_result(kind="milestone"), reading).status == status


def test_what_is_past_due_and_not_done_is_off_track() -> None:
    goal = key_result(kind="milestone", due=date(2026, 5, 20))
    assert stand(goal, Reading(confidence=0.9)).status is Status.OFF_TRACK
    assert stand(goal, Reading(done=True)).status is Status.ON_TRACK


def test_a_question_stands_by_its_answer_or_by_confidence() -> None:
    told = {"answered": "on_track", "partly": "needs_attention", "open": "needs_attention"}
    for answer, status in told.items():
        assert stand(key_result(), Reading(answer=answer, confidence=0.5), commitment="learning").status == status


def test_a_baseline_stands_by_confidence_until_it_is_found() -> None:
    goal = key_result(kind="baseline")
    assert stand(goal, Reading(confidence=0.2)).status is Status.OFF_TRACK
    assert stand(goal, 12).status is Status.ON_TRACK


def test_an_old_number_is_stale_after_the_rhythm_and_its_grace() -> None:
    goal = key_result(baseline=0, target=100)
    fresh, stale = (stand(goal, 50, last=date(2026, 5, day)) for day in (11, 10))
    assert (fresh.status, fresh.quiet_days) == (Status.ON_TRACK, 10)
    assert (stale.status, stale.quiet_days, stale.last) == (Status.STALE, 11, date(2026, 5, 10))


def test_what_is_done_found_or_answered_does_not_go_stale() -> None:
    long_ago = date(2026, 4, 2)
    assert stand(key_result(kind="milestone"), Reading(done=True), last=long_ago).status is Status.ON_TRACK
    assert stand(key_result(kind="baseline"), 4, last=long_ago).status is Status.ON_TRACK
    answered = stand(key_result(), Reading(answer="answered"), last=long_ago, commitment="learning")
    assert answered.status is Status.ON_TRACK


def test_silence_is_no_data_from_the_first_day_on() -> None:
    goal = key_result(baseline=0, target=100)
    assert stand(goal) == Pace(0.5, None, Status.NO_DATA, None, 50)
    assert stand(goal, Reading(note="soon")).status is Status.NO_DATA
    assert stand(goal, day=date(2026, 3, 20)) == Pace(0.0, None, Status.TOO_EARLY, None, 0)


def test_closed_goes_before_everything_and_deferred_before_silence() -> None:
    goal = key_result(baseline=0, target=100, not_yet_observable_until=date(2026, 12, 1))
    assert stand(goal).status is Status.DEFERRED
    assert stand(goal, day=date(2026, 7, 11)).status is Status.CLOSED


def test_what_cannot_be_scored_has_no_status_of_its_own() -> None:
    assert stand(key_result(target=100), 50).status is Status.NO_SCORE


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["on_track", "needs_attention", "off_track"], "off_track"),
        (["on_track", "no_data"], "no_data"),
        (["on_track", "stale"], "stale"),
        (["too_early", "on_track"], "too_early"),
        (["deferred", "on_track"], "on_track"),
        (["deferred"], "deferred"),
        (["closed", "closed"], "closed"),
        ([], "no_data"),
    ],
)
def test_an_objective_stands_as_its_worst_key_result(statuses: list[str], status: str) -> None:
    assert worst(Status(one) for one in statuses) == status


@pytest.mark.parametrize(
    ("said", "expected_outlook"),
    [
        ([], Outlook(None, None, dropped=False)),
        ([0.6], Outlook(0.6, None, dropped=False)),
        ([0.5, 0.7, 0.5], Outlook(0.5, -0.2, dropped=True)),
        ([0.7, 0.51], Outlook(0.51, -0.19, dropped=False)),
        ([0.3, 0.9], Outlook(0.9, 0.6, dropped=False)),
    ],
)
def test_a_fall_of_confidence_is_told(said: list[float], expected_outlook: Outlook) -> None:
    assert outlook(said) == expected_outlook
