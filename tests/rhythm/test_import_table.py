from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.rhythm.importing import Row, decode, read_table

PLAIN = "Objective,Key result,Owner\nGuests return,Raise return visits from 10% to 20%,ana\n"


def test_columns_are_guessed_and_the_guess_is_shown() -> None:
    table = read_table("KR;Team;Mood;Quarter;Grade;Goal;DRI\nSell 5 cakes;Shop;sunny;2026-Q1;0.4;Guests return;ana\n")
    assert table.columns == (
        ("key_result", "KR"),
        ("team", "Team"),
        ("cycle", "Quarter"),
        ("score", "Grade"),
        ("objective", "Goal"),
        ("owner", "DRI"),
    )
    assert table.unknown == ("Mood",)
    assert table.rows == (Row(2, "Guests return", "Sell 5 cakes", "ana", team="Shop", cycle="2026-Q1", score="0.4"),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end(delimiter: str, ending: str) -> None:
    text = PLAIN.replace(",", delimiter).replace("\n", ending)
    assert read_table(text).rows == read_table(PLAIN).rows


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Key Results", "key_result"),
        ("KR #1", "key_result"),
        ("What we measure", "key_result"),
        ("Measure", "key_result"),
        ("Objective (O)", "objective"),
        ("Responsible person", "owner"),
        ("KR owner", "owner"),
        ("Objective Owner", "objective_owner"),
        ("Department", "team"),
        ("Time frame", "cycle"),
        ("Final score (0-1)", "score"),
        ("Result %", "score"),
        ("Start", "baseline"),
        ("Goal value", "target"),
        ("Due_date", "due"),
        ("Unit of measure", "unit"),
        ("KPI", "metric"),
        ("Rationale", "why"),
    ],
)
def test_headers_that_people_use(header: str, field: str) -> None:
    assert (field, header) in read_table(
        f"{header},O\nx,y\n" if field != "objective" else f"{header},KR\nx,y\n"
    ).columns


def test_a_map_wins_over_the_guess() -> None:
    text = "Objective,Result,What moves\nGuests return,done,Raise visits\n"
    table = read_table(text, {"key_result": "what moves", "objective": "Objective"})
    assert table.rows[0].key_result == "Raise visits"
    assert table.unknown == ("Result",)
    assert read_table(text, {"objective": ""}).rows[0].objective == ""


def test_one_column_can_be_mapped_to_two_fields() -> None:
    table = read_table("Owner,KR\nKitchen,Sell 5 cakes\n", {"team": "Owner", "owner": "Owner"})
    assert (table.rows[0].team, table.rows[0].owner) == ("Kitchen", "Kitchen")


