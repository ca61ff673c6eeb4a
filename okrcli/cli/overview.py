"""okr tree, health: how goals hang together, and how well OKRs are practised."""

from __future__ import annotations

from typing import Annotated

import typer

from okrcli.cli.reporting import AsOfOption, CycleArgument, PersonOption, TeamOption, view_of
from okrcli.cli.session import Session, format_option
from okrcli.render import table


def tree_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    horizontal: Annotated[
        bool, typer.Option("--horizontal", help="What teams need of one another, and not what serves what.")
    ] = False,
    format: Annotated[str, format_option(table.TREE)] = "text",  # noqa: A002
) -> int:
    """Show what serves what, with orphans and dependencies between teams."""
    from okrcli.reports.tree import grow

    session: Session = ctx.obj
    workspace, view = view_of(session, cycle=cycle, team=team, person=person, as_of=as_of)
    session.show(table.TREE, format, grow(view), session.screen, across=horizontal)
    return session.warn_of_problems(workspace)
