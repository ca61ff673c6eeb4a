"""okr import: what is written, what is kept, and what is said of it."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import pytest
from desk import FILES, Desk

CSV = """\
Objective,Key Result,Owner,Team,Quarter,Remarks
Nobody fears a release,Cut failed releases from 9% to 4%,kim,platform,2026-Q4,x
Nobody fears a release,Raise teams on the new runners from 3 to 20,kim,platform,2026-Q4,
,,,,,
"""
OUTLINE = """\
# 2026-Q4

## Objective: Nobody fears a release

- KR1: Cut failed releases from 9% to 4%
- KR2: Raise teams on the new runners from 3 to 20
"""
GOALS = "okrs/2026-Q4/platform.yaml"


def test_a_spreadsheet_becomes_a_goals_file(desk: Desk) -> None:
    desk.write("goals.csv", CSV)
    ran = desk.okr("import", "goals.csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "column 'Objective' → objective\n"
        "column 'Key Result' → key_result\n"
        "column 'Owner' → owner\n"
        "column 'Team' → team\n"
        "column 'Quarter' → cycle\n"
        "columns not used: 'Remarks' (--map FIELD=COLUMN)\n"
        f"wrote {GOALS}\n"
        "1 objective, 2 key results, 2 of them with their numbers\n"
    )
    assert "        baseline: 9\n        target: 4\n" in desk.read(GOALS)
    assert desk.okr("lint", GOALS, "--fail-on", "warning").code == 0


def test_an_outline_becomes_a_goals_file(desk: Desk) -> None:
    desk.write("goals.md", OUTLINE)
    ran = desk.okr("import", "goals.md", "--team", "platform")
    assert (ran.code, ran.err) == (0, "")
    assert f"wrote {GOALS}\n" in ran.out
    assert ran.out.endswith("1 objective, 2 key results, 2 of them with their numbers\n")
    assert "        baseline: 3\n        target: 20\n" in desk.read(GOALS)


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    desk.write("goals.csv", CSV)
    files = desk.files()
    dry = desk.okr("import", "goals.csv", "--dry-run")
    assert (dry.code, desk.files()) == (0, files)
    assert dry.out.replace("would write", "wrote") == desk.okr("import", "goals.csv").out


def test_goals_that_are_there_are_not_overwritten(desk: Desk) -> None:
    desk.write("goals.csv", CSV.replace("2026-Q4", "2026-Q3"))
    path = "okrs/2026-Q3/platform.yaml"
    for form in ("text", "json"):
        ran = desk.okr("import", "goals.csv", "--format", form)
        assert (ran.code, ran.out) == (2, "")
        assert (
            ran.err
            == f"error: {path} would be overwritten; nothing was written\nhelp: --force replaces what is there\n"
        )
    assert desk.read(path) == FILES[path]
    assert desk.okr("import", "goals.csv", "--force").code == 0
    assert "Nobody fears a release" in desk.read(path)


def test_where_there_is_no_workspace_one_is_made(empty: Desk) -> None:
    empty.write("goals.csv", CSV)
    ran = empty.okr("import", "goals.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "wrote okr.yaml\n" in ran.out
    assert empty.okr("lint").code == 0
    assert "Nobody fears a release" in empty.okr("report").out


def test_columns_are_mapped_where_the_guess_is_wrong(desk: Desk) -> None:
    desk.write("goals.csv", CSV.replace("Key Result", "What we want"))
    refused = desk.okr("import", "goals.csv", "--map", "key_result=What we wnat")
    assert (refused.code, refused.out) == (2, "")
    assert "What we wnat" in refused.err
    ran = desk.okr("import", "goals.csv", "--map", "key_result=What we want")
    assert "column 'What we want' → key_result\n" in ran.out
    assert "2 key results" in ran.out


def test_json_has_everything(desk: Desk) -> None:
    desk.write("goals.csv", CSV)
    data = desk.okr("import", "goals.csv", "--format", "json").data
    assert (data["command"], data["written"]) == ("import", True)
    result = data["result"]
    assert result["files"] == [GOALS]
    assert result["columns"]["key_result"] == "Key Result"
    assert result["unknown_columns"] == ["Remarks"]
    assert (result["objectives"], result["key_results"], result["measured"]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--map", "foo"], "--map 'foo' is not of the form FIELD=COLUMN"),
        (["--map-cycle", "=x"], "--map-cycle '=x' is not of the form NAME=CYCLE"),
        (["--starts", "juli"], "--starts is one of january, february, march, april, may, june, july, august, september, october, november, december, not 'juli'\nhelp: did you mean 'july'?"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_meant_are_refused(empty: Desk, arguments: list[str], error: str) -> None:
    empty.write("goals.csv", CSV)
    ran = empty.okr("import", "goals.csv", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {error}\n")
    assert list(empty.files()) == ["goals.csv"]


def test_a_file_without_goals_is_refused(desk: Desk) -> None:
    desk.write("other.csv", "a,b\n1,2\n")
    ran = desk.okr("import", "other.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: no column is called objective or key result; the columns are 'a', 'b'\nhelp: ")


def test_what_was_not_placed_is_said_once_for_each_reason(desk: Desk) -> None:
    rows = "".join(
        f"Nobody fears a release,Raise teams from 3 to {20 + row},kim,platform,Spring,\n" for row in range(10)
    )
    desk.write("goals.csv", CSV + rows + "Nobody fears a release,TBD,kim,platform,2026-Q4,\n")
    said = [
        line for line in desk.okr("import", "goals.csv", "--dry-run").out.splitlines() if line.startswith("not placed")
    ]
    assert said == [
        "not placed: lines 5, 6, 7, 8, 9, 10, 11, 12 and 2 more: 'Spring' is no quarter of the calendar: choose one with --cycle or --map-cycle ('Raise teams from 3 to 20', …)",
        "not placed: line 15: is a placeholder ('TBD')",
    ]
