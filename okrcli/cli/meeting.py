"""okr agenda."""

from __future__ import annotations

from typing import Annotated

import typer

from okrcli.cli.reporting import AsOfOption, TeamOption  # noqa: TC001 - typer reads the annotations
from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.render import table


def agenda_command(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="weekly|monthly|quarterly", help="How far it looks back, and what it asks.")
    ] = "weekly",
    team: TeamOption = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    as_of: AsOfOption = None,
    format: Annotated[str, format_option(table.AGENDA)] = "markdown",  # noqa: A002
) -> int:
    """Write the agenda of a meeting: what moved, what did not, what to decide."""
    from okrcli.rhythm.agenda import DAYS, agenda

    session: Session = ctx.obj
    refuse_unknown("the kind of meeting", kind, DAYS)
    _, workspace = session.open()
    day = session.as_of(as_of)
    chosen = session.cycle(workspace, cycle, day)
    session.show(table.AGENDA, format, agenda(workspace, kind, chosen, day, team))
    return session.warn_of_problems(workspace)
