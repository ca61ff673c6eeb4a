from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from history_repo import Repo

from okrcli.errors import OkrError
from okrcli.goals.files import Refusal, read_folder
from okrcli.goals.workspace import load
from okrcli.history.git import NoRepositoryError
from okrcli.history.repository import Repository, identity, start_repository
from okrcli.history.search import commits

PAYMENTS = "okrs/2026-Q3/payments.yaml"
GOALS = "team: payments\nobjectives: {}\n"


def test_a_folder_without_git_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRepositoryError) as caught:
        Repository.open(tmp_path)
    assert caught.value.message == f"{tmp_path} is not in a git repository"


def test_git_is_not_taken_from_the_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("git", "#!/bin/sh\ntouch pwned\n")
    (repo.top / "git").chmod(0o755)
    monkeypatch.chdir(repo.top)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    assert Repository.open(repo.top).head() is None
    monkeypatch.setenv("PATH", ".:")
    with pytest.raises(NoRepositoryError, match="git is not installed"):
        Repository.open(repo.top)
    assert not (repo.top / "pwned").exists()


def test_a_bare_repository_is_refused(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    with pytest.raises(OkrError, match="is a bare git repository"):
        Repository.open(tmp_path / "bare")
    with pytest.raises(OkrError, match="is a bare git repository"):
        Repository.open(repo.top / ".git")


def test_a_repository_hidden_in_the_goals_runs_nothing(repo: Repo) -> None:
    hidden = Repo(repo.top / "okrs")
    hidden.top.mkdir()
    hidden.git("init", "--quiet", "--bare", ".")
    hidden.git("config", "core.fsmonitor", f"touch {repo.top}/pwned; false")
    hidden.git("config", "core.worktree", ".")
    hidden.git("config", "core.bare", "false")
    with pytest.raises(OkrError, match="is a bare git repository"):
        Repository.open(hidden.top)
    assert Repository.open(repo.top).top == repo.top
    assert not (repo.top / "pwned").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_somebody_else_is_refused(repo: Repo) -> None:
    os.chown(repo.top, 12345, 12345)
    os.chown(repo.top / ".git", 12345, 12345)
    with pytest.raises(OkrError, match="it belongs to another user") as caught:
        Repository.open(repo.top)
    assert caught.value.hint == f"if you do: git config --global --add safe.directory {repo.top}"


def test_the_surroundings_do_not_point_elsewhere(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Repo(tmp_path / "other")
    other.top.mkdir()
    other.git("init", "--quiet")
    other.commit()
    last = repo.save("okr.yaml", "version: 1\n")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "diff.external")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    assert Repository.open(repo.top).head() == last


def test_a_revision_reads_as_the_folder_did(repo: Repo) -> None:
    repo.write("okr.yaml", "version: 1\n")
    repo.write(PAYMENTS, GOALS)
    repo.write("okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml", "date: 2026-07-13\nby: ana\n")
    repo.write("okrs/2026-Q3/checkins/deeper/no.yaml", "x")
    repo.write("okrs/2026-Q3/notes/no.yaml", "x")
    repo.write("okrs/2026-Q3/reviews/payments.yml", "x")
    repo.write("okrs/stray.yaml", b"\xff")
    repo.write("okrs/2026-Q3/large.yaml", "x" * 3_000_001)
    repo.write("okrs/2026-Q3/é\n.yaml", "x")
    repo.write("okrs/2026-Q3/readme.md", "x")
    (repo.top / "okrs/2026-Q3/link.yaml").symlink_to("payments.yaml")
    repo.commit()
    there = dict(read_folder(repo.top))
    then = dict(Repository.open(repo.top).files_at("HEAD"))
    assert then == there
    assert isinstance(then["okrs/2026-Q3/link.yaml"], Refusal)
    assert {found.order for found in load(then.items()).diagnostics()} == {
        found.order for found in load(there.items()).diagnostics()
    }


def test_an_earlier_revision_is_as_it_was(repo: Repo) -> None:
    repo.save(f"goals/{PAYMENTS}", GOALS)
    repo.git("tag", "then")
    repo.save(f"goals/{PAYMENTS}", "gone: bad\n")
    repository = Repository.open(repo.top / "goals")
    assert repository.files_at("then") == {PAYMENTS: GOALS.encode()}
    assert repository.commit_id("then") == repo.git("rev-parse", "HEAD^")


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "-p", "HEAD:okr.yaml", "\x1b[31m", ""])
def test_a_revision_that_is_none_is_said(repo: Repo, revision: str) -> None:
    repo.save("okr.yaml", "version: 1\n")
    with pytest.raises(OkrError, match="git knows no revision") as caught:
        list(Repository.open(repo.top).files_at(revision))
    assert caught.value.message.isprintable()


