"""Numbers side by side in one: added, compared and taken apart as if each stood alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrcli.judge.lanes import ZERO, Lanes

FIVE = Lanes(5)
NUMBERS = st.lists(st.integers(-ZERO // 4, ZERO // 4), min_size=5, max_size=5)


@given(NUMBERS, NUMBERS)
def test_lanes_add_as_their_numbers_do(one: list[int], other: list[int]) -> None:
    added = FIVE.unpacked(FIVE.zero + FIVE.packed(one) + FIVE.packed(other))
    assert [number - ZERO for number in added] == [a + b for a, b in zip(one, other, strict=True)]


@given(NUMBERS, NUMBERS)
def test_of_two_the_higher_number_of_each_lane_is_kept(one: list[int], other: list[int]) -> None:
    higher = FIVE.higher(FIVE.zero + FIVE.packed(one), FIVE.zero + FIVE.packed(other))
    assert [number - ZERO for number in FIVE.unpacked(higher)] == list(map(max, one, other))


@given(st.lists(st.integers(0, ZERO // 4), min_size=5, max_size=5), st.integers(0, 4))
def test_lanes_times_a_number_are_the_number_times_each(numbers: list[int], times: int) -> None:
    assert FIVE.unpacked(FIVE.packed(numbers) * times) == tuple(number * times for number in numbers)
