"""The committed plan of a cycle: its goals as they were when they locked, found in history and stored nowhere."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.address import Address
from okrcli.goals.figures import COMMITTED, as_committed
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE, goals_path
from okrcli.goals.model import Goals
from okrcli.goals.workspace import GoalsFile, Workspace, load
from okrcli.history.diff import Change, Kind, compare
from okrcli.history.mainline import read_mainline
from okrcli.history.repository import DEEPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import Objective
    from okrcli.history.mainline import Mainline, Published
    from okrcli.history.repository import Repository

_DROPS: Final = frozenset((Kind.OBJECTIVE_DROPPED, Kind.KEY_RESULT_DROPPED))
_FATES: Final = frozenset((*_DROPS, Kind.OBJECTIVE_MOVED, Kind.KEY_RESULT_MOVED))
_PROMISED: Final = frozenset((Kind.BOUND, *(kind for kind in Kind if kind.replace("-", "_") in COMMITTED)))


class TooShallowError(OkrError):
    """What is asked lies beyond the end of a shallow clone."""

    def __init__(self, cycle: Cycle) -> None:
        super().__init__(
            f"this clone is too shallow to know the goals of {cycle} as they were committed",
            DEEPEN,
        )


class Plan(NamedTuple):
    """The goals of a cycle as they were committed, and what became of them.

    `goals` are those of each team as the default branch had them when they locked; a team whose file came later is
    held to it as it came (`late`). `commits` names the commit that each team's version is from.
    """

    cycle: Cycle
    locked: date
    goals: tuple[GoalsFile, ...]
    commits: Mapping[str, str]
    late: frozenset[str]


def lock_day(cycle: Cycle, days: int) -> date:
    """The first day on which a change of a cycle's goals needs an amendment."""
    return cycle.start + timedelta(days=days)


def find_plan(line: Mainline, cycle: Cycle, fallback_days: int) -> Plan:
    """The plan of a cycle; its lock is what the settings said when the cycle began, or first said."""
    locked = lock_day(cycle, _lock_days(line, cycle, fallback_days))
    if line.is_cut(locked):
        raise TooShallowError(cycle)
    cut = line.before(locked)
    found = [(path, _committed(line, path, line.files[path], cut)) for path in _goal_files(line, cycle)]
    kept = [(version, line.read(path, version.blob)) for path, version in found if version and version.blob]
    early = [file for version, read in kept if version.number < cut for file in read.goals]
    late = [
        _without_moved(line, file, version, early)
        for version, read in kept
        if version.number >= cut
        for file in read.goals
    ]
    teams = [(read.goals[0].goals.team, version) for version, read in kept]
    return Plan(
        cycle,
        locked,
        tuple(_unamended(file, locked) for file in (*early, *late)),
        {team: version.commit.id for team, version in teams},
        frozenset(team for team, version in teams if version.number >= cut),
    )


def _without_moved(line: Mainline, file: GoalsFile, version: Published, early: Iterable[GoalsFile]) -> GoalsFile:
    """A file that came late without the objectives that were committed elsewhere and have left that place for it."""
    left = {name for other in early for name in other.goals.objectives.keys() - _held(line, other.path, version.number)}
    return file._replace(
        goals=file.goals.but(objectives={name: one for name, one in file.goals.objectives.items() if name not in left})
    )


def _held(line: Mainline, path: str, number: int) -> Collection[str]:
    """The objectives that a file had at a commit."""
    last = [one for one in line.files[path] if one.number <= number][-1]
    read = line.read(path, last.blob).goals if last.blob else ()
    return read[0].goals.objectives.keys() if read else ()


def _lock_days(line: Mainline, cycle: Cycle, fallback: int) -> int:
    """Later settings do not count: they would move the lock behind what was changed."""
    versions = [one for one in line.files.get(SETTINGS_FILE, ()) if one.blob]
    if not versions:
        return fallback
    cut = line.before(cycle.start)
    chosen = next((one for one in reversed(versions) if one.number < cut), versions[0])
    assert chosen.blob is not None  # noqa: S101 - chosen so
    return load([(SETTINGS_FILE, line.content(chosen.blob))]).settings.lock_after_days


def _goal_files(line: Mainline, cycle: Cycle) -> Iterator[str]:
    folder = f"{GOALS_FOLDER}/{cycle.id}"
    return (path for path in line.files if path.rpartition("/")[0] == folder)


def _committed(line: Mainline, path: str, versions: Sequence[Published], cut: int) -> Published | None:
    """The last version that can be read before the lock; where there was none, the first one after it."""
    early = [one for one in versions if one.number < cut]
    there = bool(early) and early[-1].blob is not None
    late = [one for one in versions if one.number >= cut]
    candidates = [*(reversed(early) if there else ()), *late]
    return next((one for one in candidates if one.blob and line.read(path, one.blob).goals), None)


def _unamended(file: GoalsFile, locked: date) -> GoalsFile:
    """Without amendments of later days, which a file has that was put into git late."""
    return file._replace(goals=_each(file.goals, locked))


def _each(goals: Goals, locked: date) -> Goals:
    objectives = {
        name: objective.but(
            key_results={id_: as_committed(one, locked) or one for id_, one in objective.key_results.items()}
        )
        for name, objective in goals.objectives.items()
    }
    return goals.but(objectives=objectives)


def plan_of(repository: Repository, now: Workspace, cycle: Cycle, revision: str = "HEAD") -> Plan:
    """The plan of one cycle as a revision knows it; `OkrError` where there is no history, or too little."""
    found = plans_of(repository, now, [cycle], revision)[cycle]
    if isinstance(found, OkrError):
        raise found
    return found


