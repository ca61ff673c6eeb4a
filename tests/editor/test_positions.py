"""Columns in the units of three encodings, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.editor.positions import Position, Text
from okrcli.goals.diagnostic import Span
from okrcli.goals.source import Source

LINES = st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), min_size=1, max_size=4)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(LINES, ENCODINGS, st.data())
def test_a_place_is_found_again(lines: list[str], encoding: str, data: st.DataObject) -> None:
    line = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    text = Text(lines, encoding)
    start, end = text.range(Span(line, column, line, column))
    assert start == end
    assert text.place(start) == (line, column)


@given(LINES, ENCODINGS, st.integers(0, 9), st.integers(0, 99))
def test_any_position_of_an_editor_is_some_place(lines: list[str], encoding: str, line: int, character: int) -> None:
    """Editors may send what is beyond a line, or in the middle of a character."""
    place = Text(lines, encoding).place(Position(line, character))
    assert place[0] == line + 1
    assert 1 <= place[1] <= len(lines[line] if line < len(lines) else "") + 1


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 8), ("utf-16", 4), ("utf-32", 3)])
def test_units_are_those_of_the_encoding(encoding: str, character: int) -> None:
    text = Text(["a", "🚀日-x"], encoding)
    start, end = text.range(Span(2, 4, 2, 5))
    assert (start, end) == (Position(1, character), Position(1, character + 1))


def test_a_span_never_ends_before_it_begins() -> None:
    start, end = Text(["abc"]).range(Span(1, 3, 1, 1))
    assert start == end == Position(0, 2)


TEXT = """\
team: payments
objectives:
  trust:
    title: >
      Buyers trust us
    supports: [a/b, "c/d"]
    key_results: {x: {title: T, target: 5}}
# a comment
"""


@pytest.mark.parametrize(
    ("line", "column", "route"),
    [
        (1, 1, (("team",), True)),
        (1, 8, (("team",), False)),
        (1, 15, (("team",), False)),
        (3, 4, (("objectives", "trust"), True)),
        (5, 9, (("objectives", "trust", "title"), False)),
        (6, 17, (("objectives", "trust", "supports", 0), False)),
        (6, 24, (("objectives", "trust", "supports", 1), False)),
        (7, 30, (("objectives", "trust", "key_results", "x", "title"), False)),
        (7, 33, (("objectives", "trust", "key_results", "x", "target"), True)),
        (3, 1, None),
        (8, 3, None),
        (99, 1, None),
    ],
)
def test_what_stands_at_a_place_of_a_file(line: int, column: int, route: object) -> None:
    assert Source(TEXT).route_at(line, column) == route


def test_nothing_stands_in_what_cannot_be_read() -> None:
    assert Source("team: [").route_at(1, 2) is None
    assert Source("").route_at(1, 1) is None
