"""The repository of a workspace: its state, and its files at any revision."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE, Refusal, is_workspace_file, show_path
from okrcli.history import git
from okrcli.history.objects import Objects, lacking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from okrcli.goals.files import Content
    from okrcli.goals.model import Settings
    from okrcli.history.commits import Blob
    from okrcli.history.lineage import Listing
    from okrcli.history.objects import Snapshot, Stored

SUBMODULE: Final = "160000"
_FOLDER: Final = "40000"
DEEPEN: Final = "git fetch --unshallow (in CI: actions/checkout with fetch-depth: 0)"


class Repository:
    """The git repository that a workspace lies in; paths are relative to the workspace's root."""

    def __init__(
        self, root: Path, top: Path, prefix: str, git_dir: Path, common_dir: Path, begun: Listing | None = None
    ) -> None:
        self.root, self.top, self.prefix = root, top, prefix
        self.git_dir, self.common_dir = git_dir, common_dir
        self.objects = Objects(top)
        self.begun = begun

    @classmethod
    def open(cls, root: Path, begun: Listing | None = None) -> Repository:
        """The repository around a workspace; OkrError says why there is none. `begun` may list its commits."""
        asked = ("--show-toplevel", "--show-prefix", "--absolute-git-dir", "--git-common-dir")
        answer = git.run(root, "rev-parse", "--path-format=absolute", *asked)
        if answer.code:
            raise _not_opened(root, answer.err)
        lines = answer.text.split("\n")
        if len(lines) != len(asked):
            raise OkrError("git cannot say where this folder lies", "its name must not have a line break")
        top, prefix, git_dir, common_dir = lines
        return cls(root, Path(top), prefix, Path(git_dir), Path(common_dir), begun)

    def apart(self) -> Repository:
        """The same repository with a process of its own, for a thread of its own."""
        return Repository(self.root, self.top, self.prefix, self.git_dir, self.common_dir)

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
            if entry.mode == SUBMODULE:
                raise in_submodule(path + name)
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
        from okrcli.goals.workspace import load

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


def in_submodule(path: str) -> OkrError:
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
