"""Reports for a terminal: tables that give up columns rather than figures."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from okrcli.render import cells, marks
from okrcli.render.clean import clean, in_ascii
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report, TeamRow

BAR: Final = 10
SPARK: Final = 8
MOST_REMARKS: Final = 5
_GAP: Final = 2


class Column(NamedTuple):
    """A column of figures, never shortened; where there is no room, the highest `drop` goes first."""

    name: str
    drop: int = 0
    right: bool = False


Row = tuple[Text, "Mapping[str, Text]"]
"""The first cell, which may be shortened, and the figures by column."""


def draw(title: str, columns: Sequence[Column], rows: Iterable[Row | None], screen: Screen) -> Table:
    """A table as wide as the screen; None among the rows is an empty line."""
    rows = list(rows)
    if screen.ascii_only:
        rows = [row and _row_in_ascii(row) for row in rows]
        columns = [column._replace(name=in_ascii(column.name)) for column in columns]
    kept = _fitting(columns, rows, screen)
    widths = [_needs(column, rows) for column in kept]
    widest = max((row[0].cell_len for row in rows if row), default=0)
    room = max(1, min(max(widest, len(title)), screen.width - sum(width + _GAP for width in widths)))
    table = Table(box=None, padding=(0, _GAP, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    table.add_column(title, no_wrap=True, width=room)
    for column, width in zip(kept, widths, strict=True):
        justify: Literal["right", "left"] = "right" if column.right else "left"
        table.add_column(column.name, no_wrap=True, width=width, justify=justify)
    for row in rows:
        first, figures = row or (Text(), {})
        cells_of_row = (figures.get(column.name, Text()) for column in kept)
        table.add_row(_shortened(first, room, screen), *cells_of_row)
    return table


def _row_in_ascii(row: Row) -> Row:
    """A row as wide as it will be when its signs are written in ASCII."""
    first, figures = row
    return _text_in_ascii(first), {in_ascii(name): _text_in_ascii(text) for name, text in figures.items()}


def _text_in_ascii(text: Text) -> Text:
    edges = {edge for span in text.spans for edge in (span.start, span.end)}
    parts = text.divide(sorted(edges - {0, len(text)}))
    styled = ((in_ascii(part.plain), part.spans[0].style if part.spans else "") for part in parts)
    return Text.assemble(*styled, style=text.style)


def _shortened(text: Text, width: int, screen: Screen) -> Text:
    """The text in so many columns, with a mark where something is missing."""
    if text.cell_len <= width:
        return text
    mark = "..." if screen.ascii_only else "…"
    short = text.copy()
    short.truncate(max(0, width - len(mark)))
    short.rstrip()
    return short.append(mark[:width])


def _needs(column: Column, rows: Sequence[Row | None]) -> int:
    figures = (row[1][column.name].cell_len for row in rows if row and column.name in row[1])
    return max(len(column.name), *figures, 0)


def _fitting(columns: Sequence[Column], rows: Sequence[Row | None], screen: Screen) -> list[Column]:
    """The columns that fit beside a readable first one, and say something."""
    kept = [column for column in columns if any(row and row[1].get(column.name) for row in rows)]
    least = max(24, screen.width * 3 // 10)  # columns that a title needs to be told from others
    while kept and least + sum(_needs(column, rows) + _GAP for column in kept) > screen.width:
        kept.remove(max(kept, key=lambda column: column.drop))
    return kept


def print_out(parts: Iterable[RenderableType], screen: Screen) -> str:
    """What Rich makes of the parts, as text; nothing in it is ever taken for markup."""
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},  # where TERM=dumb would make it 80 columns wide
    )
    console.print(Group(*parts))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


_COLUMNS: Final = (
    Column("owner", 4),
    Column("now → target", 1),
    Column("progress", 2),
    Column("score", 0, right=True),
    Column("trend", 6),
    Column("conf", 3, right=True),
    Column("status", 0),
    Column("last", 5, right=True),
)


def report(view: Report, screen: Screen) -> str:
    """A cycle: its objectives and key results with progress, score and status."""
    if not view.objectives:
        return no_goals(view, screen)
    rule = Rule(style="dim", characters="-" if screen.ascii_only else "─")
    table = draw("key result", _COLUMNS, _rows(view, screen), screen)
    return print_out([_head(view, screen), rule, table, Text(), *_foot(view)], screen)


def no_goals(view: Report, screen: Screen) -> str:
    """What is shown of a cycle, a team or a person without goals."""
    return print_out([Text(cells.heading(view), "bold"), Text("no goals here")], screen)


def _head(view: Report, screen: Screen) -> Text:
    left, right = Text(cells.heading(view), "bold"), Text(cells.result(view), "bold")
    gap = screen.width - left.cell_len - right.cell_len
    return Text.assemble(left, " " * gap if gap > 1 else "\n", right)


def _rows(view: Report, screen: Screen) -> Iterator[Row | None]:
    for number, team in enumerate(view.teams):
        if number:
            yield None
        if len(view.teams) > 1:
            yield Text(clean(team.team), "cyan"), {}
        for objective in team.objectives:
            yield _objective(objective, screen)
            for key_result in objective.key_results:
                yield _key_result(key_result, screen)


def _objective(row: ObjectiveRow, screen: Screen) -> Row:
    commitment = row.objective.commitment
    verdict = cells.verdict(row)
    belief = cells.confidence(row.confidence)
    return Text(clean(row.objective.title), "bold"), {
        "owner": Text(clean(row.objective.owner or "")),
        "now → target": Text(commitment if commitment != "aspirational" else "", "italic dim"),
        "progress": _bar(row.grade.score, row.expected, row.status, screen),
        "score": Text(marks.score(row.grade.score), "bold") if row.grade.score is not None else Text(),
        "conf": Text(belief, "red" if row.confidence.dropped else ""),
        "status": Text(
            verdict,
            cells.COLOURS.get(row.grade.band or row.status if row.status is Status.CLOSED else row.status, ""),
        ),
    }


def _key_result(row: KeyResultRow, screen: Screen) -> Row:
    breached = row.score.breached
    belief = cells.confidence(row.confidence)
    progress = None if row.key_result.guardrail else row.score.progress
    return Text(f"  {clean(row.key_result.title)}"), {
        "owner": Text(clean(row.owner or ""), "dim"),
        "now → target": Text(cells.way(row)),
        "progress": _bar(progress, row.pace.expected, row.pace.status, screen),
        "score": Text(cells.score(row), "red" if breached else ""),
        "trend": Text("" if screen.ascii_only else marks.sparkline(row.trend, SPARK), "cyan"),
        "conf": Text(belief, "red" if row.confidence.dropped else "dim"),
        "status": Text(cells.status(row), cells.COLOURS.get(row.pace.status, "dim")),
        "last": Text(cells.last(row), "dim"),
    }


def _bar(progress: float | None, expected: float, status: Status, screen: Screen) -> Text:
    """Progress with the mark of today, which a cycle that is over does not need."""
    mark = None if status is Status.CLOSED else expected
    return Text(marks.bar(progress, mark, BAR, ascii_only=screen.ascii_only).rstrip())


def _foot(view: Report) -> Iterator[RenderableType]:
    if not view.closed and any(row.grade.score is not None for row in view.objectives):
        yield Text(f"│ where a straight line would be in week {view.week}", "dim")
    for address in view.breaches:
        yield Text(f"guardrail breached: {address.path}", "red")
    yield from _amended(view)
    done, due = view.adherence
    if due:
        yield Text(f"check-ins: {done} of {due} made ({done / due:.0%})", "dim")
    if view.unreadable:
        files = marks.count(view.unreadable, "file")
        yield Text(f"{files} could not be read, and what would stand there is missing: okr lint", "red")
    yield from _remarks("issues", view.teams)


def _amended(view: Report) -> Iterator[Text]:
    if view.committed:
        from okrcli.render.terminal_committed import foot

        yield from (Text(line, "yellow") for line in foot(view.committed, MOST_REMARKS))
        return
    rows = [row for objective in view.objectives for row in objective.key_results if row.original]
    for row in rows:
        before = marks.score(row.original.progress if row.original else None)
        now = marks.score(row.score.progress)
        yield Text(f"amended: {row.address.path} scores {now} as amended, {before} as committed", "yellow")


def _remarks(name: str, teams: Sequence[TeamRow]) -> Iterator[RenderableType]:
    found = [(team.team, remark) for team in teams for remark in getattr(team, name)]
    if found:
        yield Text(f"\n{name}", "bold")
    for team, remark in found[:MOST_REMARKS]:
        said = f"{clean(team)}: {clean(remark.text)} ({clean(remark.by)}, {remark.date})"
        yield Padding(Text(said), (0, 0, 0, 2))
    if len(found) > MOST_REMARKS:
        yield Text(f"  and {len(found) - MOST_REMARKS} more: --format json", "dim")
