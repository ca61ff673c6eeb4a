"""Which goal serves or needs which, and which team belongs to which."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.address import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address, Place
    from okrcli.goals.model import Objective, Settings
    from okrcli.goals.workspace import ObjectiveAt, Workspace


class Link(NamedTuple):
    """A reference from an objective to a goal that there is; `goal` is that objective, or the one around it."""

    at: ObjectiveAt
    key: str
    nth: int
    target: Address
    goal: Objective

    @property
    def place(self) -> Place:
        """Where the reference is written: in a list, or alone."""
        place = self.at.place / self.key
        return place / self.nth if len(getattr(self.at.objective, self.key)) > 1 else place


@lru_cache(maxsize=2)
def links(workspace: Workspace, key: str) -> tuple[Link, ...]:
    """Every reference under `supports` or `depends_on` that leads to an objective or key result."""
    known: dict[tuple[str, str], tuple[Address, Objective] | None] = {}
    found = []
    for at in workspace.objectives:
        for index, text in enumerate(vars(at.objective).get(key, ())):
            named = (at.address.cycle, text)
            if named not in known:
                known[named] = _named(workspace, text, at.address.cycle)
            if goal := known[named]:
                found.append(Link(at, key, index, *goal))
    return tuple(found)


def _named(workspace: Workspace, text: str, cycle: str) -> tuple[Address, Objective] | None:
    address = parse(text, cycle)
    goal = workspace.objective(address) if address else None
    return (address, goal) if address and goal else None


def above(settings: Settings, team: str) -> Iterator[str]:
    """The teams that a team belongs to, from its parent upwards; each once, though they were to form a circle."""
    seen = {team}
    known = settings.teams.get(team)
    while known and known.parent and known.parent not in seen:
        yield known.parent
        seen.add(known.parent)
        known = settings.teams.get(known.parent)
