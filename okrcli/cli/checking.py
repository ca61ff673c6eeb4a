"""okr checkin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import CheckIn
    from okrcli.goals.workspace import CheckInFile, Workspace
    from okrcli.history.repository import Repository

_Texts = list[str] | None


def checkin_command(
    ctx: typer.Context,
    values: Annotated[
        _Texts,
        typer.Argument(
            metavar="GOAL=VALUE",
            help="completion=63.5, users=1.2k, churn=+0.3, queue==, audit=scoping,report, audit=done",
        ),
    ] = None,
    confidence: Annotated[
        _Texts,
        typer.Option("--confidence", "-c", metavar="GOAL=0.6", help="Goal confidence, 0 to 1; repeat it."),
    ] = None,
    note: Annotated[
        _Texts, typer.Option("--note", "-n", metavar="GOAL=TEXT", help="A note on a result; repeat it.")
    ] = None,
    issue: Annotated[
        _Texts, typer.Option("--issue", "-i", metavar="TEXT", help="What is in the way; repeat it.")
    ] = None,
    plan: Annotated[_Texts, typer.Option("--plan", "-p", metavar="TEXT", help="What comes next; repeat it.")] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="OKR_ME", help="Who; else the person git knows you as."),
    ] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Else today.")] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    commit: Annotated[bool, typer.Option("--commit/--no-commit", help="Commit the new file alone.")] = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    format: Annotated[str, format_option(table.CHECKIN)] = "text",  # noqa: A002
) -> None:
    """Check in: confidence, results, issues, plan.

    One new file, one commit; nobody else's work is touched.
    """
    from okrcli.goals.model import CheckIn
    from okrcli.goals.workspace import CheckInFile
    from okrcli.rhythm.answers import read_answers

    session: Session = ctx.obj
    root, workspace = session.open()
    spoken = session.as_of(day)
    chosen = session.cycle(workspace, cycle, spoken)
    _refuse_unless_known(spoken, session.today, chosen)
    last = _latest(workspace, chosen, spoken)
    answers = read_answers(workspace, chosen.id, values or (), confidence or (), note or (), last)
    checkin = CheckIn(
        date=spoken,
        by=_person(by, workspace) if by else _me(session, workspace),
        confidence=answers.confidence,
        results=answers.results,
        issues=tuple(issue or ()),
        plan=tuple(plan or ()),
    )
    path, text, made = _write(root, chosen, answers.team, checkin, commit=commit and not dry_run, dry_run=dry_run)
    rows = _outcome(workspace, CheckInFile(path, chosen, answers.team, checkin), spoken)
    session.show(table.CHECKIN, format, path, text, made, rows, dry_run=dry_run)


def _refuse_unless_known(day: date, today: date, cycle: Cycle) -> None:
    if day > today:
        raise OkrError(f"{day} is in the future", "a check-in says what is, not what will be")
    if day < cycle.start:
        raise OkrError(f"{day} is before {cycle} begins", f"it begins on {cycle.start}; --cycle names another")


def _person(name: str, workspace: Workspace) -> str:
    """The person as named; OkrError where okr.yaml names people, and nobody so."""
    from okrcli.goals.shape import did_you_mean

    people = workspace.settings.people
    if people and name not in people:
        hint = did_you_mean(name, people, "add the person to the `members` of a team in okr.yaml")
        raise OkrError(f"nobody here is called {name!r}", hint)
    return name


def _latest(workspace: Workspace, cycle: Cycle, day: date) -> dict[Address, float]:
    """The latest value of each key result."""
    from okrcli.scoring.readings import observations

    seen = observations(workspace, cycle, day)
    return {
        address: one.reading.value for address, told in seen.items() for one in told if one.reading.value is not None
    }


def _me(session: Session, workspace: Workspace) -> str:
    """The person of the workspace that git knows the user as."""
    from okrcli.history.repository import identity
    from okrcli.rhythm.people import short_name, who_is

    name = identity(session.folder)
    people = workspace.settings.people
    found = who_is(name, people) if name else None
    if found is None and name and not people:
        found = short_name(name)
    if found is None:
        known = ", ".join(sorted(people))
        raise OkrError("who are you?", f"say --by with one of: {known}" if known else "say --by NAME")
    return found


def _write(
    root: Path, cycle: Cycle, team: str, checkin: CheckIn, *, commit: bool, dry_run: bool
) -> tuple[str, str, str | None]:
    """Path and text of the check-in, and its commit; a second one of a day gets a name of its own."""
    from okrcli.goals.files import checkins_folder
    from okrcli.history.writing import PathTakenError, add_file, write_new
    from okrcli.rhythm.checkin import compose

    folder = checkins_folder(cycle.id)
    there = (root / folder).iterdir() if (root / folder).is_dir() else ()
    taken = {f"{folder}/{path.name}" for path in there}
    repository = _repository(root) if commit else None
    while True:
        path, text = compose(cycle.id, team, checkin, taken)
        if dry_run:
            return path, text, None
        try:
            if repository is None:
                write_new(root / path, text)
                return path, text, None
            message = f"okr: check-in {checkin.date} ({team}) {', '.join(checkin.results)}"[:200].rstrip(", ")
            return path, text, add_file(repository, path, text, message)
        except PathTakenError:
            taken.add(path)


def _repository(root: Path) -> Repository:
    from okrcli.history.git import NoRepositoryError
    from okrcli.history.repository import Repository

    try:
        return Repository.open(root)
    except NoRepositoryError as error:
        raise OkrError(error.message, "run `git init`, or check in with --no-commit") from None


def _outcome(workspace: Workspace, said: CheckInFile, day: date) -> list[object]:
    """The rows of the report, before and after, that the check-in speaks of."""
    from copy import copy

    from okrcli.reports.report import build

    after = copy(workspace)
    after.checkins = [*workspace.checkins, said]
    about = {f"{said.team}/{name}" for name in said.checkin.results}
    before = {row.address: row for one in build(workspace, said.cycle, day).objectives for row in one.key_results}
    rows = (row for one in build(after, said.cycle, day).objectives for row in one.key_results)
    return [(before.get(row.address), row) for row in rows if row.address.path in about]