@pytest.mark.parametrize(
    ("mapping", "message", "hint"),
    [
        ({"ownr": "Owner"}, "no field 'ownr' to map to", "did you mean 'owner'?"),
        ({"owner": "Ownr"}, "no column 'Ownr'", "did you mean 'owner'?"),
        ({"owner": "Zzz"}, "no column 'Zzz'", "the columns are 'Objective', 'Key result', 'Owner'"),
    ],
)
def test_a_map_that_names_nothing_is_refused(mapping: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(OkrError) as raised:
        read_table(PLAIN, mapping)
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_title_above_the_header_is_passed_over_and_lines_are_counted() -> None:
    table = read_table(f'Our goals,,\n,,\n{PLAIN}"Two\nlines",Sell 5 cakes,ben\nx,Sell 6 cakes,ben\n')
    assert [(row.line, row.objective) for row in table.rows] == [
        (4, "Guests return"),
        (5, "Two\nlines"),
        (7, "x"),
    ]


def test_merged_cells_are_filled_down() -> None:
    table = read_table(
        "Team,Objective,Objective owner,Key result,Owner\n"
        "Shop,Guests return,ana,Sell 5 cakes,ben\n"
        ",,,Sell 6 cakes,\n"
        ",Staff stay,,Nobody leaves,cy\n"
        "Bar,,,Everybody sings,\n"
    )
    assert [(row.team, row.objective, row.objective_owner, row.owner) for row in table.rows] == [
        ("Shop", "Guests return", "ana", "ben"),
        ("Shop", "Guests return", "ana", ""),
        ("Shop", "Staff stay", "", "cy"),
        ("Bar", "Staff stay", "", ""),
    ]


def test_where_objectives_are_repeated_a_blank_is_no_objective() -> None:
    table = read_table("Objective,KR\nA goal,one\nA goal,two\n,three\n")
    assert [row.objective for row in table.rows] == ["A goal", "A goal", ""]


def test_an_objective_on_a_line_of_its_own_has_the_owner() -> None:
    table = read_table("Objective,KR,Owner\nA goal,,ana\n,one,ben\n")
    assert [(row.objective, row.key_result, row.owner, row.objective_owner) for row in table.rows] == [
        ("A goal", "", "", "ana"),
        ("A goal", "one", "ben", ""),
    ]


def test_several_key_results_in_a_row_are_several_rows() -> None:
    table = read_table("Objective,KR 1,KR 2,KR 3,Owner\nA goal,one,two,,ana\n")
    assert [(row.key_result, row.owner) for row in table.rows] == [("one", "ana"), ("two", "ana")]


def test_an_export_with_a_column_that_says_what_each_row_is() -> None:
    table = read_table(
        "Type,Title,Owner,Deadline\n"
        "Objective,Guests return,ana,\n"
        "Key result,Sell 5 cakes,ben,2026-09-30\n"
        "Task,Buy flour,ben,\n"
        "Objective,Staff stay,,\n"
        "Key result,Nobody leaves\n"
    )
    assert table.unknown == ()
    assert [(row.objective, row.key_result, row.objective_owner, row.owner, row.due) for row in table.rows] == [
        ("Guests return", "", "ana", "", ""),
        ("Guests return", "Sell 5 cakes", "", "ben", "2026-09-30"),
        ("Staff stay", "", "", "", ""),
        ("Staff stay", "Nobody leaves", "", "", ""),
    ]


def test_a_list_in_a_cell_is_several_rows_and_numbers_before_titles_are_no_part_of_them() -> None:
    table = read_table(
        'Objective,KR\n"O1: Guests return","1. Sell 5 cakes\n2. Nobody waits"\n'
        '2. Staff stay,"KR 1 - two\nlines - in one"\n'
    )
    assert [(row.objective, row.key_result) for row in table.rows] == [
        ("Guests return", "Sell 5 cakes"),
        ("Guests return", "Nobody waits"),
        ("Staff stay", "two lines - in one"),
    ]


def test_a_percentage_may_stand_in_the_header() -> None:
    table = read_table("KR,Score (%)\none,70\ntwo,80%\nthree,\n")
    assert [row.score for row in table.rows] == ["70%", "80%", ""]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (" \n,,\n", "the file is empty"),
        ("a,b\n1,2\n", "no column is called objective or key result; the columns are 'a', 'b'"),
        ('KR,Owner\none,ana\n"two,ben\nthree,cy\n', "line 3 opens a quote that is never closed"),
        (
            "KR\n" + "x" * 200_000 + "\n",
            "line 2 is not readable as a table: field larger than field limit (131072)",
        ),
    ],
)
def test_what_is_no_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(OkrError) as raised:
        read_table(text)
    assert raised.value.message == message


def test_a_file_must_be_utf_8() -> None:
    assert decode(b"\xef\xbb\xbfKR\n") == "KR\n"
    with pytest.raises(OkrError, match="line 2: byte 0xe9 is not UTF-8"):
        decode("KR\ncafé\n".encode("latin-1"))
    with pytest.raises(OkrError, match="a workbook"):
        decode(b"PK\x03\x04rest")


@given(st.text(alphabet=st.sampled_from('KROwner,;|\t\n\r" Objective\0é'), max_size=80))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        table = read_table(text)
    except OkrError:
        return
    assert all(row.line >= 1 for row in table.rows)
