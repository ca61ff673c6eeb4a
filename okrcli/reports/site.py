"""All cycles as one value, for a site: a report and a tree each, and what happened to every objective."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.reports.committed import two_scores
from okrcli.reports.report import build
from okrcli.reports.tree import grow, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.history.committed import Plan
    from okrcli.history.events import Event
    from okrcli.reports.tree import Node, Tree
    from okrcli.reports.view import Report


class CyclePages(NamedTuple):
    """A cycle with its tree, the nodes by address, and what serves each objective."""

    view: Report
    tree: Tree
    nodes: Mapping[Address, Node]


class Site(NamedTuple):
    """The newest cycle first; `history` has the events of each objective, newest first, None without git."""

    organisation: str | None
    as_of: date
    cycles: tuple[CyclePages, ...]
    history: Mapping[Address, tuple[Event, ...]] | None

    @property
    def pages(self) -> int:
        """How many there will be."""
        each = (2 + len(cycle.view.teams) + len(cycle.view.objectives) for cycle in self.cycles)
        return 4 + sum(each)


def gather(
    workspace: Workspace, as_of: date, events: Iterable[Event] | None, plans: Mapping[Cycle, Plan | str]
) -> Site:
    """The site of a workspace on a day; `events` are those of its repository, oldest first.

    `plans` has the goals of each cycle as they were committed, or why they are not known.
    """
    views = (build(workspace, cycle, as_of) for cycle in reversed(workspace.cycles))
    cycles = tuple(_cycle(_beside_plan(workspace, view, plans[view.cycle])) for view in views)
    return Site(workspace.settings.organisation, as_of, cycles, None if events is None else _by_objective(events))


def _beside_plan(workspace: Workspace, view: Report, plan: Plan | str) -> Report:
    return view if isinstance(plan, str) else view._replace(committed=two_scores(workspace, plan, view.as_of, now=view))


def _cycle(view: Report) -> CyclePages:
    tree = grow(view)
    return CyclePages(view, tree, {node.address: node for _, node in walk(tree.roots)})


def _by_objective(events: Iterable[Event]) -> Mapping[Address, tuple[Event, ...]]:
    """What happened to each objective and its key results; a check-in is told on the page already."""
    found: dict[Address, list[Event]] = {}
    for event in events:
        change = event.change
        if change.address.objective and not change.kind.value.startswith("check-in"):
            found.setdefault(change.address._replace(key_result=None), []).append(event)
    return {address: tuple(reversed(told)) for address, told in found.items()}
