"""What happened to goals, commit by commit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE
from okrcli.goals.shape import did_you_mean
from okrcli.history.diff import MOVES, Change, Kind, compare
from okrcli.history.direction import Direction
from okrcli.history.search import commits
from okrcli.history.versions import NOTHING, Version, address_of, calendar_of, read_version, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from okrcli.goals.files import Content
    from okrcli.history.commits import Blob, Commit, FileChange
    from okrcli.history.repository import Repository

_VERSIONS: Final = 1024  # kept in memory; most are asked for again by the next commit to the file
_LOT: Final = 16  # read at once
_GOALS_DEPTH: Final = 2  # okrs/CYCLE/TEAM.yaml
_ADDED: Final = frozenset((Kind.OBJECTIVE_ADDED, Kind.KEY_RESULT_ADDED))
_CAME: Final = MOVES | _ADDED
_WENT: Final = MOVES | {Kind.OBJECTIVE_DROPPED, Kind.KEY_RESULT_DROPPED}
_CAME_OR_WENT: Final = _CAME | _WENT
_State = dict[str, Version]
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

    @property
    def day(self) -> date | None:
        """The day that a check-in or a review gives itself, else the author's."""
        return self.change.day or (self.authored.date() if self.authored else None)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Where its dates do not agree: `typed` and `committed` are more than a day from when it was authored."""
        if not self.authored:
            return ()
        days = {"typed": self.change.day, "committed": self.committed and self.committed.date()}
        return tuple(name for name, day in days.items() if day and abs((day - self.authored.date()).days) > 1)


GROUPS: Final[Mapping[str, frozenset[Kind]]] = {
    "check-in": frozenset(kind for kind in Kind if kind.startswith("check-in-")),
    "review": frozenset(kind for kind in Kind if kind.startswith("review-")) | {Kind.SCORE},
    "amendment": frozenset((Kind.AMENDMENT_ADDED, Kind.AMENDMENT_DELETED)),
}
"""Words for several kinds of events; `goal` is all that these are not."""


class Wanted(NamedTuple):
    """Which events somebody asks for; by default all."""

    since: date | None = None
    until: date | None = None
    kinds: frozenset[Kind] = frozenset(Kind)
    author: str = ""
    weaker: bool = False

    def accepts(self, event: Event) -> bool:
        """Whether it is asked for; days are those that the event gives, an author a part of name or address."""
        day = event.day
        late = not self.since or (day is not None and day >= self.since)
        early = not self.until or (day is not None and day <= self.until)
        by = self.author.casefold() in f"{event.author} <{event.email}>".casefold()
        kind = event.change.kind in self.kinds and (not self.weaker or event.change.direction is Direction.WEAKER)
        return late and early and by and kind


def kinds_named(words: Iterable[str]) -> frozenset[Kind]:
    """The kinds that words name: a group, or a kind itself; OkrError for any other word."""
    groups = {"goal": frozenset(Kind).difference(*GROUPS.values()), **GROUPS}
    known = {**{kind.value: frozenset((kind,)) for kind in Kind}, **groups}
    found: set[Kind] = set()
    for word in words:
        if word not in known:
            hint = did_you_mean(word, known, f"kinds are {', '.join(groups)}, or what the log says, as owner or target")
            raise OkrError(f"{word!r} is no kind of event", hint)
        found |= known[word]
    return frozenset(found) or frozenset(Kind)


def events(repository: Repository, revision: str = "HEAD", cycle: str | None = None) -> Iterator[Event]:
    """Everything that happened up to a revision, or only in a cycle, each commit after its parents.

    A merge is credited only with what none of its parents has. A version that cannot be read is said
    once; until the next readable one the last readable state stands.
    """
    if revision == "HEAD" and repository.head() is None:
        return
    folder = f"{GOALS_FOLDER}/{cycle}"
    paths = (folder,) if cycle else ()
    walk = Walk(repository, revision, lambda path: not cycle or path.startswith(f"{folder}/"))
    for commit in commits(repository, revision, paths=paths):
        yield from walk.events(commit)


class Walk:
    """One walk through the commits of a repository, oldest first, with an eye on some of the files."""

    def __init__(self, repository: Repository, revision: str, holds: Callable[[str], bool]) -> None:
        self._repository = repository
        self._starts = starts = repository.settings_at(revision).calendar.starts
        self._holds = holds
        self._carried: dict[str, _Carried] = {}
        self._foreseen: set[Blob] = set()
        self._waiting: dict[str, list[FileChange]] = {}
        self._foretold: dict[str, list[tuple[Change, ...]]] = {}
        self._ahead: dict[Blob, Content] = {}
        self.missing: set[str] = set()
        """Other files of which more than one version must be known, for something came from there or went there."""
        self.broken = False
        """Whether a version could not be read."""

        @lru_cache(maxsize=_VERSIONS)
        def version(path: str, blob: Blob) -> Version:
            content = self._ahead.pop(blob, None)
            return read_version(path, repository.read(blob) if content is None else content, starts)

        self._version = version

    def foresee(self, commit: Commit) -> None:
        """Read what a commit did before it is asked for, while git still looks for more commits."""
        files = self._held(commit)
        if not files or len(self._foreseen) >= _VERSIONS:
            return
        self._waiting[commit.id] = files
        if len(self._waiting) < _LOT:
            return
        waiting, self._waiting = self._waiting, {}
        blobs = {blob for files in waiting.values() for file in files for blob in (file.after, *file.before) if blob}
        new = list(blobs - self._foreseen)
        self._foreseen.update(new)
        self._ahead = dict(zip(new, self._repository.read_all(new), strict=True))
        for name, files in waiting.items():
            old, now = self._state(files, 0), self._state(files, None)
            if len(files[0].before) == 1 and all(version.readable for version in (*old.values(), *now.values())):
                self._foretold[name] = [_compared(old, now)]

    def events(self, commit: Commit) -> Iterator[Event]:
        """What the commit did that none of its parents had done."""
        for change in self._changes(commit):
            yield _event(change, commit, self._starts, at_boundary=commit.id in self._repository.boundary)

    def _changes(self, commit: Commit) -> Iterator[Change]:
        files = self._held(commit)
        self._carried[commit.id] = carried = self._kept(commit)
        if not files:
            return
        before = [self._before(files, *parent) for parent in enumerate(self._carried_by_parent(commit))]
        broken = [file for file in files if not self._read(file.path, file.after).readable]
        self.broken = self.broken or bool(broken)
        carried |= {file.path: before[_heir(file)][file.path] for file in broken}
        after = {file.path: carried.get(file.path) or self._read(file.path, file.after) for file in files}
        sides = self._foretold.pop(commit.id, None) or [_compared(old, after) for old in before]
        kinds = {change.kind for side in sides for change in side}
        if kinds & _CAME_OR_WENT:
            sides = self._with_others(commit, before, after, kinds) or sides
        yield from (_unreadable(file) for file in broken if self._was_readable(file))
        yield from _in_all(sides)

    def _held(self, commit: Commit) -> list[FileChange]:
        return [file for file in commit.changes if file.path != SETTINGS_FILE and self._holds(file.path)]

    def _with_others(
        self, commit: Commit, before: list[_State], after: _State, kinds: set[Kind]
    ) -> list[tuple[Change, ...]]:
        """The same with the other files of the commit from which something may have come, or to which it went."""
        known = set(after).union(*before)
        folders = {path.rpartition("/")[0] for path in known}
        others = [
            file
            for file in commit.changes
            if file.path not in known
            and file.path.count("/") == _GOALS_DEPTH
            and file.path.rpartition("/")[0] in folders
        ]
        if not any((kinds & _CAME and any(file.before)) or (kinds & _WENT and file.after) for file in others):
            return []
        whole = [file for file in others if self._was_readable(file) and self._read(file.path, file.after).readable]
        self.missing |= {file.path for file in others if file not in whole}
        new = self._state(whole, None)
        return [_compared(old | self._state(whole, parent), after | new) for parent, old in enumerate(before) if whole]

    def _state(self, files: Iterable[FileChange], parent: int | None) -> _State:
        """What files hold in a commit, or in one of its parents."""
        blobs = {file.path: file.after if parent is None else file.before[parent] for file in files}
        return {path: self._read(path, blob) for path, blob in blobs.items()}

    def _read(self, path: str, blob: Blob | None) -> Version:
        return self._version(path, blob) if blob else NOTHING

    def _before(self, files: Iterable[FileChange], parent: int, carried: _Carried) -> dict[str, Version]:
        """What a parent had in the files, and in those that cannot be read what stood there before."""
        versions = self._state(files, parent)
        return {path: version if version.readable else carried.get(path, NOTHING) for path, version in versions.items()}

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
        blob = self._repository.blob(commit.id, path)
        return next(parent for parent in commit.parents if self._repository.blob(parent, path) == blob)


def _heir(file: FileChange) -> int:
    """The number of the parent that a file was taken from; the first where it is new."""
    return file.before.index(file.after) if file.after in file.before else 0


def _compared(old: _State, new: _State) -> tuple[Change, ...]:
    """What happened between the files of two states, in the order of their paths."""
    return tuple(compare(*(state(one[path] for path in sorted(one)) for one in (old, new))))


def _in_all(sides: list[tuple[Change, ...]]) -> Iterator[Change]:
    """What is new against every parent, each once."""
    seen = set()
    for side in sides:
        for change in side:
            what = (change.kind, change.address, change.file)
            if what not in seen and all(_among(change, other) for other in sides if other is not side):
                seen.add(what)
                yield change


def _among(change: Change, others: Iterable[Change]) -> bool:
    """Whether another parent's side says the same of the same goal or file, or that the goal came with that value."""
    return any(
        change.address == other.address
        and (
            (change.kind, change.file, change.after) == (other.kind, other.file, other.after)
            or _came_with(change, other)
        )
        for other in others
    )


def _came_with(change: Change, other: Change) -> bool:
    """Whether a goal that is new to a parent has the value that another parent had otherwise."""
    key = change.kind.replace("-", "_")
    return other.kind in _ADDED and hasattr(other.after, key) and getattr(other.after, key) == change.after


def _unreadable(file: FileChange) -> Change:
    return Change(Kind.UNREADABLE, address_of(file.path), file=file.path)


def _event(change: Change, commit: Commit, starts: str, *, at_boundary: bool) -> Event:
    name = change.address.cycle
    cycle = calendar_of(name, starts).cycle(name)
    day = change.day or (commit.authored and commit.authored.date())
    week = cycle.week(day) if cycle and day else None
    return Event(change, commit.id, commit.author, commit.email, commit.authored, commit.committed, week, at_boundary)
