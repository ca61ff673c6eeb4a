"""okr tree, health: how goals hang together, and how well OKRs are practised."""

from __future__ import annotations

from typing import Annotated

import typer

from okrcli.cli.committing import known_plans
from okrcli.cli.reporting import AsOfOption, AtOption, CycleArgument, PersonOption, TeamOption, told, view_of
from okrcli.cli.session import Session, format_option
from okrcli.render import table


def tree_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    at: AtOption = None,
    horizontal: Annotated[
        bool, typer.Option("--horizontal", help="What teams need of one another, and not what serves what.")
    ] = False,
    format: Annotated[str, format_option(table.TREE)] = "text",  # noqa: A002
) -> int:
    """Show what serves what, with orphans and dependencies between teams."""
    from okrcli.reports.tree import grow

    session: Session = ctx.obj
    workspace, view = view_of(session, cycle=cycle, team=team, person=person, as_of=as_of, at=at)
    session.show(table.TREE, format, grow(view), session.screen, across=horizontal)
    return session.warn_of_problems(workspace)


def health_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    as_of: AsOfOption = None,
    by_team: Annotated[
        bool, typer.Option("--by-team", help="Each figure for each team too; never for a person.")
    ] = False,
    format: Annotated[str, format_option(table.HEALTH)] = "text",  # noqa: A002
) -> int:
    """Examine how OKRs are practised: each figure with its definition and one habit."""
    from okrcli.lint.wording import wording
    from okrcli.reports.health import examine

    session: Session = ctx.obj
    root, workspace = session.open()
    day = session.as_of(as_of)
    chosen = session.cycle(workspace, cycle, day)
    verdicts = {judged.at.address: judged.kind for judged in wording(workspace).judged}
    plans = known_plans(root, workspace, {*workspace.cycles, chosen}, day)
    found = examine(workspace, chosen, day, verdicts, told(root), plans, team)
    session.show(table.HEALTH, format, found, session.screen, by_team=by_team)
    return session.warn_of_problems(workspace)
