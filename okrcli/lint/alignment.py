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


class Reference(NamedTuple):
    """What an objective names under `supports` or `depends_on`."""

    at: ObjectiveAt
    key: str
    nth: int

    @property
    def text(self) -> str:
        """The reference as it is written."""
        return str(getattr(self.at.objective, self.key)[self.nth])

    @property
    def place(self) -> Place:
        """Where it is written: in a list, or alone."""
        place = self.at.place / self.key
        return place / self.nth if len(getattr(self.at.objective, self.key)) > 1 else place


class Link(NamedTuple):
    """A reference to a goal that there is; `goal` is that objective, or the one around that key result."""

    at: ObjectiveAt
    reference: Reference
    target: Address
    goal: Objective


class References(NamedTuple):
    links: tuple[Link, ...]
    dead: tuple[Reference, ...]
    """Those that lead to nothing that could be read."""


@lru_cache(maxsize=2)
def references(workspace: Workspace, key: str) -> References:
    """Every reference under `supports` or `depends_on`."""
    known: dict[tuple[str, str], tuple[Address, Objective] | None] = {}
    found, dead = [], []
    for at in workspace.objectives:
        for nth, text in enumerate(vars(at.objective).get(key, ())):
            named = (at.address.cycle, text)
            if named not in known:
                known[named] = _named(workspace, text, at.address.cycle)
            reference, goal = Reference(at, key, nth), known[named]
            if goal:
                found.append(Link(at, reference, *goal))
            else:
                dead.append(reference)
    return References(tuple(found), tuple(dead))


def _named(workspace: Workspace, text: str, cycle: str) -> tuple[Address, Objective] | None:
    address = parse(text, cycle)
    goal = workspace.objective(address) if address else None
    return (address, goal) if address and goal else None


def objective_of(target: Address) -> Address:
    """The address of the objective that a reference leads to, or into."""
    return target.parent if target.key_result else target


def above(settings: Settings, team: str) -> Iterator[str]:
    """The teams that a team belongs to, from its parent upwards; each once, though they were to form a circle."""
    seen = {team}
    known = settings.teams.get(team)
    while known and known.parent and known.parent not in seen:
        yield known.parent
        seen.add(known.parent)
        known = settings.teams.get(known.parent)
