"""The repository of a workspace: its state, its files at any revision, its commits."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE, Refusal, is_workspace_file, show_path
from okrcli.goals.workspace import load
from okrcli.history import git
from okrcli.history.commits import FORMAT, Commit, Side, parse, together
from okrcli.history.lineage import MOST, Lineage, at_once, has_filters
from okrcli.history.objects import Objects, lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from okrcli.goals.files import Content
    from okrcli.goals.model import Settings
    from okrcli.history.commits import Blob
    from okrcli.history.objects import Snapshot, Stored

_SUBMODULE: Final = "160000"
_FOLDER: Final = "40000"
_RAW: Final = (
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
)
DEEPEN: Final = "git fetch --unshallow (in CI: actions/checkout with fetch-depth: 0)"
_LOG: Final = (
    "log", "--stdin", "--no-walk=unsorted", *_RAW, "--full-history", "--no-follow", "--no-mailmap", "--date=raw",
    f"--format={FORMAT}",
)  # fmt: skip


class Repository:
    """The git repository that a workspace lies in; paths are relative to the workspace's root."""

    def __init__(self, root: Path, top: Path, prefix: str, git_dir: Path, common_dir: Path) -> None:
        self.root, self.top, self.prefix = root, top, prefix
        self.git_dir, self.common_dir = git_dir, common_dir
        self.objects = Objects(top)

    @classmethod
    def open(cls, root: Path) -> Repository:
        """The repository around a workspace; OkrError says why there is none."""
        asked = ("--show-toplevel", "--show-prefix", "--absolute-git-dir", "--git-common-dir")
        answer = git.run(root, "rev-parse", "--path-format=absolute", *asked)
        if answer.code:
            raise _not_opened(root, answer.err)
        lines = answer.text.split("\n")
        if len(lines) != len(asked):
            raise OkrError("git cannot say where this folder lies", "its name must not have a line break")
        top, prefix, git_dir, common_dir = lines
        return cls(root, Path(top), prefix, Path(git_dir), Path(common_dir))

    def run(self, *arguments: str, seconds: float = git.SECONDS) -> git.Answer:
        """Run one git command at the top of the work tree."""
        return git.run(self.top, *arguments, seconds=seconds)

    def in_top(self, path: str) -> str:
        """A path of the workspace as git names it."""
        return self.prefix + path

    def commit_id(self, revision: str) -> str:
        """The full id of the commit that a revision names."""
        return self.snapshot(revision).id

    def snapshot(self, revision: str) -> Snapshot:
        """The commit that a revision names."""
        found = self.objects.snapshot(revision)
        if found is None:
            cure = DEEPEN if self.is_shallow() else "name a commit, a branch or a tag"
            raise OkrError(f"git knows no revision '{show_path(revision)}'", cure)
        return found

    def fork_point(self, one: str, other: str) -> str:
        """The last commit that two revisions have in common; OkrError where there is none, or this clone lacks it."""
        answer = self.run("merge-base", self.commit_id(one), self.commit_id(other))
        if not answer.code:
            return answer.text
        both = f"'{show_path(one)}' and '{show_path(other)}'"
        if self.is_shallow():
            raise OkrError(f"this clone is too shallow to know where {both} parted", DEEPEN)
        raise OkrError(f"{both} have no commit in common", "name another base")

    def head(self) -> str | None:
        """The id of the commit that is checked out; None before the first."""
        found = self.objects.snapshot("HEAD")
        return found and found.id

    def knows(self, revision: str) -> bool:
        """Whether a revision names a commit that is here."""
        return self.objects.snapshot(revision) is not None

    @cached_property
    def boundary(self) -> frozenset[str]:
        """The commits where a shallow clone ends: what they seem to add may be older."""
        try:
            return frozenset((self.common_dir / "shallow").read_text("ascii").split())
        except FileNotFoundError:
            return frozenset()

    def is_shallow(self) -> bool:
        return bool(self.boundary)

    def files_at(self, revision: str) -> dict[str, Content]:
        """Every file of the workspace at a revision, as `read_folder` gives those of today."""
        files = self.listing(revision)
        return dict(zip(files, self.read_all(files.values()), strict=True))

    def listing(self, revision: str) -> dict[str, Blob]:
        """Every file of the workspace at a revision, unread."""
        top = self._folder(self.snapshot(revision), self.prefix.split("/")[:-1])
        return {path: blob for path, blob in self._below(top, "") if is_workspace_file(path)}

    def _below(self, folder: dict[str, Blob], path: str) -> Iterator[tuple[str, Blob]]:
        """The files in a folder and its folders; of the uppermost only what may belong to a workspace."""
        for name, entry in folder.items():
            if not path and name not in {SETTINGS_FILE, GOALS_FOLDER}:
                continue
            if entry.mode == _SUBMODULE:
                raise _in_submodule(path + name)
            if entry.mode == _FOLDER:
                yield from self._below(self.objects.entries(entry.id), f"{path}{name}/")
            else:
                yield path + name, entry

    def _folder(self, commit: Snapshot, names: Sequence[str]) -> dict[str, Blob]:
        """What lies in a folder of a commit; nothing where there is none."""
        entries = self.objects.entries(commit.tree)
        for name in names:
            inner = entries.get(name)
            entries = self.objects.entries(inner.id) if inner and inner.mode == _FOLDER else {}
        return entries

    def blob(self, revision: str, path: str) -> Blob | None:
        """A file's version at a revision; None where it is not there."""
        *folders, name = self.in_top(path).split("/")
        return self._folder(self.snapshot(revision), folders).get(name)

    def content(self, commit: str, path: str) -> Content | None:
        """What a file holds in a commit; None where it is not there."""
        found = self.objects.find(f"{commit}:{self.in_top(path)}")
        return found.content if found and found.kind == "blob" else None

    def settings_at(self, revision: str) -> Settings:
        """The settings of the workspace at a revision."""
        found = self.blob(revision, SETTINGS_FILE)
        return load([(SETTINGS_FILE, self.read(found))] if found else []).settings

    def read(self, blob: Blob) -> Content:
        """What a version of a file holds."""
        return self.read_all([blob])[0]

    def read_all(self, blobs: Collection[Blob]) -> list[Content]:
        """What versions of files hold, in their order."""
        plain = [blob.id for blob in blobs if blob.mode.startswith("100")]
        found = dict(zip(plain, self.objects.find_all(plain), strict=True))
        return [_content(blob, found.get(blob.id)) for blob in blobs]

    def commits(
        self,
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
        if revision == "HEAD" and self.head() is None:
            return
        lineage = Lineage(self.top, self.commit_id(revision))
        how = ("-c", "--full-diff") if paths else ("-c",)
        found = {}
        for commit in at_once([self._changing(*part, *how) for part in self._parts(lineage, paths)]):
            found[commit.id] = commit
            if seen:
                seen(commit)
        evil = {name: commit for name, commit in found.items() if commit.is_evil}
        yield from lineage.linked(found | self._merged(evil))

    def _parts(self, lineage: Lineage, paths: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """What each process looks for: in which commits, for changes of which files."""
        wanted = [self.in_top(path) for path in paths] or self._wanted
        if paths and len(paths) <= MOST and has_filters(self.common_dir):
            yield from ((commits, [path]) for path in wanted for commits in lineage.shares(1))
        else:
            yield from ((share, wanted) for share in lineage.shares())

    def _changing(self, ids: Sequence[str], paths: Sequence[str], *how: str) -> Iterator[Commit]:
        """Those of some commits that changed one of the paths."""
        return self._parsed(git.fields(self.top, *_LOG, *how, "--", *paths, lines=ids))

    def mainline(self, revision: str) -> Iterator[Commit]:
        """The states that a branch had, oldest first: each commit with the files that differ from the one before."""
        line = ("--first-parent", "-m", "--no-mailmap", "--reverse", "--date=raw", f"--format={FORMAT}")
        return self._parsed(git.fields(self.top, "log", *_RAW, *line, self.commit_id(revision), "--", *self._wanted))

    def _parsed(self, fields: Iterator[bytes]) -> Iterator[Commit]:
        """Commits with what they changed of the workspace."""
        for commit in parse(fields, self.prefix):
            _refuse_submodules(commit)
            yield commit._replace(changes=tuple(change for change in commit.changes if is_workspace_file(change.path)))

    def _merged(self, evil: Mapping[str, Commit]) -> dict[str, Commit]:
        """Merges with the files that differ from any parent: a goal may have come from another file."""
        sides: dict[str, list[Side]] = {}
        for commit in self._changing(list(evil), self._wanted, "-m") if evil else ():
            side = {change.path: (change.before[0], change.after) for change in commit.changes}
            sides.setdefault(commit.id, []).append(side)  # once for each parent, in their order
        return {name: evil[name]._replace(changes=together(found)) for name, found in sides.items()}

    @property
    def _wanted(self) -> tuple[str, str]:
        return self.in_top(SETTINGS_FILE), self.in_top(GOALS_FOLDER)


def _refuse_submodules(commit: Commit) -> None:
    """Raise OkrError where goals lie in a submodule: what happens to them is not told here."""
    for change in commit.changes:
        if change.after and change.after.mode == _SUBMODULE and change.path.split("/")[0] == GOALS_FOLDER:
            raise _in_submodule(change.path)


def _in_submodule(path: str) -> OkrError:
    said = f"{show_path(path)} is a submodule: its history is in a repository of its own"
    return OkrError(said, "put okr.yaml into that repository, beside its okrs/")


def start_repository(folder: Path) -> bool:
    """Make a repository where there is none; whether one was made. Without git there is none to make."""
    try:
        Repository.open(folder)
    except git.NoRepositoryError:
        pass
    else:
        return False
    try:
        answer = git.run(folder, "init", "--quiet")
    except git.NoRepositoryError:
        return False
    if answer.code:
        raise OkrError(f"git cannot make a repository here: {git.words(answer.err)}")
    return True


def identity(folder: Path) -> str | None:
    """The name that git would sign a commit with here; None where it knows none."""
    try:
        answer = git.run(folder, "var", "GIT_AUTHOR_IDENT")
    except git.NoRepositoryError:
        return None
    return None if answer.code else answer.text.rpartition(" <")[0] or None


def _content(blob: Blob, found: Stored | None) -> Content:
    if not blob.mode.startswith("100"):
        kind = "a symbolic link" if blob.mode == "120000" else "not a plain file"
        return Refusal("unreadable-file", f"is {kind}", "put the file itself here")
    if found is None:
        raise lacking()
    return found.content


def _not_opened(folder: Path, said: str) -> OkrError:
    where = show_path(str(folder))
    if "not a git repository" in said:
        return git.NoRepositoryError(f"{where} is not in a git repository", "run `git init`; only history needs it")
    if "dubious ownership" in said:
        cure = f"if you do: git config --global --add safe.directory {where}"
        return OkrError(f"git does not trust {where}: it belongs to another user", cure)
    if "bare repository" in said or "must be run in a work tree" in said:
        return OkrError(f"{where} is a bare git repository", "work in a clone that has its files checked out")
    return OkrError(f"git cannot open {where}: {git.words(said)}")
