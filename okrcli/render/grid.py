"""Lines of styled cells, and tables that give up columns rather than figures; drawn as text or as SVG."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.render.clean import in_ascii
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from okrcli.render.style import Screen

_GAP: Final = 2
_MOST_LINES: Final = 3
"""Lines that the title of a row may take."""


class Cell(NamedTuple):
    """A text in one style: the names of `paint`, with a blank between them."""

    text: str
    style: str = ""

    @property
    def styles(self) -> tuple[str, ...]:
        return tuple(self.style.split())


Line = tuple[Cell, ...]
_NO_CELL: Final = Cell("")


class Column(NamedTuple):
    """A column of figures, never shortened; where there is no room, the highest `drop` goes first."""

    name: str
    drop: int = 0
    right: bool = False


class Row(NamedTuple):
    """The first cell, which may be shortened, and the figures by column; `ends` keeps the end of a path.

    `wraps` lets it go on in a second line.
    """

    first: Cell
    figures: Mapping[str, Cell]
    indent: int = 0
    ends: bool = False
    wraps: bool = True


EMPTY: Final = Row(Cell(""), {})


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def shortened(text: str, room: int, *, ends: bool = False, ascii_only: bool = False) -> str:
    """The text in so many columns, with a mark where something is missing; `ends` keeps the end of it."""
    if width(text) <= room:
        return text
    mark = "..." if ascii_only else "…"
    if ends:
        return (mark + upto(text[::-1], room - len(mark))[::-1])[: max(0, room)]
    return (_words_upto(text, room - len(mark)) + mark)[: max(0, room)]


def _words_upto(text: str, room: int) -> str:
    """As many whole words as fit; the beginning of one that alone is too long."""
    cut = upto(text, room)
    whole = cut if text[len(cut) : len(cut) + 1] in ("", " ") else cut.rpartition(" ")[0]
    return (whole if width(whole) > room // 2 else cut).rstrip()


def upto(text: str, room: int) -> str:
    """As many whole characters from the start as fit."""
    taken = 0
    for nth, character in enumerate(text):
        taken += _columns(character)
        if taken > room:
            return text[:nth]
    return text


def wrapped(text: str, room: int, indent: int = 0) -> list[str]:
    """The text in lines of at most so many columns, broken between words; later lines are set in."""
    room = max(1, room)
    lines, line = [], ""
    for word in _words(text, max(1, room - indent)):
        space = " " if line.strip() else ""
        if line.strip() and width(line) + len(space) + width(word) > room:
            lines.append(line)
            line, space = " " * indent, ""
        line += space + word
    return [*lines, line]


def _words(text: str, longest: int) -> Iterator[str]:
    """Words, cut where one alone is too long; blanks in front stay."""
    lead = text[: len(text) - len(text.lstrip(" "))]
    for nth, word in enumerate(text.split()):
        rest = f"{lead if nth == 0 else ''}{word}"
        while width(rest) > longest:
            part = upto(rest, longest) or rest[0]
            yield part
            rest = rest[len(part) :]
        if rest:
            yield rest


def paragraph(text: str, screen: Screen, style: str = "", indent: int = 0) -> Iterator[Line]:
    """A text of ours in as many lines as it needs."""
    said = in_ascii(text) if screen.ascii_only else text
    return ((Cell(line, style),) for line in wrapped(said, screen.width, min(indent, screen.width // 2)))


def table(
    title: str, columns: Sequence[Column], rows: Iterable[Row], screen: Screen, share: float = 0.3
) -> Iterator[Line]:
    """A heading and the rows, as wide as the screen at most; `share` of it is kept for the first column."""
    rows = list(rows)
    if screen.ascii_only:
        rows = [_row_in_ascii(row) for row in rows]
        columns = [column._replace(name=in_ascii(column.name)) for column in columns]
    needs = {column: _needs(column, rows) for column in columns}
    widest = max((row.indent + width(row.first.text) for row in rows), default=0)
    least = max(24, min(widest, int(screen.width * share)))  # columns that a title needs to be told from others
    kept = _fitting(columns, rows, needs, screen.width - least)
    room = max(1, min(max(widest, len(title)), screen.width - sum(needs[column] + _GAP for column in kept)))
    names = {column.name: Cell(column.name, "dim") for column in kept}
    yield _line(Cell(shortened(title, room), "dim"), names, kept, needs, room)
    for row in rows:
        yield from _lines(row, kept, needs, room, screen)


def _lines(row: Row, kept: Sequence[Column], needs: Mapping[Column, int], room: int, screen: Screen) -> Iterator[Line]:
    """A row: its title may go on below, its figures stand in the first line."""
    pad = " " * min(row.indent, room // 2)
    free = room - len(pad)
    text = row.first.text
    parts = (text,) if row.ends or not row.wraps or width(text) <= free else _some_lines(text, free)
    for nth, part in enumerate(parts):
        said = shortened(part, free, ends=row.ends, ascii_only=screen.ascii_only)
        yield _line(Cell(pad + said, row.first.style), {} if nth else row.figures, kept, needs, room)


def _some_lines(text: str, room: int) -> tuple[str, ...]:
    """A long text in as many lines as a title may have; all that is left is in the last one."""
    lines = _lines_of_ascii(text, room) if text.isascii() else wrapped(text, room)
    head, rest = lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1 :]
    return (*head, *([" ".join(rest)] if rest else []))


def _lines_of_ascii(text: str, room: int) -> list[str]:
    lines: list[str] = []
    while len(text) > room and len(lines) < _MOST_LINES - 1:
        end = text.rfind(" ", 0, room + 1)
        end = end if end > 0 else room
        lines.append(text[:end])
        text = text[end:].lstrip(" ")
    return [*lines, text]


def _line(
    first: Cell, figures: Mapping[str, Cell], kept: Sequence[Column], needs: Mapping[Column, int], room: int
) -> Line:
    cells = [Cell(first.text + " " * (room - width(first.text)), first.style)]
    gap = " " * _GAP
    for column in kept:
        text, style = figures.get(column.name, _NO_CELL)
        pad = " " * (needs[column] - width(text))
        cells.append(Cell(f"{gap}{pad}{text}" if column.right else f"{gap}{text}{pad}", style))
    return tuple(cells)


def _row_in_ascii(row: Row) -> Row:
    figures = {in_ascii(name): Cell(in_ascii(cell.text), cell.style) for name, cell in row.figures.items()}
    return row._replace(first=Cell(in_ascii(row.first.text), row.first.style), figures=figures)


def _needs(column: Column, rows: Sequence[Row]) -> int:
    figures = (width(cell.text) for row in rows if (cell := row.figures.get(column.name)))
    return max(len(column.name), *figures, 0)


def _fitting(columns: Sequence[Column], rows: Sequence[Row], needs: Mapping[Column, int], room: int) -> list[Column]:
    """The columns that fit beside the first one, and say something."""
    kept = [column for column in columns if any((cell := row.figures.get(column.name)) and cell.text for row in rows)]
    while kept and sum(needs[column] + _GAP for column in kept) > room:
        kept.remove(max(kept, key=lambda column: column.drop))
    return kept


def as_text(lines: Iterable[Line], screen: Screen) -> str:
    """The lines with their styles as ANSI where colour is on; no blanks at the ends."""
    if not screen.colour:
        return "\n".join("".join(cell.text for cell in line).rstrip() for line in lines)
    return "\n".join(_painted(line) for line in lines)


def _painted(line: Line) -> str:
    return "".join(map(_painted_cell, line)).rstrip()


def _painted_cell(cell: Cell) -> str:
    """The text in its style; blanks around it have none."""
    said = cell.text.strip(" ")
    before, _, after = cell.text.partition(said) if said else (cell.text, "", "")
    return f"{before}{paint(said, *cell.styles, on=bool(cell.style))}{after}"
