"""Figures as text: exact, whole and never a 0 where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.render import marks


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (0, "0.00"),
        (0.005, "0.01"),
        (0.015, "0.02"),
        (0.695, "0.70"),
        (0.7, "0.70"),
        (1, "1.00"),
        (-0.2, "-0.20"),
    ],
)
def test_scores_have_two_decimals_half_up(value: float | None, text: str) -> None:
    assert marks.score(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "%", "—"),
        (61, "%", "61%"),
        (99.95, "%", "99.95%"),
        (120, "seconds", "120 seconds"),
        (1234567.5, None, "1,234,567.5"),
        (0.1 + 0.2, None, "0.3"),
        (-3, None, "-3"),
        (1e15, None, "1e+15"),
        (999_999_999_999_999, None, "999,999,999,999,999"),
    ],
)
def test_amounts_are_written_as_people_write_them(value: float | None, unit: str | None, text: str) -> None:
    assert marks.amount(value, unit) == text


@pytest.mark.parametrize(("value", "text"), [(None, "—"), (0.6, "0.6"), (0.65, "0.65"), (1, "1.0"), (0, "0.0")])
def test_probabilities_have_a_decimal_or_two(value: float | None, text: str) -> None:
    assert marks.share(value) == text


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [(0, "file", "0 files"), (1, "file", "1 file"), (2, "info", "2 info"), (1200, "file", "1,200 files")],
)
def test_counts_agree_with_their_nouns(number: int, noun: str, text: str) -> None:
    assert marks.count(number, noun) == text


@pytest.mark.parametrize(
    ("progress", "expected", "bar"),
    [
        (0.0, None, "··········"),
        (0.4, 0.6, "████··│···"),
        (0.8, 0.6, "██████┃█··"),
        (1.0, 1.0, "█████████┃"),
        (0.0, 0.0, "│·········"),
        (None, 0.5, "          "),
    ],
)
def test_a_bar_has_a_mark_where_it_was_expected_to_be(progress: float | None, expected: float | None, bar: str) -> None:
    assert marks.bar(progress, expected, 10, ascii_only=False) == bar


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 40), st.booleans())
def test_a_bar_fills_its_width(progress: float, expected: float, width: int, ascii_only: bool) -> None:
    bar = marks.bar(progress, expected, width, ascii_only=ascii_only)
    assert len(bar) == width
    assert bar.isascii() or not ascii_only


@given(st.lists(st.floats(-1, 2)), st.integers(1, 12))
def test_a_sparkline_has_a_block_for_each_of_the_last_values(values: list[float], width: int) -> None:
    assert len(marks.sparkline(values, width)) == min(len(values), width)


def test_a_sparkline_rises_with_its_values() -> None:
    assert marks.sparkline([0, 0.25, 0.5, 0.75, 1], 8) == "▁▃▅▆█"


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (0.395, 0.394, "+0.01"),
        (0.3949, 0.3851, "<0.01"),
        (0.5, 0.55, "-0.05"),
        (0.7, 0.7, "0.00"),
        (None, 0.7, "—"),
        (0.7, None, "—"),
    ],
)
def test_a_difference_is_the_one_of_the_printed_scores(now: float | None, before: float | None, text: str) -> None:
    assert marks.difference(now, before) == text


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_printed_adds_up(now: float, before: float) -> None:
    told = marks.difference(now, before)
    shown = round(float(marks.score(now)) - float(marks.score(before)), 2)
    assert shown == (0 if told == "<0.01" else float(told))
