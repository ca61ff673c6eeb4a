"""What a run that was killed has left: files that are written and in no commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.history import git

if TYPE_CHECKING:
    from okrcli.history.repository import Repository


def uncommitted(repository: Repository, folder: str) -> list[str]:
    """The files below a folder of the workspace that git does not know, or only knows to come, in order."""
    name = repository.in_top(folder)
    listed = repository.run("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", name).out
    entries = [entry for entry in git.decode(listed).split("\0") if entry[:2] in {"??", " A"}]
    return sorted(entry[3:].removeprefix(repository.prefix) for entry in entries if entry.endswith(".yaml"))
