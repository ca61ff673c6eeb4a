"""okr lint, explain, rules."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult
    from okrcli.render.findings import Shown


def lint_command(
    ctx: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Report only on these; everything is read.")] = None,
    format: Annotated[str, format_option(table.LINT)] = "text",  # noqa: A002 - the option's name
    fail_on: Annotated[
        str, typer.Option(metavar="error|warning|info|never", help="From here on the exit code is 1.")
    ] = "error",
) -> int:
    """Check the goals and say what is wrong."""
    from okrcli.goals.workspace import open_workspace
    from okrcli.lint.rule import Context
    from okrcli.lint.run import all_rules, run

    session: Session = ctx.obj
    refuse_unknown("--fail-on", fail_on, ("error", "warning", "info", "never"))
    wanted = [session.folder / path for path in paths or ()]
    _must_exist(wanted)
    root, workspace = open_workspace(_folder_of(wanted[0]) if wanted else session.folder)
    if not workspace.sources.keys() - {"okr.yaml"} and not workspace.problems:
        raise OkrError("there is no goals file in okrs/", "`okr draft` or `okr import` writes one")
    result = run(workspace, all_rules(), Context(session.today))
    if inside := _inside(root, wanted):
        result = result.limited_to(inside, workspace)
        _refuse_nothing(result, wanted)
    session.show(table.LINT, format, result, _shown(session, root, workspace))
    return int(result.fails(fail_on))


def _shown(session: Session, root: Path, workspace: Workspace) -> Shown:
    from okrcli.render.findings import Shown

    def line(path: str, number: int) -> str:
        source = workspace.sources.get(path)
        return source.line(number) if source else ""

    here = session.folder.resolve()

    def path(name: str) -> str:
        return name if here == root else os.path.relpath(root / name, here).replace(os.sep, "/")

    return Shown(line, path, session.colour)


def _must_exist(paths: list[Path]) -> None:
    for path in paths:
        if not os.path.lexists(path):
            raise OkrError(f"there is no file or folder {str(path)!r}")


def _folder_of(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _inside(root: Path, wanted: list[Path]) -> tuple[str, ...]:
    """The wanted paths as the workspace writes them; none means all."""
    inside = []
    for path in wanted:
        named = path.name not in {"", ".."}  # of a name, the link itself is meant
        within = path.parent.resolve() / path.name if named else path.resolve()
        if not within.is_relative_to(root):
            raise OkrError(f"{str(path)!r} is not in the workspace {str(root)!r}", "lint one workspace at a time")
        inside.append(within.relative_to(root).as_posix())
    return () if "." in inside else tuple(inside)


def _refuse_nothing(result: LintResult, wanted: list[Path]) -> None:
    if not result.files and not result.diagnostics:
        names = " and ".join(repr(str(path)) for path in wanted)
        raise OkrError(f"there is no file of goals in {names}", "goals are okrs/CYCLE/TEAM.yaml")


def explain_command(
    ctx: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A code or a name: OKR201, activity-key-result.")],
    format: Annotated[str, format_option(table.EXPLAIN)] = "text",  # noqa: A002
) -> None:
    """Explain a rule, with examples."""
    from okrcli.lint.run import all_rules, find_rule, rule_pages

    session: Session = ctx.obj
    known = all_rules()
    found = find_rule(rule, known)
    name = found if isinstance(found, str) else found.name()
    page = next(page for page in rule_pages(known) if page.name == name)
    session.show(table.EXPLAIN, format, page, colour=session.colour)


def rules_command(
    ctx: typer.Context,
    format: Annotated[str, format_option(table.RULES)] = "text",  # noqa: A002
) -> None:
    """List the rules."""
    from okrcli.lint.run import all_rules, rule_pages

    session: Session = ctx.obj
    session.show(table.RULES, format, rule_pages(all_rules()), colour=session.colour)
