"""Which commit is meant: by a day, by a revision, or by where a branch began."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import show_path
from okrcli.goals.shape import parse_day
from okrcli.history.repository import DEEPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from okrcli.history.repository import Repository

_TARGETS: Final = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
_MAIN: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_DAY: Final = len("YYYY-MM-DD")


class Moment(NamedTuple):
    """A commit, and the day that it stands for: the one asked for, else its committer's; None where it has no date."""

    commit: str
    day: date | None


def moment(repository: Repository, at: str) -> Moment:
    """The commit that a revision names, or that was checked out last on a day (`YYYY-MM-DD`)."""
    day = parse_day(at)
    if day is None:
        found = repository.snapshot(at)
        return Moment(found.id, parse_day(found.committed.date().isoformat()) if found.committed else None)
    last = _last_on(repository, day)
    if last:
        return last
    if repository.is_shallow():
        raise OkrError(f"the clone is shallow: it does not reach back to {day}", DEEPEN)
    raise OkrError(f"on {day} there was no commit yet")


def _last_on(repository: Repository, day: date) -> Moment | None:
    """The newest commit of the branch that is not younger than a day, merges as one step."""
    line = list(reversed(list(_line(repository))))
    days = _believed([said for _, said in line])
    past = [number for number, said in enumerate(days) if said and said <= day.isoformat()]
    return Moment(line[past[-1]][0], day) if past else None


def _believed(days: list[str | None]) -> list[str | None]:
    """The days as most of them agree; one that does not fit lies between its neighbours."""
    if None not in days and days == sorted(filter(None, days)):
        return days
    trusted = _in_order(days)
    found: list[str | None] = []
    after = iter([*(days[number] for number in sorted(trusted)), None])
    before, following = None, next(after)
    for number, day in enumerate(days):
        if number in trusted:
            before, following = day, next(after)
        floor = max(filter(None, (before, day)), default=None)
        found.append(day if number in trusted else min(filter(None, (floor, following)), default=None))
    return found


def _in_order(days: list[str | None]) -> set[int]:
    """The places of the longest row of days that never goes back.

    Clocks are wrong and dates can be forged, to earlier and to later: those that most others agree with are believed.
    """
    tails: list[str] = []  # the earliest last day of a row of each length
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number, day in enumerate(days):
        if day is None:
            continue
        length = bisect_right(tails, day)
        before[number] = ends[length - 1] if length else None
        tails[length : length + 1] = [day]
        ends[length : length + 1] = [number]
    place = ends[-1] if ends else None
    found: set[int] = set()
    while place is not None:
        found.add(place)
        place = before[place]
    return found


def _line(repository: Repository) -> Iterator[tuple[str, str | None]]:
    """The commits of the branch with their days as YYYY-MM-DD, newest first, without what merges brought."""
    if repository.head() is None:
        return
    answer = repository.run("log", "--first-parent", "--format=%H %cs", "HEAD", "--")
    for line in answer.out.decode("ascii", "replace").splitlines():
        commit, _, day = line.partition(" ")
        yield commit, day if len(day) == _DAY else None


def target(repository: Repository, environment: Mapping[str, str]) -> str:
    """The branch that this one is to be merged into: as CI says, else the main one."""
    for variable in _TARGETS:
        if name := environment.get(variable):
            return _fetched(repository, name)
    for name in _MAIN:
        if repository.knows(name):
            return name
    raise OkrError("there is no branch to compare with: no origin, no main", "name a base: okr diff HEAD~1")


def _fetched(repository: Repository, branch: str) -> str:
    for name in (f"origin/{branch}", branch):
        if repository.knows(name):
            return name
    raise OkrError(
        f"the branch '{show_path(branch)}' that this is to be merged into is not in this clone",
        f"git fetch origin {show_path(branch)} (in CI: actions/checkout with fetch-depth: 0)",
    )
