"""Exports of OKR tools: one row a goal, and a column that says if it is an objective or a key result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.rhythm.importing.headers import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPE: Final = re.compile(r"(item |goal |okr )?(type|kind|level)")
_TITLE: Final = re.compile(r"title|name|text|description|statement|item|goal|okr")
_OBJECTIVE: Final = re.compile(r"objectives?|obj|o", re.IGNORECASE)
_RESULT: Final = re.compile(r"key.?results?|krs?", re.IGNORECASE)


class Typed(NamedTuple):
    """The columns that say what a row is, and how it is called."""

    type: int
    title: int


def find(cells: Sequence[Sequence[str]]) -> Typed | None:
    """The two columns of a table whose first row are its headers; None where it is another kind of table."""
    headers = [words_of(header) for header in cells[0]]
    types = [index for index, header in enumerate(headers) if _TYPE.fullmatch(header)]
    titles = [index for index, header in enumerate(headers) if _TITLE.fullmatch(header)]
    if not types or not titles:
        return None
    said = [row[types[0]] for row in cells[1:] if types[0] < len(row)]
    known = any(_OBJECTIVE.fullmatch(text) for text in said) and any(_RESULT.fullmatch(text) for text in said)
    return Typed(types[0], titles[0]) if known else None


def widen(cells: Sequence[str], typed: Typed) -> list[str]:
    """A row with its title under 'objective' or 'key result', two columns that are added in front."""
    kind, title = (cells[index] if index < len(cells) else "" for index in typed)
    if _OBJECTIVE.fullmatch(kind):
        return [title, "", *cells]
    return ["", title if _RESULT.fullmatch(kind) else "", *cells]
