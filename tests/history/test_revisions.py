from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from okrcli.errors import OkrError
from okrcli.history.repository import Repository
from okrcli.history.revisions import moment

if TYPE_CHECKING:
    from history_repo import Repo


def made(repo: Repo, *days: str) -> list[str]:
    """A commit on each day, by its committer's clock."""
    return [
        repo.save("okr.yaml", f"version: 1\n# {number}\n", GIT_COMMITTER_DATE=day if "T" in day else f"{day}T12:00:00Z")
        for number, day in enumerate(days)
    ]


def place(repo: Repo, commits: list[str], day: str) -> int:
    """The number of the commit that a day had."""
    found = moment(Repository.open(repo.top), day)
    assert found.day == date.fromisoformat(day)
    return commits.index(found.commit)


def test_a_day_has_its_last_commit(repo: Repo) -> None:
    commits = made(repo, "2026-07-01", "2026-07-03", "2026-07-03", "2026-07-09")
    assert [place(repo, commits, f"2026-07-{day:02}") for day in (1, 2, 3, 8, 9, 31)] == [0, 0, 2, 2, 3, 3]
    with pytest.raises(OkrError, match="on 2026-06-30 there was no commit yet"):
        moment(Repository.open(repo.top), "2026-06-30")


@pytest.mark.parametrize(
    ("days", "on_the_8th"),
    [
        (("2026-07-01", "2026-07-03", "2019-01-01", "2026-07-09"), 2),
        (
            ("2026-07-01", "2026-07-03", "2098-01-01", "2026-07-09"),
            1,
        ),  # not before what came before, nor after the next
        (("2026-07-01", "2026-07-03", "2026-07-02", "2026-07-09"), 2),
    ],
)
def test_a_forged_date_is_not_believed(repo: Repo, days: tuple[str, ...], on_the_8th: int) -> None:
    commits = made(repo, *days)
    assert place(repo, commits, "2026-07-01") == 0
    assert place(repo, commits, "2026-07-08") == on_the_8th
    assert place(repo, commits, "2026-07-09") == 3


def test_what_a_merge_brought_was_not_there_before_it(repo: Repo) -> None:
    (first,) = made(repo, "2026-07-01")
    repo.git("switch", "--quiet", "-c", "side")
    repo.save("other", "x", GIT_COMMITTER_DATE="2026-07-02T12:00:00Z")
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "side", GIT_COMMITTER_DATE="2026-07-05T12:00:00Z")
    assert place(repo, [first], "2026-07-04") == 0
    assert moment(Repository.open(repo.top), "2026-07-05").commit == repo.git("rev-parse", "HEAD")


def test_the_day_is_the_committers(repo: Repo) -> None:
    commits = made(repo, "2026-07-01T12:00:00Z", "2026-07-02T01:00:00+1400", "2026-07-03T23:00:00-1200")
    assert [place(repo, commits, f"2026-07-{day:02}") for day in (1, 2, 3)] == [0, 1, 2]


def test_a_revision_has_the_day_of_its_commit(repo: Repo) -> None:
    commits = made(repo, "2026-07-01", "2026-07-03")
    repo.git("tag", "then", commits[0])
    found = moment(Repository.open(repo.top), "then")
    assert (found.commit, found.day) == (commits[0], date(2026, 7, 1))
