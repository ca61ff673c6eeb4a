"""The scores of `okr score --as-committed`, and of the foot of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from okrcli.cli.session import Session
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.history.committed import Plan, TooShallowError
    from okrcli.reports.committed import Committed
    from okrcli.reports.view import Report


def show_two_scores(session: Session, goal: str | None, cycle: str | None, as_of: str | None, form: str) -> int:
    """Print both scores; `OkrError` before the goals are locked, and where history cannot tell."""
    from okrcli.history.committed import plan_of
    from okrcli.history.repository import Repository
    from okrcli.reports.committed import two_scores

    root, workspace = session.open()
    day = session.as_of(as_of)
    chosen = session.cycle(workspace, cycle, day)
    plan = plan_of(Repository.open(root), workspace, chosen)
    if day < plan.locked:
        said = f"the goals of {chosen} are not committed before {plan.locked}"
        raise OkrError(said, "until then there is one score: `okr score`")
    if not plan.goals:
        raise OkrError(f"no goals of {chosen} are in git's history yet", "commit them: then there is a plan")
    wanted = workspace.find(goal, chosen.id) if goal else None
    scores = two_scores(workspace, plan, day, goal=wanted)
    session.show(table.COMMITTED, form, scores, session.screen)
    return session.warn_of_problems(workspace)


def scores_if_known(root: Path, workspace: Workspace, view: Report, at: str | None = None) -> Committed | None:
    """Both scores of a report where goals are locked and history can tell; None where it cannot, and nobody asked.

    `at` is the day or revision that the workspace is from.
    """
    from okrcli.reports.committed import two_scores

    plan = known_plans(root, workspace, [view.cycle], view.as_of, at)[view.cycle]
    if isinstance(plan, str):
        return None
    return two_scores(workspace, plan, view.as_of, team=view.team, now=view)


def known_plans(
    root: Path, workspace: Workspace, cycles: Collection[Cycle], day: date, at: str | None = None
) -> dict[Cycle, Plan | str]:
    """The plan of each cycle whose goals are locked on a day; where there is none, why."""
    from okrcli.history.committed import plans_of
    from okrcli.history.repository import Repository
    from okrcli.history.revisions import moment

    try:
        repository = Repository.open(root)
        revision = moment(repository, at).commit if at else "HEAD"
        found = plans_of(repository, workspace, cycles, revision)
    except OkrError:
        return dict.fromkeys(cycles, "no git repository")
    return {cycle: _usable(plan, day) for cycle, plan in found.items()}


def _usable(plan: Plan | TooShallowError, day: date) -> Plan | str:
    """The plan, or why there is nothing to compare with."""
    if isinstance(plan, OkrError):
        return "this clone is too shallow"
    if day < plan.locked:
        return f"not committed before {plan.locked}"
    return plan if plan.goals else "not in git's history yet"
