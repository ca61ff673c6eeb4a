"""okr setup git, and what git then calls: textconv, merge-driver."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from okrcli.history.merging import Conflict

_MARKER = 7  # git's own size


def setup_command(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="git", help="What to set up.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    format: Annotated[str, format_option(table.SETUP)] = "text",  # noqa: A002
) -> None:
    """Teach git to show and to merge goals by their ids.

    One line in .gitattributes, which you commit, and settings of this clone: a field a line in `git diff` and `git log
    -p`, and merges that end in one question where both sides changed one value. It is shown before it is written.
    """
    from okrcli.goals.files import find_root
    from okrcli.history.drivers import Setup, set_up, wanted
    from okrcli.history.repository import Repository

    session: Session = ctx.obj
    refuse_unknown("what to set up", what, ("git",))
    repository = Repository.open(find_root(session.folder))
    setup = wanted(repository, _program())
    if setup != Setup(None, {}) and not dry_run:
        if not yes:
            _ask(session, setup)
        set_up(repository, setup)
    session.show(table.SETUP, format, setup, written=not dry_run)


def _program() -> str:
    """How git is to call okr: by its name where that finds this very program, else by its path."""
    own = Path(sys.argv[0]).resolve()
    found = shutil.which("okr")
    return "okr" if found and Path(found).resolve() == own else str(own)


def _ask(session: Session, setup: object) -> None:
    if not sys.stdin.isatty():
        raise OkrError("nothing was written: nobody is here to ask", "say --yes, or look at it with --dry-run")
    session.show(table.SETUP, "text", setup, written=False)
    if not typer.confirm("write this?", err=True):
        raise OkrError("nothing was written")


def textconv_command(ctx: typer.Context, file: Annotated[Path, typer.Argument()]) -> None:
    """Print a file of goals as one line for each field."""
    from okrcli.render.fields import lines

    session: Session = ctx.obj
    session.write(lines((session.folder / file).read_bytes()))


def merge_driver_command(
    ctx: typer.Context,
    base: Annotated[Path, typer.Argument()],
    ours: Annotated[Path, typer.Argument()],
    theirs: Annotated[Path, typer.Argument()],
    size: Annotated[int, typer.Argument()] = _MARKER,
    path: Annotated[str, typer.Argument()] = "",
) -> int:
    """Merge three versions of a file by the ids in it, into OURS; 1 if both sides disagree."""
    from okrcli.goals.files import show_path
    from okrcli.history.drivers import merge_files
    from okrcli.history.writing import write_bytes

    session: Session = ctx.obj
    merged = merge_files(session.folder, base, ours, theirs, size)
    write_bytes(session.folder / ours, merged.content)
    where = f"okr: {show_path(path)}: " if path else "okr: "
    for conflict in merged.conflicts:
        session.note(where + _question(conflict, path))
    if not merged.clean and not merged.conflicts:
        session.note(f"{where}merged by lines: it is not certain what both sides mean")
    return int(not merged.clean)


def _question(conflict: Conflict, path: str) -> str:
    from okrcli.render.clean import clean, cut
    from okrcli.render.events import value

    levels = ("objectives", "key_results")
    team = Path(path).stem if conflict.way[:1] == levels[:1] else ""
    steps = [step for step in (team, *conflict.way) if step and step not in levels]
    whole = conflict.way[-2:-1] and conflict.way[-2] in levels  # a goal, and no field of one
    address = "/".join(steps) if whole else " ".join(filter(None, ("/".join(steps[:-1]), *steps[-1:])))
    ours, theirs = (
        "gone" if side is None else "changed" if isinstance(side, dict) else value(side)
        for side in (conflict.ours, conflict.theirs)
    )
    return f"both changed {cut(clean(address), 200)}: {ours} and {theirs}"
