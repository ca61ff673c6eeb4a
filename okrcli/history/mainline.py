"""What was published: the states of the default branch, one after the other."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.history.search import mainline
from okrcli.history.versions import Version, read_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from okrcli.goals.files import Content
    from okrcli.history.commits import Blob, Commit
    from okrcli.history.repository import Repository

_USUAL: Final = ("main", "master")


class Published(NamedTuple):
    """A version of a file that the default branch had: from which commit on; None where it took the file away."""

    number: int
    commit: Commit
    blob: Blob | None


class Mainline(NamedTuple):
    """The commits of the default branch that changed the workspace, oldest first, as far as this state has them."""

    commits: tuple[Commit, ...]
    files: Mapping[str, tuple[Published, ...]]
    boundary: frozenset[str]
    read: Callable[[str, Blob], Version]
    content: Callable[[Blob], Content]

    def before(self, day: date) -> int:
        """How many commits came before the first one of that day or later.

        The order decides, which git proves, and then the dates, which it does not: what comes behind a later
        commit is not earlier, whatever it says.
        """
        return sum(1 for _ in takewhile(lambda commit: _is_before(commit, day), self.commits))

    def is_cut(self, day: date) -> bool:
        """Whether the state of that day lies beyond the end of a shallow clone."""
        return bool(self.boundary and self.commits) and not self.before(day)


def _is_before(commit: Commit, day: date) -> bool:
    return commit.committed is None or commit.committed.date() < day


def read_mainline(repository: Repository, starts: str, revision: str = "HEAD") -> Mainline:
    """The default branch up to where a revision left it; `starts` is the fiscal year's first month."""
    commits = tuple(mainline(repository, _published(repository, revision))) if repository.head() else ()
    files: dict[str, list[Published]] = {}
    for number, commit in enumerate(commits):
        for path, _, blob in commit.changes:
            files.setdefault(path, []).append(Published(number, commit, blob))
    kept: dict[tuple[str, Blob], Version] = {}

    def version(path: str, blob: Blob) -> Version:
        if (path, blob) not in kept:
            kept[path, blob] = read_version(path, repository.read(blob), starts)
        return kept[path, blob]

    whole = {path: tuple(versions) for path, versions in files.items()}
    return Mainline(commits, whole, repository.boundary, version, repository.read)


def _published(repository: Repository, revision: str) -> str:
    """The newest commit of the default branch that a revision contains; all of it where they have none in common."""
    branch = default_branch(repository)
    answer = repository.run("merge-base", repository.commit_id(revision), branch)
    return revision if answer.code else answer.text


def default_branch(repository: Repository) -> str:
    """The branch that counts: the remote's, else the usual one, else the one that is checked out."""
    remote = repository.run("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD").text
    configured = repository.run("config", "--get", "init.defaultBranch").text
    names = [name for name in (remote.rpartition("/")[2], configured, *_USUAL) if name]
    wanted = [f"refs/{place}/{name}" for name in names for place in ("remotes/origin", "heads")]
    found = set(repository.run("for-each-ref", "--format=%(refname)", *wanted).text.split("\n"))
    there = [ref for ref in wanted if ref in found]
    if not there:
        return "HEAD"
    local = f"refs/heads/{there[0].rpartition('/')[2]}"
    ahead = local in there and not repository.run("merge-base", "--is-ancestor", there[0], local).code
    return local if ahead else there[0]
