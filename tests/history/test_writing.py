from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from okrcli.errors import OkrError
from okrcli.history.repository import Repository
from okrcli.history.writing import PathTakenError, add_file, write, write_new

if TYPE_CHECKING:
    from collections.abc import Callable

    from history_repo import Repo

PATH = "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
TEXT = "date: 2026-07-13\nby: ana\n"
MESSAGE = "Check in: payments, 2026-07-13"


def state(repo: Repo) -> tuple[str, str, dict[str, bytes]]:
    """What git has staged and committed, and every byte of the work tree."""
    files = {
        str(file.relative_to(repo.top)): file.read_bytes()
        for file in sorted(repo.top.rglob("*"))
        if file.is_file() and ".git" not in file.relative_to(repo.top).parts
    }
    return repo.git("ls-files", "--stage", "--debug"), repo.git("for-each-ref"), files


def add(repo: Repo, path: str = PATH) -> str:
    return add_file(Repository.open(repo.top), path, TEXT, MESSAGE)


def test_a_new_file_is_committed_alone(repo: Repo) -> None:
    repo.save("okr.yaml", "version: 1\n")
    commit = add(repo)
    assert repo.git("rev-parse", "HEAD") == commit
    assert repo.git("show", "--format=%B", "--name-status") == f"{MESSAGE}\n\n\nA\t{PATH}"
    assert repo.git("show", f"HEAD:{PATH}") == TEXT.removesuffix("\n")
    assert repo.git("status", "--porcelain") == ""


def test_the_first_commit_of_a_repository_can_be_a_checkin(repo: Repo) -> None:
    repo.write("staged", "by somebody else")
    repo.git("add", "staged")
    add(repo)
    assert repo.git("ls-tree", "-r", "--name-only", "HEAD") == PATH
    assert repo.git("status", "--porcelain") == "A  staged"


def test_work_of_others_stays_as_it_is(repo: Repo) -> None:
    repo.write("edited", "one")
    repo.write("both", "one")
    repo.save("okr.yaml", "version: 1\n")
    repo.write("staged", "new")
    repo.write("both", "two")
    repo.git("add", "staged", "both")
    repo.write("both", "three")
    repo.write("edited", "two")
    repo.write("unknown", "not in git")
    before = repo.git("status", "--porcelain"), repo.git("diff"), repo.git("diff", "--cached")
    add(repo)
    assert (repo.git("status", "--porcelain"), repo.git("diff"), repo.git("diff", "--cached")) == before
    assert repo.git("show", "--format=", "--name-only", "HEAD") == PATH


def test_a_root_in_a_subfolder_and_a_worktree_work(repo: Repo, tmp_path: Path) -> None:
    repo.save("goals/okr.yaml", "version: 1\n")
    repo.git("worktree", "add", "--quiet", str(tmp_path / "other"), "-b", "other")
    add_file(Repository.open(tmp_path / "other/goals"), PATH, TEXT, MESSAGE)
    assert repo.git("show", "--format=", "--name-only", "other") == f"goals/{PATH}"
    assert repo.git("rev-list", "--count", "main") == "1"


def merging(repo: Repo) -> None:
    repo.git("switch", "--quiet", "-c", "side")
    repo.save("other", "side")
    repo.git("switch", "--quiet", "main")
    repo.save("more", "main")
    repo.git("merge", "--no-commit", "--no-ff", "side")


def rebasing(repo: Repo) -> None:
    repo.git("-c", "sequence.editor=sed -i s/pick/edit/", "rebase", "-i", "--root")


def picking(repo: Repo) -> None:
    (repo.top / ".git/CHERRY_PICK_HEAD").write_text(repo.git("rev-parse", "HEAD"))


def reverting(repo: Repo) -> None:
    repo.save("other", "x")
    repo.git("revert", "--no-commit", "HEAD")


def bisecting(repo: Repo) -> None:
    repo.git("bisect", "start")


