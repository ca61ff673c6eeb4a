"""What check-ins and reviews report of each key result, where it is not plainly a number that can be: one pass."""

from __future__ import annotations

from functools import lru_cache
from math import inf, nextafter
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import Place
from okrcli.goals.model import BOUNDS, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amount, KeyResult
    from okrcli.goals.workspace import KeyResultAt, Workspace

_JUST_ABOVE_1: Final = nextafter(1, 2)
_SINGLE: Final = ("baseline", "target", *BOUNDS)
_MANY: Final = frozenset(("between", "levels", "curve"))
_NEAR: Final = 2
"""How far, as a factor, a value may be off the goal's own numbers to be taken for one of them."""


class Reported(NamedTuple):
    """What one check-in or review says of a key result."""

    place: Place
    at: KeyResultAt
    reading: Reading


class _Expected(NamedTuple):
    """A value between these limits, both included, is nothing to speak of."""

    low: float
    high: float
    at: KeyResultAt


@lru_cache(maxsize=1)
def unusual(workspace: Workspace) -> tuple[Reported, ...]:
    """Every reading that is more than a plain value, or of a milestone, or a value that may be a mistake."""
    return (*_of_checkins(workspace), *_of_reviews(workspace))


def figures(key_result: KeyResult) -> tuple[Amount, ...]:
    """The numbers that the goal itself names for its value."""
    said = vars(key_result)
    numbers = [number for name in _SINGLE if (number := said.get(name)) is not None]
    if not _MANY.isdisjoint(said):
        numbers += said.get("between", ())
        numbers += said.get("levels", {}).values()
        numbers += said.get("curve", {}).values()
    return tuple(numbers)


def is_percent(key_result: KeyResult) -> bool:
    """Whether its numbers are percentages, by the unit."""
    return (key_result.unit or "").strip().lower().startswith(("%", "percent", "per cent", "pct"))


def is_mixed_up(key_result: KeyResult, value: Amount | None) -> bool:
    """Whether a value is a percentage among fractions, or a fraction among percentages."""
    numbers = figures(key_result)
    if not value or value < 0 or not numbers or min(numbers) < 0:
        return False
    if is_percent(key_result) and value <= 1 <= min(numbers):
        return min(numbers) / _NEAR <= value * 100 <= max(numbers) * _NEAR
    positive = [number for number in numbers if number]
    if value <= 1 or not positive or max(numbers) > 1:
        return False
    return min(positive) / _NEAR <= value / 100 <= max(numbers) * _NEAR


def _of_checkins(workspace: Workspace) -> Iterator[Reported]:
    """Every reading of every check-in comes through here."""
    expected = _expectations(workspace)
    for path, cycle, team, checkin in workspace.checkins:
        of_team = expected.get((cycle.id, team), {})
        for name, reading in checkin.results.items():
            goal = of_team.get(name)
            if goal is None:
                continue
            said = vars(reading)
            value = said.get("value")
            plain = len(said) == 1 or ("done" not in said and "answer" not in said)
            if value is None or not plain or not goal[0] <= value <= goal[1]:
                yield Reported(Place(path, ("results", name)), goal.at, reading)


def _of_reviews(workspace: Workspace) -> Iterator[Reported]:
    expected = _expectations(workspace)
    for path, cycle, team, review in workspace.reviews:
        of_team = expected.get((cycle.id, team), {})
        for name, result in review.results.items():
            if name in of_team and result.value is not None:
                yield Reported(Place(path, ("results", name)), of_team[name].at, Reading(value=result.value))


def _expectations(workspace: Workspace) -> dict[tuple[str, str], dict[str, _Expected]]:
    """By cycle and team, then by the name that a check-in uses."""
    teams = {(file.cycle.id, file.team) for files in (workspace.checkins, workspace.reviews) for file in files}
    found: dict[tuple[str, str], dict[str, _Expected]] = {}
    for at in workspace.key_results if teams else ():
        cycle, team, objective, name = at.address
        if (cycle, team) in teams:
            found.setdefault((cycle, team), {})[f"{objective}/{name}"] = _expected(at)
    return found


def _expected(at: KeyResultAt) -> _Expected:
    numbers = figures(at.key_result)
    if at.key_result.kind == "milestone":
        return _Expected(inf, -inf, at)
    percent, least, most = is_percent(at.key_result), min(numbers, default=0), max(numbers, default=0)
    low = _JUST_ABOVE_1 if percent and least >= 1 else 0 if least >= 0 else -inf
    high = 1 if numbers and least >= 0 and most <= 1 else 100 if percent and most <= 100 else inf  # noqa: PLR2004
    return _Expected(low, high, at)
