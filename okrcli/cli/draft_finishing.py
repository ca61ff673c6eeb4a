"""Drafted goals on their way into a file: judged as a whole, shown, written."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from okrcli.cli.session import Session
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.files import Content
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult
    from okrcli.rhythm.carrying import Carried
    from okrcli.rhythm.draft import Drafted

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Sheet(NamedTuple):
    """The goals file that is drafted into, and what is around it."""

    session: Session
    root: Path
    files: Mapping[str, Content]
    workspace: Workspace
    cycle: Cycle
    team: str
    path: str
    dry_run: bool
    format: str
    beside: Mapping[str, str] = NOTHING
    """Texts of other files that are written with it."""

    @property
    def text(self) -> str | None:
        return text_of(self.files, self.path)


def sheet(
    session: Session,
    team: str | None,
    cycle: str | None,
    *,
    dry_run: bool,
    format: str,  # noqa: A002
    ahead: bool = False,
) -> Sheet:
    """The file of a team in a cycle; `ahead` without a cycle: that of today, even if it has no goals yet."""
    from okrcli.goals.files import find_root, goals_path, read_folder
    from okrcli.goals.workspace import load

    root = find_root(session.folder)
    files = dict(read_folder(root))
    workspace = load(files.items())
    today = workspace.calendar.of(session.today)
    chosen = today if ahead and cycle is None else workspace.cycle(cycle, session.today)
    name = team_of(workspace, team)
    path = goals_path(chosen.id, name)
    return Sheet(session, root, files, workspace, chosen, name, path, dry_run, format)


def sheet_of(session: Session, goal: str, place: Mapping[str, Any]) -> Sheet:
    """The file that an objective stands in."""
    from okrcli.goals.files import find_root, read_folder
    from okrcli.goals.workspace import load

    workspace = load(read_folder(find_root(session.folder)))
    address = workspace.find(goal, workspace.cycle(place["cycle"], session.today).id)
    return sheet(session, **{**place, "team": address.team, "cycle": address.cycle})


def add_all(sheet: Sheet, carried: Sequence[Carried]) -> Drafted:
    """The file's text with all of these objectives, and their names; no name where there is none."""
    from okrcli.rhythm.draft import Drafted, add_objective

    text, names = sheet.text, []
    for one in carried:
        drafted = add_objective(text, sheet.team, one.objective, one.name or None, one.remark)
        text = drafted.text
        names.append(drafted.name)
    return Drafted(text or "", ", ".join(names))


def finish(sheet: Sheet, drafted: Drafted) -> int:
    """Lint the files as they would be; write them only if lint has nothing to refuse in them."""
    from okrcli.history.writing import write

    files = drafted_files(sheet, drafted)
    result = lint_with(sheet, files)
    refused = is_refused(result)
    if not refused and not sheet.dry_run:
        for path, text in files.items():
            write(sheet.root / path, text)
    show(sheet, sheet.format, drafted, result, refused=refused, dry_run=sheet.dry_run)
    return int(refused)


def drafted_files(sheet: Sheet, drafted: Drafted) -> dict[str, str]:
    """All that is written, the goals last: without them the same can be drafted again."""
    goals = {sheet.path: drafted.text} if drafted.name else {}
    return {**sheet.beside, **goals}


def show(sheet: Sheet, form: str, drafted: Drafted, result: LintResult, *, refused: bool, dry_run: bool) -> None:
    from okrcli.render.written import Drafting

    before = {path: text_of(sheet.files, path) or "" for path in (sheet.path, *sheet.beside)}
    draft = Drafting(sheet.path, drafted, sheet.beside, before, result, refused, dry_run)
    sheet.session.show(table.DRAFT, form, draft)


def is_refused(result: LintResult) -> bool:
    from okrcli.goals.diagnostic import Severity

    return result.count(Severity.ERROR) > 0


def text_of(files: Mapping[str, Content], path: str) -> str | None:
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


def team_of(workspace: Workspace, team: str | None) -> str:
    teams = workspace.settings.teams
    if team is not None and team in teams:
        return team
    if team is None and len(teams) == 1:
        return next(iter(teams))
    said = f"there is no team {team!r}" if team else "which team's objective is it?"
    raise OkrError(said, f"say --team with one of: {', '.join(teams)}" if teams else "add the team to okr.yaml")


def lint_with(sheet: Sheet, texts: Mapping[str, str]) -> LintResult:
    """What lint would say of drafted files: what it did not say before, and of those beside the goals only errors."""
    from okrcli.goals.diagnostic import Severity
    from okrcli.goals.workspace import load
    from okrcli.lint.rule import Context
    from okrcli.lint.run import all_rules, run

    context, rules = Context(sheet.session.today), all_rules()
    said = run(load(sheet.files.items()), rules, context).diagnostics
    before = {(found.code, found.message, found.address) for found in said}
    drafted = load({**sheet.files, **texts}.items())
    after = run(drafted, rules, context).limited_to(tuple(texts))
    new = [found for found in after.diagnostics if (found.code, found.message, found.address) not in before]
    told = [found for found in new if found.path not in sheet.beside or found.severity is Severity.ERROR]
    return after._replace(diagnostics=tuple(told))
