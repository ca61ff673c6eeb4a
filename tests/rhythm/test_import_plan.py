from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.goals.cycle import Calendar
from okrcli.goals.workspace import Workspace, load
from okrcli.rhythm.importing import Choices, Import, Left, Row, plan
from okrcli.rhythm.importing.cycles import read
from okrcli.rhythm.importing.people import owner
from okrcli.rhythm.importing.rows import tidy

QUARTERS = Calendar()
HERE = Choices(team="shop", cycle="2026-Q3")


def imported(*rows: Row, choices: Choices = HERE, workspace: Workspace | None = None) -> Import:
    return plan(rows, QUARTERS, choices, workspace)


def files(result: Import) -> dict[str, str]:
    return {path: text for path, text in result.files if path.startswith("okr")}


def test_goals_are_written_in_the_style_of_the_format() -> None:
    result = imported(
        Row(2, "Guests return", "Raise return visits from 10% to 20%", "ana", why="The street is rebuilt"),
        Row(3, "Guests return", "Keep at least 4 tables free", "ben / cy", remark="they told us"),
        Row(4, "Guests return", "Publish a menu", "ana", due="2026-09-01"),
    )
    assert files(result) == {
        "okr.yaml": files(result)["okr.yaml"],
        "okrs/2026-Q3/shop.yaml": """\
# yaml-language-server: $schema=../../.okr/goals.schema.json
team: shop
objectives:
  guests-return:
    title: Guests return
    why: The street is rebuilt
    key_results:
      return-visits:
        title: Raise return visits from 10% to 20%
        metric: return visits
        unit: "%"
        baseline: 10
        target: 20
        owner: ana
      # why: they told us
      tables-free:
        kind: threshold
        title: Keep at least 4 tables free
        metric: tables free
        at_least: 4
        owner: ben  # with cy
      publish-menu:
        title: Publish a menu
        owner: ana
        due: 2026-09-01
""",
    }
    assert "teams:\n  shop: {level: team, members: [ana, ben]}\n" in files(result)["okr.yaml"]
    assert (result.objectives, result.key_results, result.measured) == (1, 3, 2)
    assert result.notes == ("1 key results name several owners: the first one has it, the others are in a comment",)


def test_one_owner_of_all_key_results_owns_the_objective() -> None:
    result = imported(Row(2, "A goal", "one thing", "ana"), Row(3, "A goal", "another thing", "ana"))
    assert files(result)["okrs/2026-Q3/shop.yaml"].count("owner: ana") == 1


def test_cells_win_over_the_sentence() -> None:
    result = imported(Row(2, "A goal", "Sell at least 5 cakes", baseline="1,200", target="$1.5k", metric="sales"))
    (goals,) = load(result.files).goals
    (said,) = goals.goals.objectives["a-goal" if "a-goal" in goals.goals.objectives else "goal"].key_results.values()
    assert (said.kind, said.metric, said.unit, said.baseline, said.target) == (
        "metric",
        "sales",
        "$",
        1200,
        1500,
    )


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (Row(2, "A goal", "one thing", target="soon"), "line 2: target 'soon' is no number"),
        (Row(2, "A goal", "one thing", baseline="3 of 4"), "line 2: baseline '3 of 4' is no number"),
        (
            Row(2, "A goal", "one thing", due="next week"),
            "line 2: due 'next week' is no date like 2026-09-30",
        ),
        (
            Row(2, "A goal", "one thing", score="done"),
            "line 2: score 'done' is neither from 0 to 1 nor a percentage",
        ),
        (
            Row(2, "A goal", "one thing", score="7"),
            "line 2: score '7' is neither from 0 to 1 nor a percentage",
        ),
        (Row(2, "A goal", "one thing", why="x" * 1001), "line 2: the why of 1,001 characters is left out"),
        (Row(2, "A goal", "one\u202e thing"), "1 rows held hidden characters: they are taken out"),
        (
            Row(2, "A goal", "one thing", team="Bar / Shop"),
            "1 rows name several teams: the first one has them",
        ),
    ],
)
def test_what_cannot_be_taken_is_noted_and_the_rest_is_placed(row: Row, note: str) -> None:
    result = imported(row)
    assert (result.notes, result.key_results) == ((note,), 1)


