"""The goals of the cycle that runs, with what was reported of them up to today: once for all rules that ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.workspace import KeyResultAt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import ObjectiveAt, Workspace
    from okrcli.scoring.pace import Outlook, Pace
    from okrcli.scoring.readings import Confidence, Observation
    from okrcli.scoring.score import Score


class Followed(NamedTuple):
    """A key result with what was observed of it; `seen` are the observations that say how far it is."""

    at: KeyResultAt
    observations: tuple[Observation, ...]
    seen: tuple[Observation, ...]
    score: Score
    confidence: Outlook
    pace: Pace


class Standing(NamedTuple):
    """An objective with its confidences, oldest first, and its key results."""

    at: ObjectiveAt
    confidences: tuple[Confidence, ...]
    results: tuple[Followed, ...]


@lru_cache(maxsize=1)
def standings(workspace: Workspace, today: date) -> tuple[Standing, ...]:
    """Every objective of today's cycle; none where nobody has checked in yet."""
    cycle = workspace.calendar.of(today)
    if not any(file.cycle == cycle and file.checkin.date <= today for file in workspace.checkins):
        return ()
    from okrcli.scoring.readings import confidences, observations

    beliefs, told = confidences(workspace, cycle, today), observations(workspace, cycle, today)
    return tuple(
        _standing(workspace, today, at, beliefs.get(at.address, ()), told)
        for at in workspace.objectives
        if at.address.cycle == cycle.id
    )


def followed(workspace: Workspace, today: date) -> Iterator[Followed]:
    """Every key result of today's cycle."""
    return (result for standing in standings(workspace, today) for result in standing.results)


def _standing(
    workspace: Workspace,
    today: date,
    at: ObjectiveAt,
    beliefs: tuple[Confidence, ...],
    told: Mapping[Address, tuple[Observation, ...]],
) -> Standing:
    place, address, objective = at
    goals = (
        KeyResultAt(place / "key_results" / name, address._replace(key_result=name), key_result, objective)
        for name, key_result in objective.key_results.items()
    )
    results = tuple(follow(workspace, goal, told.get(goal.address, ()), today) for goal in goals)
    return Standing(at, beliefs, results)


def follow(workspace: Workspace, at: KeyResultAt, observations: Sequence[Observation], day: date) -> Followed:
    """How a key result of today's cycle stood on a day, by what had been observed until then."""
    from okrcli.scoring.pace import outlook, pace
    from okrcli.scoring.score import score_key_result, telling

    cycle, rhythm = workspace.calendar.of(day), workspace.settings.checkins
    _, _, key_result, objective = at
    told = tuple(one for one in observations if one.date <= day)
    score = score_key_result(key_result, objective, told, cycle=cycle, as_of=day, cadence_days=rhythm.days)
    belief = outlook([one.reading.confidence for one in told if one.reading.confidence is not None])
    stand = pace(key_result, objective, score, belief, cycle=cycle, as_of=day, rhythm=rhythm)
    return Followed(at, told, tuple(telling(key_result, objective, told)), score, belief, stand)
