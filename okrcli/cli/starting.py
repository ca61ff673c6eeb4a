"""okr init, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from okrcli.goals.cycle import Calendar


def init_command(
    ctx: typer.Context,
    team: Annotated[str, typer.Option(metavar="ID", help="The first team.")] = "team",
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Who owns its first objective; else you.")] = None,
    organisation: Annotated[str | None, typer.Option(metavar="NAME", help="The name that reports show.")] = None,
    length: Annotated[
        str, typer.Option(metavar="quarter|trimester|half|year", help="How long a cycle is.")
    ] = "quarter",
    starts: Annotated[str, typer.Option(metavar="MONTH", help="The first month of the fiscal year.")] = "january",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")] = False,
    format: Annotated[str, format_option(table.INIT)] = "text",  # noqa: A002
) -> None:
    """Make a workspace in this folder.

    Settings, a first goals file and schemas for editors; what is there is kept.
    """
    from okrcli.history.repository import identity, start_repository
    from okrcli.history.writing import write_new
    from okrcli.rhythm.people import short_name
    from okrcli.rhythm.start import workspace_files

    session: Session = ctx.obj
    calendar = calendar_of(length, starts)
    name = owner or short_name(identity(session.folder) or "")
    files = workspace_files(organisation, team, name, calendar.of(session.today), calendar)
    added, kept = _new(session.folder, files)
    fresh = not dry_run and start_repository(session.folder)
    for path, text in added if not dry_run else ():
        write_new(session.folder / path, text)
    session.show(table.INIT, format, [path for path, _ in added], kept, repository=fresh, dry_run=dry_run)


def calendar_of(length: str, starts: str) -> Calendar:
    """The calendar of a new workspace; raises OkrError for what is no length or month."""
    from okrcli.goals.cycle import LENGTHS, MONTHS, Calendar

    refuse_unknown("--length", length, LENGTHS)
    refuse_unknown("--starts", starts, MONTHS)
    return Calendar(length, starts)


def _new(folder: Path, files: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """The files that are not there yet, and the paths of those that are.

    A workspace that has settings gets no example goals: it has its own.
    """
    from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE

    started = (folder / SETTINGS_FILE).exists()
    wanted = [(path, text) for path, text in files if not (started and path.startswith(GOALS_FOLDER))]
    added = [(path, text) for path, text in wanted if not (folder / path).exists()]
    return added, [path for path, _ in wanted if (folder / path).exists()]


def schema_command(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[goals|checkin|review|settings|lint]")] = None,
) -> None:
    """Print the JSON Schema of a kind of file, or of a result as JSON.

    Without a name: the names.
    """
    import json

    from okrcli.errors import OkrError
    from okrcli.goals.schemas import FILES, schema
    from okrcli.goals.shape import did_you_mean
    from okrcli.render.schemas import RESULTS

    session: Session = ctx.obj
    names = [*FILES, *RESULTS]
    if name is None:
        session.write("\n".join(names))
        return
    if name not in names:
        raise OkrError(f"no schema {name!r}", did_you_mean(name, names, f"there are: {', '.join(names)}"))
    session.write(json.dumps(RESULTS.get(name) or schema(name), indent=2, ensure_ascii=False))
