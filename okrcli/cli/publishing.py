"""okr site: all cycles as linked pages."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - read by typer
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.committing import known_plans
from okrcli.cli.reporting import AsOfOption, told
from okrcli.cli.session import Session  # noqa: TC001 - made by the callback

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def site_command(
    ctx: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the site.")],
    as_of: AsOfOption = None,
    history: Annotated[bool, typer.Option("--history/--no-history", help="Say what git knows of each goal.")] = True,
) -> int:
    """Write all cycles as a static site, readable without a script."""
    from okrcli.cli.folder import Folder
    from okrcli.render.site import pages
    from okrcli.reports.site import gather

    session: Session = ctx.obj
    folder = Folder.open(output)
    root, workspace = session.open()
    day = session.as_of(as_of)
    plans = known_plans(root, workspace, workspace.cycles, day) if history else dict.fromkeys(workspace.cycles, "")
    site = gather(workspace, day, told(root) if history else None, plans)
    for path, text in _shown(pages(site), site.pages):
        folder.write(path, text)
    removed = folder.close()
    gone = f", removed {removed} that are no more" if removed else ""
    session.note(f"wrote {site.pages} files to {output}{gone}")
    return session.warn_of_problems(workspace)


def _shown(pages: Iterable[tuple[str, str]], total: int) -> Iterator[tuple[str, str]]:
    """The pages, with a bar on stderr where somebody sees it."""
    seen = sys.stderr.isatty()
    width = 30
    for nth, one in enumerate(pages, start=1):
        if seen and (nth % 10 == 0 or nth == total):
            done = nth * width // total
            sys.stderr.write(f"\r[{'#' * done}{'.' * (width - done)}] {nth} of {total} files")
            sys.stderr.flush()
        yield one
    if seen:
        sys.stderr.write("\r\x1b[K")
