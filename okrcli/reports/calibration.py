"""What people were sure of and what came of it, over closed cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.reports.practice import FEWEST_FORECASTS, TOO_SAFE, Count
from okrcli.scoring.grade import GREEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.reports.view import Report


class Bin(NamedTuple):
    """Goals of which people were about as sure: how many, how sure on average, how many were met."""

    low: float
    high: float
    goals: int
    said: float
    met: int


def _forecasts(views: Iterable[Report]) -> Iterator[tuple[float, bool]]:
    """The confidence in each objective in the middle of its closed cycle, and whether all of it was met."""
    for view in views:
        for row in view.objectives if view.closed else ():
            said = [belief.value for belief in row.beliefs if view.cycle.elapsed(belief.date) <= 0.5]  # noqa: PLR2004
            judged = [one.score.met for one in row.key_results if one.score.met is not None]
            if said and judged:
                yield said[-1], all(judged)


def calibration(views: Iterable[Report]) -> Count:
    """The Brier score as the mean of its parts; nothing with too few goals."""
    found = list(_forecasts(views))
    if len(found) < FEWEST_FORECASTS:
        return Count(why_not=f"{len(found)} of the {FEWEST_FORECASTS} goals that it takes")
    return Count(sum((said - met) ** 2 for said, met in found), len(found))


def bins(views: Iterable[Report]) -> Iterator[Bin]:
    """Reliability: of what people were so sure of, how much was met; bins below the fewest goals are left out."""
    found = list(_forecasts(views))
    for low, high in ((0.0, 0.4), (0.4, GREEN), (GREEN, 1.01)):
        inside = [(said, met) for said, met in found if low <= said < high]
        if len(inside) >= FEWEST_FORECASTS:
            mean = sum(said for said, _ in inside) / len(inside)
            yield Bin(low, min(1.0, high), len(inside), mean, sum(met for _, met in inside))


def too_safe(views: Iterable[Report]) -> Count:
    """Teams that were above what is sound in the last two closed cycles."""
    closed = [view for view in views if view.closed][-2:]
    if len(closed) < 2:  # noqa: PLR2004 - a pattern
        return Count(why_not="takes two closed cycles")
    means = [{row.team: row.score.mean for row in view.teams if row.level != "person"} for view in closed]
    both = [(mean, means[1].get(team)) for team, mean in means[0].items()]
    safe = [min(first, second) > TOO_SAFE for first, second in both if first is not None and second is not None]
    return Count(sum(safe), len(safe))
