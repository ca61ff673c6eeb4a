"""Files of the workspace committed alone, by git's own rules; others' work stays as it is."""

from __future__ import annotations

import os
import re
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.files import show_path
from okrcli.history import git
from okrcli.history.disk import PathTakenError, sweep, write, write_bytes, write_new, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from okrcli.history.repository import Repository

__all__ = [
    "PathTakenError",
    "add_file",
    "add_files",
    "amend_file",
    "change_file",
    "refuse_unable",
    "refuse_unless_ready",
    "write",
    "write_bytes",
    "write_new",
]

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


def add_file(repository: Repository, path: str, text: str, message: str) -> str:
    """Write a new file and commit it alone; the commit's id.

    What others have staged or changed stays as it is. Where git refuses, nothing is changed.
    """
    return add_files(repository, lambda: {path: text}, message)


def add_files(repository: Repository, choose: Callable[[], Mapping[str, str]], message: str) -> str:
    """Write new files and commit them, all in one commit or none; the commit's id.

    `choose` names them, with their texts, once nobody else of okr writes. A file that is there with this very
    text, and that git does not know yet, was left by a run that was killed: it is committed as it is.
    """
    with _writing(repository, message):
        files = choose()
        for path in files:
            if _known(repository, path):
                raise PathTakenError(path)
        with ExitStack() as stack:
            for path, text in files.items():
                if not _left_behind(repository, path, text):
                    stack.enter_context(written(repository.root, path, text))
            _commit(repository, files, message)
    return repository.commit_id("HEAD")


def change_file(repository: Repository, path: str, before: bytes, after: str, message: str) -> str:
    """Put a text in the place of a committed file and commit it alone; the commit's id.

    The file must be as git has it, and as it was read (`before`). Where git refuses, it is so again.
    """
    with _writing(repository, message):
        _refuse_uncommitted(repository, path)
        if (repository.root / path).is_symlink() or (repository.root / path).read_bytes() != before:
            raise OkrError(f"{show_path(path)} was changed meanwhile", "nothing was written; try again")
        _replace(repository, path, after, message)
    return repository.commit_id("HEAD")


def amend_file(repository: Repository, path: str, text: str, message: str) -> str:
    """The same by making the last commit anew: it must be that file's alone, the user's own, and not pushed."""
    with _writing(repository, message):
        _refuse_unless_own(repository, path)
        _replace(repository, path, text, message, "--amend")
    return repository.commit_id("HEAD")


def _replace(repository: Repository, path: str, text: str, message: str, *options: str) -> None:
    """Write and commit a file; if that is refused, the old text is there again, unless somebody has changed it."""
    file, last = repository.root / path, repository.head()
    before = file.read_bytes()
    try:
        write(file, text)
        _insist(repository, "commit", *options, *_alone(message), "--", repository.in_top(path))
    except BaseException:
        if repository.head() == last:  # else interrupted too late: it is done
            if file.read_bytes() == text.encode():
                write_bytes(file, before)
            raise


def _refuse_uncommitted(repository: Repository, path: str) -> None:
    """Raise where a commit of the file would take along what somebody else has not committed."""
    name = repository.in_top(path)
    answer = repository.run("status", "--porcelain", "-z", "--untracked-files=all", "--ignored", "--", name)
    if answer.code or answer.out:
        said = f"{show_path(path)} has changes that are not committed"
        raise OkrError(said, "commit them first, or say --no-commit and commit all of it yourself")


@contextmanager
def _writing(repository: Repository, message: str) -> Iterator[None]:
    if not _MESSAGE.fullmatch(message):
        raise ValueError(message)
    refuse_unless_ready(repository)
    with _locked(repository):
        _refuse_underway(repository)
        yield


def refuse_unless_ready(repository: Repository) -> None:
    """Raise OkrError where a commit could not be made now: better said before anything is typed."""
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


def _refuse_unless_own(repository: Repository, path: str) -> None:
    instead = "check in again: the later one counts"
    changed = repository.run("diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "-z", "HEAD").out
    if git.decode(changed) != f"{repository.in_top(path)}\0":
        raise OkrError("the last commit is not that check-in's alone", instead)
    author = repository.run("log", "-1", "--no-mailmap", "--format=%an <%ae>").text
    if author != repository.run("var", "GIT_AUTHOR_IDENT").text.rpartition(">")[0] + ">":
        raise OkrError("the last commit is somebody else's", instead)
    if repository.run("for-each-ref", "--contains", "HEAD", "refs/remotes").out:
        raise OkrError("the check-in has been pushed", instead)


def _known(repository: Repository, path: str) -> bool:
    """Whether git has the file, in the index or in the last commit, even if it is gone from the folder.

    What a killed run has only announced (`git add -N`) is not known yet.
    """
    name = repository.in_top(path)
    if repository.head() and repository.run("ls-tree", "--full-tree", "-z", "HEAD", "--", name).out:
        return True
    staged = repository.run("ls-files", "-z", "--", name).out
    return bool(staged) and not _announced(repository, name)


def _announced(repository: Repository, name: str) -> bool:
    """Whether the index holds no more of a file than that it will come."""
    return not repository.run("diff", "--cached", "--name-only", "-z", "--ita-invisible-in-index", "--", name).out


def _left_behind(repository: Repository, path: str, text: str) -> bool:
    """Whether the file is there already with this text; what else killed runs left in its folder goes."""
    file = repository.root / path
    sweep(file.parent)
    with suppress(OSError):
        return not file.is_symlink() and file.read_bytes() == text.encode()
    return False


def _commit(repository: Repository, paths: Iterable[str], message: str) -> None:
    """Commit new files with git's own hooks, filters, signing and identity; if refused, forget them."""
    names = [repository.in_top(path) for path in paths]
    try:
        _insist(repository, "add", "--intent-to-add", "--", *names)
        _insist(repository, "commit", *_alone(message), "--", *names)
    except BaseException:
        if _committed(repository, names):
            return  # interrupted too late: it is done
        with suppress(OkrError):
            _insist(repository, "update-index", "--force-remove", "--", *names)
        raise


def _alone(message: str) -> tuple[str, ...]:
    return "--only", "--quiet", "--cleanup=verbatim", f"--message={message}"


def _committed(repository: Repository, names: list[str]) -> bool:
    if not repository.head():
        return False
    listed = repository.run("ls-tree", "--full-tree", "--name-only", "-z", "HEAD", "--", *names).out
    return len(listed.split(b"\0")[:-1]) == len(names)


def _insist(repository: Repository, command: str, *arguments: str) -> None:
    """Run a command that writes; another git's lock is waited for, never removed."""
    patience = time.monotonic() + _GIT_LOCK_SECONDS
    while (answer := repository.run(command, *arguments, seconds=_COMMIT_SECONDS)).code:
        locked = ".lock': File exists" in answer.err
        if not locked or time.monotonic() > patience:
            hint = "if no other git runs, remove the lock it names" if locked else None
            raise OkrError(f"git refused, and nothing was changed: {git.words(answer.err)}", hint)
        time.sleep(0.1)
