"""How goals hang together: what serves what (vertical), and what needs what of another team (horizontal)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.reports.view import ObjectiveRow, Report
    from okrcli.scoring.pace import Status


DEEPEST: Final = 50
"""What stands deeper starts a tree of its own: no organisation is so deep, but a file may say so."""


class Need(NamedTuple):
    """A goal that an objective depends on; without a score where it cannot be found."""

    by: Address
    on: str
    title: str | None = None
    owner: str | None = None
    score: float | None = None
    status: Status | None = None
    other_team: bool = True


class Node(NamedTuple):
    """An objective and what serves it.

    `serves` is the key result of the parent that it serves, if it names one, `also` what else it serves;
    an `orphan` serves nothing and does not say why it stands alone.
    """

    address: Address
    title: str
    level: str
    owner: str | None
    commitment: str
    score: float | None
    status: Status
    serves: str | None
    also: tuple[str, ...]
    orphan: bool
    needs: tuple[Need, ...]
    children: tuple[Node, ...]


class Tree(NamedTuple):
    """The objectives of a cycle from the top down; goals that serve one another in a circle start at the first."""

    organisation: str | None
    cycle: Cycle
    as_of: date
    roots: tuple[Node, ...]
    orphans: int
    needs: tuple[Need, ...]


def grow(view: Report) -> Tree:
    """The tree of a report; what serves a goal outside of it is a root."""
    growing = _Growing(view)
    roots = tuple(growing.roots())
    nodes = tuple(walk(roots))
    needs = tuple(need for _, node in nodes for need in node.needs)
    orphans = sum(node.orphan for _, node in nodes)
    return Tree(view.organisation, view.cycle, view.as_of, roots, orphans, needs)


def walk(nodes: tuple[Node, ...], depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Every node with its depth, each before its children."""
    for node in nodes:
        yield depth, node
        yield from walk(node.children, depth + 1)


class _Growing:
    """The rows of a report by address, and what serves each of them."""

    def __init__(self, view: Report) -> None:
        self.cycle = view.cycle.id
        self.levels = {team.team: team.level for team in view.teams}
        self.rows: Mapping[Address, ObjectiveRow] = {row.address: row for row in view.objectives}
        self.serving: dict[Address, list[tuple[ObjectiveRow, Address]]] = {}
        self.placed: set[Address] = set()
        for row in view.objectives:
            goal = self._parent(row)
            if goal is not None:
                self.serving.setdefault(goal._replace(key_result=None), []).append((row, goal))

    def _parent(self, row: ObjectiveRow) -> Address | None:
        """The first goal that it serves and that is here, itself excepted."""
        for goal in self._goals(row):
            objective = goal._replace(key_result=None)
            if objective in self.rows and objective != row.address:
                return goal
        return None

    def _goals(self, row: ObjectiveRow) -> Iterator[Address]:
        for text in row.objective.supports:
            goal = parse(text, self.cycle)
            if goal is not None:
                yield goal

    def roots(self) -> Iterator[Node]:
        """Objectives without a parent; then what is left, which goes in circles."""
        for row in self.rows.values():
            if self._parent(row) is None:
                yield self._node(row, None)
        for row in self.rows.values():
            if row.address not in self.placed:
                yield self._node(row, None)

    def _node(self, row: ObjectiveRow, goal: Address | None, depth: int = 0) -> Node:
        self.placed.add(row.address)
        serving = self.serving.get(row.address, ()) if depth < DEEPEST else ()
        children = [
            self._node(child, served, depth + 1) for child, served in serving if child.address not in self.placed
        ]
        level = self.levels[row.address.team]
        return Node(
            address=row.address,
            title=row.objective.title,
            level=level,
            owner=row.objective.owner,
            commitment=row.objective.commitment,
            score=row.grade.score,
            status=row.status,
            serves=goal.key_result if goal else None,
            also=tuple(other.path for other in self._goals(row) if goal is not None and other != goal),
            orphan=is_orphan(row, level),
            needs=tuple(self._needs(row)),
            children=tuple(children),
        )

    def _needs(self, row: ObjectiveRow) -> Iterator[Need]:
        for text in row.objective.depends_on:
            goal = parse(text, self.cycle)
            found = self.rows.get(goal._replace(key_result=None)) if goal else None
            if found is None or goal is None:
                yield Need(row.address, text)
                continue
            inside = next((one for one in found.key_results if one.address == goal), None)
            score, status = (inside.score.progress, inside.pace.status) if inside else (found.grade.score, found.status)
            title = inside.key_result.title if inside else found.objective.title
            other = goal.team != row.address.team
            yield Need(row.address, goal.path, title, found.objective.owner, score, status, other)


def is_orphan(row: ObjectiveRow, level: str) -> bool:
    """Whether an objective below the company serves nothing and does not say why it stands alone."""
    return level != "company" and not row.objective.supports and not row.objective.standalone
