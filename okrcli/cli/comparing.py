"""okr diff: what a branch would change."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from datetime import date

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.workspace import Workspace
    from okrcli.history.states import State
    from okrcli.lint.delta import Delta
    from okrcli.reports.comparison import Comparison

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


def _compared(session: Session, base: str | None, head: str | None, *, lint: bool) -> Comparison:
    from okrcli.history.states import read_both

    begun = session.begun.pair if session.begun.words == (base, head) else None
    reading = begun or read_both(session.folder, base, head)
    from okrcli.goals.files import SETTINGS_FILE
    from okrcli.goals.workspace import load
    from okrcli.history.proposal import propose
    from okrcli.render import comparison  # noqa: F401 - all that takes a while to import, while git reads both states
    from okrcli.reports.comparison import Comparison, Side

    pair = reading.wait()
    old, new = pair.old, pair.new
    if not {*old.paths, *new.paths} - {SETTINGS_FILE}:
        raise OkrError(
            "there is no goals file in okrs/, neither before nor now", "`okr draft` or `okr import` writes one"
        )
    before = load(pair.before.items())
    after = load(pair.after.items(), before.settings if SETTINGS_FILE in new.paths else None)
    day = new.day or session.today
    found = propose(before, after, day)
    delta = _linted(old, new, day) if lint else None
    base_side, head_side = (Side(state.name, state.commit) for state in (old, new))
    return Comparison(base_side, head_side, found, delta, after.locate, pair.prefix)


def _linted(old: State, new: State, day: date) -> Delta:
    """What lint finds new and fixed, both on the same day: a day that passes is nobody's change."""
    from okrcli.goals.workspace import load
    from okrcli.lint.delta import between
    from okrcli.lint.rule import Context
    from okrcli.lint.run import all_rules, run

    def found(workspace: Workspace) -> tuple[Diagnostic, ...]:
        return run(workspace, all_rules(), Context(day)).diagnostics

    return between(*(found(load(state.read().items())) for state in (old, new)))
