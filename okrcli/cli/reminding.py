"""okr due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.reporting import AsOfOption, TeamOption  # noqa: TC001 - typer reads the annotations
from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.render import table

if TYPE_CHECKING:
    from okrcli.rhythm.due import Due

_FAIL_ON = ("never", "stale", "due")


def due_command(
    ctx: typer.Context,
    team: TeamOption = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Only who is waited for.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only what waits for me.")] = False,
    fail_on: Annotated[
        str, typer.Option(metavar="never|stale|due", help="Exit with 1 if anything is due, or stale.")
    ] = "never",
    as_of: AsOfOption = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    format: Annotated[str, format_option(table.DUE)] = "text",  # noqa: A002
) -> int:
    """Show who is waited for, and for what.

    Key results that nobody has reported in the running period; stale ones have waited beyond the grace days.
    """
    from okrcli.cli.checking import me_of
    from okrcli.rhythm.due import due

    session: Session = ctx.obj
    refuse_unknown("--fail-on", fail_on, _FAIL_ON)
    _, workspace = session.open()
    day = session.as_of(as_of)
    chosen = session.cycle(workspace, cycle, day)
    whose = me_of(session, workspace) if mine else person
    found = due(workspace, chosen, day, team=team, person=whose)
    session.show(table.DUE, format, found, session.screen)
    return max(session.warn_of_problems(workspace), int(_fails(found, fail_on)))


def _fails(found: Due, level: str) -> bool:
    if level == "due":
        return bool(found.waiting or found.unreviewed)
    return level == "stale" and bool(found.stale)
