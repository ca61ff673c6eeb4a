"""okr diff: what a branch would change."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.workspace import Workspace
    from okrcli.history.proposal import Files
    from okrcli.history.repository import Repository
    from okrcli.lint.delta import Delta
    from okrcli.reports.comparison import Comparison, Side

_FOLDER = "working folder"
_FAILURES = ("weaker", "removed", "unexplained", "any", "never")


def diff_command(
    ctx: typer.Context,
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="BASE", help="A revision or a day, A..B, A...B; else where this branch left its target."
        ),
    ] = None,
    head: Annotated[
        str | None, typer.Argument(metavar="HEAD", help="A revision or a day; else the working folder.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="1 where anything changed, as of git diff.")] = False,
    fail_on: Annotated[
        str, typer.Option(metavar="|".join(_FAILURES), help="Which changes make the exit code 1.")
    ] = "never",
    lint: Annotated[
        bool | None,
        typer.Option("--lint/--no-lint", help="Also what lint finds new and fixed; not in text unless asked."),
    ] = None,
    max_chars: Annotated[int, typer.Option(metavar="N", min=1_000, help="The longest comment, in Markdown.")] = 60_000,
    key: Annotated[
        str, typer.Option(metavar="KEY", help="Tells a job's comment from another's; else the names of both in CI.")
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")] = None,
    format: Annotated[str, format_option(table.DIFF)] = "text",  # noqa: A002 - the option's name
) -> int:
    """Show what changed between two states of the goals."""
    session: Session = ctx.obj
    refuse_unknown("--fail-on", fail_on, _FAILURES)
    shown = _compared(session, base, head, lint=format != "text" if lint is None else lint)
    how = {"most": max_chars} if format == "markdown" else {}
    shown = shown._replace(key=key or _job())
    if output:
        _write(session, output, format, shown, how)
    else:
        session.show(table.DIFF, format, shown, session.screen, **how)
    return int(shown.fails("any" if exit_code else fail_on) or bool(shown.proposal.unread))


def _job() -> str:
    names = [os.environ.get(name, "") for name in ("GITHUB_WORKFLOW", "GITHUB_JOB", "CI_JOB_NAME")]
    return "/".join(name for name in names if name) or "default"


def _write(session: Session, output: Path, form: str, shown: Comparison, how: dict[str, int]) -> None:
    from okrcli.history.writing import write
    from okrcli.render.table import renderer

    text = renderer(table.DIFF, form)(shown, session.screen._replace(colour=False), **how)
    write(session.folder / output, text if text.endswith("\n") else f"{text}\n")


class _State(NamedTuple):
    """A state of the files, the day it stands for, and what to call it."""

    side: Side
    files: Files
    day: date


def _compared(session: Session, base: str | None, head: str | None, *, lint: bool) -> Comparison:
    from okrcli.goals.files import find_root
    from okrcli.history.beside import Beside
    from okrcli.history.repository import Repository

    repository = Repository.open(find_root(session.folder))
    named = _names(repository, base, head)
    reading = [Beside(partial(_state, session, repository.apart(), *each)) for each in named]
    from okrcli.goals.workspace import load
    from okrcli.history.proposal import differing, propose
    from okrcli.render import comparison  # noqa: F401 - all that takes a while to import, while git reads both states
    from okrcli.reports.comparison import Comparison

    old, new = (each.wait() for each in reading)
    if not {*old.files, *new.files} - {"okr.yaml"}:
        raise OkrError(
            "there is no goals file in okrs/, neither before nor now", "`okr draft` or `okr import` writes one"
        )
    before, after = (load(files.items()) for files in differing(old.files, new.files))
    found = propose(before, after, new.day)
    delta = _linted(old, new) if lint else None
    return Comparison(old.side, new.side, found, delta, after.locate, repository.prefix)


def _names(repository: Repository, base: str | None, head: str | None) -> Iterator[tuple[str | None, str]]:
    """The two revisions that are meant, and what to call them; None is the working folder."""
    from okrcli.history.revisions import target

    if base is None:
        branch = target(repository, os.environ)
        yield repository.fork_point(branch, "HEAD"), branch
        yield None, _FOLDER
        return
    left, dots, right = base.partition("...") if "..." in base else base.partition("..")
    if dots and head is not None:
        raise OkrError(f"{base!r} names two revisions, and {head!r} is a third", "give A..B, or A and B")
    if not dots:
        yield from ((base, base), (head, head or _FOLDER))
        return
    left, right = left or "HEAD", right or "HEAD"
    yield repository.fork_point(left, right) if dots == "..." else left, left
    yield right, right


def _state(session: Session, repository: Repository, revision: str | None, name: str) -> _State:
    from okrcli.goals.files import read_folder
    from okrcli.history.revisions import moment
    from okrcli.reports.comparison import Side

    if revision is None:
        return _State(Side(name, None), dict(read_folder(repository.root)), session.today)
    found = moment(repository, revision)
    files = repository.files_at(found.commit)
    return _State(Side(name, found.commit), files, found.day or session.today)


def _linted(old: _State, new: _State) -> Delta:
    """What lint finds new and fixed, both on the same day: a day that passes is nobody's change."""
    from okrcli.goals.workspace import load
    from okrcli.lint.delta import between
    from okrcli.lint.rule import Context
    from okrcli.lint.run import all_rules, run

    def found(workspace: Workspace) -> tuple[Diagnostic, ...]:
        return run(workspace, all_rules(), Context(new.day)).diagnostics

    return between(*(found(load(state.files.items())) for state in (old, new)))