def test_published_scores_are_a_review_of_the_last_day() -> None:
    result = imported(
        Row(2, "A goal", "one thing", score="70%"),
        Row(3, "A goal", "another thing", score="1500%"),
        Row(4, "A goal", "a third thing", score="0.4"),
        Row(5, "A goal", "a fourth thing"),
    )
    assert (
        files(result)["okrs/2026-Q3/reviews/shop.yaml"]
        == """\
# yaml-language-server: $schema=../../../.okr/review.schema.json
date: 2026-09-30
by: import
results:
  goal/one-thing: {self_score: 0.7, because: "as published, 70%"}
  goal/another-thing: {self_score: 1, because: "as published, 1500%"}
  goal/third-thing: {self_score: 0.4, because: "as published, 0.4"}
"""
    )
    assert result.scores == 3


@pytest.mark.parametrize(
    ("row", "choices", "reason"),
    [
        (Row(2, "A goal", "one"), Choices(cycle="2026-Q3"), "names no team: choose one with --team"),
        (
            Row(2, "A goal", "one"),
            Choices(team="shop"),
            "names no cycle: choose one with --cycle or --map-cycle",
        ),
        (
            Row(2, "A goal", "one", cycle="Apollo"),
            Choices(team="shop"),
            "'Apollo' is no quarter of the calendar: choose one with --cycle or --map-cycle",
        ),
        (Row(2, "", "one"), HERE, "names no objective: give one with --objective"),
        (Row(2, "A goal", "TBD"), HERE, "is a placeholder"),
        (Row(2, "...", "one"), HERE, "is a placeholder"),
        (Row(2, "A goal", "x" * 1001), HERE, "is longer than 1,000 characters"),
        (Row(2, "x" * 1001), HERE, "is longer than 1,000 characters"),
    ],
)
def test_what_cannot_be_placed_is_left_with_its_reason(row: Row, choices: Choices, reason: str) -> None:
    result = imported(row, choices=choices)
    assert result.left == (Left(2, (row.key_result or row.objective)[:1000], reason),)
    assert result.files == ()


def test_what_is_there_already_is_left() -> None:
    again = Row(4, "A goal", "One thing", "ana")
    result = imported(Row(2, "a goal", "one thing", "ana"), Row(3, "A goal", "one thing", "ben"), again)
    assert result.left == (Left(4, "One thing", "is there already, from line 2"),)
    assert result.key_results == 2


def test_choices_are_for_rows_that_say_nothing_clear() -> None:
    choices = Choices("shop", "2026-Q1", "Guests return", {"Apollo": "2026-Q2"})
    result = imported(
        Row(2, "", "one thing", team="Bar & Grill", cycle="FY26-Q3"),
        Row(3, "A goal", "two things", cycle="Apollo"),
        Row(4, "A goal", "three things", cycle="Gemini"),
        Row(5),
        choices=choices,
    )
    assert [path for path in files(result) if path != "okr.yaml"] == [
        "okrs/2026-Q3/bar-grill.yaml",
        "okrs/2026-Q2/shop.yaml",
        "okrs/2026-Q1/shop.yaml",
    ]
    assert result.cycles == (("FY26-Q3", "2026-Q3"), ("Apollo", "2026-Q2"), ("Gemini", "2026-Q1"))


@pytest.mark.parametrize("choices", [Choices(cycle="2026-H1"), Choices(cycles={"Apollo": "soon"})])
def test_a_choice_must_be_a_cycle(choices: Choices) -> None:
    with pytest.raises(OkrError, match="is not a cycle of this workspace"):
        imported(choices=choices)


def test_a_chosen_team_must_be_an_id() -> None:
    with pytest.raises(OkrError, match="'The shop' is not the id of a team"):
        imported(choices=Choices(team="The shop"))


def test_an_existing_workspace_is_told_what_it_lacks_and_is_not_rewritten() -> None:
    workspace = load([("okr.yaml", "version: 1\nteams:\n  shop: {owner: ana, members: [ana]}\n")])
    result = imported(
        Row(2, "A goal", "one thing", "ben", score="1"),
        Row(3, "A goal", "one thing", "cy", team="bar"),
        workspace=workspace,
    )
    assert "okr.yaml" not in files(result)
    assert result.settings == "  # shop: add to its members [ben]\n  bar: {level: team, members: [cy]}\n"
    assert "by: ana\n" in files(result)["okrs/2026-Q3/reviews/shop.yaml"]
    assert imported(Row(2, "A goal", "one thing", "ana"), workspace=workspace).settings is None


