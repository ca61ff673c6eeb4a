"""Tables of goals in documents: with headers, with the goals in their first column, or with one goal each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from okrcli.rhythm.importing.headers import guess, words_of
from okrcli.rhythm.importing.marks import unmark
from okrcli.rhythm.importing.rows import Row
from okrcli.rhythm.importing.table import Record, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.rhythm.importing.headers import Columns
    from okrcli.rhythm.importing.markdown import Cell, Node

_NUMBERED: Final = re.compile(r"krs? ?\d+")
_SCORE: Final = re.compile(r"[01](?:\.\d+)?|\d+(?:\.\d+)?\s?%")
_MARKS: Final = " *_"


def goals(table: Node) -> list[Row]:
    """The key results of a table; none where it is no table of goals."""
    if len(table.rows) < 2:  # noqa: PLR2004 - a header and a row
        return []
    headers = [cell.text.text.strip(_MARKS) for cell in table.rows[0][1]]
    columns = guess(headers)
    if any(_NUMBERED.fullmatch(words_of(header)) for header in headers):
        return []
    if columns.keys() & {"objective", "key_result"}:
        records = [Record(line, [_lines(cell) for cell in cells]) for line, cells in table.rows[1:]]
        return list(rows_of(columns, records))
    if columns.keys() & {"owner", "score", "target"} and 0 not in {found[0] for found in columns.values()}:
        return list(_first_column(table, columns))
    return list(_upright(table))


def _lines(cell: Cell) -> str:
    """The text of a cell; several lines as a list."""
    return "\n".join(f"- {item}" for item in cell.items) or cell.text.text


def _first_column(table: Node, columns: Columns) -> Iterator[Row]:
    """Rows whose first cell is the goal: an objective where it is bold and alone, else a key result."""
    objective = Row(table.line)
    for line, cells in table.rows[1:]:
        mark = unmark(cells[0].text.text) if cells else unmark("")
        rest: dict[str, Any] = {field: _cell(cells, found[0]) for field, found in columns.items()}
        if not mark.text.strip(_MARKS):
            continue
        if not any(rest.values()):
            if cells[0].text.bold:
                title = re.sub(r"^\d+\s+(?=[A-Z])", "", mark.text)
                objective = Row(line, objective=title, group=line)
                continue
            if mark.text.endswith(":"):
                continue
        text = mark.text.removesuffix(f"({rest.get('owner', '')})").strip()
        yield objective._replace(line=line, key_result=text, **rest)


def _cell(cells: Sequence[Cell], index: int) -> str:
    return cells[index].text.text.strip(_MARKS) if index < len(cells) else ""


def _upright(table: Node) -> Iterator[Row]:
    """A table that says 'Objective' and 'Key results' in its first column: the results are a list."""
    said = {words_of(cells[0].text.text): (line, cells[1]) for line, cells in table.rows if len(cells) > 1}
    results = next((said[name] for name in ("key results", "key result", "krs") if name in said), None)
    if not results or "objective" not in said:
        return
    line, goal = said["objective"]
    owner = next((said[name][1].text.text for name in ("owner", "lead", "dri") if name in said), "")
    objective = Row(line, objective=goal.text.text, objective_owner=owner, group=line)
    for text in results[1].items or (results[1].text.text,):
        yield objective._replace(line=results[0], key_result=unmark(text).text)


def final_scores(table: Node) -> tuple[str, ...]:
    """The scores under 'KR #1', 'KR #2' of a table with one row; many rows are the way, not its end."""
    if len(table.rows) != 2:  # noqa: PLR2004 - a header and a row
        return ()
    (_, headers), (_, cells) = table.rows
    numbered = [index for index, cell in enumerate(headers) if _NUMBERED.fullmatch(words_of(cell.text.text))]
    texts = [_cell(cells, index) for index in numbered]
    return tuple(text if _SCORE.fullmatch(text) else "" for text in texts)
