"""Edits of values, keys and comments: what is meant changes, every other byte stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.goals.diagnostic import Edit, Span
from okrcli.goals.edit import added, applied, commented, renamed, replaced, without
from okrcli.goals.source import Source

GOALS = """\
team: payments  # ours
objectives:
  trust:
    title: "Buyers trust us"   # theirs
    due: 30.9.2026
    key_results:
      done: {title: Raise completion from 61% to 75%, target: '75'}  # flow
      cost:
        # what it costs
        title: Cut the cost from 9 to 4
        target: 4
"""


def edited(text: str, edit: Edit | None) -> str:
    assert edit is not None
    return applied(text, [edit])


def test_a_value_is_replaced_and_nothing_else() -> None:
    edit = replaced(Source(GOALS), ("objectives", "trust", "due"), date(2026, 9, 30))
    assert edited(GOALS, edit) == GOALS.replace("30.9.2026", "2026-09-30")


def test_a_value_keeps_its_quotes_where_text_stays_text() -> None:
    edit = replaced(Source(GOALS), ("objectives", "trust", "title"), "Shops trust us")
    assert edited(GOALS, edit) == GOALS.replace("Buyers", "Shops")


def test_a_number_in_quotes_becomes_a_number() -> None:
    edit = replaced(Source(GOALS), ("objectives", "trust", "key_results", "done", "target"), 75)
    assert edited(GOALS, edit) == GOALS.replace("'75'", "75")


def test_a_text_that_braces_would_cut_is_quoted_inside_of_them() -> None:
    route = ("objectives", "trust", "key_results", "done", "title")
    assert edited(GOALS, replaced(Source(GOALS), route, "a, b")) == GOALS.replace(
        "Raise completion from 61% to 75%", '"a, b"'
    )


def test_a_text_of_several_lines_is_left_alone() -> None:
    text = "a: |\n  b\n  c\n"
    assert replaced(Source(text), ("a",), "x") is None
    assert added(Source(text), (), {"b": 1}, "a") is None


def test_a_key_is_renamed_in_its_place() -> None:
    edit = renamed(Source(GOALS), ("objectives", "trust", "due"), "why")
    assert edited(GOALS, edit) == GOALS.replace("due:", "why:")


def test_a_key_that_is_there_is_not_made_twice() -> None:
    assert renamed(Source(GOALS), ("objectives", "trust", "due"), "title") is None
    assert added(Source(GOALS), ("objectives", "trust"), {"due": 1}, "title") is None


def test_keys_are_added_behind_a_line_with_its_comment() -> None:
    edit = added(Source(GOALS), ("objectives", "trust"), {"owner": "ana", "why": "Because: of it"}, "title")
    assert edited(GOALS, edit) == GOALS.replace("# theirs\n", '# theirs\n    owner: ana\n    why: "Because: of it"\n')


def test_keys_are_added_inside_of_braces() -> None:
    edit = added(Source(GOALS), ("objectives", "trust", "key_results", "done"), {"baseline": 61}, "title")
    assert edited(GOALS, edit) == GOALS.replace("75%, target", "75%, baseline: 61, target")


def test_line_ends_stay_those_of_the_file() -> None:
    text = GOALS.replace("\n", "\r\n")
    edit = added(Source(text), ("objectives", "trust", "key_results", "cost"), {"baseline": 9}, "title")
    assert edited(text, edit) == text.replace("to 4\r\n", "to 4\r\n        baseline: 9\r\n")


def test_a_comment_goes_with_its_blanks_and_alone_with_its_line() -> None:
    assert edited(GOALS, without(Source(GOALS), Span(1, 17, 1, 23))) == GOALS.replace("  # ours", "")
    assert edited(GOALS, without(Source(GOALS), Span(9, 9, 9, 24))) == GOALS.replace("        # what it costs\n", "")


def test_what_is_no_comment_is_not_taken_away() -> None:
    assert without(Source(GOALS), Span(5, 5, 5, 19)) is None


def test_a_comment_is_put_behind_a_line_but_not_into_a_text() -> None:
    assert edited("a: 1\nb: 2\n", commented(Source("a: 1\nb: 2\n"), 1, "# x")) == "a: 1  # x\nb: 2\n"
    assert commented(Source("a: |\n  b\n"), 2, "# x") is None


@pytest.mark.parametrize("route", [("none",), ("objectives",), ("objectives", "trust", "none"), ("team", "x")])
def test_what_is_no_value_is_not_replaced(route: tuple[str, ...]) -> None:
    assert replaced(Source(GOALS), route, "x") is None


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"))
values = st.one_of(texts, st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15).map(lambda x: x + 0.0))
ROUTES = (
    ("team",),
    ("objectives", "trust", "title"),
    ("objectives", "trust", "key_results", "done", "target"),
    ("objectives", "trust", "key_results", "cost", "title"),
)


@given(st.sampled_from(ROUTES), values)
def test_any_value_is_read_back_as_it_was_meant_or_refused(route: tuple[str, ...], value: str | float) -> None:
    edit = replaced(Source(GOALS), route, value)
    if edit is not None:
        after = Source(applied(GOALS, [edit]))
        read = after.data
        for step in route:
            read = read[step]
        assert read == value
        assert not after.problems
        assert applied(GOALS, [edit]).count("#") >= GOALS.count("#")


@given(st.sampled_from((("objectives", "trust"), ("objectives", "trust", "key_results", "done"))), values)
def test_any_value_is_added_as_it_was_meant_or_refused(route: tuple[str, ...], value: str | float) -> None:
    edit = added(Source(GOALS), route, {"new": value}, "title")
    if edit is not None:
        read = Source(applied(GOALS, [edit])).data
        for step in route:
            read = read[step]
        assert read["new"] == value
        assert len(read) == len(_at(GOALS, route)) + 1


def _at(text: str, route: tuple[str, ...]) -> dict[str, object]:
    read = Source(text).data
    for step in route:
        read = read[step]
    assert isinstance(read, dict)
    return read
