"""Lines and columns as editors count them: from 0, columns in units of the encoding that was agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.goals.diagnostic import Span

_BYTES: Final = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS: Final = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


class Position(NamedTuple):
    line: int
    character: int


class Text(NamedTuple):
    """The lines of one file, and the encoding whose units count as columns."""

    lines: Sequence[str]
    encoding: str = "utf-16"

    def range(self, span: Span) -> tuple[Position, Position]:
        """Where a span begins and ends; what is wrong with a whole file stands at its first line."""
        start = self._position(span.line, span.column)
        return start, max(start, self._position(span.end_line, span.end_column))

    def place(self, position: Position) -> tuple[int, int]:
        """Line and column from 1, in code points."""
        before = self._line(position.line).encode(_CODECS[self.encoding], "surrogatepass")
        units = before[: position.character * _BYTES[self.encoding]]
        return position.line + 1, len(units.decode(_CODECS[self.encoding], "ignore")) + 1

    def _position(self, line: int, column: int) -> Position:
        before = self._line(line - 1)[: column - 1]
        return Position(line - 1, len(before.encode(_CODECS[self.encoding], "surrogatepass")) // _BYTES[self.encoding])

    def _line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""
