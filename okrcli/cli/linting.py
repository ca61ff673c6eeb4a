"""okr lint, explain, rules."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.goals.files import named_from, work_tree
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from okrcli.lint.run import LintResult
    from okrcli.render.findings import Shown

FAIL_ON = ("error", "warning", "info", "never")


def _known_level(value: str | None) -> str | None:
    refuse_unknown("--fail-on", value or "error", FAIL_ON)
    return value


def lint_command(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Report only on these; everything is read. `-`: stdin.")
    ] = None,
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The file that the text on stdin is, saved or not.")
    ] = None,
    format: Annotated[str, format_option(table.LINT)] = "text",  # noqa: A002 - the option's name
    report: Annotated[
        list[str] | None, typer.Option(metavar="FORMAT=FILE", help="Write the result in this format, too; repeat it.")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="|".join(FAIL_ON), help="From here on the exit code is 1.", callback=_known_level),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="Only these: codes, names, OKR2 for a band; with commas.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULES", help="Not these.")] = None,
    severity: Annotated[
        list[str] | None, typer.Option(metavar="RULE=LEVEL", help="error, warning, info or off; repeat it.")
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="REF", help="Only what changed since HEAD left this revision, in silence too.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="DATE|REVISION", help="The files as they were then, by git.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Do not report the old findings in this file.")
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Take what is gone out of the baseline, or make it.")
    ] = False,
    accept_new: Annotated[
        bool, typer.Option("--accept-new", help="With --write-baseline: take in new findings, too.")
    ] = False,
    strict_baseline: Annotated[
        bool, typer.Option("--strict-baseline", help="Exit with 1 if the baseline holds what is gone.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is marked [*].")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Mend also where that may change what was meant.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    add_ignore: Annotated[
        str | None, typer.Option(metavar="REASON", help="Silence what is found by comments with this reason.")
    ] = None,
    show_suppressed: Annotated[
        bool, typer.Option("--show-suppressed", help="Show what comments silence, and why.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Ask git too: what changed in silence since the goals were committed.")
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Only count the findings by rule.")] = False,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Recall what was found if nothing has changed since.")
    ] = True,
) -> int:
    """Check the goals and say what is wrong."""
    from okrcli.cli.lint_options import Asking, BaselineOptions, refuse_together
    from okrcli.cli.lint_run import Linting
    from okrcli.cli.typed import refuse_writing, typed_file
    from okrcli.lint.selection import Asked

    session: Session = ctx.obj
    writing = {"fix": fix, "add_ignore": add_ignore is not None, "write_baseline": write_baseline}
    refuse_together(diff=diff, **writing)
    typed = typed_file(session.folder, paths or (), stdin_filename)
    writes = refuse_writing(typed, **writing) or diff
    wanted = list(typed) or _existing([session.folder / path for path in paths or ()])
    asked = Asked(_words(select), _words(ignore), _levels(severity))
    start, recall, asking = _folder_of(session, wanted), cache and not base, Asking.of(history, base)
    linting = Linting.start(session, start, asked, typed, at=at, writes=writes, recall=recall, history=asking)
    options = BaselineOptions(baseline, write_baseline, accept_new, strict_baseline)
    linting.narrow(_inside(linting.root, wanted), base, options)
    if add_ignore is not None:
        return linting.add_ignores(add_ignore)
    if diff:
        return linting.show_diff(unsafe=unsafe_fixes)
    if fix:
        linting.fix(unsafe=unsafe_fixes)
    _refuse_nothing(linting.result, wanted)
    linting.show(_form(format, statistics=statistics), report or (), suppressed=show_suppressed)
    return linting.exit_code(fail_on)


def _words(given: list[str] | None) -> tuple[str, ...]:
    """The rules of an option that may be repeated and may hold several, with commas."""
    return tuple(word.strip() for text in given or () for word in text.split(",") if word.strip())


def _levels(given: list[str] | None) -> dict[str, str]:
    from okrcli.goals.model import SEVERITIES

    levels = {}
    for text in given or ():
        rule, _, level = text.partition("=")
        refuse_unknown(f"the level in --severity {rule}=", level, SEVERITIES)
        levels[rule] = level
    return levels


def _form(form: str, *, statistics: bool) -> str:
    if statistics and form not in {"text", "concise", "grouped"}:
        raise OkrError("--statistics is text", "programs count for themselves: leave one of the two out")
    return "statistics" if statistics else form


def shown(session: Session, root: Path, line: Callable[[str, int], str], *, suppressed: bool = False) -> Shown:
    """What renderings of findings need to know of files and reader."""
    from okrcli.render.findings import Shown

    here = session.folder.resolve()
    top = work_tree(root) or root

    def path(name: str) -> str:
        return name if here == root else os.path.relpath(root / name, here).replace(os.sep, "/")

    def in_repository(name: str) -> str:
        return (root.relative_to(top) / name).as_posix()

    return Shown(line, path, in_repository, colour=session.colour, links=session.links, suppressed=suppressed)


def _existing(paths: list[Path]) -> list[Path]:
    """The same paths; raises OkrError for one that is not there."""
    for path in paths:
        if not os.path.lexists(path):
            raise OkrError(f"there is no file or folder {str(path)!r}")
    return paths


def _folder_of(session: Session, wanted: list[Path]) -> Path:
    """Where the workspace is looked for: at the first path, else where the session is."""
    first = wanted[0] if wanted else session.folder
    return first if first.is_dir() else first.parent


def _inside(root: Path, wanted: list[Path]) -> tuple[str, ...]:
    """The wanted paths as the workspace writes them; none means all."""
    inside = []
    for path in wanted:
        name = named_from(root, path)
        if name is None:
            raise OkrError(f"{str(path)!r} is not in the workspace {str(root)!r}", "lint one workspace at a time")
        inside.append(name)
    return () if "." in inside else tuple(inside)


def _refuse_nothing(result: LintResult, wanted: list[Path]) -> None:
    if wanted and not result.files and not result.diagnostics:
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