def detached(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--detach")


def nobody(repo: Repo) -> None:
    repo.git("config", "user.useConfigOnly", "true")
    Path(os.environ["GIT_CONFIG_GLOBAL"]).write_text("")


def refusing(repo: Repo) -> None:
    hook = repo.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf 'no \\033[31mcommits\\non Mondays\\n' >&2\nexit 1\n")
    hook.chmod(0o755)


def unsigned(repo: Repo) -> None:
    repo.git("config", "commit.gpgSign", "true")
    repo.git("config", "gpg.program", "false")


def ignored(repo: Repo) -> None:
    repo.save(".gitignore", "checkins/\n")


STATES: dict[Callable[[Repo], None], str] = {
    merging: "a merge is under way in this repository",
    rebasing: "a rebase is under way in this repository",
    picking: "a cherry-pick is under way in this repository",
    reverting: "a revert is under way in this repository",
    bisecting: "a bisect is under way in this repository",
    detached: "no branch is checked out: a commit here would be lost",
    nobody: "git does not know who you are",
    refusing: r"git refused, and nothing was changed: no \x1b[31mcommits / on Mondays",
    unsigned: "git refused, and nothing was changed: gpg failed to sign the data / fatal: failed to write",
    ignored: "git refused, and nothing was changed: The following paths are ignored by one of your .gitig",
}


@pytest.mark.parametrize("prepare", STATES, ids=lambda prepare: prepare.__name__)
def test_a_refusal_changes_nothing(repo: Repo, prepare: Callable[[Repo], None]) -> None:
    repo.save("okr.yaml", "version: 1\n")
    prepare(repo)
    repo.write("staged", "by somebody else")
    repo.git("add", "staged")
    repo.write("unknown", "not in git")
    before = state(repo)
    with pytest.raises(OkrError) as caught:
        add(repo)
    assert caught.value.message.startswith(STATES[prepare])
    assert state(repo) == before
    assert not (repo.top / "okrs").exists()


def test_a_hook_that_changes_the_file_and_refuses_leaves_it_there(repo: Repo) -> None:
    repo.save("okr.yaml", "version: 1\n")
    hook = repo.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\necho '# tidied' >> {PATH}\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(OkrError, match="was changed while it was committed: it is left as it is"):
        add(repo)
    assert (repo.top / PATH).read_text() == f"{TEXT}# tidied\n"
    assert repo.git("ls-files", PATH) == ""


def test_a_hook_may_write_the_message(repo: Repo) -> None:
    hook = repo.top / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\necho "Change-Id: 1" >> "$1"\n')
    hook.chmod(0o755)
    add(repo)
    assert repo.git("log", "-1", "--format=%B") == f"{MESSAGE}\nChange-Id: 1\n"


@pytest.mark.parametrize("known", ["written", "staged", "committed", "deleted"])
def test_what_is_there_is_never_overwritten(repo: Repo, known: str) -> None:
    repo.save("okr.yaml", "version: 1\n")
    repo.write(PATH, "theirs")
    if known != "written":
        repo.git("add", PATH)
    if known in {"committed", "deleted"}:
        repo.commit()
    if known == "deleted":
        repo.git("rm", "--quiet", PATH)
    before = state(repo)
    with pytest.raises(PathTakenError, match="is there already"):
        add(repo)
    assert state(repo) == before


def test_links_are_not_followed(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (repo.top / "okrs").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OkrError, match="okrs is a symbolic link"):
        add(repo)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_foreign_lock_is_waited_for_and_left(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okrcli.history.writing._GIT_LOCK_SECONDS", 0.2)
    repo.save("okr.yaml", "version: 1\n")
    (repo.top / ".git/index.lock").touch()
    with pytest.raises(OkrError, match=r"index\.lock': File exists") as caught:
        add(repo)
    assert caught.value.hint == "if no other git runs, remove the lock it names"
    assert (repo.top / ".git/index.lock").exists()
    assert not (repo.top / "okrs").exists()


def test_a_message_holds_only_words_ids_and_numbers(repo: Repo) -> None:
    for message in ("Check in\n\nSigned-off-by: CEO", "Fixes #1", "thanks @ana", "[skip ci]", "x\n"):
        with pytest.raises(ValueError, match=re.escape(message)):
            add_file(Repository.open(repo.top), PATH, TEXT, message)


def test_sixteen_processes_at_once_keep_all(repo: Repo) -> None:
    repo.save("okr.yaml", "version: 1\n")
    program = (
        "import sys; from pathlib import Path\n"
        "from okrcli.history.repository import Repository\n"
        "from okrcli.history.writing import PathTakenError, add_file\n"
        "taken = 0\n"
        "while True:\n"
        "    try: add_file(Repository.open(Path('.')), f'okrs/{taken}.yaml', sys.argv[1], 'Check in')\n"
        "    except PathTakenError: taken += 1\n"
        "    else: break\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen([sys.executable, "-c", program, f"by {number}\n"], cwd=repo.top, env=environment)
        for number in range(16)
    ]
    assert [process.wait(60) for process in running] == [0] * 16
    assert repo.git("rev-list", "--count", "HEAD") == "17"
    names = repo.git("ls-tree", "--name-only", "HEAD", "okrs/").split("\n")
    assert sorted(repo.git("show", f"HEAD:{name}") for name in names) == sorted(f"by {number}" for number in range(16))
    assert repo.git("status", "--porcelain") == ""


def test_without_git_a_file_is_only_written(tmp_path: Path) -> None:
    write_new(tmp_path / PATH, TEXT)
    assert (tmp_path / PATH).read_text() == TEXT
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / PATH).stat().st_mode) == 0o666 & ~umask
    with pytest.raises(PathTakenError):
        write_new(tmp_path / PATH, "other")
    assert (tmp_path / PATH).read_text() == TEXT


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import resource, signal; from pathlib import Path\n"
        "from okrcli.history.writing import write_new\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        f"write_new(Path('{PATH}'), 'x' * 1000)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "File too large" in done.stderr
    assert "OkrError: cannot write okrs/2026-Q3/checkins/" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "okr.yaml"
    write(file, "one")
    file.chmod(0o640)
    write(file, "two")
    assert file.read_text() == "two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    (tmp_path / "okr.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OkrError, match="is a symbolic link"):
        write(tmp_path / "okr.yaml", "mine")
    assert (tmp_path / "elsewhere").read_text() == "theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "okr.yaml"]
