"""The text of one file: its data, what is wrong with it, and where everything stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals import plain
from okrcli.goals.diagnostic import Problem, Route, Span
from okrcli.goals.text import RefusedError, decode, refuse_hidden

if TYPE_CHECKING:
    from okrcli.goals.tree import Extent, Tree

MAX_LINE: Final = 2_000  # shown of one line: a mebibyte without a break takes seconds to clean


class Source:
    """One file as it was read; positions are looked up only when somebody asks."""

    def __init__(self, raw: bytes | str) -> None:
        self.data: Any = None
        self.text = ""
        self.readable = True
        self.problems: tuple[Problem, ...] = ()
        try:
            self.text = decode(raw)
            refuse_hidden(self.text)
            self.data = plain.read(self.text) or self._parsed()
        except RefusedError as refused:
            self.text = self.text or refused.text
            self.readable = False
            self.problems += refused.problems

    def _parsed(self) -> Any:
        """What the YAML parser makes of a text that is not in plain style."""
        from okrcli.goals.events import Reading

        reading = Reading()
        try:
            return reading.build(self.text)
        finally:
            self.problems += tuple(reading.problems)

    def release(self) -> None:
        """Forget the data once it has been turned into values; positions stay available."""
        self.data = None

    @cached_property
    def said(self) -> Any:
        """The data once more, for edits that are held against it."""
        return Source(self.text).data

    def locate(self, where: Route | Span, *, at_key: bool = False) -> Span:
        """Where a route stands: the scalar, else the key of a mapping or list, else its nearest ancestor."""
        if isinstance(where, Span):
            return where
        return self._tree.locate(where, at_key=at_key) if self._tree else Span(1, 1, 1, 1)

    def scalar_slice(self, route: Route) -> tuple[int, int] | None:
        """The offsets in `text` of the scalar at a route, for splicing; None if there is none."""
        return self._tree.scalar_slice(route) if self._tree else None

    def in_flow(self, route: Route) -> bool:
        """Whether the mapping or list at a route is written in braces or brackets."""
        return self._tree.in_flow(route) if self._tree else False

    def in_scalar(self, line: int, column: int) -> bool:
        """Whether a place is inside of a value, where a `#` begins no comment."""
        return self._tree.in_scalar(line, column) if self._tree else False

    def extent(self, line: int) -> tuple[int, int]:
        """The first and the last line of what begins on a line, with all that is in it."""
        return self._tree.extent(line) if self._tree else (line, line)

    def span_of(self, start: int, end: int) -> Span:
        """The span of a part of the text by its offsets."""
        line, end_line = self.text.count("\n", 0, start) + 1, self.text.count("\n", 0, end) + 1
        column, end_column = (offset - self.text.rfind("\n", 0, offset) for offset in (start, end))
        return Span(line, column, end_line, end_column)

    def route_at(self, line: int, column: int) -> tuple[Route, bool] | None:
        """The way to the key or scalar at a place, and whether it is a key; None where there is none."""
        return self._tree.route_at(line, column) if self._tree else None

    def collection(self, route: Route) -> Extent | None:
        """Where the mapping or list at a route stands, for splicing; None if there is none."""
        return self._tree.collection(route) if self._tree else None

    def line(self, number: int) -> str:
        """A line of the text, from 1, without its end; empty beyond the last, cut where nobody would read on."""
        lines = self._lines
        return lines[number - 1][:MAX_LINE] if 0 < number <= len(lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return [line.removesuffix("\r") for line in self.text.split("\n")]

    @cached_property
    def _tree(self) -> Tree | None:
        from okrcli.goals.tree import Tree

        return Tree(self.text) if self.readable else None
