"""What the closing reviews say of each objective, and the grade that okr gives it: once for all rules that ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.address import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import ObjectiveReview
    from okrcli.goals.workspace import ObjectiveAt, ReviewFile, Workspace
    from okrcli.scoring.grade import ObjectiveScore
    from okrcli.scoring.readings import Observation
    from okrcli.scoring.score import Score


class Reviewed(NamedTuple):
    """An objective of a reviewed team and cycle; `decided` is None where the review leaves it out."""

    at: ObjectiveAt
    file: ReviewFile
    decided: ObjectiveReview | None

    @property
    def place(self) -> Place:
        return Place(self.file.path, ("objectives", self.at.address.objective or ""))


@lru_cache(maxsize=1)
def latest_reviews(workspace: Workspace, today: date) -> tuple[ReviewFile, ...]:
    """The reviews of today's cycle and the one before: what is older, nobody goes back to."""
    now = workspace.calendar.of(today)
    cycles = (now, workspace.calendar.before(now))
    return tuple(file for file in workspace.reviews if file.cycle in cycles)


@lru_cache(maxsize=1)
def reviewed(workspace: Workspace, today: date) -> tuple[Reviewed, ...]:
    """Every objective of a team that has one of the latest reviews."""
    files = {(file.cycle.id, file.team): file for file in latest_reviews(workspace, today)}
    return tuple(
        Reviewed(at, file, file.review.objectives.get(at.address.objective or ""))
        for at in (workspace.objectives if files else ())
        if (file := files.get((at.address.cycle, at.address.team)))
    )


def graded(workspace: Workspace, item: Reviewed) -> tuple[Mapping[str, Score], ObjectiveScore]:
    """The scores of the key results by id, and the grade, on the day of the review."""
    from okrcli.scoring.grade import grade_objective

    scores = dict(_scores(workspace, item))
    named = {name: f"{item.at.address.objective}/{name}" for name in scores}
    told = item.file.review.results
    own = {name: told[written] for name, written in named.items() if written in told}
    return scores, grade_objective(item.at.objective, scores, own)


def _scores(workspace: Workspace, item: Reviewed) -> Iterator[tuple[str, Score]]:
    from okrcli.scoring.score import score_key_result

    cycle, day, rhythm = item.file.cycle, item.file.review.date, workspace.settings.checkins
    objective = item.at.objective
    for name, key_result in objective.key_results.items():
        told = _observations(workspace, cycle).get(item.at.address._replace(key_result=name), ())
        seen = [one for one in told if one.date <= day]
        yield name, score_key_result(key_result, objective, seen, cycle=cycle, as_of=day, cadence_days=rhythm.days)


@lru_cache(maxsize=2)
def _observations(workspace: Workspace, cycle: Cycle) -> Mapping[Address, tuple[Observation, ...]]:
    from datetime import date

    from okrcli.scoring.readings import observations

    return observations(workspace, cycle, date.max)
