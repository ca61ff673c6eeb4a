"""The repository of a workspace: its state, its files at any revision, its commits."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE, Refusal, is_workspace_file, show_path
from okrcli.goals.text import MAX_BYTES
from okrcli.goals.workspace import load
from okrcli.history import git
from okrcli.history.commits import FORMAT, Blob, Commit, FileChange, Side, parents_first, parse, together

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from okrcli.goals.files import Content
    from okrcli.goals.model import Settings

_SUBMODULE: Final = "160000"
_RAW: Final = (
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
)
_LOG: Final = (
    "log", "-c", *_RAW, "--no-mailmap", "--full-history", "--parents",
    "--date=raw", f"--format={FORMAT}",
)  # fmt: skip


class Repository:
    """The git repository that a workspace lies in; paths are relative to the workspace's root."""

    def __init__(self, root: Path, top: Path, prefix: str, git_dir: Path, common_dir: Path) -> None:
        self.root, self.top, self.prefix = root, top, prefix
        self.git_dir, self.common_dir = git_dir, common_dir

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
        found = self._commit(revision)
        if found is None:
            cure = "fetch it first: this clone is shallow" if self.is_shallow() else "name a commit, a branch or a tag"
            raise OkrError(f"git knows no revision '{show_path(revision)}'", cure)
        return found

    def fork_point(self, revision: str) -> str:
        """The last commit that HEAD and a revision have in common; OkrError where this clone cannot know it."""
        answer = self.run("merge-base", self.commit_id(revision), self.commit_id("HEAD"))
        if answer.code and self.is_shallow():
            cure = "fetch all of it: `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`)"
            raise OkrError(f"this clone is too shallow to know where HEAD left '{show_path(revision)}'", cure)
        if answer.code:
            raise OkrError(f"HEAD and '{show_path(revision)}' have no commit in common", "name another base")
        return answer.text

    def head(self) -> str | None:
        """The id of the commit that is checked out; None before the first."""
        return self._commit("HEAD")

    def knows(self, revision: str) -> bool:
        """Whether a revision names a commit that is here."""
        return self._commit(revision) is not None

    def _commit(self, revision: str) -> str | None:
        answer = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return None if answer.code else answer.text

    @cached_property
    def boundary(self) -> frozenset[str]:
        """The commits where a shallow clone ends: what they seem to add may be older."""
        try:
            return frozenset((self.common_dir / "shallow").read_text("ascii").split())
        except FileNotFoundError:
            return frozenset()

    def is_shallow(self) -> bool:
        return bool(self.boundary)

    def files_at(self, revision: str) -> Iterator[tuple[str, Content]]:
        """Every file of the workspace at a revision, as `read_folder` gives those of today."""
        listing = self.run("ls-tree", "-rz", "--full-tree", self.commit_id(revision), "--", *self._wanted)
        if listing.code:
            raise OkrError(f"git cannot list the files: {git.words(listing.err)}", "`git fsck` may say more")
        with self.blobs() as read:
            for entry in listing.out.split(b"\0")[:-1]:
                about, _, name = entry.partition(b"\t")
                mode, _, blob = about.decode("ascii").split(" ")
                path = git.decode(name).removeprefix(self.prefix)
                if mode == _SUBMODULE:
                    raise _in_submodule(path)
                if is_workspace_file(path):
                    yield path, read(Blob(blob, mode))

    def settings_at(self, revision: str) -> Settings:
        """The settings of the workspace at a revision."""
        found = self.blob_id(revision, SETTINGS_FILE)
        with self.blobs() as read:
            return load([(SETTINGS_FILE, read(Blob(found, "100644")))] if found else []).settings

    def blob_id(self, revision: str, path: str) -> str | None:
        """The id of a file's version at a revision; None where it is not there."""
        name = f"{revision}:{self.in_top(path)}"
        answer = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        return None if answer.code else answer.text

    def commits(
        self,
        revision: str = "HEAD",
        since: str | None = None,
        paths: Collection[str] = (),
        seen: Callable[[Commit], None] | None = None,
    ) -> Iterator[Commit]:
        """The commits that changed files of the workspace, and all merges, each after its parents.

        With `paths`, files or folders of the workspace, only commits that changed one of these; what else
        they changed is there as well. Of a merge the files that differ from any parent, if one differs
        from all; else none. `since` leaves out that commit and what came before it. Parents are the
        nearest that are listed: a side that never had a workspace is none. `seen` is called for each as
        soon as git finds it, the newest first.
        """
        if revision == "HEAD" and self.head() is None:
            return
        span = [self.commit_id(revision), *([f"^{self.commit_id(since)}"] if since else [])]
        only = ["--full-diff", *span, "--", *map(self.in_top, paths)] if paths else [*span, "--", *self._wanted]
        listed = []
        for commit in self._parsed(git.fields(self.top, *_LOG, *only)):
            listed.append(commit)
            if seen:
                seen(commit)
        listed = parents_first(listed)
        merges = self._merged([commit.id for commit in listed if commit.is_evil])
        for commit in listed:
            yield commit._replace(changes=merges.get(commit.id, commit.changes))

    def mainline(self, revision: str) -> Iterator[Commit]:
        """The states that a branch had, oldest first: each commit with the files that differ from the one before."""
        line = ("--first-parent", "-m", "--no-mailmap", "--reverse", "--date=raw", f"--format={FORMAT}")
        return self._parsed(git.fields(self.top, "log", *_RAW, *line, self.commit_id(revision), "--", *self._wanted))

    def _parsed(self, fields: Iterator[bytes]) -> Iterator[Commit]:
        """Commits with what they changed of the workspace."""
        for commit in parse(fields, self.prefix):
            _refuse_submodules(commit)
            yield commit._replace(changes=tuple(change for change in commit.changes if is_workspace_file(change.path)))

    def _merged(self, ids: list[str]) -> dict[str, tuple[FileChange, ...]]:
        """The files of merges that differ from any parent: a goal may have come from another file."""
        sides: dict[str, list[Side]] = {}
        arguments = ("diff-tree", "--stdin", "-m", "-r", *_RAW, f"--format={FORMAT}", "--", *self._wanted)
        for commit in self._parsed(git.fields(self.top, *arguments, lines=ids)) if ids else ():
            side = {change.path: (change.before[0], change.after) for change in commit.changes}
            sides.setdefault(commit.id, []).append(side)  # once for each parent, in their order
        return {merge: together(found) for merge, found in sides.items()}

    @contextmanager
    def blobs(self) -> Iterator[Callable[[Blob], Content]]:
        """A function that reads the content of blobs, all through one process."""
        with self.contents() as named:

            def read(blob: Blob) -> Content:
                if not blob.mode.startswith("100"):
                    kind = "a symbolic link" if blob.mode == "120000" else "not a plain file"
                    return Refusal("unreadable-file", f"is {kind}", "put the file itself here")
                found = named(blob.id)
                if found is None:
                    raise OkrError("this clone lacks some of its files' versions", "git fetch --refetch --no-filter")
                return found

            yield read

    @contextmanager
    def contents(self) -> Iterator[Callable[[str], Content | None]]:
        """A function that reads files by `REVISION:PATH`, the path from the top; None where there is none."""
        with git.dialogue(self.top, "cat-file", "--batch") as (ask, hear):

            def read(name: str) -> Content | None:
                ask.write(f"{name}\n".encode("utf-8", "surrogateescape"))
                ask.flush()
                return _content(hear)

            yield read

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


def _content(hear: IO[bytes]) -> Content | None:
    """One answer of `cat-file --batch`: `ID blob SIZE`, the bytes, a line's end; None for `ID missing`."""
    *_, last = hear.readline().split() or [b""]
    if last == b"missing":
        return None
    size = int(last) if last.isdigit() else 0
    expected = min(size, MAX_BYTES) + 1
    content = hear.read(expected)
    if len(content) < expected:
        raise OkrError("git cannot read one of its objects", "`git fsck` says whether the repository is whole")
    if size <= MAX_BYTES:
        return content[:-1]
    for start in range(expected, size + 1, MAX_BYTES):
        hear.read(min(MAX_BYTES, size + 1 - start))
    return Refusal("too-large", f"is larger than 1 MiB ({size:,} bytes)", "split it")


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