def test_an_objective_without_key_results_is_placed() -> None:
    result = imported(Row(2, "A goal", objective_owner="ana"))
    assert (result.objectives, result.key_results) == (1, 0)
    assert files(result)["okrs/2026-Q3/shop.yaml"].endswith("  goal:\n    title: A goal\n    owner: ana\n")


def test_teams_in_other_scripts_stay_apart() -> None:
    result = imported(Row(2, "A goal", "one", team="営業"), Row(3, "A goal", "one", team="開発"))
    assert [path for path, _ in result.files if "Q3" in path] == [
        "okrs/2026-Q3/team-1.yaml",
        "okrs/2026-Q3/team-2.yaml",
    ]


def test_more_than_a_file_can_hold_is_refused() -> None:
    with pytest.raises(OkrError, match=r"okrs/2026-Q3/shop.yaml cannot be written: the file"):
        imported(*(Row(line, "A goal", f"{line} {'x' * 900}") for line in range(2, 1_000)))


@pytest.mark.parametrize(
    ("written", "calendar", "cycle"),
    [
        ("2026-Q3", QUARTERS, "2026-Q3"),
        ("Q3 2026", QUARTERS, "2026-Q3"),
        ("q3/26", QUARTERS, "2026-Q3"),
        ("2026Q3", QUARTERS, "2026-Q3"),
        ("FY26-Q3", QUARTERS, "2026-Q3"),
        ("FY26-Q3", Calendar("quarter", "february"), "2025-Q3"),
        ("Q3 FY2026", Calendar("quarter", "february"), "2025-Q3"),
        ("H1 2026", Calendar("half"), "2026-H1"),
        ("2026", Calendar("year"), "2026"),
        ("FY26", Calendar("year"), "2026"),
        ("2026", QUARTERS, None),
        ("H1 2026", QUARTERS, None),
        ("2026-Q3+Q4", QUARTERS, None),
        ("2026-Q5", QUARTERS, None),
        ("Apollo", QUARTERS, None),
        ("", QUARTERS, None),
    ],
)
def test_names_of_cycles(written: str, calendar: Calendar, cycle: str | None) -> None:
    assert read(written, calendar) == cycle


@pytest.mark.parametrize(
    ("written", "name", "remark"),
    [
        ("ana", "ana", ""),
        ("@ana", "ana", ""),
        ("Ana", "ana", ""),
        ("ana / ben", "ana", "with ben"),
        ("Ana, Ben and Cy", "ana", "with Ben, Cy"),
        ("Ana and Ben equally", "ana", "with Ben"),
        ("Ana Maria Silva", "ana-maria-silva", "Ana Maria Silva"),
        ("Ana Silva (interim), Ben Ode", "ana-silva", "Ana Silva, with Ben Ode"),
        ("@ana @ben", "ana", "with ben"),
        ("VP, Sales", "vp-sales", "VP, Sales"),
        ("Director of Research and Design", "director-of-research-and-design", "Director of Research and Design"),
        ("", "", ""),
    ],
)
def test_an_owner_is_one_person_by_an_id_and_a_comment_says_the_rest(written: str, name: str, remark: str) -> None:
    assert (owner(written).name, owner(written).remark) == (name, remark)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "A goal", "from 10% to 20%", "yes", "- x", "1e400", "#", "2026-Q3", "70%"]),
)
ROWS = st.builds(Row, st.integers(1, 9), *[TEXTS] * 14, st.integers(0, 2))


@settings(max_examples=300)
@given(st.lists(ROWS, max_size=8), st.booleans())
def test_any_rows_make_files_that_are_read_without_a_problem(rows: list[Row], chosen: bool) -> None:
    result = imported(*rows, choices=HERE if chosen else Choices())
    workspace = load((path, text) for path, text in result.files if path.endswith(".yaml"))
    assert workspace.problems == []
    assert len(workspace.key_results) == result.key_results
    titles = {tidy(row.key_result) for row in rows}
    assert {each.key_result.title for each in workspace.key_results} <= titles
