"""What happened to goals, commit by commit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import Address
from okrcli.goals.files import SETTINGS_FILE
from okrcli.goals.workspace import load
from okrcli.history.diff import MOVES, Change, Kind, compare
from okrcli.history.versions import NOTHING, Version, address_of, calendar_of, read_version, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from okrcli.goals.files import Content
    from okrcli.history.commits import Blob, Commit, FileChange
    from okrcli.history.repository import Repository

_VERSIONS: Final = 1024  # kept in memory; most are asked for again by the next commit to the file
_OF_ALL_BELOW: Final = frozenset((Kind.OBJECTIVE_MOVED, Kind.UNREADABLE))
"""What happens to a goal and so to everything in it."""
_Carried = dict[str, Version]
"""The last readable version of each file that cannot be read."""


class Event(NamedTuple):
    """A change with the commit that made it; dates are those that the commit gives, true or not."""

    change: Change
    commit: str
    author: str
    email: str
    authored: datetime | None
    committed: datetime | None
    week: int | None
    at_boundary: bool
    """Found where a shallow clone ends: it may have been so before, and by somebody else."""


def events(repository: Repository, revision: str = "HEAD") -> Iterator[Event]:
    """Everything that happened up to a revision, each commit after its parents.

    A merge is credited only with what none of its parents has. A version that cannot be read is said
    once; until the next readable one the last readable state stands.
    """
    if revision == "HEAD" and repository.head() is None:
        return
    starts = _first_month(repository, revision)
    with repository.blobs() as read:
        walk = _Walk(repository, read, starts)
        for commit in repository.commits(revision):
            for change in walk.changes(commit):
                yield _event(change, commit, starts, at_boundary=commit.id in repository.boundary)


def _first_month(repository: Repository, revision: str) -> str:
    """The start of the fiscal year, as the newest settings say."""
    files = ((path, content) for path, content in repository.files_at(revision) if path == SETTINGS_FILE)
    return load(files).calendar.starts


def _event(change: Change, commit: Commit, starts: str, *, at_boundary: bool) -> Event:
    name = change.address.cycle
    cycle = calendar_of(name, starts).cycle(name)
    day = change.day or (commit.authored and commit.authored.date())
    week = cycle.week(day) if cycle and day else None
    return Event(change, commit.id, commit.author, commit.email, commit.authored, commit.committed, week, at_boundary)


def concerning(told: Iterable[Event], address: Address) -> Iterator[Event]:
    """The events of a goal and all below it, also from the places where it was before it was moved."""
    tracked = {address}
    found: list[Event] = []
    for event in reversed(list(told)):
        change = event.change
        if any(_is_about(change, goal) for goal in tracked):
            found.append(event)
        if change.kind in MOVES:
            tracked = {one for goal in tracked for one in _earlier(goal, change)}
    yield from reversed(found)


def _is_about(change: Change, goal: Address) -> bool:
    whole = change.kind in _OF_ALL_BELOW and _within(goal, change.address)
    return whole or any(_within(one, goal) for one in (change.address, *change.results))


def _within(address: Address, goal: Address) -> bool:
    return address.cycle == goal.cycle and address.parts[: len(goal.parts)] == goal.parts


def _earlier(goal: Address, move: Change) -> Iterator[Address]:
    """Where a goal was before a move of itself, of what holds it, or of something in it."""
    new, old = move.address, move.before
    if _within(goal, new):
        yield Address(old.cycle, *old.parts, *goal.parts[len(new.parts) :])
        return
    yield goal
    if _within(new, goal):
        yield old


class _Walk:
    """One walk through the commits of a repository, oldest first."""

    def __init__(self, repository: Repository, read: Callable[[Blob], Content], starts: str) -> None:
        self._repository = repository
        self._carried: dict[str, _Carried] = {}

        @lru_cache(maxsize=_VERSIONS)
        def version(path: str, blob: Blob) -> Version:
            return read_version(path, read(blob), starts)

        self._version = version

    def changes(self, commit: Commit) -> Iterator[Change]:
        """What the commit did that none of its parents had done."""
        files = [file for file in commit.changes if file.path != SETTINGS_FILE]
        self._carried[commit.id] = carried = self._kept(commit)
        if not files:
            return
        before = [self._before(files, *parent) for parent in enumerate(self._carried_by_parent(commit))]
        broken = [file for file in files if not self._read(file.path, file.after).readable]
        carried |= {file.path: before[_heir(file)][file.path] for file in broken}
        after = {file.path: self._read(file.path, file.after) for file in files} | carried
        first, *others = [tuple(compare(state(old.values()), state(after.values()))) for old in before]
        yield from (_unreadable(file) for file in broken if self._was_readable(file))
        yield from (change for change in first if all(_among(change, other) for other in others))

    def _read(self, path: str, blob: Blob | None) -> Version:
        return self._version(path, blob) if blob else NOTHING

    def _before(self, files: Iterable[FileChange], parent: int, carried: _Carried) -> dict[str, Version]:
        """What a parent had in the files, and in those that cannot be read what stood there before."""
        versions = {file.path: self._read(file.path, file.before[parent]) for file in files}
        readable = {path: version for path, version in versions.items() if version.readable}
        return dict.fromkeys(versions, NOTHING) | carried | readable

    def _carried_by_parent(self, commit: Commit) -> list[_Carried]:
        """For every parent that git compared with; where git left parents out of the list, they are alike."""
        count = len(commit.changes[0].before) if commit.changes else 1
        carried = [self._carried.get(parent, {}) for parent in commit.parents]
        return (
            carried
            if len(carried) == count
            else [{path: one for each in carried for path, one in each.items()}] * count
        )

    def _was_readable(self, file: FileChange) -> bool:
        return all(self._read(file.path, blob).readable for blob in file.before)

    def _kept(self, commit: Commit) -> _Carried:
        """The files that were unreadable in a parent and that the commit took over from it."""
        changed = {file.path for file in commit.changes}
        paths = {path for parent in commit.parents for path in self._carried.get(parent, {})} - changed
        kept = {path: self._carried.get(self._source(commit, path), {}).get(path) for path in paths}
        return {path: version for path, version in kept.items() if version is not None}

    def _source(self, commit: Commit, path: str) -> str:
        """The parent whose version of a file a commit has."""
        if len(commit.parents) == 1:
            return commit.parents[0]
        blob = self._repository.blob_id(commit.id, path)
        return next(parent for parent in commit.parents if self._repository.blob_id(parent, path) == blob)


def _heir(file: FileChange) -> int:
    """The number of the parent that a file was taken from; the first where it is new."""
    return file.before.index(file.after) if file.after in file.before else 0


def _among(change: Change, others: Iterable[Change]) -> bool:
    """Whether another parent's side says the same of the same goal or file."""
    return any(
        change[:2] == other[:2] and change.file == other.file and change.after == other.after for other in others
    )


def _unreadable(file: FileChange) -> Change:
    return Change(Kind.UNREADABLE, address_of(file.path), file=file.path)
