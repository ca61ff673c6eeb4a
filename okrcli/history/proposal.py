"""Two states of the goals as a reviewer sees them: what changed, how it weighs, and whether anybody said why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import Address
from okrcli.goals.files import SETTINGS_FILE, goals_path
from okrcli.goals.model import BOUNDS, Amendment, KeyResult, Objective
from okrcli.goals.workspace import Workspace
from okrcli.history.diff import MOVES, Change, Kind, compare
from okrcli.history.direction import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.diagnostic import Diagnostic

Goal = KeyResult | Objective


class Weight(StrEnum):
    """How much a change matters to who reviews it, the weightiest first."""

    WEAKER = "weaker"
    REMOVED = "removed"
    REWRITTEN = "rewritten"
    STRONGER = "stronger"
    ADDED = "added"
    MOVED = "moved"
    CHANGED = "changed"
    AMENDED = "amended"
    CHECK_IN = "check-in"
    REVIEW = "review"

    @property
    def of_goals(self) -> bool:
        """Whether it changes what is wanted, and not what is said of it."""
        return self not in {Weight.AMENDED, Weight.CHECK_IN, Weight.REVIEW}


_WEIGHTS: Final = {
    Kind.OBJECTIVE_ADDED: Weight.ADDED,
    Kind.KEY_RESULT_ADDED: Weight.ADDED,
    Kind.OBJECTIVE_DROPPED: Weight.REMOVED,
    Kind.KEY_RESULT_DROPPED: Weight.REMOVED,
    Kind.AMENDMENT_ADDED: Weight.AMENDED,
    Kind.AMENDMENT_DELETED: Weight.REWRITTEN,
    Kind.CHECK_IN_ADDED: Weight.CHECK_IN,
    Kind.CHECK_IN_EDITED: Weight.REWRITTEN,
    Kind.CHECK_IN_DELETED: Weight.REWRITTEN,
    Kind.REVIEW_ADDED: Weight.REVIEW,
    Kind.REVIEW_EDITED: Weight.REVIEW,
    Kind.REVIEW_DELETED: Weight.REWRITTEN,
    Kind.SCORE: Weight.REVIEW,
    **dict.fromkeys(MOVES, Weight.MOVED),
}
_ORDER: Final = {weight: number for number, weight in enumerate(Weight)}
_MEASURES: Final = frozenset((Kind.BASELINE, Kind.UNIT, Kind.METRIC, Kind.KIND)) | {
    *(Kind.TARGET, Kind.BOUND, Kind.BETWEEN, Kind.LEVELS, Kind.CURVE)  # where nobody can tell the direction
}
_CAME: Final = frozenset((Kind.OBJECTIVE_ADDED, Kind.KEY_RESULT_ADDED))
_WENT: Final = frozenset((Kind.OBJECTIVE_DROPPED, Kind.KEY_RESULT_DROPPED))
_NEEDS_REASON: Final = frozenset((Weight.WEAKER, Weight.REMOVED, Weight.REWRITTEN))


class Item(NamedTuple):
    """A change with what a reviewer wants to know beside it."""

    change: Change
    weight: Weight
    title: str | None
    unit: str | None
    explained: bool
    """False where committed goals ask for less, are measured anew or went, and no amendment or review says why."""

    @property
    def doubt(self) -> str:
        """What is missing where it is not explained."""
        if self.explained:
            return ""
        return "nothing says why" if self.weight is Weight.REMOVED else "no amendment says why"


class Proposal(NamedTuple):
    """What one state would change of another."""

    items: tuple[Item, ...]
    unread: tuple[Diagnostic, ...]
    """Why files, or parts of them, could not be compared."""
    unchanged: tuple[str, ...]
    """Files that say the same in other words: formatting, comments, order."""
    settings: tuple[str, ...]
    """The keys of okr.yaml that changed."""
    cycle: Cycle | None
    """The one whose goals change, where it is one."""
    day: date

    def of(self, *weights: Weight) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.weight in weights)

    @property
    def goals(self) -> tuple[Item, ...]:
        """The changes of goals: not check-ins and reviews."""
        return tuple(item for item in self.items if item.weight.of_goals)

    @property
    def unexplained(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.explained)

    @property
    def week(self) -> int | None:
        """The week of the cycle, where it has begun and is not over."""
        if self.cycle is None or not self.cycle.start <= self.day <= self.cycle.end:
            return None
        return min(self.cycle.week(self.day), self.cycle.weeks)


def propose(old: Workspace, new: Workspace, day: date) -> Proposal:
    """Compare two states by their files that differ; what cannot be read in one of them is left out, and said."""
    hidden = old.unreadable | new.unreadable
    changes = [change for change in compare(_without(old, hidden), _without(new, hidden)) if _sure(change, old, new)]
    items = [_item(change, old, new, day) for change in _whole(changes)]
    unread = tuple(dict.fromkeys(found for state in (old, new) for found in state.diagnostics()))
    said = _files_of(changes) | {found.path for found in unread}
    cycles = {file.cycle.id: file.cycle for state in (old, new) for file in state.goals}
    touched = {item.change.address.cycle for item in items}
    return Proposal(
        tuple(sorted(items, key=lambda item: (_ORDER[item.weight], str(item.change.address)))),
        unread,
        tuple(sorted(path for path in _rewritten(old, new) - said if path != SETTINGS_FILE)),
        () if SETTINGS_FILE in hidden else tuple(_settings(old, new)),
        cycles.get(touched.pop()) if len(touched) == 1 else None,
        day,
    )


def _rewritten(old: Workspace, new: Workspace) -> set[str]:
    """The files of both whose texts are not the same."""
    before, after = old.sources, new.sources
    return {path for path in before.keys() & after.keys() if before[path].text != after[path].text}


def _files_of(changes: list[Change]) -> set[str]:
    """The files that changes are about."""
    places = [change.address for change in changes]
    places += [change.before for change in changes if isinstance(change.before, Address)]
    return {change.file for change in changes if change.file} | {
        goals_path(cycle, team) for cycle, team in {(place.cycle, place.team) for place in places}
    }


def _without(state: Workspace, hidden: set[str]) -> Workspace:
    """The state without some files."""
    seen = Workspace(state.settings)
    seen.goals = [file for file in state.goals if file.path not in hidden]
    seen.checkins = [file for file in state.checkins if file.path not in hidden]
    seen.reviews = [file for file in state.reviews if file.path not in hidden]
    return seen


def _sure(change: Change, old: Workspace, new: Workspace) -> bool:
    """Whether it happened: what a mistake hides on one side neither came nor went nor lost a value."""
    if change.kind in _CAME:
        return change.address not in old.lost
    if change.kind in _WENT:
        return change.address not in new.lost
    return not _is_wrong(old, change) and not _is_wrong(new, change)


def _is_wrong(state: Workspace, change: Change) -> bool:
    """Whether the value that changed could not be read in a state."""
    if not state.problems:
        return False
    address = change.address
    names = [part for part in ("objectives", address.objective, "key_results", address.key_result) if part]
    route = (*names[: 4 if address.key_result else 2], change.kind.replace("-", "_"))
    return any(
        problem.where[: len(route)] == route
        for path, problem in state.problems
        if path.endswith(f"{address.cycle}/{address.team}.yaml") and not problem.at_key
    )


def _whole(changes: list[Change]) -> Iterator[Change]:
    """An objective that came or went stands for its key results."""
    gone = {change.address for change in changes if change.kind is Kind.OBJECTIVE_DROPPED}
    come = {change.address for change in changes if change.kind is Kind.OBJECTIVE_ADDED}
    within = {Kind.KEY_RESULT_DROPPED: gone, Kind.KEY_RESULT_ADDED: come}
    for change in changes:
        if change.kind not in within or change.address.parent not in within[change.kind]:
            yield change


def _item(change: Change, old: Workspace, new: Workspace, day: date) -> Item:
    weight = _weight(change)
    goal = new.goal(change.address) or old.goal(change.address)
    needed = weight in _NEEDS_REASON and change.file is None and _is_committed(change.address, old, day)
    title, unit = (goal.title if goal else None), getattr(goal, "unit", None)
    return Item(change, weight, title, unit, not needed or _is_amended(change, goal) or _is_reviewed(change, new))


def _is_reviewed(change: Change, new: Workspace) -> bool:
    """Whether the closing review of its team says what became of an objective that went."""
    address = change.address
    return change.kind is Kind.OBJECTIVE_DROPPED and any(
        address.objective in file.review.objectives
        for file in new.reviews
        if (file.cycle.id, file.team) == (address.cycle, address.team)
    )


def _weight(change: Change) -> Weight:
    if change.direction:
        return Weight.WEAKER if change.direction is Direction.WEAKER else Weight.STRONGER
    if change.kind in _MEASURES:
        return Weight.CHANGED if change.before is None else Weight.REWRITTEN
    return _WEIGHTS.get(change.kind, Weight.CHANGED)


def _is_committed(address: Address, old: Workspace, day: date) -> bool:
    """Whether the goals of a cycle were past their days of grace: from then on a change needs an amendment."""
    cycle = old.calendar.cycle(address.cycle)
    return cycle is not None and (day - cycle.start).days >= old.settings.lock_after_days


def _is_amended(change: Change, goal: Goal | None) -> bool:
    """Whether an amendment of the key result says that it changed to what it is now."""
    amendments = goal.amendments if isinstance(goal, KeyResult) else ()
    return any(_says(amendment, change) for amendment in amendments)


def _says(amendment: Amendment, change: Change) -> bool:
    if change.kind is Kind.BOUND:
        now = dict(change.after or ())
        return amendment.field in BOUNDS and now.get(amendment.field) == amendment.after
    if amendment.field != change.kind.replace("-", "_"):
        return False
    plain = isinstance(change.after, int | float | str)
    return not plain or amendment.after == change.after


def _settings(old: Workspace, new: Workspace) -> Iterable[str]:
    before, after = old.settings.values(), new.settings.values()
    return (key for key in before if before[key] != after[key])
