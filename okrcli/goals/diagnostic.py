"""A problem in the data as a value: where it is, what it is, what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import date

Route = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of mappings and indices of lists."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Span(NamedTuple):
    """Lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(NamedTuple):
    """A text in the place of a span."""

    span: Span
    text: str


MOST_FIXES: Final = 250
"""Fixes that are worked out at once: each is tried on a whole text. `--fix` goes on until none is left."""


class Fix(NamedTuple):
    """What would mend a finding; one that is not safe may change what was meant."""

    says: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Problem(NamedTuple):
    """What is wrong inside one file, before its place in the text is looked up.

    `where` is a route, or a span where there is no tree to look a route up in. `instead` is what was
    probably meant there: a value, or a key where the problem is one `at_key`; `sure` if nothing else can be.
    """

    name: str
    where: Route | Span
    message: str
    hint: str | None = None
    at_key: bool = False
    instead: str | float | date | None = None
    sure: bool = False


class Diagnostic(NamedTuple):
    """One finding with its place; `address` names the goal it speaks of, if any."""

    path: str
    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    hint: str | None = None
    address: str | None = None
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are shown: by place, then code."""
        return (self.path, self.span.line, self.span.column, self.code, self.message)
