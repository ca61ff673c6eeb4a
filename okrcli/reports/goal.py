"""One goal as it is in a state: its keys, what is in it, and what check-ins said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.history.authorship import said

if TYPE_CHECKING:
    from okrcli.goals.address import Address
    from okrcli.goals.model import CheckIn, KeyResult, Objective
    from okrcli.goals.workspace import Workspace


class Goal(NamedTuple):
    """A team, an objective or a key result; of a team there is nothing but what is in it."""

    address: Address
    goal: Objective | KeyResult | None
    fields: tuple[tuple[str, Any], ...]
    inside: tuple[tuple[Address, Objective | KeyResult], ...]
    checkins: tuple[CheckIn, ...]


def goal_in(workspace: Workspace, address: Address) -> Goal:
    """A goal with all that a state says of it, check-ins oldest first."""
    objectives: dict[Address, Objective | KeyResult] = {at.address: at.objective for at in workspace.objectives}
    results: dict[Address, Objective | KeyResult] = {at.address: at.key_result for at in workspace.key_results}
    goal = objectives.get(address) or results.get(address)
    below = {**({} if address.objective else objectives), **results}
    inside = [(one, each) for one, each in below.items() if one.parent == address]
    heard = [file.checkin for file in workspace.checkins if (file.cycle.id, file.team) == address[:2]]
    spoken = sorted((checkin for checkin in heard if _speaks(checkin, address.local)), key=lambda checkin: checkin.date)
    return Goal(address, goal, tuple(said(goal).items()) if goal else (), tuple(inside), tuple(spoken))


def _speaks(checkin: CheckIn, local: str) -> bool:
    """Whether a check-in says something of a goal of its team, or of what is in it."""
    names = (*checkin.results, *checkin.confidence)
    return any(not local or name == local or name.startswith(f"{local}/") for name in names)
