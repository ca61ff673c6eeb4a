from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.rhythm.importing import Left, Row, Table, read_outline


def goals(text: str) -> list[tuple[str, str]]:
    return [(row.objective, row.key_result) for row in read_outline(text).rows]


def test_headings_and_lists() -> None:
    table = read_outline("# OKRs 2026 Q3\n\n## Guests return\n\n- [x] Sell 5 cakes\n- [ ] Nobody waits (#12)\n")
    assert table == Table(
        (
            Row(5, "Guests return", "Sell 5 cakes", cycle="2026 Q3", group=3),
            Row(6, "Guests return", "Nobody waits", cycle="2026 Q3", group=3),
        ),
        notes=("1 ticked boxes are not taken: a tick is no score",),
    )


def test_a_box_that_is_begun_or_given_up_is_no_part_of_the_words() -> None:
    table = read_outline(
        "# OKRs 2026 Q3\n\n## Guests return\n\n- [~] Sell 5 cakes\n- [-] Sell 3 pies\n- [/] Sell 1 tart\n"
    )
    assert [row.key_result for row in table.rows] == ["Sell 5 cakes", "Sell 3 pies", "Sell 1 tart"]


def test_nested_items_belong_to_the_item_above_them() -> None:
    text = """
## Bakery

* Guests return ([#5](https://tracker.example/5))
\t* [P0] Sell 5 cakes
\t* [P1] Staff stay
\t\t* [P0] Nobody leaves
* Open a second shop
"""
    assert goals(text) == [
        ("Guests return", "Sell 5 cakes"),
        ("Staff stay", "Nobody leaves"),
        ("Bakery", "Open a second shop"),
    ]


def test_marked_goals_with_owners_and_reasons() -> None:
    text = """
## Objectives: Q2 2026

- Objective: Guests return - Owner @ana
    - Why? The street is being rebuilt
    - Key Result: Sell 5 cakes - Owner @ben
        - Why? Cakes are what people come for
    - Key Result 2: Nobody waits
- Not a goal at all
"""
    assert read_outline(text).rows == (
        Row(
            6, "Guests return", "Sell 5 cakes", "@ben", "@ana", cycle="Q2 2026", group=4,
            why="The street is being rebuilt", remark="Cakes are what people come for",
        ),
        Row(
            8, "Guests return", "Nobody waits", "", "@ana", cycle="Q2 2026", group=4,
            why="The street is being rebuilt",
        ),
    )  # fmt: skip


def test_roles_before_the_mark_bold_objectives_and_final_scores() -> None:
    text = """---
title: "FY27-Q1 OKRs"
---
- TOC
{:toc}

1. **CFO: [Close the books early](https://x.example)**
    1. CFO KR: Close within 5 days => 70% (a day late)
    1. CFO KR: Raise accuracy from 90% to 95% => 100%
        1. **Head of Tax, EU: File on time** => done
            1. Head of Tax, EU KR: No late filing. 50% complete
        1. **Payroll: Nobody is paid late**
    1. Payroll: Pay 100% on the 25th =>100%
"""
    table = read_outline(text)
    assert table.notes == ("1 lines tell how it ended (`=> ...`): only a percentage in front is a score",)
    assert {row.cycle for row in table.rows} == {"FY27-Q1"}
    assert [(*row[1:5], row.score) for row in table.rows] == [
        ("Close the books early", "Close within 5 days", "CFO", "CFO", "70%"),
        ("Close the books early", "Raise accuracy from 90% to 95%", "CFO", "CFO", "100%"),
        ("File on time", "No late filing.", "Head of Tax, EU", "Head of Tax, EU", "50%"),
        ("Nobody is paid late", "", "", "Payroll", ""),
        ("Close the books early", "Pay 100% on the 25th", "Payroll", "CFO", "100%"),
    ]


def test_an_arrow_between_two_numbers_is_the_goal() -> None:
    assert goals("## A goal\n- Grow sales 10% => 20%\n") == [("A goal", "Grow sales 10% => 20%")]


def test_handles_and_priorities_before_the_text() -> None:
    (row,) = read_outline("## A goal\n* P0 - @ana-b - Sell 5 cakes\n").rows
    assert (row.key_result, row.owner) == ("Sell 5 cakes", "ana-b")


