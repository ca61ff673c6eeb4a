"""Tables that give up columns rather than figures, at any width."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from okrcli.render.clean import in_ascii
from okrcli.render.grid import Cell, Column, Row, as_text, shortened, table, width, wrapped
from okrcli.render.style import Screen

COLUMNS = (Column("now → target", 1), Column("score", 0, right=True), Column("owner", 2))
LETTERS = st.text(st.sampled_from("ab é日→≥…[/]:"), max_size=60).map(str.strip)
ROWS = st.lists(st.tuples(LETTERS, st.fixed_dictionaries({column.name: LETTERS for column in COLUMNS})), max_size=4)


def drawn(rows: list[tuple[str, dict[str, str]]], screen: Screen) -> list[str]:
    cells = [Row(Cell(first, "bold"), {name: Cell(said) for name, said in figures.items()}) for first, figures in rows]
    return as_text(table("goal", COLUMNS, cells, screen), screen).split("\n")


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(4, 200), st.booleans())
def test_no_line_is_wider_than_the_screen_and_no_figure_is_cut(
    rows: list[tuple[str, dict[str, str]]], width: int, ascii_only: bool
) -> None:
    screen = Screen(width, ascii_only=ascii_only)
    lines = drawn(rows, screen)
    assert all(cell_len(line) <= width for line in lines)
    for column in COLUMNS:
        shown = (in_ascii(column.name) if ascii_only else column.name) in lines[0]
        figures = [in_ascii(figures[column.name]) if ascii_only else figures[column.name] for _, figures in rows]
        assert not shown or all(any(figure in line for line in lines[1:]) for figure in figures)


@given(st.text(), st.integers(1, 40))
def test_texts_are_measured_and_shortened_as_a_terminal_shows_them(text: str, room: int) -> None:
    plain = "".join(character for character in text if character.isprintable())
    assert width(shortened(plain, room)) <= room
    assert width(shortened(plain, room, ends=True)) <= room
    assert all(width(line) <= max(2, room) for line in wrapped(plain, room))
    assert "".join("".join(wrapped(plain, room)).split()) == "".join(plain.split())


def test_columns_go_in_the_order_of_what_can_be_missed() -> None:
    row = ("x" * 60, {"now → target": "66.5 → 75%", "score": "0.39", "owner": "ana"})
    assert drawn([row], Screen(80))[0].split() == ["goal", "now", "→", "target", "score", "owner"]
    assert drawn([row], Screen(46))[0].split() == ["goal", "now", "→", "target", "score"]
    assert drawn([row], Screen(40))[0].split() == ["goal", "score"]
    assert drawn([row], Screen(20))[0].split() == ["goal"]


def test_a_column_that_says_nothing_is_not_there() -> None:
    row = ("x", {"now → target": "", "score": "0.39", "owner": ""})
    assert drawn([row], Screen(80)) == ["goal  score", "x      0.39"]


def test_a_title_takes_three_lines_and_then_ends_in_a_mark_behind_a_word() -> None:
    row = ("a title of many words that go on", {"score": "0.39"})
    assert drawn([row], Screen(33))[1:] == ["a title of many words that   0.39", "go on"]
    row = ("a title of many words that go on and on and never come to an end, whatever is said", {"score": "0.39"})
    assert drawn([row], Screen(33))[1:] == [
        *("a title of many words that   0.39", "go on and on and never", "come to an end, whatever…")
    ]
    assert drawn([row], Screen(33, ascii_only=True))[3] == "come to an end,..."


def test_a_path_keeps_its_end() -> None:
    path = Row(Cell("payments/checkout-trust/completion"), {}, ends=True)
    lines = as_text(table("goal", (), [path], Screen(24)), Screen(24)).split("\n")
    assert lines[1] == "…eckout-trust/completion"


def test_markup_and_emoji_are_text() -> None:
    row = ("[bold]x[/bold] [/x] :100:", {"score": "[p95]"})
    assert drawn([row], Screen(80))[1] == "[bold]x[/bold] [/x] :100:  [p95]"


def test_styles_stay_where_they_were_in_ascii() -> None:
    screen = Screen(40, colour=True, ascii_only=True)
    row = Row(Cell("a → b", "bold"), {"score": Cell("≥ 1", "red")})
    line = as_text(table("t", COLUMNS, [row], screen), screen).split("\n")[1]
    assert line == "\x1b[1ma -> b\x1b[0m   \x1b[31m>= 1\x1b[0m"
