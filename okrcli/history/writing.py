"""New files, written whole or not at all, and committed alone."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.files import SETTINGS_FILE, show_path
from okrcli.history import git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.history.repository import Repository

LOCK: Final = "okr.lock"
"""In the common git folder, so that all worktrees of a clone share it."""
_LOCK_SECONDS: Final = 30
_GIT_LOCK_SECONDS: Final = 5
_COMMIT_SECONDS: Final = 600  # hooks and signing take their time
_UNDERWAY: Final = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}
_MESSAGE: Final = re.compile(r"[A-Za-z][A-Za-z0-9 .:,/()+-]*")
"""Words, ids and numbers: a commit message can neither mention anybody nor carry a trailer."""


class PathTakenError(OkrError):
    """The file exists, here or in git: choose another name."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{show_path(path)} is there already", "nothing was written")


def write_new(file: Path, text: str) -> None:
    """Write a file that does not exist yet: all of it, or nothing."""
    root = _root_of(file)
    with _written(root, file.relative_to(root).as_posix(), text):
        pass


def _root_of(file: Path) -> Path:
    """The folder from which on no link may be followed: the workspace's, else the nearest that is there."""
    workspace = (folder for folder in file.parents if os.path.lexists(folder / SETTINGS_FILE))
    there = (folder for folder in file.parents if folder.is_dir() and not folder.is_symlink())
    return next(workspace, None) or next(there)


def write(file: Path, text: str) -> None:
    """Put a text in the place of a file, or make it: readers see the old one or the new one, whole."""
    if os.path.lexists(file):
        write_bytes(file, text.encode())
    else:
        write_new(file, text)


def write_bytes(file: Path, content: bytes) -> None:
    """Put bytes in the place of a file that is there."""
    beside = file.with_name(f".okr-{os.getpid()}.tmp")
    try:
        if file.is_symlink():
            raise OkrError(f"{show_path(file.name)} is a symbolic link", "put the file itself there")
        _create(beside, content)
        beside.chmod(stat.S_IMODE(file.stat().st_mode))
        beside.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise _unwritable(file.name, error) from None
    finally:
        beside.unlink(missing_ok=True)


def _unwritable(path: str, error: OSError) -> OkrError:
    return OkrError(f"cannot write {show_path(path)}: {error.strerror or 'unknown error'}")


def add_file(repository: Repository, path: str, text: str, message: str) -> str:
    """Write a new file and commit it alone; the commit's id.

    What others have staged or changed stays as it is. Where git refuses, nothing is changed.
    """
    if not _MESSAGE.fullmatch(message):
        raise ValueError(message)
    _refuse_unless_ready(repository)
    with _locked(repository):
        _refuse_underway(repository)
        if _known(repository, path):
            raise PathTakenError(path)
        with _written(repository.root, path, text):
            _commit(repository, path, message)
    return repository.commit_id("HEAD")


def change_file(repository: Repository, path: str, before: bytes, after: str, message: str) -> str:
    """Put a text in the place of a committed file and commit it alone; the commit's id.

    The file must be as git has it, and as it was read (`before`). Where git refuses, it is so again.
    """
    if not _MESSAGE.fullmatch(message):
        raise ValueError(message)
    _refuse_unless_ready(repository)
    file, name = repository.root / path, repository.in_top(path)
    with _locked(repository):
        _refuse_underway(repository)
        _refuse_uncommitted(repository, path)
        if file.is_symlink() or file.read_bytes() != before:
            raise OkrError(f"{show_path(path)} was changed meanwhile", "nothing was written; try again")
        last = repository.head()
        write(file, after)
        try:
            _insist(repository, "commit", "--only", "--quiet", "--cleanup=verbatim", f"--message={message}", "--", name)
        except BaseException:
            if repository.head() == last and file.read_bytes() == after.encode():
                write(file, before.decode())
            if repository.head() == last:
                raise
    return repository.commit_id("HEAD")


def _refuse_uncommitted(repository: Repository, path: str) -> None:
    """Raise where a commit of the file would take along what somebody else has not committed."""
    name = repository.in_top(path)
    answer = repository.run("status", "--porcelain", "-z", "--untracked-files=all", "--ignored", "--", name)
    if answer.code or answer.out:
        said = f"{show_path(path)} has changes that are not committed"
        raise OkrError(said, "commit them first, or say --no-commit and commit all of it yourself")


