"""How commits hang together, and which of them changed some files: git is asked by several processes at once."""

from __future__ import annotations

import os
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from okrcli.history import git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from okrcli.history.commits import Commit

_MOST: Final = 4
_FEWEST: Final = 1_000
"""Commits for which another process pays."""
_Item = TypeVar("_Item")


class Lineage:
    """All commits up to one, each with its parents, these first."""

    def __init__(self, folder: Path, tip: str) -> None:
        answer = git.run(folder, "rev-list", "--date-order", "--reverse", "--parents", tip, "--")
        if answer.code:
            raise git.unfinished("rev-list")
        self._parents = {line[: len(tip)]: line[len(tip) + 1 :] for line in answer.text.split("\n")}
        self._width = len(tip)

    @property
    def merges(self) -> list[str]:
        """The commits with several parents."""
        return [commit for commit, parents in self._parents.items() if len(parents) > self._width]

    def shares(self) -> list[list[str]]:
        """All other commits, the newest first, in parts of the same size: one for each processor."""
        single = [commit for commit, parents in self._parents.items() if len(parents) <= self._width]
        count = max(1, min(os.cpu_count() or 1, _MOST, len(single) // _FEWEST))
        size = -(-len(single) // count)
        return [single[::-1][start : start + size] for start in range(0, len(single), size)]

    def linked(self, found: Mapping[str, Commit]) -> Iterator[Commit]:
        """What was found, each with the nearest of its ancestors that were found as well."""
        nearest: dict[str, str] = {}
        for commit, parents in self._parents.items():
            if commit in found:
                nearest[commit] = commit
                near = [nearest[parent] for parent in parents.split() if parent in nearest]
                yield found[commit]._replace(parents=tuple(dict.fromkeys(near)))
            elif parents in nearest:
                nearest[commit] = nearest[parents]


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
