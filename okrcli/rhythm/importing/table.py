"""Spreadsheets saved as text: whatever separates the columns, whatever their order."""

from __future__ import annotations

import csv
import re
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.rhythm.importing import typed
from okrcli.rhythm.importing.headers import FIELDS, Columns, guess
from okrcli.rhythm.importing.marks import bare
from okrcli.rhythm.importing.rows import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["FIELDS", "Record", "read_table", "rows_of"]

_DELIMITERS: Final = ",;\t|"
_BULLET: Final = re.compile(r"^[-*\u2022\u2013]\s+")
_LISTED: Final = re.compile(r"[-*\u2022\u2013]\s+|\(?\d{1,2}(\.\d{1,2})?[.)]\s+|KR ?\d", re.IGNORECASE)
_PERCENT: Final = re.compile(r"%|\bpercent", re.IGNORECASE)
_TITLE_LINES: Final = 10  # records that may stand above the header
_MERGED: Final = ("objective", "team", "cycle")
"""What a merged cell says once for all the rows beside it."""
_OF_OBJECTIVE: Final = ("objective_owner", "why")


class Record(NamedTuple):
    """The cells of one row, and the line it starts on."""

    line: int
    cells: Sequence[str]


def read_table(text: str, mapping: Mapping[str, str] | None = None) -> Table:
    """The rows of a CSV; `mapping` gives fields the headers of their columns where the guess is wrong.

    Raises OkrError where the text is no table, or no column holds objectives or key results.
    """
    records = _widened(_records(text))
    header, columns = _header(records[:_TITLE_LINES], mapping or {})
    names = records[header].cells
    used = {index for found in columns.values() for index in found}
    percent = any(_PERCENT.search(names[index]) for index in columns.get("score", ()))
    rows = rows_of(columns, records[header + 1 :])
    return Table(
        tuple(row._replace(score=f"{row.score}%") if percent and row.score[-1:].isdigit() else row for row in rows),
        tuple((field, names[index]) for field, found in columns.items() for index in found),
        tuple(name for index, name in enumerate(names) if index not in used and name),
    )


def rows_of(columns: Columns, records: Sequence[Record]) -> Iterator[Row]:
    """The records as rows; a row with several key results gives several.

    An export of merged cells writes an objective once and leaves the rows below it blank. Where no two
    rows running repeat their objective, blank therefore means: the same as above.
    """
    found = [(record.line, _fields(columns, record)) for record in records]
    said = [(line, fields, results) for line, fields in found if (results := _results(fields)) or fields["objective"]]
    merged = not any(
        one["objective"] and one["objective"] == other["objective"] for (_, one, _), (_, other, _) in pairwise(said)
    )
    above: dict[str, str] = {}
    for line, fields, results in said:
        above = _filled(fields, above) if merged else fields
        yield from _rows(line, above, results)


def _fields(columns: Columns, record: Record) -> dict[str, str]:
    """The texts of a record by field; key results are `key_result 0`, `key_result 1` and so on."""
    cells = record.cells
    texts = {
        field if field != "key_result" else f"{field} {number}": cells[index] if index < len(cells) else ""
        for field, found in columns.items()
        for number, index in enumerate(found)
    }
    return texts | {"objective": bare(texts.get("objective", ""))}


def _results(fields: Mapping[str, str]) -> list[str]:
    """The key results of a row: those that are written, and each line of a list in a cell."""
    written = [text for field, text in fields.items() if text and " " in field]
    return [bare(_BULLET.sub("", " ".join(part.split()))) for text in written for part in _parts(text)]


def _parts(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if len(lines) > 1 and all(_LISTED.match(line) for line in lines) else [text]


def _filled(fields: dict[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """The fields with what the merged cells above say."""
    inherited = _MERGED if fields["objective"] else (*_MERGED, *_OF_OBJECTIVE)
    return fields | {field: fields.get(field) or above.get(field, "") for field in inherited}


def _rows(line: int, fields: Mapping[str, str], results: Sequence[str]) -> Iterator[Row]:
    texts: dict[str, Any] = {field: text for field, text in fields.items() if " " not in field}
    if not results:
        owner = texts.get("objective_owner") or texts.pop("owner", "")
        yield Row(line, **texts | {"objective_owner": owner})
    elif len(results) == 1:
        yield Row(line, key_result=results[0], **texts)
    else:
        shared = {field: texts[field] for field in (*_MERGED, *_OF_OBJECTIVE, "owner") if field in texts}
        for result in results:
            yield Row(line, key_result=result, **shared)


def _header(records: Sequence[Record], mapping: Mapping[str, str]) -> tuple[int, Columns]:
    """The first record that names objectives or key results, with its columns."""
    first_error: OkrError | None = None
    for index, record in enumerate(records):
        try:
            columns = guess(record.cells, mapping)
        except OkrError as error:
            first_error = first_error or error
            continue
        if columns.keys() & {"objective", "key_result"}:
            return index, columns
    if first_error:
        raise first_error
    shown = ", ".join(repr(cell) for cell in records[0].cells[:12] if cell)
    raise OkrError(
        f"no column is called objective or key result; the columns are {shown}",
        'say which one it is: --map key_result="NAME OF THE COLUMN"',
    )


def _widened(records: list[Record]) -> list[Record]:
    """The records of an export that says in a column what each row is, with objectives and results apart."""
    columns = typed.find([record.cells for record in records])
    if columns is None:
        return records
    others = ["" if index in columns else name for index, name in enumerate(records[0].cells)]
    names = Record(records[0].line, ["objective", "key result", *others])
    return [names, *(Record(line, typed.widen(cells, columns)) for line, cells in records[1:])]


def _records(text: str) -> list[Record]:
    """The records under the separator that splits the first lines best."""
    best = max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))
    _check_quotes(text, best)
    records = [record for record in _parse(text, best) if any(record.cells)]
    if not records:
        raise OkrError("the file is empty", "give a table with a row of headers")
    return records


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How many headers are known under this separator, and how many columns there are."""
    try:
        first = [record.cells for record, _ in zip(_parse(text, delimiter), range(_TITLE_LINES), strict=False)]
    except OkrError:
        return (0, 0)
    return max(((len(guess(cells)), len(cells)) for cells in first), default=(0, 0))


def _parse(text: str, delimiter: str) -> Iterator[Record]:
    """The records with the lines they start on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield Record(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise OkrError(f"line {line} is not readable as a table: {error}") from None


def _check_quotes(text: str, delimiter: str) -> None:
    """A quote that is never closed would swallow the rest of the file without a word."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise OkrError(f"line {line} opens a quote that is never closed") from None
