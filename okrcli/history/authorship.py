"""Who last set each key of a goal: not who wrote that line last, but whose commit gave it the value that it has."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.address import Address
from okrcli.goals.files import goals_path
from okrcli.goals.model import BOUNDS, KeyResult, Objective
from okrcli.history.diff import MOVES, Kind, stated
from okrcli.history.tracing import earlier, full_history, within
from okrcli.history.versions import read_version, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from okrcli.history.events import Event
    from okrcli.history.repository import Repository
    from okrcli.history.tracing import History, Span

_ADDED: Final = frozenset((Kind.OBJECTIVE_ADDED, Kind.KEY_RESULT_ADDED))
Goal = Objective | KeyResult
_Values = dict[str, Any]
_Then = tuple[str, Address]
"""A commit, and where the goal was in it."""


class Field(NamedTuple):
    """A key of a goal, its value, and the event that gave it; None where no commit did, but for the working folder."""

    name: str
    value: Any
    event: Event | None


class Authorship(NamedTuple):
    """A goal as it is at a commit, key by key."""

    address: Address
    commit: str
    goal: Goal
    fields: tuple[Field, ...]


def authorship(repository: Repository, address: Address, revision: str = "HEAD") -> Authorship:
    """Who set what of an objective or a key result at a revision."""
    if not address.objective:
        raise OkrError(f"{address.path} is a team", "name one of its objectives or key results")
    commit = repository.commit_id(revision)
    history, spans = full_history(repository, address, commit)
    search = _Search(history, spans, _reader(repository, commit))
    goal = search.goal(commit, address)
    if goal is None:
        raise OkrError(f"{address} is not committed yet, or cannot be read there", "`okr lint` says more")
    found = search.origins(address, said(goal))
    return Authorship(
        address, commit, goal, tuple(Field(key, value, found.get(key)) for key, value in said(goal).items())
    )


def _reader(repository: Repository, tip: str) -> Callable[[str, Address], Goal | None]:
    """A function that finds a goal in a commit; None where it is not there or cannot be read."""
    starts = repository.settings_at(tip).calendar.starts

    @lru_cache(maxsize=256)
    def goals(commit: str, path: str) -> Mapping[Address, Goal]:
        content = repository.content(commit, path)
        if content is None:
            return {}
        found = state([read_version(path, content, starts)])
        objectives: dict[Address, Goal] = {at.address: at.objective for at in found.objectives}
        return objectives | {at.address: at.key_result for at in found.key_results}

    return lambda commit, address: goals(commit, goals_path(address.cycle, address.team)).get(address)


def said(goal: Goal) -> _Values:
    """The keys that say something: not those that stand at what they are if nobody sets them."""
    values = stated(goal, goal.keys) if isinstance(goal, KeyResult) else goal.values()
    defaults = {name: declared.default for name, declared in goal.keys.items()}
    silent = ("key_results", "amendments", *BOUNDS)
    return {key: value for key, value in values.items() if key not in silent and value != defaults.get(key)}


class _Search:
    """A way back from a commit, for all keys of a goal at once."""

    def __init__(self, history: History, spans: list[Span], goal: Callable[[str, Address], Goal | None]) -> None:
        self._history = history
        self._places = tuple(span.goal for span in spans)
        self.goal = goal
        self._told: dict[str, list[Event]] = {}
        for event in history.events:
            self._told.setdefault(event.commit, []).append(event)

    def origins(self, address: Address, values: _Values) -> dict[str, Event]:
        """The event that gave each key its value."""
        parents = {parent for before in self._history.parents.values() for parent in before}
        tips = [commit for commit in self._history.parents if commit not in parents]
        found: dict[str, Event] = {}
        waiting: dict[_Then, _Values] = {(tip, address): dict(values) for tip in tips}
        while waiting:
            (commit, place), wanted = waiting.popitem()
            for (parent, there), rest in self._back(commit, place, wanted, found):
                waiting.setdefault((parent, there), {}).update(rest)
        return found

    def _back(
        self, commit: str, place: Address, wanted: _Values, found: dict[str, Event]
    ) -> Iterator[tuple[_Then, _Values]]:
        """Note what a commit set, and say which of its parents the rest comes from."""
        rest = dict(wanted)
        for event in self._told.get(commit, ()):
            if event.change.address == place:
                for key in _set_by(event, rest):
                    found[key] = event
                    del rest[key]
        before = place
        for event in self._told.get(commit, ()):
            if event.change.kind in MOVES and within(place, event.change.address):
                before = earlier(place, event.change)
        parents = self._history.parents[commit]
        if len(parents) == 1 and rest:
            yield (parents[0], before), rest
        elif parents:
            yield from self._from_sides(parents, before, rest)

    def _from_sides(self, parents: tuple[str, ...], place: Address, rest: _Values) -> Iterator[tuple[_Then, _Values]]:
        """Of a merge, each key from the first parent that has its value."""
        for parent in parents:
            there = next((one for one in (place, *self._places) if self.goal(parent, one)), None)
            goal = there and self.goal(parent, there)
            if there and goal:
                values = said(goal)
                same = {key: value for key, value in rest.items() if values.get(key) == value}
                rest = {key: value for key, value in rest.items() if key not in same}
                if same:
                    yield (parent, there), same
        if rest:
            yield (parents[0], place), rest


def _set_by(event: Event, wanted: _Values) -> list[str]:
    """The keys that an event gave the values that they have."""
    kind = event.change.kind
    if kind in _ADDED:
        return list(wanted)
    key = kind.replace("-", "_")
    return [key] if key in wanted and event.change.after == wanted[key] else []
