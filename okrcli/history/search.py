"""Which commits changed files of a workspace: looked for by several processes of git's at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE, is_workspace_file
from okrcli.history import git
from okrcli.history.beside import at_once
from okrcli.history.commits import FORMAT, Commit, Side, parse, together
from okrcli.history.lineage import MOST, Lineage, has_filters
from okrcli.history.repository import SUBMODULE, in_submodule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from okrcli.history.repository import Repository

_RAW: Final = (
    "--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff", "--no-textconv",
    "--date=raw", f"--format={FORMAT}",
)  # fmt: skip
_TREES: Final = ("diff-tree", "--stdin", "-r", "--root", "-z")


def commits(
    repository: Repository,
    revision: str = "HEAD",
    paths: Sequence[str] = (),
    seen: Callable[[Commit], None] | None = None,
) -> Iterator[Commit]:
    """The commits that changed files of the workspace, and all merges, each after its parents.

    With `paths`, files or folders of the workspace, only commits that changed one of these; what else
    they changed is there as well. Of a merge the files that differ from any parent, if one differs
    from all; else none, and of merges that are like all their parents only these. Parents are the
    nearest that are listed: a side that never had a workspace is none. `seen` is called for each as
    soon as git finds it.
    """
    if revision == "HEAD" and repository.head() is None:
        return
    search = _Search(repository, repository.commit_id(revision))
    found = {}
    for commit in search.found(paths):
        found[commit.id] = commit
        if seen:
            seen(commit)
    evil = {name: commit for name, commit in found.items() if commit.is_evil}
    yield from search.lineage.linked(found | search.merged(evil))


def mainline(repository: Repository, revision: str) -> Iterator[Commit]:
    """The states that a branch had, oldest first: each commit with the files that differ from the one before."""
    line = ("--no-mailmap", "--first-parent", "-m", "--reverse", repository.commit_id(revision))
    said = git.outputs(repository.top, "log", *_RAW, *line, "--", *_wanted(repository), end=b"\0")
    return _parsed(chain.from_iterable(said), repository.prefix)


class _Search:
    """One search through all commits up to one."""

    def __init__(self, repository: Repository, tip: str) -> None:
        self._repository, self._tip = repository, tip
        self.lineage = Lineage(repository.top, tip, repository.begun)

    def found(self, paths: Sequence[str]) -> Iterator[Commit]:
        """The commits that changed one of some paths, or anything of the workspace, as git finds them."""
        return self._changing(self._touching(paths)) if paths else self.lineage.shared(self._changing)

    def _touching(self, paths: Sequence[str]) -> Iterator[list[str]]:
        """The commits that changed one of some paths against any parent, each once."""
        top, wanted = self._repository.top, [self._repository.in_top(path) for path in paths]
        if len(paths) <= MOST and has_filters(self._repository.common_dir):
            asked = [("rev-list", "--full-history", self._tip, "--", path) for path in wanted]
            finding = at_once([self.lineage.beside(), *(git.outputs(top, *each, end=b"\n") for each in asked)])
        else:
            finding = self.lineage.shared(lambda lots: self._told(lots, "-m", "-s", "--", *wanted))
        seen: set[bytes] = set()
        for names in finding:
            new = list(dict.fromkeys(name for name in names if name not in seen))
            seen.update(new)
            yield [name.decode("ascii") for name in new]

    def merged(self, evil: Mapping[str, Commit]) -> dict[str, Commit]:
        """Merges with the files that differ from any parent: a goal may have come from another file."""
        sides: dict[str, list[Side]] = {}
        for commit in self._changing([list(evil)], "-m") if evil else ():
            side = {change.path: (change.before[0], change.after) for change in commit.changes}
            sides.setdefault(commit.id, []).append(side)  # once for each parent, in their order
        return {name: evil[name]._replace(changes=together(found)) for name, found in sides.items()}

    def _changing(self, lots: Iterable[Sequence[str]], how: str = "-c") -> Iterator[Commit]:
        """What commits changed of the workspace: of merges what differs from all parents, or as `how` says."""
        said = self._told(lots, how, *_RAW, "--", *_wanted(self._repository))
        return _parsed(chain.from_iterable(said), self._repository.prefix)

    def _told(self, lots: Iterable[Sequence[str]], *how: str) -> Iterator[list[bytes]]:
        """What git says of lots of commits, as they come."""
        lines = ("".join(f"{name}\n" for name in lot) for lot in lots)
        return git.outputs(self._repository.top, *_TREES, *how, end=b"\0", lots=lines)


def _wanted(repository: Repository) -> tuple[str, str]:
    return repository.in_top(SETTINGS_FILE), repository.in_top(GOALS_FOLDER)


def _parsed(fields: Iterator[bytes], prefix: str) -> Iterator[Commit]:
    """Commits with what they changed of the workspace."""
    for commit in parse(fields, prefix):
        _refuse_submodules(commit)
        yield commit._replace(changes=tuple(change for change in commit.changes if is_workspace_file(change.path)))


def _refuse_submodules(commit: Commit) -> None:
    """Raise OkrError where goals lie in a submodule: what happens to them is not told here."""
    for change in commit.changes:
        if change.after and change.after.mode == SUBMODULE and change.path.split("/")[0] == GOALS_FOLDER:
            raise in_submodule(change.path)
