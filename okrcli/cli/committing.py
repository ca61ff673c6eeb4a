"""The scores of `okr score --as-committed`, and of the foot of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from pathlib import Path

    from okrcli.cli.session import Session
    from okrcli.goals.workspace import Workspace
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


def scores_if_known(root: Path, workspace: Workspace, view: Report) -> Committed | None:
    """Both scores of a report where goals are locked and history can tell; None where it cannot, and nobody asked."""
    from okrcli.history.committed import plan_of
    from okrcli.history.repository import Repository
    from okrcli.reports.committed import two_scores

    try:
        plan = plan_of(Repository.open(root), workspace, view.cycle)
    except OkrError:
        return None
    if not plan.goals or view.as_of < plan.locked:
        return None
    return two_scores(workspace, plan, view.as_of, team=view.team, now=view)
