"""What changed between two states of a workspace; formatting, comments and order are no changes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.address import Address
from okrcli.goals.model import BOUNDS, CheckIn, KeyResult, Objective, Review
from okrcli.history.direction import Direction, of_key_result, of_objective
from okrcli.history.identity import Origins, origins_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from okrcli.goals.workspace import Workspace


class Kind(StrEnum):
    """Everything that can happen to goals; the values are stable names."""

    OBJECTIVE_ADDED = "objective-added"
    OBJECTIVE_DROPPED = "objective-dropped"
    OBJECTIVE_MOVED = "objective-moved"
    KEY_RESULT_ADDED = "key-result-added"
    KEY_RESULT_DROPPED = "key-result-dropped"
    KEY_RESULT_MOVED = "key-result-moved"
    TITLE = "title"
    OWNER = "owner"
    COMMITMENT = "commitment"
    WHY = "why"
    QUESTION = "question"
    SUPPORTS = "supports"
    STANDALONE = "standalone"
    DEPENDS_ON = "depends-on"
    ORIGIN = "origin"
    NOT_DOING = "not-doing"
    CARRIED_FROM = "carried-from"
    KIND = "kind"
    METRIC = "metric"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    BOUND = "bound"
    BETWEEN = "between"
    WARN_AT = "warn-at"
    HOLD = "hold"
    GUARDRAIL = "guardrail"
    STEPS = "steps"
    EVIDENCE = "evidence"
    SOURCE = "source"
    WEIGHT = "weight"
    CURVE = "curve"
    LEVELS = "levels"
    DUE = "due"
    NOT_YET_OBSERVABLE_UNTIL = "not-yet-observable-until"
    ROLE = "role"
    AMENDMENT_ADDED = "amendment-added"
    AMENDMENT_DELETED = "amendment-deleted"
    CHECK_IN_ADDED = "check-in-added"
    CHECK_IN_EDITED = "check-in-edited"
    CHECK_IN_DELETED = "check-in-deleted"
    REVIEW_ADDED = "review-added"
    REVIEW_EDITED = "review-edited"
    REVIEW_DELETED = "review-deleted"
    SCORE = "score"
    UNREADABLE = "unreadable"


MOVES: Final = frozenset((Kind.OBJECTIVE_MOVED, Kind.KEY_RESULT_MOVED))


class Change(NamedTuple):
    """One thing that happened to a team, an objective or a key result.

    `before` and `after` are the values of the key that changed; the whole goal, check-in or
    review where it came or went; the addresses where it moved.
    """

    kind: Kind
    address: Address
    before: Any = None
    after: Any = None
    direction: Direction | None = None
    file: str | None = None
    """The path of a check-in or a review: what tells it from another of the same team."""

    @property
    def day(self) -> date | None:
        """The day that a check-in or a review gives itself."""
        said = self.after or self.before
        return said.date if isinstance(said, CheckIn | Review) else None

    @property
    def results(self) -> tuple[Address, ...]:
        """The goals that a check-in or a review speaks of."""
        said = [said for said in (self.before, self.after) if isinstance(said, CheckIn | Review)]
        names = {name for one in said for name in (*one.results, *_objectives_in(one))}
        return tuple(Address(self.address.cycle, self.address.team, *name.split("/")[:2]) for name in sorted(names))


def _objectives_in(said: CheckIn | Review) -> Iterable[str]:
    return said.confidence if isinstance(said, CheckIn) else said.objectives


def compare(old: Workspace, new: Workspace) -> Iterator[Change]:
    """What happened between two states, goals matched by their ids."""
    ends = {file.cycle.id: file.cycle.end for file in (*old.goals, *new.goals)}
    before, after = _not_in(_objectives(old), _objectives(new)), _not_in(_objectives(new), _objectives(old))
    origins = origins_of(before, after)
    yield from _came_and_went(before, after, origins, _OBJECTIVE)
    for address, origin in origins.items():
        yield from _objective(address, before[origin], after[address])
    yield from _all_key_results(before, after, origins, ends)
    yield from _files(_check_ins(old), _check_ins(new), _CHECK_IN)
    yield from _files(_reviews(old), _reviews(new), _REVIEW)
    yield from _scores(old, new)


class _Fates(NamedTuple):
    """The kinds of change for one sort of thing: it came, it went, it is another or elsewhere."""

    added: Kind
    dropped: Kind
    changed: Kind


_OBJECTIVE: Final = _Fates(Kind.OBJECTIVE_ADDED, Kind.OBJECTIVE_DROPPED, Kind.OBJECTIVE_MOVED)
_KEY_RESULT: Final = _Fates(Kind.KEY_RESULT_ADDED, Kind.KEY_RESULT_DROPPED, Kind.KEY_RESULT_MOVED)
_CHECK_IN: Final = _Fates(Kind.CHECK_IN_ADDED, Kind.CHECK_IN_DELETED, Kind.CHECK_IN_EDITED)
_REVIEW: Final = _Fates(Kind.REVIEW_ADDED, Kind.REVIEW_DELETED, Kind.REVIEW_EDITED)

_Objectives = dict[Address, Objective]
_KeyResults = dict[Address, KeyResult]
_Said = dict[str, tuple[Address, CheckIn | Review]]


def _objectives(state: Workspace) -> _Objectives:
    return {
        Address(cycle.id, goals.team, name): objective
        for _, cycle, goals in state.goals
        for name, objective in goals.objectives.items()
    }


def _not_in(state: _Objectives, other: _Objectives) -> _Objectives:
    """The objectives that are not the same in another state: most are, and a look at all their keys takes long."""
    return {address: objective for address, objective in state.items() if other.get(address) != objective}


def _key_results(objectives: _Objectives) -> _KeyResults:
    return {
        Address(*address[:3], name): key_result
        for address, objective in objectives.items()
        for name, key_result in objective.key_results.items()
    }


def _came_and_went(
    before: Mapping[Address, Any], after: Mapping[Address, Any], origins: Origins, fates: _Fates
) -> Iterator[Change]:
    kept = set(origins.values())
    for address, goal in before.items():
        if address not in kept:
            yield Change(fates.dropped, address, before=goal)
    for address, goal in after.items():
        if address not in origins:
            yield Change(fates.added, address, after=goal)
        elif origins[address] != address:
            yield Change(fates.changed, address, origins[address], address)


def _all_key_results(
    before: _Objectives, after: _Objectives, origins: Origins, ends: Mapping[str, date]
) -> Iterator[Change]:
    """Key results go where their objective goes; of the others, those that went and came are moves."""
    now = {origin: address for address, origin in origins.items()}
    old = {
        now.get(address.parent, address.parent)._replace(key_result=address.key_result): one
        for address, one in _key_results(before).items()
    }
    new = _key_results(after)
    found = origins_of(old, new)
    yield from _came_and_went(old, new, found, _KEY_RESULT)
    for address, origin in found.items():
        yield from _key_result(address, old[origin], new[address], ends[address.cycle])


def _objective(address: Address, old: Objective, new: Objective) -> Iterator[Change]:
    keys = old.changed(new, without="key_results")
    for key, before, after in _differences(old.values(keys), new.values(keys)):
        yield Change(_KINDS[key], address, before, after, of_objective(key, old, new))


def _key_result(address: Address, old: KeyResult, new: KeyResult, end: date) -> Iterator[Change]:
    if not (keys := old.changed(new)):
        return
    for key, before, after in _differences(stated(old, keys), stated(new, keys)):
        yield Change(_KINDS[key], address, before, after, of_key_result(key, old, new, end))
    for amendment in new.amendments:
        if amendment not in old.amendments:
            yield Change(Kind.AMENDMENT_ADDED, address, after=amendment)
    for amendment in old.amendments:
        if amendment not in new.amendments:
            yield Change(Kind.AMENDMENT_DELETED, address, before=amendment)


def stated(result: KeyResult, keys: Collection[str]) -> dict[str, Any]:
    """Some keys of a key result, without amendments, and with its thresholds as one: (operator, value) each."""
    if _NOT_ALONE.isdisjoint(keys):
        return result.values(keys)
    values = result.values(name for name in keys if name not in _NOT_ALONE)
    if not any(name in BOUNDS for name in keys):
        return values
    bounds = result.values(BOUNDS)
    return values | {"bound": tuple((name, value) for name, value in bounds.items() if value is not None) or None}


_KINDS: Final = {kind.replace("-", "_"): kind for kind in Kind}
_NOT_ALONE: Final = frozenset(("amendments", *BOUNDS))
"""Keys of a key result that are no changes of their own."""


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key, before in old.items():
        after = new[key]
        if before != after and _unordered(before) != _unordered(after):
            yield key, before, after


def _unordered(value: Any) -> Any:
    """Lists of texts say the same in any order; the two ends of a range do not."""
    return sorted(value) if isinstance(value, tuple) and value and isinstance(value[0], str) else value


def _check_ins(state: Workspace) -> _Said:
    return {file.path: (Address(file.cycle.id, file.team), file.checkin) for file in state.checkins}


def _reviews(state: Workspace) -> _Said:
    return {file.path: (Address(file.cycle.id, file.team), file.review) for file in state.reviews}


def _files(old: _Said, new: _Said, fates: _Fates) -> Iterator[Change]:
    for path, (address, said) in old.items():
        if path not in new:
            yield Change(fates.dropped, address, before=said, file=path)
    for path, (address, said) in new.items():
        if path not in old:
            yield Change(fates.added, address, after=said, file=path)
        elif any(_differences(old[path][1].values(), said.values())):
            yield Change(fates.changed, address, old[path][1], said, file=path)


def _scores(old: Workspace, new: Workspace) -> Iterator[Change]:
    """The scores that teams gave themselves."""
    before, after = _own_scores(old), _own_scores(new)
    for address in before | after:
        if before.get(address) != after.get(address):
            yield Change(Kind.SCORE, address, before.get(address), after.get(address))


def _own_scores(state: Workspace) -> dict[Address, float]:
    return {
        Address(file.cycle.id, file.team, *name.split("/")[:2]): result.self_score
        for file in state.reviews
        for name, result in file.review.results.items()
        if result.self_score is not None
    }
