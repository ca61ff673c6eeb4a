"""What happened to one goal and all in it, also in the files where it was before it was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.address import Address
from okrcli.goals.files import CHECKINS, GOALS_FOLDER, REVIEWS, goals_path
from okrcli.history.diff import MOVES, Change, Kind
from okrcli.history.events import Event, Walk
from okrcli.history.packing import pack, unpack
from okrcli.history.search import commits
from okrcli.history.shelf import Shelf
from okrcli.history.versions import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from okrcli.history.repository import Repository

_OF_ALL_BELOW: Final = frozenset((Kind.OBJECTIVE_MOVED, Kind.UNREADABLE))
"""What happens to a goal and so to everything in it."""
_INSIDE: Final = 3
"""Parts of the shortest path of a file in a cycle: okrs/CYCLE/FILE."""


class Scope(frozenset[Address]):
    """Some teams, each in a cycle, as the files in which they speak."""

    @property
    def paths(self) -> tuple[str, ...]:
        """What git is asked for: the files, and whole folders of check-ins."""
        return tuple(sorted({path for team in self for path in _paths_of(team)}))

    def holds(self, path: str) -> bool:
        """Whether a file is one of these; of check-ins, where dashes leave it open, whether it may be."""
        parts = path.split("/")
        if len(parts) < _INSIDE:
            return False
        team = address_of(path)
        return team in self or (
            CHECKINS in parts and any(team.cycle == one.cycle and f"-{one.team}-" in parts[-1] for one in self)
        )

    def hears(self, event: Event) -> bool:
        """Whether something happened to one of the teams, or came from it."""
        places = (event.change.address, event.change.before)
        return any(isinstance(place, Address) and Address(*place[:2]) in self for place in places)


def _paths_of(team: Address) -> Iterator[str]:
    folder = f"{GOALS_FOLDER}/{team.cycle}"
    yield goals_path(team.cycle, team.team)
    yield from (f"{folder}/{CHECKINS}", f"{folder}/{REVIEWS}")  # git takes longer for every path: no single review


class History(NamedTuple):
    """All that happened in some files, and the commits that may have done it with their parents, these first."""

    parents: Mapping[str, tuple[str, ...]]
    events: tuple[Event, ...]
    missing: Scope = Scope()
    """Teams that something came from or went to, in a version that cannot be read on its own."""
    broken: bool = False
    """Whether a version could not be read, so that what happened depends on earlier ones."""


def trace(repository: Repository, address: Address, revision: str = "HEAD") -> tuple[Event, ...]:
    """The events of a goal and of all in it, each commit after its parents."""
    if revision == "HEAD" and repository.head() is None:
        return ()
    history, spans = full_history(repository, address, repository.commit_id(revision))
    return tuple(concerning(history.events, spans))


def full_history(repository: Repository, address: Address, tip: str) -> tuple[History, list[Span]]:
    """The history of all files where a goal, or something in it, has been; and those places."""
    scope = Scope({Address(address.cycle, address.team)})
    while True:
        history = history_of(repository, tip, scope)
        spans = follow(history, address)
        wider = Scope(scope | history.missing | {Address(span.goal.cycle, span.goal.team) for span in spans})
        if wider == scope:
            return history, spans
        scope = wider


def history_of(repository: Repository, tip: str, scope: Scope) -> History:
    """What happened in a scope up to a commit, as much as is known from an earlier run."""
    if repository.is_shallow():  # where it ends may change
        return _read(repository, tip, scope, None)
    shelf = Shelf(repository.common_dir)
    name = (repository.prefix, repository.settings_at(tip).calendar.starts, *scope.paths)
    kept = shelf.get(*name)
    known = _opened(kept["history"]) if kept else None
    if kept and known and kept["tip"] == tip:
        return known
    history = _read(repository, tip, scope, known)
    shelf.put({"tip": tip, "history": _closed(history)}, *name)
    return history


def _read(repository: Repository, tip: str, scope: Scope, known: History | None) -> History:
    """Read every version of the files of a scope, and of other files what came from there or went there.

    A commit that is known is not read again, unless what it did depends on versions before its parents'.
    """
    done = known.parents if known and not known.broken and not known.missing else {}
    told: dict[str, list[Event]] = {}
    for event in known.events if known and done else ():
        told.setdefault(event.commit, []).append(event)
    parents: dict[str, tuple[str, ...]] = {}
    found: list[Event] = []
    walk = Walk(repository, tip, scope.holds)
    for commit in commits(repository, tip, paths=scope.paths, seen=None if done else walk.foresee):
        parents[commit.id] = commit.parents
        new = () if commit.id in done else filter(scope.hears, walk.events(commit))
        found.extend(told.get(commit.id, new))
    return History(parents, tuple(found), Scope(map(address_of, walk.missing)), walk.broken)


def _closed(history: History) -> Any:
    parents, happened, missing, broken = history
    return [list(parents.items()), [pack(event) for event in happened], sorted(missing), broken]


def _opened(data: Any) -> History:
    parents, happened, missing, broken = data
    return History(
        {commit: tuple(before) for commit, before in parents},
        tuple(map(unpack, happened)),
        Scope(Address(*team) for team in missing),
        broken,
    )


class Span(NamedTuple):
    """A place where a goal was, and the commits at which something else may have been there."""

    goal: Address
    elsewhere: set[str]


def follow(history: History, address: Address) -> list[Span]:
    """Every place where a goal, or something that is in it now, has been.

    Before it came to a place by a move it was not there; after it left a place it is not there any more.
    On a branch beside, both may be so.
    """
    spans = [Span(address, set())]
    seen = {(address, "")}
    for span in spans:
        for event in reversed(history.events):
            move = event.change
            if move.kind not in MOVES or event.commit in span.elsewhere or not _touches(move, span.goal):
                continue
            if within(span.goal, move.address):
                span.elsewhere.update(_ancestors(history, event.commit))
            place = earlier(span.goal, move)
            if (place, event.commit) not in seen:
                seen.add((place, event.commit))
                spans.append(Span(place, {event.commit, *_descendants(history, event.commit)}))
    return spans


def concerning(told: Iterable[Event], spans: Iterable[Span]) -> Iterator[Event]:
    """The events that are about a goal, wherever it was then."""
    known = tuple(spans)
    for event in told:
        if any(event.commit not in span.elsewhere and is_about(event.change, span.goal) for span in known):
            yield event


def is_about(change: Change, goal: Address) -> bool:
    """Whether a change happened to a goal, to something in it, or to all of what it is in."""
    whole = change.kind in _OF_ALL_BELOW and within(goal, change.address)
    return whole or any(within(one, goal) for one in (change.address, *change.results))


def within(address: Address, goal: Address) -> bool:
    return address.cycle == goal.cycle and address.parts[: len(goal.parts)] == goal.parts


def _touches(move: Change, goal: Address) -> bool:
    return within(goal, move.address) or within(move.address, goal)


def earlier(goal: Address, move: Change) -> Address:
    """Where a goal was before a move of itself or of what holds it; else where what came into it was."""
    new, old = move.address, move.before
    return Address(old.cycle, *old.parts, *goal.parts[len(new.parts) :]) if within(goal, new) else old


def _ancestors(history: History, commit: str) -> set[str]:
    return _reached(commit, history.parents)


def _descendants(history: History, commit: str) -> set[str]:
    children: dict[str, tuple[str, ...]] = {}
    for child, parents in history.parents.items():
        for parent in parents:
            children[parent] = (*children.get(parent, ()), child)
    return _reached(commit, children)


def _reached(start: str, steps: Mapping[str, tuple[str, ...]]) -> set[str]:
    """All that steps from a commit lead to, but for itself."""
    found: set[str] = set()
    new = [start]
    while new:
        near = {one for commit in new for one in steps.get(commit, ())} - found
        found |= near
        new = list(near)
    return found
