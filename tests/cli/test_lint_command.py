"""okr lint, explain and rules: what is reported, where, in which words."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import re

import pytest
from desk import FILES, Desk

GOALS = "okrs/2026-Q3/platform.yaml"
WIDE = """\
team: platform
objectives:
  fast-builds:
    title: "日本語の題名"  # e\u0301
    owner: kim
    standalone: It serves everybody
    key_results:
      queue: {title: "日本語 é\u0301", baseline: 1, target: 2, unti: x}
      cost: {title: Cut the cost from 9 to 4, baseline: 9, target: 9}
"""


def test_a_finding_shows_its_line_with_carets_and_the_way_out(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS].replace("target: 20", "target: 120"))
    ran = desk.okr("lint", GOALS)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "error[OKR103]: baseline-equals-target: the target of 'queue' equals its baseline\n"
        "  --> okrs/2026-Q3/platform.yaml:14:17\n"
        "   |\n"
        "13 |         baseline: 120\n"
        "14 |         target: 120\n"
        "   |                 ^^^\n"
        "   |\n"
        "help: a level to hold is `kind: threshold` with `at_least:` or `at_most:`\n"
        "note: 2026-Q3:platform/fast-builds/queue · okr explain OKR103\n"
        "\n"
        "Found 1 problem (1 error) in 1 of 1 file, 2 key results.\n"
    )


def test_carets_stand_below_what_they_mean_behind_wide_and_combining_characters(desk: Desk) -> None:
    desk.write(GOALS, WIDE)
    lines = desk.okr("lint", GOALS).out.splitlines()
    source = next(number for number, line in enumerate(lines) if line.startswith("8 |"))
    below = lines[source + 1]
    assert below.strip(" |") == "^^^^"
    wide = sum(character in "日本語" for character in lines[source]) - lines[source].count("\u0301")
    assert below.index("^") == lines[source].index("unti") + wide
    found = desk.okr("lint", GOALS, "--format", "json").data["results"]
    place = next(one for one in found if one["name"] == "unknown-key")
    column = WIDE.splitlines()[7].index("unti") + 1
    assert (place["line"], place["column"], place["end_column"]) == (8, column, column + 4)


def test_concise_is_a_line_each_as_other_tools_read_it(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS].replace("target: 20", "target: 120").replace("owner: kim", "owner: kin"))
    ran = desk.okr("lint", "--format", "concise", GOALS)
    assert ran.out.splitlines() == [
        f"{GOALS}:5:12: error OKR018 unknown-owner: nobody here is called 'kin' (2026-Q3:platform/fast-builds)",
        f"{GOALS}:14:17: error OKR103 baseline-equals-target: the target of 'queue' equals its baseline (2026-Q3:platform/fast-builds/queue)",
        "Found 2 problems (2 errors) in 1 of 1 file, 2 key results.",
        "1 fixable with --unsafe-fixes.",
    ]


def test_json_has_everything(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS].replace("target: 20", "target: 120"))
    data = desk.okr("lint", "--format", "json", GOALS).data
    assert data["summary"] == {
        "files": 1, "objectives": 1, "key_results": 2, "error": 1, "warning": 0, "info": 0,
        "suppressed": 0, "known": 0, "gone": 0, "fixed": 0,
    }  # fmt: skip
    assert re.fullmatch("[0-9a-f]{32}", data["results"][0].pop("fingerprint"))
    assert data["results"] == [
        {
            "code": "OKR103",
            "name": "baseline-equals-target",
            "severity": "error",
            "message": "the target of 'queue' equals its baseline",
            "help": "a level to hold is `kind: threshold` with `at_least:` or `at_most:`",
            "path": GOALS,
            "line": 14,
            "column": 17,
            "end_line": 14,
            "end_column": 20,
            "address": "2026-Q3:platform/fast-builds/queue",
            "fix": None,
            "suppressed": None,
        }
    ]


def test_paths_limit_what_is_reported_and_counted_not_what_is_read(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS].replace("target: 20", "target: 120"))
    clean = "1 file, 6 key results: no problems.\n"
    assert desk.okr("lint", "okrs/2026-Q3/payments.yaml").out == clean
    assert desk.okr("lint", "okrs/2026-Q3/payments.yaml", GOALS).code == 1
    assert desk.okr("lint", "okrs/2026-Q3").code == 1
    assert desk.okr("lint", ".").code == 1
    assert desk.okr("lint", desk.folder / "okrs/2026-Q3/checkins").code == 0


def test_paths_are_shown_from_where_the_reader_stands(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS].replace("target: 20", "target: 120"))
    below = Desk(desk.folder / "okrs" / "2026-Q3")
    above = Desk(desk.folder.parent)
    place = ":14:17: error OKR103"
    assert below.okr("lint", "--format", "concise").out.startswith(f"platform.yaml{place}")
    assert below.okr("lint", "--format", "concise", "..").out.startswith(f"platform.yaml{place}")
    assert above.okr("lint", "--format", "concise", "desk/okrs").out.startswith(f"desk/{GOALS}{place}")
    assert above.okr("-C", "desk", "lint", "--format", "concise", "okrs").out.startswith(f"{GOALS}{place}")


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("notes", "there is no file of goals in 'notes'\nhelp: goals are okrs/CYCLE/TEAM.yaml"),
        ("notes/a.txt", "there is no file of goals in 'notes/a.txt'\nhelp: goals are okrs/CYCLE/TEAM.yaml"),
    ],
)
def test_a_path_without_goals_is_not_called_clean(desk: Desk, path: str, error: str) -> None:
    desk.write("notes/a.txt", "")
    ran = desk.okr("lint", path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {error}\n")


def test_files_of_two_workspaces_are_not_linted_as_one(desk: Desk) -> None:
    other = Desk(desk.folder.parent / "other")
    other.write("okr.yaml", "version: 1\n")
    other.write("okrs/2026-Q3/platform.yaml", "objectives: 5\n")
    ran = desk.okr("lint", GOALS, "../other/okrs")
    assert (ran.code, ran.out) == (2, "")
    root = desk.folder.resolve()
    assert ran.err == f"error: '../other/okrs' is not in the workspace '{root}'\nhelp: lint one workspace at a time\n"


def test_beyond_fifty_findings_a_line_each_must_do(desk: Desk) -> None:
    results = "".join(f"      r{number}: {{title: x, unti: x}}\n" for number in range(60))
    desk.write(GOALS, f"team: platform\nobjectives:\n  many:\n    title: x\n    key_results:\n{results}")
    lines = desk.okr("lint", GOALS).out.splitlines()
    total = int(re.findall(r"Found ([0-9]+) problems", lines[-2])[0])
    assert lines[-1] == "60 fixable with --unsafe-fixes."
    assert sum(" --> " in line for line in lines) == 50
    assert f"{total - 50} more, in short:" in lines
    short = lines[lines.index(f"{total - 50} more, in short:") + 1 : -3]
    assert len(short) == total - 50
    assert all(line.startswith(f"{GOALS}:") for line in short)


def test_one_bad_file_hides_no_other(desk: Desk) -> None:
    desk.write(GOALS, "team: [\n")
    desk.write("okrs/2026-Q3/payments.yaml", FILES["okrs/2026-Q3/payments.yaml"].replace("target: 75", "target: 61"))
    ran = desk.okr("lint", "--format", "concise")
    assert [line.split(" ")[2] for line in ran.out.splitlines()[:-1]] == ["OKR103", "OKR001"]


def test_a_rule_is_explained_by_code_and_by_name(readable: Desk) -> None:
    page = readable.okr("explain", "OKR103").out
    assert page.startswith("OKR103 baseline-equals-target (error by default)\n\n")
    assert "```" not in page
    assert readable.okr("explain", "baseline-equals-target").out == page
    assert readable.okr("explain", "okr103").out == page
    assert readable.okr("explain", "OKR103", "--format", "markdown").out.startswith(
        "## OKR103 baseline-equals-target\n"
    )
    result = readable.okr("explain", "OKR103", "--format", "json").data["result"]
    assert (result["code"], result["name"], result["severity"]) == (
        "OKR103",
        "baseline-equals-target",
        "error",
    )


def test_every_rule_that_is_listed_can_be_explained(readable: Desk) -> None:
    listed = readable.okr("rules", "--format", "json").data["results"]
    lines = readable.okr("rules").out.splitlines()
    assert [line.split()[:3] for line in lines] == [[rule["code"], rule["severity"], rule["name"]] for rule in listed]
    assert len({rule["code"] for rule in listed}) == len({rule["name"] for rule in listed}) == len(listed)
    pages = readable.okr("rules", "--format", "markdown").out
    for rule in listed:
        assert f"## {rule['code']} {rule['name']}\n" in pages
