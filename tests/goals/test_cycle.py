from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.goals.cycle import LENGTHS, MONTHS, Calendar, elapsed, read_date

CALENDARS = st.builds(Calendar, st.sampled_from(sorted(LENGTHS)), st.sampled_from(MONTHS))
DAYS = st.dates(date(1902, 1, 1), date(2997, 12, 31))


@pytest.mark.parametrize(
    ("length", "starts", "name", "start", "end"),
    [
        ("quarter", "january", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("quarter", "january", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("quarter", "january", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("quarter", "february", "2026-Q1", "2026-02-01", "2026-04-30"),
        ("quarter", "february", "2026-Q4", "2026-11-01", "2027-01-31"),
        ("quarter", "december", "2027-Q1", "2027-12-01", "2028-02-29"),
        ("trimester", "january", "2026-T2", "2026-05-01", "2026-08-31"),
        ("trimester", "september", "2026-T3", "2027-05-01", "2027-08-31"),
        ("half", "april", "2026-H2", "2026-10-01", "2027-03-31"),
        ("year", "january", "2026", "2026-01-01", "2026-12-31"),
        ("year", "july", "2026", "2026-07-01", "2027-06-30"),
    ],
)
def test_a_name_stands_for_its_days(length: str, starts: str, name: str, start: str, end: str) -> None:
    cycle = Calendar(length, starts).cycle(name)
    assert cycle is not None
    assert (str(cycle.start), str(cycle.end), str(cycle)) == (start, end, name)


@pytest.mark.parametrize(
    ("length", "name"),
    [
        ("quarter", "2026-Q5"), ("quarter", "2026-Q0"), ("quarter", "2026-q3"), ("quarter", "2026-T1"),
        ("quarter", "2026"), ("quarter", "26-Q3"), ("quarter", "2026-Q3 "), ("quarter", "2026-Q33"),
        ("quarter", ""),
        ("quarter", "1899-Q4"), ("quarter", "9999-Q4"), ("quarter", "٢٠٢٦-Q3"), ("trimester", "2026-T4"),
        ("half", "2026-H3"), ("year", "2026-Q1"), ("year", "2026-"),
    ],
)  # fmt: skip
def test_other_names_are_no_cycle(length: str, name: str) -> None:
    assert Calendar(length).cycle(name) is None


@pytest.mark.parametrize("length", LENGTHS)
def test_the_example_is_a_cycle(length: str) -> None:
    calendar = Calendar(length)
    assert calendar.cycle(calendar.example) is not None


@given(CALENDARS, DAYS)
def test_every_day_is_in_exactly_one_cycle(calendar: Calendar, day: date) -> None:
    cycle = calendar.of(day)
    assert cycle.start <= day <= cycle.end
    assert calendar.before(cycle).end + timedelta(days=1) == cycle.start
    assert calendar.after(cycle).start - timedelta(days=1) == cycle.end


@given(CALENDARS, DAYS)
def test_before_and_after_are_each_others_inverse(calendar: Calendar, day: date) -> None:
    cycle = calendar.of(day)
    assert calendar.after(calendar.before(cycle)) == cycle
    assert calendar.before(calendar.after(cycle)) == cycle


@given(CALENDARS, DAYS)
def test_a_cycle_is_found_again_by_its_name(calendar: Calendar, day: date) -> None:
    cycle = calendar.of(day)
    assert calendar.cycle(cycle.id) == cycle


@given(CALENDARS, DAYS, DAYS)
def test_the_passed_share_of_a_cycle_grows_from_0_to_1(calendar: Calendar, day: date, other: date) -> None:
    cycle = calendar.of(day)
    assert 0 <= cycle.elapsed(min(day, other)) <= cycle.elapsed(max(day, other)) <= 1
    assert (cycle.elapsed(cycle.start), cycle.elapsed(cycle.end)) == (0, 1)


def test_a_span_of_one_day_has_passed() -> None:
    assert elapsed(date(2026, 7, 1), date(2026, 7, 1), date(2026, 1, 1)) == 1


def test_cycles_are_ordered_by_time() -> None:
    calendar = Calendar()
    names = ["2027-Q1", "2026-Q4", "2026-Q2"]
    cycles = sorted(filter(None, map(calendar.cycle, names)))
    assert [cycle.id for cycle in cycles] == ["2026-Q2", "2026-Q4", "2027-Q1"]


def test_weeks_count_from_the_first_day() -> None:
    cycle = Calendar().of(date(2026, 7, 1))
    assert [cycle.week(date(2026, 7, day)) for day in (1, 7, 8)] == [1, 1, 2]
    assert cycle.weeks == 13


@pytest.mark.parametrize("text", ["2026-7-2", "2026-02-30", "20260702", "1899-12-31", "9999-12-31", "", "2026-W01-1"])
def test_what_is_no_date_on_the_command_line_is_said(text: str) -> None:
    with pytest.raises(OkrError, match="is not a date"):
        read_date(text)


def test_a_date_on_the_command_line_is_read() -> None:
    assert read_date("2026-07-02") == date(2026, 7, 2)
