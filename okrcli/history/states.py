"""States of the goals, read beside what else happens: two that are to be compared, or a past one."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import REVIEWS, SETTINGS_FILE, find_root, read_folder
from okrcli.history.beside import Beside, both
from okrcli.history.repository import Repository
from okrcli.history.revisions import moment, target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from okrcli.goals.files import Content
    from okrcli.history.commits import Blob

_FOLDER = "working folder"
Files = dict[str, "Content"]


class State:
    """A state of the files, as a user named it; of a commit it is known at first only which files there are."""

    def __init__(self, repository: Repository, revision: str | None, name: str) -> None:
        """`revision` is one of the repository, or a day; None is the working folder. The name is for people."""
        self._repository = repository
        self.name = name
        self.commit: str | None = None
        self.day: date | None = None
        """The day that it stands for, where that is not today."""
        self.blobs: dict[str, Blob] = {}
        self._held: Files = {}
        """What has been read."""
        if revision is None:
            self._held.update(read_folder(repository.root))
        else:
            self.commit, self.day = moment(repository, revision)
            self.blobs = repository.listing(self.commit)

    @property
    def paths(self) -> Collection[str]:
        return self.blobs.keys() or self._held.keys()

    def read(self, without: Collection[str] = ()) -> Files:
        """What the files hold, all or without some; each is read once."""
        wanted = [path for path in self.paths if path not in without]
        missing = [path for path in wanted if path not in self._held]
        contents = self._repository.read_all([self.blobs[path] for path in missing])
        self._held.update(zip(missing, contents, strict=True))
        return {path: self._held[path] for path in wanted}


class Pair(NamedTuple):
    """Two states, and what their files hold: reviews, and what is not the same; settings that are, only in `before`."""

    prefix: str
    """The way from the top of the repository to the workspace."""
    old: State
    new: State
    before: Files
    after: Files


def read_both(folder: Path, base: str | None, head: str | None) -> Beside[Pair]:
    """Read the states that two words of the command line name, beside what else happens; OkrError where one waits.

    A word is a revision or a day; the first also `A..B` or `A...B`. None is where this branch left its target, and the
    working folder.
    """
    return Beside(lambda: _pair(Repository.open(find_root(folder)), base, head))


def _pair(repository: Repository, base: str | None, head: str | None) -> Pair:
    old, new = both(partial(State, repository.apart(), *named) for named in _named(repository, base, head))
    same = _alike({path for path, blob in old.blobs.items() if blob == new.blobs.get(path)})
    before, after = both(partial(state.read, same) for state in (old, new))
    unchanged = _alike({path for path in before.keys() & after.keys() if _same_text(before[path], after[path])})
    for files in (before, after):
        for path in unchanged:
            del files[path]
    if SETTINGS_FILE in after and before.get(SETTINGS_FILE) == after[SETTINGS_FILE]:
        del after[SETTINGS_FILE]
    return Pair(repository.prefix, old, new, before, after)


def _alike(same: set[str]) -> set[str]:
    """The files that need no look where they are the same: settings and reviews count for others."""
    return {path for path in same if path != SETTINGS_FILE and f"/{REVIEWS}/" not in path}


def _same_text(one: Content, other: Content) -> bool:
    """Whether two files say the same; ends of lines are for git to choose."""
    if one == other or not isinstance(one, bytes) or not isinstance(other, bytes):
        return one == other
    plain = b"\r" not in one and b"\r" not in other
    return not plain and one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _named(repository: Repository, base: str | None, head: str | None) -> Iterator[tuple[str | None, str]]:
    """The two revisions that are meant, and what to call them; None is the working folder."""
    if base is None:
        branch = target(repository, os.environ)
        yield repository.fork_point(branch, "HEAD"), branch
        yield None, _FOLDER
        return
    left, dots, right = base.partition("...") if "..." in base else base.partition("..")
    if dots and head is not None:
        raise OkrError(f"{base!r} names two revisions, and {head!r} is a third", "give A..B, or A and B")
    if not dots:
        yield from ((base, base), (head, head or _FOLDER))
        return
    left, right = left or "HEAD", right or "HEAD"
    yield repository.fork_point(left, right) if dots == "..." else left, left
    yield right, right


class Past(NamedTuple):
    """A state of a workspace with what all its files hold."""

    root: Path
    state: State
    files: Files


def read_past(folder: Path, at: str) -> Beside[Past]:
    """Read the state at a revision or on a day, beside what else happens; OkrError where one waits."""
    return Beside(lambda: _past(find_root(folder), at))


def _past(root: Path, at: str) -> Past:
    state = State(Repository.open(root), at, at)
    return Past(root, state, state.read())
