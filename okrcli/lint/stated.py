"""Key results by their files and by the rare keys that they state, once for all rules that ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.goals.workspace import GoalsFile, KeyResultAt, Workspace

_USUAL: Final = frozenset(("title", "metric", "unit", "baseline", "target", "owner", "source", "weight", "due"))


@lru_cache(maxsize=1)
def by_file(workspace: Workspace) -> tuple[tuple[GoalsFile, tuple[KeyResultAt, ...]], ...]:
    """Every goals file with its key results."""
    found, first = [], 0
    for file in workspace.goals:
        last = first + sum(len(objective.key_results) for objective in file.goals.objectives.values())
        found.append((file, workspace.key_results[first:last]))
        first = last
    return tuple(found)


@lru_cache(maxsize=1)
def unusual(workspace: Workspace) -> tuple[KeyResultAt, ...]:
    """The key results that state more than a measure with its two levels, owner, source, weight and due date."""
    return tuple(at for at in workspace.key_results if not _USUAL.issuperset(vars(at.key_result)))


def stating(workspace: Workspace, key: str) -> tuple[KeyResultAt, ...]:
    """The key results that state a key which few have."""
    return _by_key(workspace).get(key, ())


@lru_cache(maxsize=1)
def _by_key(workspace: Workspace) -> Mapping[str, tuple[KeyResultAt, ...]]:
    found: dict[str, list[KeyResultAt]] = {}
    for at in unusual(workspace):
        for key in vars(at.key_result).keys() - _USUAL:
            found.setdefault(key, []).append(at)
    return {key: tuple(results) for key, results in found.items()}
