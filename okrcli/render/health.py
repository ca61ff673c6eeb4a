"""The health of the practice as text and Markdown: each figure with its numbers, its definition and one habit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import marks
from okrcli.render.clean import clean
from okrcli.render.escaping import markdown as escape
from okrcli.render.grid import Cell, Column, Row, as_text, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.render.grid import Line
    from okrcli.render.style import Screen
    from okrcli.reports.health import Figure, Health
    from okrcli.reports.practice import Count

_COLUMNS: Final = (Column("now", 0, right=True), Column("numbers", 1), Column("by cycle", 2))
_TREND: Final = 4
"""Cycles that a trend shows."""


def text(found: Health, screen: Screen, *, by_team: bool) -> str:
    """The figures, then what each means; by team as a table where that is asked for."""
    return as_text(_lines(found, screen, by_team=by_team), screen)


def _lines(found: Health, screen: Screen, *, by_team: bool) -> Iterator[Line]:
    yield from paragraph(_heading(found), screen, "bold")
    yield ()
    yield from table("figure", _COLUMNS, map(_row, found.figures), screen, 0.35)
    if found.bins:
        yield ()
    for said in _extra(found):
        yield from paragraph(said, screen)
    for figure in found.figures:
        yield ()
        yield from paragraph(f"{figure.kind.title}: {value(figure, figure.now)}", screen, "bold")
        yield from paragraph(f"  {figure.kind.definition}", screen, indent=2)
        yield from paragraph(f"  habit: {figure.kind.habit}", screen, "green", 2)
        if by_team:
            yield from _teams(figure, screen)


def _teams(figure: Figure, screen: Screen) -> Iterator[Line]:
    for team, count in figure.teams:
        yield from paragraph(f"    {clean(team)}: {value(figure, count)} ({numbers(figure, count)})", screen, "dim", 6)


def _heading(found: Health) -> str:
    whose = found.team or found.organisation
    parts = (whose, found.cycle, f"practice as of {found.as_of}")
    return " · ".join(clean(str(part)) for part in parts if part)


def _row(figure: Figure) -> Row:
    trend = figure.trend[-_TREND - 1 : -1]
    before = "  ".join(f"{cycle} {value(figure, count)}" for cycle, count in trend if count.share is not None)
    cells = {
        "now": Cell(value(figure, figure.now), "bold"),
        "numbers": Cell(numbers(figure, figure.now), "dim"),
        "by cycle": Cell(before, "dim"),
    }
    return Row(Cell(figure.kind.title), cells)


def value(figure: Figure, count: Count) -> str:
    """A share in percent; of calibration the Brier score; a dash where nothing is known."""
    if count.share is None:
        return marks.NOTHING
    if count.scores:
        return marks.difference(*count.scores)
    return marks.score(count.share) if figure.kind.name == "calibration" else f"{count.share:.0%}"


def numbers(figure: Figure, count: Count) -> str:
    """What it was counted from, or why it could not be."""
    if count.why_not:
        return count.why_not
    if not count.whole:
        return "nothing to count"
    if count.scores:
        return f"{marks.score(count.scores[0])} now, {marks.score(count.scores[1])} as committed"
    if figure.kind.name == "calibration":
        return f"{count.whole} goals"
    return f"{marks.amount(count.part)} of {count.whole}"


def _extra(found: Health) -> Iterator[str]:
    """Reliability by bin: how sure people were, and how often they were right."""
    for one in found.bins:
        sure = f"confidence {marks.share(one.low)} to {marks.share(one.high)} ({one.goals} goals)"
        yield f"{sure}: {marks.score(one.said)} said, {marks.score(one.met / one.goals)} met"


def markdown(found: Health, _screen: Screen, *, by_team: bool) -> str:
    """The same as a page."""
    lines = [f"# {escape(_heading(found))}", "", "| figure | now | numbers | before |", "|---|---:|---|---|"]
    for figure in found.figures:
        cells = _row(figure).figures
        row = (figure.kind.title, cells["now"].text, cells["numbers"].text, cells["by cycle"].text)
        lines.append(f"| {' | '.join(row)} |")
    lines += ["", *(f"- {escape(said)}" for said in _extra(found))]
    for figure in found.figures:
        kind = figure.kind
        lines += ["", f"## {kind.title}: {value(figure, figure.now)}", "", kind.definition, "", f"Habit: {kind.habit}"]
        if by_team:
            told = (
                f"- {escape(team)}: {value(figure, count)} ({numbers(figure, count)})" for team, count in figure.teams
            )
            lines += ["", *told]
    return "\n".join(lines) + "\n"
