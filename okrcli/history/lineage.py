"""How commits hang together, and which of them changed some files: git is asked by several processes at once."""

from __future__ import annotations

import os
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from okrcli.history import git
from okrcli.history.commits import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from okrcli.history.commits import Commit

MOST: Final = 4
"""Processes at once."""
_FEWEST: Final = 1_000
"""Commits for which another process pays."""
_CONTENTS: Final = 128
"""Bytes in which a commit-graph says what is in it."""
_Item = TypeVar("_Item")


class Lineage:
    """All commits up to one, each with its parents, these last."""

    def __init__(self, folder: Path, tip: str) -> None:
        answer = git.run(folder, "rev-list", "--date-order", "--parents", tip, "--")
        if answer.code:
            raise git.unfinished("rev-list")
        self._lines = answer.text.split("\n")
        self._width = len(tip)

    def shares(self, most: int = MOST) -> list[list[str]]:
        """The commits, the newest first, in parts of one size: at most one for each processor."""
        count = max(1, min(os.cpu_count() or 1, most, len(self._lines) // _FEWEST))
        size = -(-len(self._lines) // count)
        commits = [line[: self._width] for line in self._lines]
        return [commits[start : start + size] for start in range(0, len(commits), size)]

    def linked(self, found: Mapping[str, Commit]) -> Iterator[Commit]:
        """What was found, and all merges, after their parents: the nearest of their ancestors that are listed too."""
        nearest: dict[str, str] = {}
        for line in reversed(self._lines):
            name, parents = line[: self._width], line[self._width + 1 :]
            if name in found or " " in parents:
                nearest[name] = name
                near = tuple(dict.fromkeys(nearest[parent] for parent in parents.split() if parent in nearest))
                yield found[name]._replace(parents=near) if name in found else bare(name, near)
            elif parents in nearest:
                nearest[name] = nearest[parents]


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


def at_once(sources: Iterable[Iterable[_Item]]) -> Iterator[_Item]:
    """What several sources give, as it comes; an error of any of them is raised."""
    queue: SimpleQueue[list[_Item] | Exception] = SimpleQueue()
    threads = [Thread(target=_pump, args=(source, queue), daemon=True) for source in sources]
    for thread in threads:
        thread.start()
    for _ in threads:
        while given := queue.get():
            if isinstance(given, Exception):
                raise given
            yield from given


def _pump(source: Iterable[_Item], queue: SimpleQueue[list[_Item] | Exception]) -> None:
    try:
        for item in source:
            queue.put([item])
        queue.put([])
    except Exception as error:  # noqa: BLE001 - raised where the queue is read
        queue.put(error)
