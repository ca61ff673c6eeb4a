"""A cycle for a terminal: what matters first, then every goal with its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import cells, marks
from okrcli.render.clean import clean, in_ascii
from okrcli.render.grid import EMPTY, Cell, Column, Row, as_text, paragraph, table, width
from okrcli.render.told import Section, sections
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrcli.render.grid import Line
    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report, TeamRow

BAR: Final = 10
SPARK: Final = 8
MOST_REMARKS: Final = 5
MOST_ITEMS: Final = 3
_COLUMNS: Final = (
    Column("owner", 4),
    Column("now → target", 1),
    Column("progress", 2),
    Column("score", 0, right=True),
    Column("self", 1, right=True),
    Column("Δ", 1, right=True),
    Column("trend", 6),
    Column("conf", 3, right=True),
    Column("status", 0),
    Column("last", 5, right=True),
)


def report(view: Report, screen: Screen) -> str:
    """A cycle: its summary, its objectives and key results with progress, score and status."""
    return as_text(lines(view, screen), screen)


def lines(view: Report, screen: Screen) -> Iterator[Line]:
    """The same as styled lines."""
    if not view.objectives:
        yield from no_goals(view, screen)
        return
    yield from _head(view, screen)
    yield (Cell(("-" if screen.ascii_only else "─") * screen.width, "dim"),)
    for section in sections(view):
        yield from _section(section, screen)
    yield from table("key result", _COLUMNS, _rows(view, screen), screen)
    yield ()
    yield from _foot(view, screen)


def no_goals(view: Report, screen: Screen) -> Iterator[Line]:
    """What is shown of a cycle, a team or a person without goals."""
    yield from paragraph(cells.heading(view), screen, "bold")
    yield (Cell("no goals here"),)


def _head(view: Report, screen: Screen) -> Iterator[Line]:
    left, right = cells.heading(view), cells.result(view)
    if screen.ascii_only:
        left, right = in_ascii(left), in_ascii(right)
    gap = screen.width - width(left) - width(right)
    if gap > 1:
        yield Cell(left, "bold"), Cell(" " * gap), Cell(right, "bold")
        return
    yield from paragraph(left, screen, "bold")
    yield from paragraph(right, screen, "bold")


def _section(section: Section, screen: Screen) -> Iterator[Line]:
    """A heading and its first few items; how many there are besides."""
    yield from paragraph(section.title, screen, "bold")
    for item in section.sentences[:MOST_ITEMS]:
        yield from paragraph(f"  {item}", screen, indent=4)
    if len(section.sentences) > MOST_ITEMS:
        yield from paragraph(f"  and {len(section.sentences) - MOST_ITEMS} more: --format markdown", screen, "dim")
    yield ()


def _rows(view: Report, screen: Screen) -> Iterator[Row]:
    for number, team in enumerate(view.teams):
        if number:
            yield EMPTY
        if len(view.teams) > 1:
            yield Row(Cell(clean(team.team), "cyan"), {})
        for objective in team.objectives:
            yield _objective(view, objective, screen)
            for key_result in objective.key_results:
                yield _key_result(view, key_result, screen)


def _objective(view: Report, row: ObjectiveRow, screen: Screen) -> Row:
    commitment = row.objective.commitment
    score = row.grade.score
    over = row.status is Status.CLOSED
    figures = {
        "owner": Cell(cells.owner(row.objective.owner)),
        "now → target": Cell(commitment if commitment != "aspirational" else "", "dim"),
        "progress": _bar(score, row.expected, row.status, screen),
        "score": Cell(marks.score(score) if score is not None else "", "bold"),
        "self": Cell(cells.own(row.grade.self_score)),
        "Δ": Cell(cells.change(view, row.address, score), "dim"),
        "conf": Cell(cells.confidence(row.confidence), "red" if row.confidence.dropped else ""),
        "status": Cell(
            cells.verdict(row), cells.COLOURS.get((row.grade.band or row.status) if over else row.status, "")
        ),
    }
    return Row(Cell(clean(row.objective.title), "bold"), figures)


def _key_result(view: Report, row: KeyResultRow, screen: Screen) -> Row:
    progress = None if row.key_result.guardrail else row.score.progress
    figures = {
        "owner": Cell(cells.owner(row.owner), "dim"),
        "now → target": Cell(cells.way(row)),
        "progress": _bar(progress, row.pace.expected, row.pace.status, screen),
        "score": Cell(cells.score(row), "red" if row.score.breached else ""),
        "self": Cell(cells.own(row.review.self_score), "dim"),
        "Δ": Cell(cells.change(view, row.address, progress), "dim"),
        "trend": Cell("" if screen.ascii_only else marks.sparkline(row.trend, SPARK), "cyan"),
        "conf": Cell(cells.confidence(row.confidence), "red" if row.confidence.dropped else "dim"),
        "status": Cell(cells.status(row), cells.COLOURS.get(row.pace.status, "dim")),
        "last": Cell(cells.last(row), "dim"),
    }
    return Row(Cell(clean(row.key_result.title)), figures, indent=2)


def _bar(progress: float | None, expected: float, status: Status, screen: Screen) -> Cell:
    """Progress with the mark of today, which a cycle that is over does not need."""
    mark = None if status is Status.CLOSED else expected
    return Cell(marks.bar(progress, mark, BAR, ascii_only=screen.ascii_only).rstrip())


def _foot(view: Report, screen: Screen) -> Iterator[Line]:
    if not view.closed and any(row.grade.score is not None for row in view.objectives):
        mark = f"│ where a straight line would be in week {view.week}"
        yield from paragraph(f"{mark}; an objective stands as its worst key result does", screen, "dim")
    if view.compared:
        yield from paragraph(cells.compared(view.compared, "Δ"), screen, "dim")
    for said, style in _warnings(view):
        yield from paragraph(said, screen, style)
    yield from _remarks("issues", view.teams, screen)


def _warnings(view: Report) -> Iterator[tuple[str, str]]:
    for address in view.breaches:
        yield f"guardrail breached: {address.path}", "red"
    decided = [f"{row.address.path} {row.review.decision}" for row in view.objectives if row.review.decision]
    if decided:
        yield f"decided: {', '.join(decided)}", ""
    done, due = view.adherence
    if due:
        yield f"check-ins: {done:,} of {due:,} made ({done / due:.0%})", "dim"
    if view.unreadable:
        files = marks.count(view.unreadable, "file")
        yield f"{files} could not be read, and what would stand there is missing: okr lint", "red"


def _remarks(name: str, teams: Sequence[TeamRow], screen: Screen) -> Iterator[Line]:
    found = [(team.team, remark) for team in teams for remark in getattr(team, name)]
    if found:
        yield ()
        yield from paragraph(name, screen, "bold")
    for team, remark in found[:MOST_REMARKS]:
        said = f"  {clean(team)}: {clean(remark.text)} ({clean(remark.by)}, {remark.date})"
        yield from paragraph(said, screen, indent=2)
    if len(found) > MOST_REMARKS:
        yield from paragraph(f"  and {len(found) - MOST_REMARKS} more: --format json", screen, "dim")


def joined(parts: Iterable[str]) -> str:
    """Those of the parts that say something."""
    return " · ".join(part for part in parts if part)
