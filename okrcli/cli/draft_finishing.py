"""Drafted goals on their way into a file: judged as a whole, shown, written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

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
    """The file's text with all of these objectives; the name is that of the last one."""
    from okrcli.rhythm.draft import Drafted, add_objective

    text, names = sheet.text, []
    for one in carried:
        drafted = add_objective(text, sheet.team, one.objective, one.name or None, one.remark)
        text = drafted.text
        names.append(drafted.name)
    if text is None:
        raise OkrError("there is nothing to draft")
    return Drafted(text, ", ".join(names))


def finish(sheet: Sheet, drafted: Drafted) -> int:
    """Lint the file as it would be; write it only if lint has nothing to refuse in it."""
    from okrcli.history.writing import write

    result = lint_with(sheet, drafted.text)
    refused = is_refused(result)
    if not refused and not sheet.dry_run:
        write(sheet.root / sheet.path, drafted.text)
    how = {"refused": refused, "dry_run": sheet.dry_run}
    sheet.session.show(table.DRAFT, sheet.format, sheet.path, sheet.text or "", drafted, result, **how)
    return int(refused)


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


def lint_with(sheet: Sheet, text: str) -> LintResult:
    """What lint would say of the drafted goals: only what it did not say before."""
    from okrcli.goals.workspace import load
    from okrcli.lint.rule import Context
    from okrcli.lint.run import all_rules, run

    context, rules = Context(sheet.session.today), all_rules()
    said = run(load(sheet.files.items()), rules, context).diagnostics
    before = {(found.code, found.message, found.address) for found in said}
    drafted = load({**sheet.files, sheet.path: text}.items())
    after = run(drafted, rules, context).limited_to((sheet.path,))
    new = [found for found in after.diagnostics if (found.code, found.message, found.address) not in before]
    return after._replace(diagnostics=tuple(new))
