"""Long histories, which several processes search at once, against what one plain git says."""

from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING

import pytest

from okrcli.errors import OkrError
from okrcli.history.lineage import begin
from okrcli.history.repository import Repository
from okrcli.history.search import commits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from history_repo import Repo

PAYMENTS = "okrs/2026-Q3/payments.yaml"
FILES = (PAYMENTS, "okrs/2026-Q3/growth.yaml", "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml", "README.md")
COMMITS = 1_300


def written(seed: int, *, right: bool) -> Iterator[str]:
    """A history for `git fast-import`: two branches, now and then merged; clocks go right, or anyhow."""
    pick = random.Random(seed)
    heads = [1, 1]
    for mark in range(1, COMMITS + 1):
        side = pick.random() < 0.2
        moment = 1_782_864_000 + (mark * 60 if right else pick.randrange(10_000_000))
        yield f"commit refs/heads/{'side' if side else 'main'}\nmark :{mark}\n"
        yield f"committer ana <ana@example.org> {moment} +0000\ndata 0\n"
        if mark > 1:
            yield f"from :{heads[side]}\n"
            if heads[0] != heads[1] and pick.random() < 0.1:
                yield f"merge :{heads[not side]}\n"
        for path in pick.sample(FILES, pick.choice((0, 1, 1, 2))):
            text = f"# {pick.randrange(20)}\n"
            yield f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
        heads[side] = mark
        if mark == 1:
            heads[:] = [1, 1]


@pytest.fixture(params=["clocks right", "clocks wrong"])
def long(repo: Repo, request: pytest.FixtureRequest) -> Repo:
    text = "".join(written(7, right=request.param == "clocks right"))
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=repo.top, input=text.encode(), check=True)
    repo.git("reset", "--quiet", "--hard", "main")
    return repo


@pytest.mark.parametrize("filters", [False, True])
@pytest.mark.parametrize("paths", [(PAYMENTS,), (PAYMENTS, "okrs/2026-Q3/checkins"), ()])
def test_all_that_changed_a_file_is_found_behind_its_parents(long: Repo, paths: tuple[str, ...], filters: bool) -> None:
    if filters:
        long.git("commit-graph", "write", "--reachable", "--changed-paths")
    found = {commit.id: commit for commit in commits(Repository.open(long.top), paths=paths)}
    changing = long.git("rev-list", "--full-history", "HEAD", "--", *(paths or ("okrs", "okr.yaml"))).split()
    merging = long.git("rev-list", "--merges", "HEAD").split()
    assert set(found) == {*changing, *merging}
    parents = {line.split()[0]: line.split()[1:] for line in long.git("rev-list", "--parents", "HEAD").split("\n")}
    seen: set[str] = set()
    for name, commit in found.items():
        assert set(commit.parents) == set(nearest(parents[name], parents, found))
        assert seen.issuperset(commit.parents)
        seen.add(name)


def nearest(names: list[str], parents: dict[str, list[str]], listed: Mapping[str, object]) -> Iterator[str]:
    """The nearest of some commits and their ancestors that are listed."""
    for start in names:
        name = start
        while name not in listed and parents[name]:
            (name,) = parents[name]
        if name in listed:
            yield name


def test_each_is_told_as_soon_as_it_is_found(long: Repo) -> None:
    seen: list[str] = []
    found = list(commits(Repository.open(long.top), paths=(PAYMENTS,), seen=lambda commit: seen.append(commit.id)))
    assert sorted(seen) == sorted(commit.id for commit in found if commit.author)


def test_a_list_that_was_begun_before_changes_nothing(long: Repo, tmp_path: Path) -> None:
    there = list(commits(Repository.open(long.top), paths=(PAYMENTS,)))
    assert list(commits(Repository.open(long.top, begin(long.top)), paths=(PAYMENTS,))) == there
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert list(commits(Repository.open(long.top, begin(elsewhere)), paths=(PAYMENTS,))) == there
    long.git("checkout", "--quiet", "--detach", "HEAD~5")
    begun = begin(long.top)
    long.git("checkout", "--quiet", "main")
    assert list(commits(Repository.open(long.top, begun), paths=(PAYMENTS,))) == there


def test_a_commit_that_is_lacking_is_said(long: Repo) -> None:
    repository = Repository.open(long.top)
    tip = repository.commit_id("HEAD")
    lost = long.git("rev-parse", "HEAD~200")
    objects = long.top / ".git/objects"
    for pack in (objects / "pack").glob("*.pack"):
        content = pack.rename(long.top / "away.pack").read_bytes()
        pack.with_suffix(".idx").unlink()
        subprocess.run(["git", "unpack-objects", "-q"], cwd=long.top, input=content, check=True)
    (objects / lost[:2] / lost[2:]).unlink()
    with pytest.raises(OkrError, match="git rev-list did not finish"):
        list(commits(repository, tip, paths=(PAYMENTS,)))
