"""okr status, score, report, log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.render import table

if TYPE_CHECKING:
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import Report

CycleArgument = Annotated[
    str | None, typer.Argument(metavar="CYCLE", help="2026-Q3, current, previous; else today's, or the newest with goals.")
]
TeamOption = Annotated[str | None, typer.Option(metavar="ID", help="Only this team.")]
PersonOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person has a part in.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As it was known on that day.")]


def report_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str, format_option(table.REPORT)] = "text",  # noqa: A002
) -> int:
    """Show a cycle: objectives, key results, progress, scores, status."""
    return _show(ctx.obj, table.REPORT, format, cycle=cycle, team=team, person=person, as_of=as_of)


def status_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str, format_option(table.STATUS)] = "text",  # noqa: A002
) -> int:
    """Show what needs somebody now, on one screen."""
    return _show(ctx.obj, table.STATUS, format, cycle=cycle, team=team, person=person, as_of=as_of)


def score_command(
    ctx: typer.Context,
    goal: Annotated[str | None, typer.Argument(metavar="GOAL", help="A team, objective or key result; any unique end of its address.")] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    as_of: AsOfOption = None,
    format: Annotated[str, format_option(table.SCORE)] = "text",  # noqa: A002
) -> int:
    """Show the scores and what they were computed from."""
    return _show(ctx.obj, table.SCORE, format, cycle=cycle, as_of=as_of, goal=goal)


def _show(
    session: Session,
    formats: dict[str, str],
    format: str,  # noqa: A002
    *,
    cycle: str | None = None,
    team: str | None = None,
    person: str | None = None,
    as_of: str | None = None,
    goal: str | None = None,
) -> int:
    """Build the view of a cycle and print it; 1 where a file could not be read, for something is missing then."""
    from okrcli.reports.report import build
    from okrcli.render.terminal import Screen

    _, workspace = session.open()
    day = session.as_of(as_of)
    chosen = session.cycle(workspace, cycle, day)
    view = build(workspace, chosen, day, team, person)
    if goal:
        view = view.limited_to(workspace.find(goal, chosen.id))
    screen = Screen(session.width, session.colour, session.ascii_only)
    session.show(table.renderer(formats, format)(view, screen))
    return session.warn_of_problems(workspace)
