"""okr amend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from okrcli.cli.checking import me_of, person_of
from okrcli.cli.recording import repository_of
from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.figures import Figure
    from okrcli.goals.workspace import KeyResultAt, Workspace
    from okrcli.history.repository import Repository
    from okrcli.reports.view import KeyResultRow
    from okrcli.rhythm.amending import Amended, Why

KINDS: Final = ("new-information", "world-changed", "irrelevant", "correction")
_NUMBERS: Final = frozenset(("target", "baseline", "at_least", "at_most", "above", "below", "weight", "warn_at"))


def _number(*names: str) -> Any:
    return typer.Option(*names, metavar="NUMBER")


def amend_command(
    ctx: typer.Context,
    goal: Annotated[str, typer.Argument(metavar="KEY-RESULT", help="Any unique end of its address.")],
    reason: Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why, in a sentence.")],
    target: Annotated[str | None, _number("--target")] = None,
    baseline: Annotated[str | None, _number("--baseline")] = None,
    at_least: Annotated[str | None, _number("--at-least")] = None,
    at_most: Annotated[str | None, _number("--at-most")] = None,
    above: Annotated[str | None, _number("--above")] = None,
    below: Annotated[str | None, _number("--below")] = None,
    between: Annotated[str | None, typer.Option(metavar="LOW,HIGH")] = None,
    weight: Annotated[str | None, _number("--weight")] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    other: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Any other field: metric, unit, levels.commit …; repeat it."),
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="|".join(KINDS), help="What made the change right.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", envvar="OKR_ME", help="Who; else as git knows you.")] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE")] = None,
    before_lock: Annotated[bool, typer.Option("--before-lock", help="Also before the goals are locked.")] = False,
    commit: Annotated[bool, typer.Option("--commit/--no-commit", help="Commit the change alone.")] = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    format: Annotated[str, format_option(table.AMEND)] = "text",  # noqa: A002
) -> None:
    """Change a committed key result openly.

    The value in its place, an amendment with the reason, one commit. A value that was changed before without a word is
    amended by saying it again.
    """
    from okrcli.rhythm.amending import Why

    session: Session = ctx.obj
    if kind is not None:
        refuse_unknown("--kind", kind, KINDS)
    wanted = _wanted(locals(), other or ())
    root, workspace = session.open()
    chosen = session.cycle(workspace, cycle, session.today)
    at = _key_result(workspace, goal, chosen)
    _refuse_early(workspace, at.address, session, early=before_lock)
    who = person_of(by, workspace) if by else me_of(session, workspace)
    why = Why(session.today, reason, kind, who)
    repository = repository_of(root) if commit and not dry_run else None
    raw = _raw(root, at)
    made = _amended(root, workspace, at, raw, wanted, why, session)
    commit_id = None if dry_run else _write(root, repository, at, raw, made)
    row = _row(root, at, made, session)
    session.show(table.AMEND, format, at.place.path, raw.decode(), made, commit_id, row, dry_run=dry_run)


def _wanted(given: dict[str, Any], other: Sequence[str]) -> dict[str, Figure]:
    """The figures asked for, by the names of their fields; numbers as people type them."""
    from okrcli.goals.figures import AMENDABLE

    wanted = {name: given[name] for name in AMENDABLE if name != "kind" and given.get(name) is not None}
    for said in other:
        name, equals, value = said.partition("=")
        if not equals:
            raise OkrError(f"{said!r} names no value", "write it like --set levels.commit=68")
        wanted[name.strip().replace("-", "_") if "." not in name else name.strip()] = value.strip()
    if not wanted:
        raise OkrError("what should change?", "say it: --target 70, --due 2026-09-30, --set metric=…")
    return {name: _typed(name, value) for name, value in wanted.items()}


def _typed(name: str, value: str) -> Figure:
    from okrcli.rhythm.checkin import parse_value

    numeric = name in _NUMBERS or name.startswith(("levels.", "curve.", "steps."))
    if not numeric:
        return value
    if value.strip()[:1] in {"+", "="}:
        raise OkrError(f"{value!r} is no value of its own", "type the number itself")
    number = parse_value(value)
    return int(number) if number.is_integer() else number


def _key_result(workspace: Workspace, goal: str, cycle: Cycle) -> KeyResultAt:
    address = workspace.find(goal, cycle.id)
    found = next((at for at in workspace.key_results if at.address == address), None)
    if found is None:
        unread = address.key_result is not None
        raise OkrError(
            f"{address.path} {'cannot be read' if unread else 'is not a key result'}",
            "run `okr lint` and mend it first" if unread else "an amendment changes one key result: name it",
        )
    return found


def _refuse_early(workspace: Workspace, address: Address, session: Session, *, early: bool) -> None:
    from okrcli.history.committed import lock_day

    cycle = workspace.calendar.cycle(address.cycle)
    locked = cycle and lock_day(cycle, workspace.settings.lock_after_days)
    if locked and session.today < locked and not early:
        said = f"the goals of {address.cycle} are not locked before {locked}: no amendment is needed"
        raise OkrError(said, "change the file itself; --before-lock amends all the same")


def _raw(root: Path, at: KeyResultAt) -> bytes:
    from okrcli.goals.files import Refusal, read_folder

    content = dict(read_folder(root))[at.place.path]
    if isinstance(content, Refusal):
        raise OkrError(f"{at.place.path} {content.message}", content.hint)
    return content


def _amended(
    root: Path, workspace: Workspace, at: KeyResultAt, raw: bytes, wanted: dict[str, Figure], why: Why, session: Session
) -> Amended:
    """The file with the amendments; a byte order mark stays."""
    from okrcli.goals.model import Amendment
    from okrcli.rhythm.amending import amend, confess

    mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
    text = raw.decode().removeprefix("\ufeff")
    silent = _silent(root, workspace, at, wanted, session)
    if silent:
        entries = tuple(
            Amendment(field=name, before=before, after=wanted[name], **why._asdict()) for name, before in silent
        )
        made = confess(text, at.address, entries)
    else:
        made = amend(text, at.address, at.key_result, wanted, why, end=_end(workspace, at.address))
    return made._replace(text=mark + made.text)


def _end(workspace: Workspace, address: Address) -> str:
    cycle = workspace.calendar.cycle(address.cycle)
    return cycle.end.isoformat() if cycle else ""


def _silent(
    root: Path, workspace: Workspace, at: KeyResultAt, wanted: dict[str, Figure], session: Session
) -> list[tuple[str, Figure | None]]:
    """Where the wanted values are there already: what history knows as changed in silence, and what was before."""
    from okrcli.goals.figures import figure
    from okrcli.history.audit import read_history
    from okrcli.history.git import NoRepositoryError
    from okrcli.history.repository import Repository

    if any(figure(at.key_result, name) != value for name, value in wanted.items()):
        return []
    try:
        history = read_history(Repository.open(root), workspace, session.today)
    except NoRepositoryError:
        return []
    return [(move.field, move.before) for move in history.moves if move.address == at.address and move.field in wanted]


def _write(root: Path, repository: Repository | None, at: KeyResultAt, raw: bytes, made: Amended) -> str | None:
    from okrcli.history.writing import change_file, write

    if repository is None:
        write(root / at.place.path, made.text)
        return None
    fields = ", ".join(one.field for one in made.amendments)
    message = f"okr: amend {at.address} {fields}".replace("_", "-")[:200]
    return change_file(repository, at.place.path, raw, made.text, message)


def _row(root: Path, at: KeyResultAt, made: Amended, session: Session) -> KeyResultRow:
    """The key result as the report has it from now on."""
    from okrcli.goals.files import read_folder
    from okrcli.goals.workspace import load
    from okrcli.reports.report import build

    state = load([*read_folder(root), (at.place.path, made.text)])
    cycle = next(file.cycle for file in state.goals if file.path == at.place.path)
    rows = (row for one in build(state, cycle, session.today).objectives for row in one.key_results)
    return next(row for row in rows if row.address == at.address)
