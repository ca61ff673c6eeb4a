"""okr log, blame, show: what git knows of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.goals.cycle import read_date
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.history.events import Event
    from okrcli.history.repository import Repository


def log_command(
    ctx: typer.Context,
    goal: Annotated[str | None, typer.Argument(metavar="GOAL", help="Only this team, objective or key result.")] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE", help="Only this cycle.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From that day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to that day.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND", help="goal, check-in, review, amendment, or one as owner or target; again or a,b."
        ),
    ] = None,
    author: Annotated[str, typer.Option(metavar="NAME", help="Only by these: a part of name or address.")] = "",
    weaker: Annotated[bool, typer.Option("--weaker", help="Only what asks for less than before.")] = False,
    format: Annotated[str, format_option(table.LOG)] = "text",  # noqa: A002 - the option's name
) -> None:
    """Show who changed which goal, and when."""
    from okrcli.goals.files import find_root
    from okrcli.history.events import Wanted, kinds_named
    from okrcli.history.repository import Repository

    session: Session = ctx.obj
    kinds = kinds_named(word.strip() for words in kind or () for word in words.split(","))
    wanted = Wanted(_day(since), _day(until), kinds, author, weaker)
    repository = Repository.open(find_root(session.folder), session.begun.commits)
    found = tuple(filter(wanted.accepts, _events(session, repository, goal, cycle)))
    whole = not any(event.at_boundary for event in found)
    session.show(table.LOG, format, found, session.screen, whole=whole)
    _refuse_gap(whole)


def blame_command(
    ctx: typer.Context,
    goal: Annotated[str, typer.Argument(metavar="GOAL", help="An objective or a key result.")],
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    format: Annotated[str, format_option(table.BLAME)] = "text",  # noqa: A002
) -> None:
    """Show who last set each key of a goal, when, and from what."""
    from okrcli.goals.files import find_root
    from okrcli.history.authorship import authorship
    from okrcli.history.repository import Repository

    session: Session = ctx.obj
    repository = Repository.open(find_root(session.folder), session.begun.commits)
    found = authorship(repository, _address(session, goal, cycle))
    whole = not any(field.event and field.event.at_boundary for field in found.fields)
    session.show(table.BLAME, format, found, session.screen, whole=whole)
    _refuse_gap(whole)


def show_command(
    ctx: typer.Context,
    goal: Annotated[str, typer.Argument(metavar="GOAL", help="A team, objective or key result.")],
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="DATE|REVISION", help="As it was then, by git.")] = None,
    format: Annotated[str, format_option(table.SHOW)] = "text",  # noqa: A002
) -> int:
    """Show a goal with all its keys and check-ins."""
    from okrcli.reports.goal import goal_in

    session: Session = ctx.obj
    _, workspace, day = session.open_at(at)
    address = workspace.find(goal, session.cycle(workspace, cycle, day).id)
    session.show(table.SHOW, format, goal_in(workspace, address), session.screen)
    return session.warn_of_problems(workspace)


def _day(text: str | None) -> date | None:
    return read_date(text) if text else None


def _events(session: Session, repository: Repository, goal: str | None, cycle: str | None) -> Iterable[Event]:
    from okrcli.history.events import events
    from okrcli.history.tracing import trace

    if goal:
        return trace(repository, _address(session, goal, cycle))
    if cycle:
        _, workspace = session.open()
        return events(repository, cycle=session.cycle(workspace, cycle, session.today).id)
    return events(repository)


def _address(session: Session, goal: str, cycle: str | None) -> Address:
    """The goal that is meant, as the files of today name it."""
    found = _whole_address(session, goal, cycle)
    if found is None:
        _, workspace = session.open()
        found = workspace.find(goal, session.cycle(workspace, cycle, session.today).id)
    return found


def _whole_address(session: Session, goal: str, cycle: str | None) -> Address | None:
    """The goal of a whole address, for which one file must be read and not all; None where it may be another."""
    from okrcli.goals.address import parse
    from okrcli.goals.files import SETTINGS_FILE, find_root, goals_path, read_file
    from okrcli.goals.workspace import load

    root = find_root(session.folder)
    settings = (SETTINGS_FILE, read_file(root, SETTINGS_FILE))
    address = parse(goal, load([settings]).cycle(cycle, session.today).id)
    if address is None or not address.objective:
        return None
    path = goals_path(address.cycle, address.team)
    return address if address in load([settings, (path, read_file(root, path))]).ids else None


def _refuse_gap(whole: bool) -> None:
    """Raise OkrError where an answer reached the end of a shallow clone."""
    if not whole:
        from okrcli.history.repository import DEEPEN

        raise OkrError("the clone is shallow: what it ends with may be older, and by others", DEEPEN)
