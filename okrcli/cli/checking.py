"""okr checkin."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from okrcli.cli.recording import Sitting
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace

_Texts = list[str] | None
NOTHING = "there is nothing to check in"
FLAGS = "say values like `okr checkin completion=63.5 trust/disputes=0.3`"


class Typed(NamedTuple):
    """What was said on the command line."""

    values: tuple[str, ...]
    confidences: tuple[str, ...]
    notes: tuple[str, ...]
    issues: tuple[str, ...]
    plan: tuple[str, ...]


def checkin_command(
    ctx: typer.Context,
    values: Annotated[
        _Texts,
        typer.Argument(
            metavar="[GOAL=VALUE]...",
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
    mine: Annotated[bool, typer.Option("--mine", help="Ask for what is mine and due; so without values.")] = False,
    team: Annotated[str | None, typer.Option(metavar="ID", help="Ask for all that is due in this team.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Values from JSON or CSV, by address or source; - is stdin."),
    ] = None,
    editor: Annotated[bool, typer.Option("--editor", help="Fill in a template in your editor.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Go on with what was typed and not written.")] = False,
    amend: Annotated[bool, typer.Option("--amend", help="Correct your last check-in, if it is not pushed.")] = False,
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

    Without values it asks for what is yours and due. One new file, one commit; nobody else's work is touched.
    """
    from okrcli.cli.prompts import can_ask

    typed = Typed(*(tuple(said or ()) for said in (values, confidence, note, issue, plan)))
    told = any(typed)
    _refuse_both(told=told or bool(source), asked=mine or bool(team) or (editor and not amend), retry=retry)
    opening = Opening(ctx.obj, by, day, cycle, commit and not dry_run, dry_run, format)
    if retry:
        import_module("okrcli.cli.checkin_retrying").retry(opening)
    elif amend:
        import_module("okrcli.cli.checkin_editing").amend(opening, typed, editor=editor)
    elif source:
        import_module("okrcli.cli.checkin_retrying").from_values(opening, source, typed)
    elif editor:
        import_module("okrcli.cli.checkin_editing").by_editor(opening, team)
    elif not told and can_ask():
        import_module("okrcli.cli.checkin_asking").ask(opening, team)
    else:
        _tell(opening, typed)


class Opening(NamedTuple):
    """How a check-in was asked for, before any file is read."""

    session: Session
    by: str | None
    day: str | None
    cycle: str | None
    commit: bool
    dry_run: bool
    format: str

    def sitting(self, root: Path, workspace: Workspace, chosen: Cycle) -> Sitting:
        """Who checks in, where and when; OkrError where the day is none to check in on."""
        from okrcli.cli.recording import Sitting, repository_of

        spoken = self.session.as_of(self.day)
        _refuse_unless_known(spoken, self.session.today, chosen)
        me = who_is_it(self.session, workspace, self.by)
        repository = repository_of(root) if self.commit else None
        return Sitting(self.session, root, repository, chosen, spoken, me, self.dry_run, self.format)

    def sit(self) -> tuple[Sitting, Workspace]:
        """The same with the whole workspace."""
        root, workspace = self.session.open()
        chosen = self.session.cycle(workspace, self.cycle, self.session.as_of(self.day))
        return self.sitting(root, workspace, chosen), workspace


def _refuse_both(*, told: bool, asked: bool, retry: bool) -> None:
    if told + asked + retry > 1:
        raise OkrError(
            "values on the command line, questions and --retry exclude each other",
            "values, --from FILE, --editor, --retry or no argument at all",
        )


def _tell(opening: Opening, typed: Typed) -> None:
    """What was said on the command line, as one check-in."""
    from okrcli.cli.recording import latest, record, show
    from okrcli.goals.model import CheckIn
    from okrcli.rhythm.answers import read_answers

    session = opening.session
    root, workspace = session.open()
    chosen = session.cycle(workspace, opening.cycle, session.as_of(opening.day))
    spoken = session.as_of(opening.day)
    _refuse_unless_known(spoken, session.today, chosen)
    last = latest(workspace, chosen, spoken)
    answers = read_answers(workspace, chosen.id, typed.values, typed.confidences, typed.notes, last)
    sitting = opening.sitting(root, workspace, chosen)
    checkin = CheckIn(
        date=spoken,
        by=sitting.me,
        confidence=answers.confidence,
        results=answers.results,
        issues=typed.issues,
        plan=typed.plan,
    )
    show(sitting, workspace, record(sitting, [(answers.team, checkin)]))
    import_module("okrcli.cli.checkin_retrying").say_unfinished(sitting)


def _refuse_unless_known(day: date, today: date, cycle: Cycle) -> None:
    if day > today:
        raise OkrError(f"{day} is in the future", "a check-in says what is, not what will be")
    if day < cycle.start:
        raise OkrError(f"{day} is before {cycle} begins", f"it begins on {cycle.start}; --cycle names another")


def person_of(name: str, workspace: Workspace) -> str:
    """The person as named; OkrError where okr.yaml names people, and nobody so."""
    from okrcli.goals.shape import did_you_mean

    people = workspace.settings.people
    if people and name not in people:
        hint = did_you_mean(name, people, "add the person to the `members` of a team in okr.yaml")
        raise OkrError(f"nobody here is called {name!r}", hint)
    return name


def who_is_it(session: Session, workspace: Workspace, by: str | None) -> str:
    """The person named, else the one that git knows the user as."""
    return person_of(by, workspace) if by else me_of(session, workspace)


def me_of(session: Session, workspace: Workspace) -> str:
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


def read_text(name: str, folder: Path) -> str:
    """A file named on the command line, or standard input for `-`; OkrError where it is no text."""
    from okrcli.goals.text import MAX_BYTES

    try:
        content = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else (folder / name).read_bytes()
        if len(content) > MAX_BYTES:
            raise OkrError(f"{name} is larger than 1 MiB", "split it")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OkrError(f"{name} is not UTF-8 text") from None
