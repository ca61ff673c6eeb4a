"""okr status, score, report."""

from __future__ import annotations

from typing import Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

CycleArgument = Annotated[
    str | None,
    typer.Argument(metavar="CYCLE", help="2026-Q3, current, previous; else today's, or the newest with goals."),
]
TeamOption = Annotated[str | None, typer.Option(metavar="ID", help="Only this team.")]
PersonOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person has a part in.")]
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="DATE|REVISION", help="The files as they were then, by git.")
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As it was known on that day.")]


def report_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    at: AtOption = None,
    format: Annotated[str, format_option(table.REPORT)] = "text",  # noqa: A002
) -> int:
    """Show a cycle with progress and scores."""
    return _show(ctx.obj, table.REPORT, format, cycle=cycle, team=team, person=person, as_of=as_of, at=at)


def status_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str, format_option(table.STATUS)] = "text",  # noqa: A002
) -> int:
    """Show what needs somebody now."""
    return _show(ctx.obj, table.STATUS, format, cycle=cycle, team=team, person=person, as_of=as_of)


def score_command(
    ctx: typer.Context,
    goal: Annotated[
        str | None,
        typer.Argument(metavar="GOAL", help="A team, objective or key result; any unique end of its address."),
    ] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    as_of: AsOfOption = None,
    as_committed: Annotated[
        bool, typer.Option("--as-committed", help="By the goals as committed, too, and what editing bought.")
    ] = False,
    at: AtOption = None,
    format: Annotated[str, format_option(table.SCORE)] = "text",  # noqa: A002
) -> int:
    """Show scores and what they come from."""
    if as_committed:
        from okrcli.cli.committing import show_two_scores

        if at is not None:
            raise OkrError("--as-committed is of today's files", "leave --at out, or use --as-of")
        return show_two_scores(ctx.obj, goal, cycle, as_of, format)
    return _show(ctx.obj, table.SCORE, format, cycle=cycle, as_of=as_of, goal=goal, at=at)


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
    at: str | None = None,
) -> int:
    """Build the view of a cycle and print it; 1 where a file could not be read: something is missing."""
    from okrcli.reports.report import build

    root, workspace, day = session.open_at(at)
    day = session.as_of(as_of) if as_of else day
    chosen = session.cycle(workspace, cycle, day)
    view = build(workspace, chosen, day, team, person)
    if formats is table.REPORT and person is None and at is None:
        from okrcli.cli.committing import scores_if_known

        view = view._replace(committed=scores_if_known(root, workspace, view))
    if goal:
        view = view.limited_to(workspace.find(goal, chosen.id))
    session.show(formats, format, view, session.screen)
    return session.warn_of_problems(workspace)
