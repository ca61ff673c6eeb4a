"""Where a key result will end, and how far that can be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.goals.address import Place
from okrcli.goals.cycle import Cycle
from okrcli.goals.model import KeyResult, Objective, Reading
from okrcli.scoring.forecast import Forecast, forecast, together
from okrcli.scoring.readings import Observation
from okrcli.scoring.score import score_key_result

CYCLE = Cycle(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
OBJECTIVE = Objective(title="An objective")
METRIC = KeyResult(title="A metric", baseline=0, target=91)


def foretold(key_result: KeyResult, *readings: Reading) -> Forecast | None:
    """One reading a week from the first day on."""
    seen = [
        Observation(CYCLE.start + timedelta(weeks=nth), "ana", Place("x.yaml"), reading)
        for nth, reading in enumerate(readings)
    ]
    day = seen[-1].date
    score = score_key_result(key_result, OBJECTIVE, seen, cycle=CYCLE, as_of=day, cadence_days=7)
    return forecast(key_result, seen, score, CYCLE.end)


def values(*numbers: float) -> list[Reading]:
    return [Reading(value=number) for number in numbers]


def test_a_steady_pace_goes_on_without_a_doubt() -> None:
    assert foretold(METRIC, *values(0, 7, 14, 21)) == pytest.approx((1.0, 1.0, 1.0))
    assert foretold(METRIC, *values(0, 3.5, 7, 10.5)) == pytest.approx((0.5, 0.5, 0.5))


def test_uneven_steps_make_the_range_wider() -> None:
    even, uneven = foretold(METRIC, *values(0, 3, 7, 10)), foretold(METRIC, *values(0, 9, 2, 10))
    assert even is not None
    assert uneven is not None
    assert even.score == uneven.score == pytest.approx(10 * 91 / 21 / 91)
    assert uneven.high - uneven.low > even.high - even.low > 0


def test_three_days_of_values_say_nothing_yet() -> None:
    assert foretold(METRIC, *values(0, 5, 10)) is None


def test_levels_are_foretold_as_levels() -> None:
    levels = KeyResult(title="Levels", baseline=0, levels={"commit": 50, "target": 91, "stretch": 120})
    assert foretold(levels, *values(0, 7, 14, 21)) == pytest.approx((0.7, 0.7, 0.7))


def test_steps_are_foretold_by_their_share() -> None:
    steps = KeyResult(title="Steps", kind="milestone", steps=dict.fromkeys("abcdefgh", 1))
    told = foretold(steps, *(Reading(done=(name,)) for name in "abcd"))
    assert told is not None
    assert told.score == 1.0


def test_what_is_done_stays_done_and_a_bound_has_no_way() -> None:
    assert foretold(KeyResult(title="It is done", kind="milestone"), Reading(done=True)) == (1.0, 1.0, 1.0)
    assert foretold(KeyResult(title="A bound", kind="threshold", at_least=1), *values(1, 1, 1, 1)) is None


@given(st.lists(st.floats(-1e15, 1e15), min_size=4, max_size=13))
def test_a_forecast_is_a_share_in_order(numbers: list[float]) -> None:
    told = foretold(METRIC, *values(*numbers))
    assert told is not None
    assert 0 <= told.low <= told.score <= told.high <= 1


def test_a_whole_may_end_anywhere_as_far_as_its_parts_may() -> None:
    known = Forecast(0.5, 0.4, 0.6)
    assert together([(1, 0.3, known), (1, 0.2, None)]) == pytest.approx((0.35, 0.2, 0.8))
    assert together([(2, 0.3, known), (0, 0.2, None)]) == known
    assert together([(1, 0.2, None)]) is None
    assert together([]) is None
