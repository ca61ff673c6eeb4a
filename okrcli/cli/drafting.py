"""okr draft, import."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.goals.cycle import Calendar
    from okrcli.goals.files import Content
    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult
    from okrcli.rhythm.draft import Drafted
    from okrcli.rhythm.importing import Left, Table


def draft_command(
    ctx: typer.Context,
    title: Annotated[
        str | None, typer.Argument(metavar="OBJECTIVE", help="What will be true, without a number.")
    ] = None,
    kr: Annotated[
        list[str] | None,
        typer.Option(
            "--kr",
            metavar="SENTENCE",
            help="A key result, like 'Raise completion from 61% to 75%'; repeat it.",
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="OBJECTIVE", help="Add the key results to this objective instead.")
    ] = None,
    team: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose objective; needed if there are several teams.")
    ] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE", help="2026-Q3, current, previous.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Exactly one person.")] = None,
    commitment: Annotated[str | None, typer.Option(metavar="committed|aspirational|learning")] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="Why this, and why now.")] = None,
    supports: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="What it serves; repeat it.")] = None,
    standalone: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it serves no other objective.")] = None,
    metric: Annotated[str | None, typer.Option(metavar="TEXT", help="Of a single key result: what is counted.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    baseline: Annotated[float | None, typer.Option(metavar="NUMBER")] = None,
    target: Annotated[float | None, typer.Option(metavar="NUMBER")] = None,
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="The id, if not made from the text.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    format: Annotated[str, format_option(table.DRAFT)] = "text",  # noqa: A002
) -> int:
    """Write an objective and its key results.

    Numbers are read from the sentences; what `okr lint` refuses is refused here.
    """
    from okrcli.goals.files import find_root, goals_path, read_folder
    from okrcli.goals.workspace import load

    session: Session = ctx.obj
    root = find_root(session.folder)
    files = dict(read_folder(root))
    workspace = load(files.items())
    results = _key_results(kr or [], {"metric": metric, "unit": unit, "baseline": baseline, "target": target})
    chosen = workspace.cycle(cycle, session.today)
    if to:
        address = workspace.find(to, chosen.id)
        path = goals_path(address.cycle, address.team)
        drafted = _more_key_results(_text(files, path), address.objective, results, name)
    else:
        fields = _fields(
            owner=owner, commitment=commitment, why=why, standalone=standalone, supports=tuple(supports or ())
        )
        chosen_team = _team(workspace, team)
        path = goals_path(chosen.id, chosen_team)
        drafted = _objective(_text(files, path), chosen_team, title, results, fields, name)
    return _finish(session, root, files, path, drafted, dry_run=dry_run, format=format)


def _finish(
    session: Session,
    root: Path,
    files: Mapping[str, Content],
    path: str,
    drafted: Drafted,
    *,
    dry_run: bool,
    format: str,  # noqa: A002
) -> int:
    """Lint the file as it would be; write it only if lint has nothing to refuse in it."""
    from okrcli.goals.diagnostic import Severity
    from okrcli.history.writing import write

    result = _lint_with(session, files, path, drafted.text)
    refused = result.count(Severity.ERROR) > 0
    if not refused and not dry_run:
        write(root / path, drafted.text)
    before = _text(files, path) or ""
    session.show(table.DRAFT, format, path, before, drafted, result, refused=refused, dry_run=dry_run)
    return int(refused)


def _text(files: Mapping[str, Content], path: str) -> str | None:
    """A goals file as it stands, line ends and all; None where there is none, OkrError where it cannot be read."""
    content = files.get(path)
    if content is None:
        return None
    if isinstance(content, bytes):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
    raise OkrError(f"{path} cannot be read", "`okr lint` says why; mend it first")


def _key_results(sentences: list[str], given: dict[str, Any]) -> list[KeyResult]:
    from okrcli.goals.stated import key_result
    from okrcli.rhythm.answers import whole

    fields = {
        name: whole(value) if isinstance(value, float) else value for name, value in given.items() if value is not None
    }
    if fields and len(sentences) != 1:
        raise OkrError(
            "--metric, --unit, --baseline and --target are of one key result",
            "draft it alone with --kr and --to",
        )
    return [key_result(sentence, **fields) for sentence in sentences]


def _fields(**values: Any) -> dict[str, Any]:
    from okrcli.goals.model import COMMITMENTS

    if values["commitment"] is not None:
        refuse_unknown("--commitment", values["commitment"], COMMITMENTS)
    return {name: value for name, value in values.items() if value}


def _team(workspace: Workspace, team: str | None) -> str:
    teams = workspace.settings.teams
    if team is not None and team in teams:
        return team
    if team is None and len(teams) == 1:
        return next(iter(teams))
    said = f"there is no team {team!r}" if team else "which team's objective is it?"
    raise OkrError(said, f"say --team with one of: {', '.join(teams)}" if teams else "add the team to okr.yaml")


def _objective(
    text: str | None,
    team: str,
    title: str | None,
    results: list[KeyResult],
    fields: dict[str, Any],
    name: str | None,
) -> Drafted:
    from okrcli.rhythm.draft import add_objective, draft_objective

    if title is None or not results:
        raise OkrError(
            "an objective needs its text and at least one --kr",
            "okr draft 'Buyers trust us' --kr 'Raise completion from 61% to 75%'",
        )
    return add_objective(text, team, draft_objective(title, results, **fields), name)


def _more_key_results(text: str | None, objective: str | None, results: list[KeyResult], name: str | None) -> Drafted:
    from okrcli.rhythm.draft import add_key_result

    if text is None or objective is None or not results:
        raise OkrError("--to names an objective, and --kr what to add to it")
    for result in results:
        drafted = add_key_result(text, objective, result, name)
        text = drafted.text
    return drafted


def _lint_with(session: Session, files: Mapping[str, Content], path: str, text: str) -> LintResult:
    """What lint would say of the drafted goal: only what it did not say before."""
    from okrcli.goals.workspace import load
    from okrcli.lint.rule import Context
    from okrcli.lint.run import all_rules, run

    context, rules = Context(session.today), all_rules()
    before = {
        (found.code, found.message, found.address) for found in run(load(files.items()), rules, context).diagnostics
    }
    drafted = load({**files, path: text}.items())
    after = run(drafted, rules, context).limited_to((path,))
    new = [found for found in after.diagnostics if (found.code, found.message, found.address) not in before]
    return after._replace(diagnostics=tuple(new))


def import_command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, or a Markdown outline.")],
    team: Annotated[str | None, typer.Option(metavar="ID", help="For rows that name no team.")] = None,
    cycle: Annotated[
        str | None, typer.Option(metavar="CYCLE", help="For rows that name no cycle of the calendar.")
    ] = None,
    objective: Annotated[str | None, typer.Option(metavar="TEXT", help="For key results without an objective.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Where the guess is wrong: key_result=Goal; repeat it."),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--map-cycle", metavar="NAME=CYCLE", help="Which cycle a name means: Athens=2019-Q1; repeat it."),
    ] = None,
    length: Annotated[
        str, typer.Option(metavar="quarter|trimester|half|year", help="Of a new workspace's cycles.")
    ] = "quarter",
    starts: Annotated[
        str, typer.Option(metavar="MONTH", help="The first month of a new workspace's fiscal year.")
    ] = "january",
    force: Annotated[bool, typer.Option("--force", help="Replace goals files that are there.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")] = False,
    format: Annotated[str, format_option(table.IMPORT)] = "text",  # noqa: A002
) -> int:
    """Read goals from a spreadsheet or outline.

    Numbers come from the sentences that state them; what could not be placed is reported.
    """
    from okrcli.rhythm.importing import Choices, plan

    session: Session = ctx.obj
    root, workspace, calendar = _target(session, length, starts)
    read = _read(session.folder / file, _pairs(column, "--map", "FIELD=COLUMN"))
    made = plan(
        read.rows,
        calendar,
        Choices(team, cycle, objective, _pairs(name, "--map-cycle", "NAME=CYCLE")),
        workspace,
    )
    if not made.files:
        raise OkrError("no goal could be placed", _first_reason([*read.left, *made.left]))
    _refuse_overwriting(root, made.files, force=force)
    if not dry_run:
        from okrcli.history.writing import write

        for path, text in made.files:
            write(root / path, text)
    session.show(table.IMPORT, format, read, made, dry_run=dry_run)
    return 0


def _target(session: Session, length: str, starts: str) -> tuple[Path, Workspace | None, Calendar]:
    """The workspace to add to; where there is none, this folder and the calendar of a new one."""
    from okrcli.cli.starting import calendar_of

    try:
        root, workspace = session.open()
    except OkrError:
        return session.folder, None, calendar_of(length, starts)
    return root, workspace, workspace.calendar


def _read(path: Path, mapping: dict[str, str]) -> Table:
    from okrcli.rhythm.importing import decode, read_outline, read_table

    text = decode(path.read_bytes())
    outline = path.suffix.lower() in {".md", ".mdx", ".markdown", ".html", ".htm"}
    return read_outline(text) if outline else read_table(text, mapping)


def _pairs(given: list[str] | None, option: str, form: str) -> dict[str, str]:
    pairs = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise OkrError(f"{option} {text!r} is not of the form {form}")
        pairs[name.strip()] = value.strip()
    return pairs


def _first_reason(left: list[Left]) -> str | None:
    return f"line {left[0].line}: {left[0].reason}" if left else "there is no row with a goal in it"


def _refuse_overwriting(root: Path, files: tuple[tuple[str, str], ...], *, force: bool) -> None:
    there = [path for path, _ in files if (root / path).exists()]
    if there and not force:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise OkrError(f"{there[0]}{more} would be overwritten; nothing was written", "--force replaces what is there")
