"""When check-ins are due, and how many were made."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.goals.cycle import MONTHS, Calendar, Cycle
from okrcli.scoring.periods import Adherence, adherence, periods

QUARTER = Cycle(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")


@pytest.mark.parametrize(
    ("cadence", "count", "last"),
    [
        (1, 92, date(2026, 9, 30)),
        (7, 13, date(2026, 9, 23)),
        (14, 6, date(2026, 9, 9)),
        (31, 3, date(2026, 9, 1)),
    ],
)
def test_a_quarter_is_cut_by_the_rhythm(cadence: int, count: int, last: date) -> None:
    firsts = periods(QUARTER, cadence).firsts
    assert (firsts[0], len(firsts), firsts[-1]) == (QUARTER.start, count, last)


def test_months_go_over_the_end_of_a_year() -> None:
    cycle = Cycle(date(2026, 11, 1), date(2027, 1, 31), "2026-Q4")
    assert periods(cycle, 31).firsts == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))


def test_early_and_late_check_ins_belong_to_the_first_and_the_last_period() -> None:
    due = periods(QUARTER, 7)
    days = (date(2026, 6, 20), date(2026, 7, 7), date(2026, 7, 8), date(2026, 9, 30), date(2026, 10, 20))
    assert [due.of(day) for day in days] == [0, 0, 1, 12, 12]


def test_a_period_is_over_when_the_next_one_begins() -> None:
    due = periods(QUARTER, 7)
    days = (date(2026, 6, 1), date(2026, 7, 7), date(2026, 7, 8), date(2026, 9, 30), date(2026, 10, 1))
    assert [due.over(day) for day in days] == [0, 0, 1, 12, 13]


def test_adherence_is_the_periods_reported_of_those_that_were_due() -> None:
    due = periods(QUARTER, 7)
    told = [date(2026, 7, 1), date(2026, 7, 3), date(2026, 7, 15)]
    assert adherence(due, told, date(2026, 7, 16)) == Adherence(2, 3)
    assert adherence(due, told, date(2026, 7, 29)) == Adherence(2, 4)
    assert adherence(due, [], date(2026, 7, 2)) == Adherence(0, 0)


def test_adherences_add_up() -> None:
    assert sum([Adherence(2, 3), Adherence(4, 4)], Adherence()) == Adherence(6, 7)


@given(
    st.sampled_from(["quarter", "trimester", "half", "year"]),
    st.sampled_from(MONTHS),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from([1, 7, 14, 31]),
    st.integers(-40, 400),
)
def test_periods_cover_any_cycle_in_order(length: str, starts: str, day: date, cadence: int, offset: int) -> None:
    cycle = Calendar(length, starts).of(day)
    due = periods(cycle, cadence)
    assert due.firsts[0] == cycle.start
    assert list(due.firsts) == sorted(set(due.firsts))
    assert due.firsts[-1] <= cycle.end
    when = cycle.start + timedelta(days=offset)
    assert 0 <= due.over(when) <= len(due.firsts)
    assert due.over(when) - due.of(when) in (0, 1)
