"""When check-ins are due: the periods that a rhythm cuts a cycle into."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.goals.cycle import Cycle

_MONTHLY: Final = 28
"""From so many days on a rhythm follows the months of the calendar."""


class Periods(NamedTuple):
    """The first days of the periods in which one check-in each is due."""

    firsts: tuple[date, ...]
    end: date

    def of(self, day: date) -> int:
        """The period, from 0, of a check-in on that day: of an early one the first, a late one the last."""
        return max(0, bisect_right(self.firsts, day) - 1)

    def over(self, day: date) -> int:
        """How many periods have passed when that day begins."""
        return len(self.firsts) if day > self.end else self.of(day)

    def judged(self, reported: Iterable[int], day: date) -> set[int]:
        """The periods that count on that day: all that passed, and the running one once it was reported."""
        return {*range(self.over(day)), *reported}


class Adherence(NamedTuple):
    """How many of the check-ins that were due were made."""

    done: int = 0
    due: int = 0

    def __add__(self, other: tuple[int, ...]) -> Adherence:  # type: ignore[override]
        return Adherence(self.done + other[0], self.due + other[1])


@lru_cache(maxsize=64)
def periods(cycle: Cycle, cadence_days: int) -> Periods:
    """Whole periods from the first day of the cycle on; the days left over belong to the last one."""
    if cadence_days >= _MONTHLY:
        months = range(cycle.start.year * 12 + cycle.start.month - 1, cycle.end.year * 12 + cycle.end.month)
        return Periods(tuple(date(month // 12, month % 12 + 1, 1) for month in months), cycle.end)
    count = max(1, ((cycle.end - cycle.start).days + 1) // cadence_days)
    return Periods(tuple(cycle.start + timedelta(days=cadence_days * nth) for nth in range(count)), cycle.end)


def adherence(due: Periods, reported: Iterable[date], until: date) -> Adherence:
    """The check-ins made and due for one key result up to a day."""
    behind = {bisect_right(due.firsts, day) for day in reported}
    made = {(place or 1) - 1 for place in behind}  # as `of` has it
    return Adherence(len(made), len(due.judged(made, until)))