def plans_of(
    repository: Repository, now: Workspace, cycles: Iterable[Cycle], revision: str = "HEAD"
) -> dict[Cycle, Plan | TooShallowError]:
    """The plans of many cycles by one walk through history; the error where it is too short for one."""
    found: dict[Cycle, Plan | TooShallowError] = {}
    line = read_mainline(repository, now.calendar.starts, revision)
    for cycle in cycles:
        try:
            found[cycle] = find_plan(line, cycle, now.settings.lock_after_days)
        except TooShallowError as error:
            found[cycle] = error
    return found


def edits(plan: Plan, now: Workspace) -> Iterator[Change]:
    """What of the plan is promised otherwise now, openly or not; the goals that came or went are not among it.

    A title that only follows a figure is no change of its own.
    """
    changes = compare(_alone(plan.goals), _of_cycle(now, plan.cycle))
    found = [one for one in changes if one.direction or (one.address.key_result and one.kind in _PROMISED)]
    figures = {change.address for change in found if change.kind is not Kind.TITLE}
    return (change for change in found if change.kind is not Kind.TITLE or change.address not in figures)


def fates(plan: Plan, now: Workspace) -> tuple[Change, ...]:
    """What of the plan was dropped or moved since; what cannot be read now is neither."""
    changes = compare(_alone(plan.goals), _of_cycle(now, plan.cycle))
    found = (change for change in changes if change.kind in _FATES)
    return tuple(change for change in found if change.kind not in _DROPS or not now.knows(change.address))


def undecided(plan: Plan, now: Workspace) -> Iterator[Change]:
    """What was dropped from the plan while no review says what was decided of it."""
    decided = decisions(now, plan.cycle)
    for change in fates(plan, now):
        own = change.address
        if change.kind in _DROPS and not {own._replace(key_result=None), own} & decided:
            yield change


def decisions(state: Workspace, cycle: Cycle) -> set[Address]:
    """The objectives of which a review says what was decided."""
    return {
        Address(cycle.id, file.team, name)
        for file in state.reviews
        if file.cycle.id == cycle.id
        for name, said in file.review.objectives.items()
        if said.decision
    }


def committed_state(plan: Plan, now: Workspace) -> Workspace:
    """The workspace with the goals of a cycle as they were committed, at the places where they are now.

    What was dropped is still there unless it was decided so; what came later is not, nor what cannot be read now.
    """
    changes = fates(plan, now)
    dropped = {change.address for change in changes if change.kind in _DROPS}
    gone = dropped - {change.address for change in undecided(plan, now)}
    gone |= _unreadable(plan, now, dropped)
    moved = {change.before: change.address for change in changes if change.kind not in _DROPS}
    whole = copy(now)
    for name in ("objectives", "key_results", "ids", "cycles", "_goals_of"):
        vars(whole).pop(name, None)
    whole.goals = [file for file in now.goals if file.cycle.id != plan.cycle.id]
    whole.goals += _files(plan, _placed(plan, moved, gone))
    return whole


def _unreadable(plan: Plan, now: Workspace, dropped: Collection[Address]) -> set[Address]:
    """What of the plan is still there, but in a file that cannot be read."""
    there = {at.address for at in now.objectives} | {at.address for at in now.key_results}
    known = {address for address, _ in objectives_of(plan.goals)}
    known |= {at._replace(key_result=name) for at, one in objectives_of(plan.goals) for name in one.key_results}
    return {address for address in known - there if address not in dropped and now.knows(address)}


def _placed(plan: Plan, moved: Mapping[Address, Address], gone: Iterable[Address]) -> dict[Address, Objective]:
    """The objectives of the plan at their present addresses, each with its key results at theirs."""
    placed: dict[Address, Objective] = {}
    results: dict[Address, list[tuple[Address, str]]] = {}
    for origin, objective in objectives_of(plan.goals):
        address = moved.get(origin, origin)
        if address not in gone:
            placed[address] = objective.but(key_results={})
        for name in objective.key_results:
            at = address._replace(key_result=name)
            results.setdefault(moved.get(at, at), []).append((origin, name))
    whole = dict(objectives_of(plan.goals))
    for address, (first, *_) in results.items():
        holder = address._replace(key_result=None)
        if holder in placed and address not in gone:
            origin, name = first
            held = {**placed[holder].key_results, str(address.key_result): whole[origin].key_results[name]}
            placed[holder] = placed[holder].but(key_results=held)
    return placed


def _files(plan: Plan, placed: Mapping[Address, Objective]) -> Iterator[GoalsFile]:
    teams: dict[str, dict[str, Objective]] = {}
    for address, objective in placed.items():
        teams.setdefault(address.team, {})[str(address.objective)] = objective
    for team, objectives in teams.items():
        yield GoalsFile(goals_path(plan.cycle.id, team), plan.cycle, Goals(team=team, objectives=objectives))


def objectives_of(files: Iterable[GoalsFile]) -> Iterator[tuple[Address, Objective]]:
    for _, cycle, goals in files:
        yield from ((Address(cycle.id, goals.team, name), objective) for name, objective in goals.objectives.items())


def _alone(goals: Iterable[GoalsFile]) -> Workspace:
    state = Workspace(None)
    state.goals.extend(goals)
    return state


def _of_cycle(state: Workspace, cycle: Cycle) -> Workspace:
    return _alone(file for file in state.goals if file.cycle.id == cycle.id)
