"""Cycles: the calendar of a workspace, from `2026-Q3` to dates and back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.shape import parse_day

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
LENGTHS: Final = {"quarter": 3, "trimester": 4, "half": 6, "year": 12}
"""Months in a cycle of each length."""
_LETTERS: Final = {"quarter": "Q", "trimester": "T", "half": "H"}
_SHAPE: Final = re.compile(r"(?P<year>19[0-9]{2}|2[0-9]{3})(?:-(?P<letter>[QTH])(?P<number>[1-4]))?")


class Cycle(NamedTuple):
    """A period of goals, both days included; ordered by time."""

    start: date
    end: date
    id: str

    def __str__(self) -> str:
        return self.id

    def elapsed(self, day: date) -> float:
        """The share of the cycle that has passed: 0 on the first day and before, 1 on the last and after."""
        return elapsed(self.start, self.end, day)

    def week(self, day: date) -> int:
        """The week of the cycle that a day lies in, from 1; not bounded by the cycle."""
        return (day - self.start).days // 7 + 1

    @property
    def weeks(self) -> int:
        """Whole weeks, 13 in a quarter: the day or two that are over belong to the last one."""
        return max(1, ((self.end - self.start).days + 1) // 7)


def elapsed(start: date, end: date, day: date) -> float:
    """The share of the way from `start` (0) to `end` (1); 1 where there is no way."""
    if end <= start:
        return 1.0
    return min(1.0, max(0.0, (day - start).days / (end - start).days))


class Calendar(NamedTuple):
    """How a workspace cuts the year; a fiscal year has the name of the year in which it starts."""

    length: str = "quarter"
    starts: str = "january"

    @lru_cache(maxsize=256)  # noqa: B019 - of values: every file asks
    def cycle(self, name: str) -> Cycle | None:
        """The cycle of that name, or None where this workspace has no such cycle."""
        match = _SHAPE.fullmatch(name)
        if not match or (match["letter"] or "") != _LETTERS.get(self.length, ""):
            return None
        number = int(match["number"] or 1)
        return self._nth(int(match["year"]), number) if number <= 12 // LENGTHS[self.length] else None

    def of(self, day: date) -> Cycle:
        """The cycle that a day lies in."""
        months = LENGTHS[self.length]
        since = day.year * 12 + day.month - 1 - MONTHS.index(self.starts)
        year, month = divmod(since, 12)
        return self._nth(year, month // months + 1)

    def before(self, cycle: Cycle) -> Cycle:
        return self.of(cycle.start - timedelta(days=1))

    def after(self, cycle: Cycle) -> Cycle:
        return self.of(cycle.end + timedelta(days=1))

    @property
    def example(self) -> str:
        return {"quarter": "2026-Q3", "trimester": "2026-T2", "half": "2026-H2"}.get(self.length, "2026")

    def _nth(self, year: int, number: int) -> Cycle:
        months = LENGTHS[self.length]
        first = year * 12 + MONTHS.index(self.starts) + (number - 1) * months
        letter = _LETTERS.get(self.length)
        name = f"{year:04d}-{letter}{number}" if letter else f"{year:04d}"
        return Cycle(_first_of(first), _first_of(first + months) - timedelta(days=1), name)


def _first_of(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, 1)


def read_date(text: str) -> date:
    """A day written `YYYY-MM-DD`, as people type it on a command line."""
    day = parse_day(text)
    if day is None:
        raise OkrError(f"{text!r} is not a date", "write it as YYYY-MM-DD")
    return day
