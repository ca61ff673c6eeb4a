"""okr status, score, report."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read by typer
from typing import TYPE_CHECKING, Annotated, Final

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table
from okrcli.render.table import renderer

if TYPE_CHECKING:
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.history.events import Event
    from okrcli.reports.view import Report

_ONE_SCREEN: Final = 80
CycleArgument = Annotated[
    str | None,
    typer.Argument(metavar="CYCLE", help="2026-Q3, current, previous; else today's, or the newest with goals."),
]
TeamOption = Annotated[str | None, typer.Option(metavar="ID", help="Only this team.")]
PersonOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person has a part in.")]
PresetOption = Annotated[
    str | None,
    typer.Option(metavar="SYSTEM", help="Also the bands of viva, engagedly, planview, upraise, servicenow or koan."),
]
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
    compare: Annotated[
        str | None, typer.Option(metavar="CYCLE", help="Beside another cycle at the same point: previous, 2026-Q2.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there; its ending says the format.")
    ] = None,
    format: Annotated[str | None, format_option(table.REPORT)] = None,  # noqa: A002
) -> int:
    """Show a cycle with progress and scores."""
    session: Session = ctx.obj
    form = format or _form_of(output)
    workspace, view = view_of(session, cycle=cycle, team=team, person=person, as_of=as_of, at=at, with_plan=True)
    if compare:
        from okrcli.reports.beside import compare as compared

        view = compared(workspace, view, _other(session, workspace, compare, view))
    if output:
        session.save(output, renderer(table.REPORT, form)(view, session.screen._replace(colour=False)))
    else:
        session.show(table.REPORT, form, view, session.screen)
    return session.warn_of_problems(workspace)


_ENDINGS: Final = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json", ".csv": "csv", ".svg": "svg"}


def _form_of(output: Path | None) -> str:
    """The format that a file's ending says."""
    return _ENDINGS.get(output.suffix.lower(), "text") if output else "text"


def _other(session: Session, workspace: Workspace, name: str, view: Report) -> Cycle:
    """The cycle to compare with; `previous` is the one before that of the report."""
    if name == "previous":
        return workspace.calendar.before(view.cycle)
    return session.cycle(workspace, name, view.as_of)


def status_command(
    ctx: typer.Context,
    cycle: CycleArgument = None,
    team: TeamOption = None,
    person: PersonOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str, format_option(table.STATUS)] = "text",  # noqa: A002
) -> int:
    """Show what needs somebody now."""
    session: Session = ctx.obj
    workspace, view = view_of(session, cycle=cycle, team=team, person=person, as_of=as_of)
    session.show(table.STATUS, format, view, session.screen_of(_ONE_SCREEN), me=_me(session, view))
    return session.warn_of_problems(workspace)


def _me(session: Session, view: Report) -> str | None:
    """Who asks, by the name in git, if that is an owner here."""
    from okrcli.history.repository import identity
    from okrcli.rhythm.people import who_is

    owners = {row.owner for objective in view.objectives for row in objective.key_results if row.owner}
    try:
        return who_is(identity(session.folder) or "", owners)
    except OkrError:  # no git: nobody has to be known to read
        return None


def score_command(
    ctx: typer.Context,
    goal: Annotated[
        str | None,
        typer.Argument(metavar="GOAL", help="A team, objective or key result; any unique end of its address."),
    ] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    as_of: AsOfOption = None,
    at: AtOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each computation with its inputs and lines.")
    ] = False,
    preset: PresetOption = None,
    as_committed: Annotated[
        bool, typer.Option("--as-committed", help="By the goals as committed, too, and what editing bought.")
    ] = False,
    format: Annotated[str, format_option(table.SCORE)] = "text",  # noqa: A002
) -> int:
    """Show scores and what they come from."""
    from okrcli.reports.explain import explain as explained

    session: Session = ctx.obj
    if as_committed:
        from okrcli.cli.committing import show_two_scores

        if at is not None:
            raise OkrError("--as-committed is of today's files", "leave --at out, or use --as-of")
        return show_two_scores(session, goal, cycle, as_of, format)
    workspace, view = view_of(session, cycle=cycle, as_of=as_of, at=at, preset=preset, goal=goal)
    if explain:
        session.show(table.EXPLANATION, format, view, explained(workspace, view), session.screen)
    else:
        session.show(table.SCORE, format, view, session.screen)
    return session.warn_of_problems(workspace)


def view_of(
    session: Session,
    *,
    cycle: str | None = None,
    team: str | None = None,
    person: str | None = None,
    as_of: str | None = None,
    at: str | None = None,
    goal: str | None = None,
    preset: str | None = None,
    with_plan: bool = False,
) -> tuple[Workspace, Report]:
    """The workspace, and the view of a cycle of it that was asked for; `with_plan` has the committed scores too."""
    from okrcli.reports.report import build

    root, workspace, day = session.open_at(at)
    day = session.as_of(as_of) if as_of else day
    chosen = session.cycle(workspace, cycle, day)
    view = build(workspace, chosen, day, team, person, preset=preset)
    if with_plan and person is None:
        from okrcli.cli.committing import scores_if_known

        view = view._replace(committed=scores_if_known(root, workspace, view, at))
    return workspace, view.limited_to(workspace.find(goal, chosen.id)) if goal else view


def told(root: Path) -> list[Event] | None:
    """What happened to the goals; None where there is no repository."""
    from okrcli.history.events import events
    from okrcli.history.repository import Repository

    try:
        return list(events(Repository.open(root)))
    except OkrError:
        return None