def _refuse_unless_ready(repository: Repository) -> None:
    _refuse_underway(repository)
    if repository.run("symbolic-ref", "--quiet", "HEAD").code:
        raise OkrError("no branch is checked out: a commit here would be lost", "run `git switch BRANCH` first")
    refuse_unable(repository)


def refuse_unable(repository: Repository) -> None:
    """Raise while a merge or the like is under way, and where git does not know who somebody is."""
    _refuse_underway(repository)
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if repository.run("var", who).code:
            cure = "run `git config user.name NAME` and `git config user.email MAIL`"
            raise OkrError("git does not know who you are", cure)


def _refuse_underway(repository: Repository) -> None:
    for name, what in _UNDERWAY.items():
        if os.path.lexists(repository.git_dir / name):
            raise OkrError(f"a {what} is under way in this repository", "finish or abort it first")


@contextmanager
def _locked(repository: Repository) -> Iterator[None]:
    """Alone among all okr processes of this clone, its worktrees included."""
    from filelock import FileLock, Timeout

    lock = FileLock(repository.common_dir / LOCK, timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise OkrError(f"another okr has been writing for {_LOCK_SECONDS} seconds", "try again") from None
    except OSError as error:
        raise OkrError(f"cannot write into the git folder: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def _known(repository: Repository, path: str) -> bool:
    """Whether git has the file, in the index or in the last commit, even if it is gone from the folder."""
    last = ["--with-tree=HEAD"] if repository.head() else []
    return bool(repository.run("ls-files", "-z", *last, "--", repository.in_top(path)).out)


@contextmanager
def _written(root: Path, path: str, text: str) -> Iterator[None]:
    """The new file is there; if the block fails it is gone again, with the folders made for it."""
    content = text.encode()
    folders: list[Path] = []
    try:
        _make_folders(root, path, folders)
        _create(root / path, content)
    except FileExistsError:
        raise PathTakenError(path) from None
    except OSError as error:
        _remove(folders)
        raise _unwritable(path, error) from None
    try:
        yield
    except BaseException as error:
        if not _take_back(root / path, content):
            said = f"{show_path(path)} was changed while it was committed: it is left as it is"
            raise OkrError(said, str(error) or None) from error
        _remove(folders)
        raise


def _take_back(file: Path, content: bytes) -> bool:
    """Remove a file unless somebody, perhaps a hook, has changed it."""
    with suppress(FileNotFoundError):
        if file.read_bytes() != content:
            return False
        file.unlink()
    return True


def _make_folders(root: Path, path: str, made: list[Path]) -> None:
    folder = root
    for part in Path(path).parent.parts:
        folder /= part
        if folder.is_symlink():
            raise OkrError(
                f"{show_path(str(folder.relative_to(root)))} is a symbolic link",
                "put the folder itself there",
            )
        if not folder.is_dir():
            folder.mkdir()
            made.append(folder)


def _remove(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _create(file: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(file, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _sync_folder(file.parent)
    except BaseException:
        file.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows cannot and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _commit(repository: Repository, path: str, message: str) -> None:
    """Commit one new file with git's own hooks, filters, signing and identity; if refused, forget it."""
    name = repository.in_top(path)
    try:
        _insist(repository, "add", "--intent-to-add", "--", name)
        arguments = ("--only", "--quiet", "--cleanup=verbatim", f"--message={message}")
        _insist(repository, "commit", *arguments, "--", name)
    except BaseException:
        if _committed(repository, name):
            return  # interrupted too late: it is done
        with suppress(OkrError):
            _insist(repository, "update-index", "--force-remove", "--", name)
        raise


def _committed(repository: Repository, name: str) -> bool:
    return bool(repository.head() and repository.run("ls-tree", "--full-tree", "-z", "HEAD", "--", name).out)


def _insist(repository: Repository, command: str, *arguments: str) -> None:
    """Run a command that writes; another git's lock is waited for, never removed."""
    patience = time.monotonic() + _GIT_LOCK_SECONDS
    while (answer := repository.run(command, *arguments, seconds=_COMMIT_SECONDS)).code:
        locked = ".lock': File exists" in answer.err
        if not locked or time.monotonic() > patience:
            hint = "if no other git runs, remove the lock it names" if locked else None
            raise OkrError(f"git refused, and nothing was changed: {git.words(answer.err)}", hint)
        time.sleep(0.1)