def test_teams_in_brackets_are_inherited() -> None:
    table = read_outline("## A goal [SHOP]\n- one\n- two [BAR][KITCHEN]\n- three, cut to [TBD]\n- four [P9\n")
    assert [(row.key_result, row.team) for row in table.rows] == [
        ("one", "SHOP"),
        ("two", "BAR / KITCHEN"),
        ("three, cut to [TBD]", "SHOP"),
        ("four [P9", "SHOP"),
    ]


def test_a_list_below_key_results_with_its_owners_and_a_table_of_final_scores() -> None:
    text = """
## Objective: `Guests return`
- **Active from:** 09.04.26
- **Key Results:** Ana and Ben
  1. `Sell 5 cakes`
      * `Ana` : `0.75`
  2. `Nobody waits`

- **Final Score**

| Date | KR #1 | KR #2 | Total |
|:----:|:-----:|:-----:|:-----:|
| July | 0.25 | NA | **0.2** |

- **Grading Notes**
    1. `KR#2: we forgot`

- **Tracking:**

| Date | KR #1 | KR #2 |
|------|:-----:|:-----:|
| May  | 0.1 | 0.2 |
| June | 0.9 | 0.8 |
"""
    assert [(row.key_result, row.owner, row.score) for row in read_outline(text).rows] == [
        ("Sell 5 cakes", "Ana and Ben", "0.25"),
        ("Nobody waits", "Ana and Ben", ""),
    ]


def test_a_table_whose_first_column_holds_the_goals() -> None:
    text = """
## 2026 Q2

| **Shop** | **Priority** | **Owner** | **Mid-Q** | **End-Q** |
| :---: | :---: | :---: | --- | --- |
| **1 Guests return** | | | | |
| Sell 5 cakes (Ana) | **P0** | Ana | 0.9 | 0.5 |
| Guides for guests: | | | | |
| 1. A guide to the menu | P1 | Ben | | **0** |

- [The sheet](https://sheet.example)
"""
    assert read_outline(text) == Table(
        (
            Row(7, "Guests return", "Sell 5 cakes", "Ana", cycle="2026 Q2", score="0.5", group=6),
            Row(9, "Guests return", "A guide to the menu", "Ben", cycle="2026 Q2", score="0", group=6),
        )
    )


def test_a_table_with_headers() -> None:
    text = (
        "| Objective | Key result | Target |\n|---|---|---|\n"
        "| Guests return | Sell cakes | 5 |\n| | Nobody waits | 0 |\n"
    )
    assert [(row.objective, row.key_result, row.target) for row in read_outline(text).rows] == [
        ("Guests return", "Sell cakes", "5"),
        ("Guests return", "Nobody waits", "0"),
    ]


def test_an_html_table_that_stands_upright() -> None:
    text = """
{% tab title="Kitchen" %}
<table>
  <tr><td><b>Domain</b></td><td></td></tr>

  <tr><td>Objective</td><td>Guests &amp; staff
     return</td></tr>
  <tr><td>Lead</td><td>Ana</td></tr>
  <tr><td>Key results</td><td><ul><li>Sell 5 cakes</li><li>Nobody waits</li></ul></td></tr>
</table>
{% endtab %}
"""
    assert read_outline(text).rows == (
        Row(9, "Guests & staff return", "Sell 5 cakes", objective_owner="Ana", group=6),
        Row(9, "Guests & staff return", "Nobody waits", objective_owner="Ana", group=6),
    )


