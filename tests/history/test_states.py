"""A hundred states of a repository: what others have staged, changed or left is the same, byte for byte, afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from okrcli.errors import OkrError
from okrcli.history.repository import Repository
from okrcli.history.writing import add_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from history_repo import Repo

PATH = "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
TEXT = "date: 2026-07-13\nby: ana\n"


def staged_new(repo: Repo) -> None:
    repo.write("new", "theirs")
    repo.git("add", "new")


def staged_change(repo: Repo) -> None:
    repo.write("kept", "staged")
    repo.git("add", "kept")


def unstaged_change(repo: Repo) -> None:
    repo.write("kept", "not staged")


def staged_and_changed(repo: Repo) -> None:
    staged_change(repo)
    repo.write("kept", "changed again")


def staged_deletion(repo: Repo) -> None:
    repo.git("rm", "--quiet", "gone")


def unstaged_deletion(repo: Repo) -> None:
    (repo.top / "gone").unlink()


def renamed(repo: Repo) -> None:
    repo.git("mv", "gone", "moved")


def untracked(repo: Repo) -> None:
    repo.write("okrs/2026-Q3/checkins/2026-07-13-payments-ben.yaml", "date: 2026-07-13\nby: ben\n")


def announced(repo: Repo) -> None:
    repo.write("soon", "to come")
    repo.git("add", "--intent-to-add", "soon")


def odd_bytes(repo: Repo) -> None:
    repo.write("kept", b"\x00\xff\r\n")
    repo.git("add", "kept")
    repo.write("ignored", "x")
    repo.write(".gitignore", "ignored\n")


WORK = (
    staged_new, staged_change, unstaged_change, staged_and_changed, staged_deletion,
    unstaged_deletion, renamed, untracked, announced, odd_bytes,
)  # fmt: skip


def on_a_branch(repo: Repo) -> None:
    repo.git("switch", "--quiet", "-c", "topic")


def stashed(repo: Repo) -> None:
    repo.write("kept", "in the stash")
    repo.git("stash", "--quiet")


def merging(repo: Repo) -> None:
    (repo.top / ".git/MERGE_HEAD").write_text(repo.git("rev-parse", "HEAD") + "\n")


def rebasing(repo: Repo) -> None:
    (repo.top / ".git/rebase-merge").mkdir()


def picking(repo: Repo) -> None:
    (repo.top / ".git/CHERRY_PICK_HEAD").write_text(repo.git("rev-parse", "HEAD") + "\n")


def signing_fails(repo: Repo) -> None:
    repo.git("config", "commit.gpgsign", "true")
    repo.git("config", "gpg.program", "false")


def detached(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--detach")


def refused_by_a_hook(repo: Repo) -> None:
    hook = repo.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)


def without_identity(repo: Repo) -> None:
    repo.git("config", "user.useConfigOnly", "true")
    Path(os.environ["GIT_CONFIG_GLOBAL"]).write_text("[init]\n\tdefaultBranch = main\n")


def in_a_linked_work_tree(repo: Repo) -> Repo:
    repo.git("worktree", "add", "--quiet", "-b", "beside", "../linked")
    return type(repo)(repo.top.parent / "linked")


SURROUNDINGS: dict[Callable[[Repo], Repo | None], bool] = {
    on_a_branch: True,
    stashed: True,
    merging: False,
    rebasing: False,
    picking: False,
    signing_fails: False,
    detached: False,
    refused_by_a_hook: False,
    without_identity: False,
    in_a_linked_work_tree: True,
}


def theirs(repo: Repo) -> tuple[object, ...]:
    """All that is not the check-in: index, changes, stash, refs of others, every byte of the folder."""
    files = {
        path.relative_to(repo.top).as_posix(): path.read_bytes()
        for path in sorted(repo.top.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(repo.top).parts
    }
    files.pop(PATH, None)
    index = [line for line in repo.git("ls-files", "--stage").split("\n") if not line.endswith(PATH)]
    status = repo.git("status", "--porcelain=v1", "--untracked-files=all", "--ignored")
    return files, index, status, repo.git("diff"), repo.git("diff", "--cached"), repo.git("stash", "list")


@pytest.mark.parametrize("surrounding", SURROUNDINGS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("work", WORK, ids=lambda one: one.__name__)
def test_the_work_of_others_is_the_same_byte_for_byte(
    repo: Repo, work: Callable[[Repo], None], surrounding: Callable[[Repo], Repo | None]
) -> None:
    for name in ("kept", "gone", "okr.yaml"):
        repo.write(name, f"{name}\n")
    repo.commit()
    repo = surrounding(repo) or repo
    work(repo)
    before, head = theirs(repo), repo.git("rev-parse", "HEAD")
    try:
        add_file(Repository.open(repo.top), PATH, TEXT, "okr: check-in")
    except OkrError:
        assert not SURROUNDINGS[surrounding]
        assert not (repo.top / PATH).exists()
        assert repo.git("rev-parse", "HEAD") == head
    else:
        assert SURROUNDINGS[surrounding]
        assert repo.git("show", "--format=", "--name-only", "HEAD") == PATH
    assert theirs(repo) == before


def test_a_bare_repository_and_a_folder_without_one_are_said(repo: Repo, tmp_path: Path) -> None:
    repo.save("okr.yaml", "version: 1\n")
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    with pytest.raises(OkrError, match="bare"):
        Repository.open(tmp_path / "bare")
    with pytest.raises(OkrError, match="is not in a git repository"):
        Repository.open(tmp_path)
