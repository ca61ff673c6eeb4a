"""okr import."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from okrcli.goals.cycle import Calendar
    from okrcli.goals.workspace import Workspace
    from okrcli.rhythm.importing import Left, Table


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
