"""okr draft: a goal from sentences, in a file as people wrote it."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import pytest
from desk import FILES, Desk

GOALS = "okrs/2026-Q3/platform.yaml"
RESULT = "Raise teams on the new runners from 3 to 20"
DRAFT = [
    "draft", "Nobody fears a release", "--team", "platform", "--owner", "kim", "--standalone", "Ours alone",
    "--kr", RESULT, "--kr", "Cut failed releases from 9% to 4%",
]  # fmt: skip
ADDED = """\
  nobody-fears-release:
    title: Nobody fears a release
    owner: kim
    standalone: Ours alone
    key_results:
      teams-on-new-runners:
        title: Raise teams on the new runners from 3 to 20
        metric: teams on the new runners
        baseline: 3
        target: 20
      failed-releases:
        title: Cut failed releases from 9% to 4%
        metric: failed releases
        unit: "%"
        baseline: 9
        target: 4
"""


def test_an_objective_is_added_and_nothing_else_changes(desk: Desk) -> None:
    before = FILES[GOALS] + "# the end\n"
    desk.write(GOALS, before)
    ran = desk.okr(*DRAFT)
    assert (ran.code, ran.out, ran.err) == (0, f"wrote nobody-fears-release in {GOALS}\n", "")
    after = desk.read(GOALS)
    assert ADDED in after
    assert after.replace(ADDED, "") == before
    assert desk.okr("lint").code == 0
    assert desk.git("status", "--porcelain") == f" M {GOALS}"


def test_a_dry_run_shows_what_would_be_added_alone(desk: Desk) -> None:
    ran = desk.okr(*DRAFT, "--dry-run")
    shown = "".join(f"  {line}\n" for line in ADDED.splitlines())
    assert (ran.code, ran.out, ran.err) == (0, f"would write nobody-fears-release in {GOALS}\n\n{shown}", "")
    assert desk.read(GOALS) == FILES[GOALS]


def test_a_team_without_goals_gets_a_file(desk: Desk) -> None:
    arguments = [argument.replace("platform", "company").replace("kim", "mia") for argument in DRAFT]
    assert desk.okr(*arguments).out == "wrote nobody-fears-release in okrs/2026-Q3/company.yaml\n"
    assert desk.okr("lint").code == 0
    assert desk.okr(*arguments, "--cycle", "2026-Q4").out.endswith("in okrs/2026-Q4/company.yaml\n")


def test_key_results_are_added_to_an_objective_with_its_comments_kept(desk: Desk) -> None:
    ran = desk.okr("draft", "--to", "checkout-trust", "--kr", "Cut refunds from 4% to 2%", "--id", "refund-share")
    path = "okrs/2026-Q3/payments.yaml"
    assert (ran.code, ran.out) == (0, f"wrote refund-share in {path}\n")
    assert "# theirs, not ours" in desk.read(path)
    assert "      refund-share:\n        title: Cut refunds from 4% to 2%\n" in desk.read(path)
    assert desk.okr("score", "refund-share").code == 0


def test_what_lint_refuses_is_refused(desk: Desk) -> None:
    ran = desk.okr("draft", "Nobody fears a release", "--team", "platform", "--owner", "kin", "--kr", RESULT)
    assert (ran.code, ran.err) == (1, "")
    assert "unknown-owner: nobody here is called 'kin'\n" in ran.out
    assert ran.out.endswith("nothing was written: put it right and draft it again\n")
    assert desk.read(GOALS) == FILES[GOALS]
    as_json = desk.okr("draft", "Trust", "--team", "platform", "--owner", "kin", "--kr", RESULT, "--format", "json")
    assert (as_json.code, as_json.data["written"]) == (1, False)
    assert "unknown-owner" in {found["name"] for found in as_json.data["findings"]}


def test_what_is_wrong_already_stands_in_no_draft_s_way(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS].replace("target: 20", "target: 120"))
    assert desk.okr("lint").code == 1
    ran = desk.okr(*DRAFT)
    assert (ran.code, ran.out) == (0, f"wrote nobody-fears-release in {GOALS}\n")


def test_figures_may_be_said_as_options(desk: Desk) -> None:
    options = ["--metric", "lead time", "--unit", "hours", "--baseline", "40", "--target", "8.5"]
    ran = desk.okr("draft", "--to", "fast-builds", "--kr", "Changes are live soon", "--id", "lead", *options)
    assert ran.code == 0
    assert "        metric: lead time\n        unit: hours\n        baseline: 40\n        target: 8.5\n" in desk.read(
        GOALS
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["Trust", "--kr", RESULT], "which team's objective is it?\nhelp: say --team with one of: company, payments, platform"),
        (["Trust", "--kr", RESULT, "--team", "x"], "there is no team 'x'\nhelp: say --team with one of: company, payments, platform"),
        (["Trust", "--team", "platform"], "an objective needs its text and at least one --kr\nhelp: okr draft 'Buyers trust us' --kr 'Raise completion from 61% to 75%'"),
        (["--to", "fast-builds"], "--to names an objective, and --kr what to add to it"),
        (["--to", "platform", "--kr", RESULT], "--to names an objective, and --kr what to add to it"),
        (["--to", "fast-build", "--kr", RESULT], "no goal 'fast-build' in 2026-Q3\nhelp: did you mean 'fast-builds'?"),
        (["Trust", "--team", "platform", "--kr", RESULT, "--kr", RESULT, "--target", "3"], "--metric, --unit, --baseline and --target are of one key result\nhelp: draft it alone with --kr and --to"),
        (["Trust", "--team", "platform", "--kr", RESULT, "--commitment", "hoped"], "--commitment is one of committed, aspirational, learning, not 'hoped'"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(desk: Desk, arguments: list[str], error: str) -> None:
    files = desk.files()
    ran = desk.okr("draft", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {error}\n")
    assert desk.files() == files


def test_line_ends_of_a_file_stay_as_they_are(desk: Desk) -> None:
    before = FILES[GOALS].replace("\n", "\r\n").encode()
    desk.write(GOALS, before)
    assert desk.okr(*DRAFT).code == 0
    after = desk.files()[GOALS]
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_file_that_is_no_text_is_left_alone(desk: Desk) -> None:
    desk.write(GOALS, b"\xff\xfe")
    ran = desk.okr(*DRAFT)
    said = f"error: {GOALS} cannot be read\nhelp: `okr lint` says why; mend it first\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert desk.files()[GOALS] == b"\xff\xfe"