def test_goals_in_paragraphs() -> None:
    text = (
        "**O1: Guests return**\n\nKR1: Sell 5 cakes\nKR2: Nobody waits\n\n"
        "**O2: Staff stay**\n\nKey results:\n\n- Nobody leaves\n"
    )
    assert goals(text) == [
        ("Guests return", "Sell 5 cakes"),
        ("Guests return", "Nobody waits"),
        ("Staff stay", "Nobody leaves"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Objective 1: Guests return\n### Key Results\n1. Sell 5 cakes\n2. Nobody waits\n### Tasks\n- x",
        "## Objective\n\nGuests return\n\n## Key Results\n\n- Sell 5 cakes\n- Nobody waits\n",
        "### O1 \u2014 Guests return\n- KR1.1 \u2014 Sell 5 cakes\n- **KR1.2:** Nobody waits\n",
        "- O: Guests return\n  - KR: Sell 5 cakes\n  - KR: Nobody waits\n",
        "- Guests return\n   - Key results\n      - Sell 5 cakes\n      - Nobody waits\n",
        "1. Guests return\n   1. Sell 5 cakes\n   2. Nobody waits\n",
        "**Guests return**\n- Sell 5 cakes\n- Nobody waits\n",
        "Objective: Guests return\nKey Results:\n- Sell 5 cakes\n- Nobody waits\n",
        "> ## Guests return\n>\n\n## Guests return\n- Sell 5 cakes\n- Nobody waits\n",
        "| Objective | Key results |\n|--|--|\n| Guests return | Sell 5 cakes<br>Nobody waits |\n",
    ],
)
def test_the_same_goals_written_in_many_ways(text: str) -> None:
    assert goals(text) == [("Guests return", "Sell 5 cakes"), ("Guests return", "Nobody waits")]


def test_headings_name_years_quarters_and_teams() -> None:
    text = "# 2026\n## Q3\n### Team Bar & Grill\n#### A goal\n- one\n## Q4\n### Kitchen team OKRs\n#### A goal\n- two\n"
    assert [(row.key_result, row.cycle, row.team) for row in read_outline(text).rows] == [
        ("one", "2026 Q3", "Bar & Grill"),
        ("two", "2026 Q4", "Kitchen"),
    ]


def test_who_why_and_scores_in_words() -> None:
    text = "## A goal\n\n**Owner:** Ana\n**Why:** they left\n\n- one \u2014 **score: 0.7**\n- two (grade 40%)\n"
    assert [(row.key_result, row.score, row.objective_owner, row.why) for row in read_outline(text).rows] == [
        ("one", "0.7", "Ana", "they left"),
        ("two", "40%", "Ana", "they left"),
    ]


def test_items_that_end_in_a_colon_are_the_first_words_of_what_is_below_them() -> None:
    text = "## Guests return\n- Menus in the languages of:\n  - [ ] France\n  - [ ] Spain\n"
    assert goals(text) == [
        ("Guests return", "Menus in the languages of: France"),
        ("Guests return", "Menus in the languages of: Spain"),
    ]


def test_what_is_struck_out_or_stands_nowhere_is_reported() -> None:
    table = read_outline("# OKRs\n- Alone\n\n## ~~Old goal~~\n- ~~old~~\n\n## A goal\n- ~~older~~\n- new\n")
    assert table.left == (
        Left(2, "Alone", "stands below no objective"),
        Left(5, "old", "is struck out"),
        Left(8, "older", "is struck out"),
    )
    assert [row.key_result for row in table.rows] == ["new"]


@pytest.mark.parametrize("heading", ["Table of contents", "Notes", "Members and functions", "How to write goals"])
def test_lists_beside_the_goals_are_passed_over(heading: str) -> None:
    assert read_outline(f"## {heading}\n- one\n- two\n\n## A goal\n- three\n").rows == (
        Row(6, "A goal", "three", group=5),
    )


def test_the_same_wording_twice_is_two_objectives() -> None:
    text = "## A goal\n- one\n\n## A goal\n- two\n"
    assert [row.group for row in read_outline(text).rows] == [1, 4]


LINES = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "- ",
            "  - ",
            "    1. ",
            "| ",
            "|---|",
            "---\n",
            "\n",
            "**",
            "`",
            "~~",
            "[x] ",
            "[DR]",
            ":",
        ),
        *("KR: ", "Objective: ", "Why? ", "Key Results:", "Notes", "=> 70%", "Q3 2026", " a goal ", "@ana "),
        *("<table><tr><td>", "</table>", "<li>"),
    ]
)


@given(st.one_of(st.text(), st.lists(LINES, max_size=30).map("".join)))
def test_any_text_is_an_outline(text: str) -> None:
    for row in read_outline(text).rows:
        assert row.line >= 1
