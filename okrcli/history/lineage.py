"""How commits hang together, and which of them changed some files: git is asked by several processes at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Never, TypeVar

from okrcli.errors import OkrError
from okrcli.history import git
from okrcli.history.beside import at_once
from okrcli.history.commits import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from okrcli.history.commits import Commit

MOST: Final = 4
"""Processes at once."""
_FEWEST: Final = 400
"""Commits for which another process pays."""
_CONTENTS: Final = 128
"""Bytes in which a commit-graph says what is in it."""
_ROOM: Final = 1 << 20
"""Bytes of the list that wait to be read: some 12,000 commits."""
_Item = TypeVar("_Item")
Listing = Iterator[list[bytes]]
"""Commits with their parents, as git lists them."""


class Lineage:
    """All commits up to one, each with its parents, these last; git lists them while they are worked on."""

    def __init__(self, folder: Path, tip: str, begun: Listing | None = None) -> None:
        self._folder, self._tip = folder, tip
        self._begun = begun
        self._parents: dict[str, str] = {}

    def lots(self) -> Iterator[list[str]]:
        """The commits, some hundred at a time, as git finds them."""
        wide = len(self._tip)
        lot: list[str] = []
        for fields in self._listed():
            lines = [line.decode("ascii") for line in fields]
            names = [line[:wide] for line in lines]
            self._parents.update(zip(names, [line[wide + 1 :] for line in lines], strict=True))
            lot += names
            if len(lot) >= _FEWEST:
                yield lot
                lot = []
        if lot:
            yield lot

    def _listed(self) -> Iterator[list[bytes]]:
        """What was begun to be listed, where that is this lineage; else a list of its own."""
        begun, first = self._begun or iter(()), [b""]
        with suppress(OkrError):  # it was begun where there is no commit
            first = next(begun, first)
        if first[0].startswith(self._tip.encode("ascii")):
            return chain([first], begun)
        return git.outputs(self._folder, *_list(self._tip), end=b"\n")

    def beside(self) -> Iterator[Never]:
        """Has the commits listed while others work, and gives nothing of them."""
        for _ in self.lots():
            pass
        yield from ()

    def shared(self, work: Callable[[Iterable[Sequence[str]]], Iterable[_Item]]) -> Iterator[_Item]:
        """What `work` makes of the commits, done by several processes at once, as it comes; one takes what it can."""
        lots = self.lots()
        first = next(lots, [])
        count = 1 if len(first) < _FEWEST else min(os.cpu_count() or 1, MOST)
        queue: SimpleQueue[list[str]] = SimpleQueue()

        def hand_out() -> Iterator[_Item]:
            try:
                for lot in chain([first], lots):
                    queue.put(lot)
            finally:
                for _ in range(count):
                    queue.put([])
            yield from ()

        return at_once([hand_out(), *(work(iter(queue.get, [])) for _ in range(count))])

    def linked(self, found: Mapping[str, Commit]) -> Iterator[Commit]:
        """What was found, and all merges, after their parents: the nearest of their ancestors that are listed too.

        Only after all `lots` were given.
        """
        listed = [name for name, parents in reversed(self._parents.items()) if name in found or " " in parents]
        nearest: dict[str, str | None] = {name: name for name in listed}
        linked: dict[str, tuple[str, ...]] = {}
        for name in listed:
            near = [self._nearest(parent, nearest) for parent in self._parents[name].split()]
            linked[name] = tuple(dict.fromkeys(filter(None, near)))
        for name in _parents_first(linked):
            yield found[name]._replace(parents=linked[name]) if name in found else bare(name, linked[name])

    def _nearest(self, name: str, nearest: dict[str, str | None]) -> str | None:
        """The commit itself or its nearest ancestor that is listed, if any; it is noted for all on the way."""
        passed = []
        while name in self._parents and name not in nearest:
            passed.append(name)
            name = self._parents[name]  # one at most: merges are listed
        found = nearest.get(name)
        nearest.update(dict.fromkeys(passed, found))
        return found


def _parents_first(linked: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """Commits behind their parents: as they come, unless clocks went wrong and git found some too early."""
    seen: set[str] = set()
    for name, parents in linked.items():
        if not seen.issuperset(parents):
            from graphlib import TopologicalSorter

            return TopologicalSorter(linked).static_order()
        seen.add(name)
    return linked


def begin(folder: Path) -> Listing | None:
    """Have git list the commits up to HEAD, which takes it a while, before anybody is ready to read them."""
    try:
        return git.heard(git.begin(folder, *_list("HEAD"), room=_ROOM), end=b"\n")
    except (OkrError, OSError):
        return None  # who asks in earnest is told


def _list(tip: str) -> tuple[str, ...]:
    return "rev-list", "--parents", tip, "--"


def has_filters(git_folder: Path) -> bool:
    """Whether git knows which commits cannot have changed a path; it asks that only for one path at a time."""
    folder = git_folder / "objects/info"
    graphs = [folder / "commit-graph", *folder.glob("commit-graphs/graph-*.graph")]
    return any(_begins_with_filters(graph) for graph in graphs)


def _begins_with_filters(graph: Path) -> bool:
    """Whether the table of contents of a commit-graph names the filters of changed paths."""
    try:
        with graph.open("rb") as file:
            return b"BDAT" in file.read(_CONTENTS)
    except OSError:
        return False