def test_commits_are_those_up_to_a_revision(repo: Repo) -> None:
    ids = [repo.save(PAYMENTS, f"{GOALS}# {number}\n") for number in range(3)]
    repo.save("unrelated", "x")
    repository = Repository.open(repo.top)
    assert [commit.id for commit in commits(repository)] == ids
    assert [commit.id for commit in commits(repository, ids[1])] == ids[:2]


def test_settings_of_the_user_do_not_change_what_is_read(repo: Repo) -> None:
    for name, value in (
        ("log.showRoot", "false"),
        ("color.ui", "always"),
        ("diff.renames", "copies"),
        ("diff.relative", "true"),
        ("diff.noprefix", "true"),
        ("diff.external", "false"),
        ("format.pretty", "oneline"),
        ("log.date", "relative"),
        ("log.follow", "true"),
        ("core.quotePath", "true"),
        ("core.abbrev", "5"),
        ("log.showSignature", "true"),
        ("log.diffMerges", "off"),
        ("i18n.logOutputEncoding", "latin1"),
    ):
        repo.git("config", name, value)
    repo.write(PAYMENTS, GOALS)
    first = repo.commit(GIT_AUTHOR_NAME="Zoë")
    repo.git("mv", PAYMENTS, "okrs/2026-Q3/ü.yaml")
    repo.commit()
    one, two = commits(Repository.open(repo.top))
    assert (one.id, one.author, [change.path for change in one.changes]) == (first, "Zoë", [PAYMENTS])
    assert [(change.path, change.after is None) for change in two.changes] == [
        (PAYMENTS, True),
        ("okrs/2026-Q3/ü.yaml", False),
    ]


def test_a_damaged_object_is_said(repo: Repo) -> None:
    repo.save(PAYMENTS, f"{GOALS}# {list(range(9999))}")
    blob = repo.git("rev-parse", f"HEAD:{PAYMENTS}")
    file = repo.top / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(OkrError, match="git cannot read one of its objects"):
        list(Repository.open(repo.top).files_at("HEAD"))


def test_a_missing_object_is_said_and_never_taken_for_a_file_that_is_not_there(repo: Repo) -> None:
    repo.save(PAYMENTS, GOALS)
    blob = repo.git("rev-parse", f"HEAD:{PAYMENTS}")
    (repo.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(OkrError, match="this clone lacks some of its files' versions") as caught:
        list(Repository.open(repo.top).files_at("HEAD"))
    assert caught.value.hint == "git fetch --refetch --no-filter"


def test_a_repository_is_started_once(tmp_path: Path) -> None:
    assert start_repository(tmp_path)
    assert not start_repository(tmp_path)
    subprocess.run(["git", "-C", str(tmp_path), "status"], check=True, capture_output=True)


def test_the_identity_is_gits_own(repo: Repo) -> None:
    assert identity(repo.top) == "Ana"
    repo.git("config", "user.name", "Ben <b>")
    assert identity(repo.top) == "Ben b"
    repo.git("config", "user.useConfigOnly", "true")
    Path(os.environ["GIT_CONFIG_GLOBAL"]).write_text("")
    assert identity(repo.top) is None


def test_a_slow_git_is_stopped(repo: Repo) -> None:
    repo.save("okr.yaml", "version: 1\n")
    with pytest.raises(OkrError, match="git hash-object did not finish within 0 seconds"):
        Repository.open(repo.top).run("hash-object", "--stdin", seconds=0)
