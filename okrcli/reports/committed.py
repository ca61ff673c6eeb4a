"""Two scores of a cycle: as its goals are now, and as they were committed; what lies between was bought by editing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import Address
from okrcli.goals.figures import figures
from okrcli.history.committed import committed_state, edits, fates, undecided
from okrcli.history.diff import Kind
from okrcli.history.direction import Edits, counted
from okrcli.reports.report import build
from okrcli.reports.view import KeyResultRow, ObjectiveRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.history.committed import Plan
    from okrcli.reports.view import Report
    from okrcli.scoring.grade import CycleScore

_SHOWN: Final = 6  # decimals below which two scores are one


class TwoScores(NamedTuple):
    """An objective or a key result by the plan as it is and as it was committed.

    `fate` is kept, amended, changed (without an amendment), dropped (and still counts), decided (dropped by a decision,
    and does not), or added (and does not count). `bought` is what editing added to the score.
    """

    address: Address
    title: str
    fate: str
    now: float | None
    committed: float | None

    @property
    def bought(self) -> float | None:
        return bought(self.now, self.committed)


class Committed(NamedTuple):
    """The two scores of a cycle, or of one of its teams or goals, and the commits that the plan is from."""

    cycle: Cycle
    as_of: date
    locked: date
    late: tuple[str, ...]
    commits: Mapping[str, str]
    now: CycleScore
    committed: CycleScore
    rows: tuple[TwoScores, ...]
    edits: Edits = Edits()

    @property
    def bought(self) -> float | None:
        return bought(self.now.mean, self.committed.mean)

    @property
    def changed(self) -> tuple[TwoScores, ...]:
        """What is not as it was committed, without the key results of what came or went whole."""
        fates = {row.address: row.fate for row in self.rows}
        told = {
            address
            for address, fate in fates.items()
            if address.key_result and fate == fates.get(address.parent) != "kept"
        }
        return tuple(row for row in self.rows if (row.fate != "kept" or row.bought) and row.address not in told)


def bought(now: float | None, committed: float | None) -> float | None:
    """What editing added: the score now - the score by the goals as committed."""
    return None if now is None or committed is None else round(now - committed, _SHOWN)


def two_scores(
    workspace: Workspace,
    plan: Plan,
    as_of: date,
    *,
    team: str | None = None,
    goal: Address | None = None,
    now: Report | None = None,
) -> Committed:
    """The scores of a cycle by its present goals and by those that were committed, from the same check-ins.

    `now` is the report by the present goals, where it is known.
    """
    now = now or build(workspace, plan.cycle, as_of)
    then = as_planned(workspace, plan, now)
    changes = [] if then is now else list(edits(plan, workspace))
    only = goal or (Address(plan.cycle.id, team) if team else None)
    if only:
        now, then = now.limited_to(only), then.limited_to(only)
    inside = [row for row in _rows(now, then, _gone(plan, workspace)) if only is None or _within(row.address, only)]
    late = tuple(sorted(plan.late))
    edited = counted(one.direction for one in changes if only is None or _within(one.address, only))
    return Committed(plan.cycle, as_of, plan.locked, late, plan.commits, now.score, then.score, tuple(inside), edited)


def as_planned(workspace: Workspace, plan: Plan, now: Report) -> Report:
    """The report by the goals as they were committed, of all teams; `now` itself where nothing was changed."""
    return now if _is_kept(plan, workspace) else build(committed_state(plan, workspace), plan.cycle, now.as_of)


def _is_kept(plan: Plan, workspace: Workspace) -> bool:
    """Whether the goals are those that were committed: the quick answer for most."""
    now = {file.goals.team: file.goals for file in workspace.goals if file.cycle == plan.cycle}
    return now == {file.goals.team: file.goals for file in plan.goals}


def _within(address: Address, goal: Address) -> bool:
    return address.parts[: len(goal.parts)] == goal.parts


def _gone(plan: Plan, workspace: Workspace) -> dict[Address, str]:
    """The titles of what was dropped by a decision."""
    kept = {change.address for change in undecided(plan, workspace)}
    drops = (Kind.OBJECTIVE_DROPPED, Kind.KEY_RESULT_DROPPED)
    dropped = (change for change in fates(plan, workspace) if change.kind in drops)
    return {change.address: change.before.title for change in dropped if change.address not in kept}


def _rows(now: Report, then: Report, gone: Mapping[Address, str]) -> Iterator[TwoScores]:
    """Every objective with its key results, in the order of the report; then what only the plan has."""
    committed = dict(_scored(then))
    for address, row in _scored(now):
        yield _row(address, row, committed.pop(address, None))
    for address, row in committed.items():
        yield TwoScores(address, _title(row), "dropped", None, _score(row))
    for address, title in gone.items():
        yield TwoScores(address, title, "decided", None, None)


def _scored(report: Report) -> Iterator[tuple[Address, ObjectiveRow | KeyResultRow]]:
    for objective in report.objectives:
        yield objective.address, objective
        yield from ((row.address, row) for row in objective.key_results)


def _row(address: Address, row: ObjectiveRow | KeyResultRow, then: ObjectiveRow | KeyResultRow | None) -> TwoScores:
    if then is None:
        return TwoScores(address, _title(row), "added", _score(row), None)
    return TwoScores(address, _title(row), _fate(row, then), _score(row), _score(then))


def _fate(row: ObjectiveRow | KeyResultRow, then: ObjectiveRow | KeyResultRow) -> str:
    if isinstance(row, KeyResultRow) and isinstance(then, KeyResultRow):
        if figures(row.key_result) == figures(then.key_result):
            return "kept"
        return "amended" if row.key_result.amendments else "changed"
    if isinstance(row, ObjectiveRow) and isinstance(then, ObjectiveRow):
        return "kept" if row.objective.commitment == then.objective.commitment else "changed"
    return "kept"


def _title(row: ObjectiveRow | KeyResultRow) -> str:
    return row.key_result.title if isinstance(row, KeyResultRow) else row.objective.title


def _score(row: ObjectiveRow | KeyResultRow) -> float | None:
    return row.score.progress if isinstance(row, KeyResultRow) else row.grade.score
