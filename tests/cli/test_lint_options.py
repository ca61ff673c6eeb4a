"""okr lint: choosing rules, mending, silencing, old findings, and what a change has brought."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from desk import FILES, Desk, commit_all

if TYPE_CHECKING:
    from pathlib import Path

GOALS = "okrs/2026-Q3/platform.yaml"
BAD = FILES[GOALS].replace("target: 20", "target: 120").replace("owner: kim", "owner: kin")


def names(desk: Desk, *arguments: str) -> list[str]:
    return [one["name"] for one in desk.okr("lint", "--format", "json", GOALS, *arguments).data["results"]]


@pytest.fixture
def bad(desk: Desk) -> Desk:
    """A workspace whose platform team has two mistakes."""
    desk.write(GOALS, BAD)
    return desk


def settings(desk: Desk, text: str) -> None:
    desk.write("okr.yaml", FILES["okr.yaml"].partition("lint:")[0] + text)


def test_rules_are_chosen_by_name_code_and_band(bad: Desk) -> None:
    both = ["unknown-owner", "baseline-equals-target"]
    assert names(bad) == both
    assert names(bad, "--select", "OKR1") == both[1:]
    assert names(bad, "--select", "okr018,baseline-equals-target") == both
    assert names(bad, "--ignore", "baseline-equals-target") == both[:1]
    assert names(bad, "--select", "all", "--ignore", "OKR0,OKR1") == []


def test_the_command_line_goes_before_the_settings(bad: Desk) -> None:
    settings(bad, "lint: {ignore: [OKR103], severity: {unknown-owner: info}}\n")
    assert names(bad) == ["unknown-owner"]
    assert names(bad, "--select", "OKR103") == ["baseline-equals-target"]
    assert bad.okr("lint", GOALS).code == 0
    assert bad.okr("lint", GOALS, "--severity", "unknown-owner=error").code == 1
    settings(bad, "lint: {select: [unknown-owner], fail_on: never}\n")
    assert names(bad) == ["unknown-owner"]
    assert bad.okr("lint", GOALS).code == 0
    assert bad.okr("lint", GOALS, "--fail-on", "error").code == 1


def test_a_rule_turned_off_in_the_settings_runs_when_it_is_asked_for(bad: Desk) -> None:
    settings(bad, "lint: {severity: {unknown-owner: off}}\n")
    assert names(bad) == ["baseline-equals-target"]
    assert names(bad, "--select", "unknown-owner") == ["unknown-owner"]


@pytest.mark.parametrize(
    ("lint", "where", "message"),
    [
        ("severity: {mising-owner: off}", "7:19", "no rule 'mising-owner'"),
        ("select: [missing-owner, OKR999]", "7:32", "no rule 'OKR999'"),
        ("ignore: [duplicate-key]", "7:17", "'duplicate-key' is no rule but what is wrong with a file itself"),
        ("severity: {OKR006: off}", "7:19", "'OKR006' is no rule but what is wrong with a file itself"),
    ],
)
def test_a_wrong_choice_in_the_settings_is_a_finding_there(desk: Desk, lint: str, where: str, message: str) -> None:
    settings(desk, f"lint: {{{lint}}}\n")
    ran = desk.okr("lint", "--format", "concise", "okr.yaml", "--ignore", "no-leadership-objective")
    assert ran.code == 1
    assert ran.out.startswith(f"okr.yaml:{where}: error OKR01")
    assert message in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--select", "nothing-like-it"),
        ("--ignore", "OKR9999"),
        ("--severity", "missing-owner=loud"),
        ("--severity", "missing-owner"),
        ("--severity", "OKR001=off"),
        ("--fail-on", "all"),
        ("--report", "json"),
        ("--report", "jsn=x"),
        ("--report", "json=no/such/folder/x"),
        ("--base", "no-such-branch"),
        ("--baseline", "none.json"),
        ("--add-ignore", " "),
        ("--add-ignore", "a # b"),
        ("--fix", "--diff"),
        ("--fix", "--add-ignore", "x"),
        ("--statistics", "--format", "json"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(bad: Desk, arguments: tuple[str, ...]) -> None:
    commit_all(bad)
    before = bad.files()
    ran = bad.okr("lint", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert bad.files() == before


MENDABLE = """\
# goals of the platform team
team: platform
objectives:
  fast-builds:
    title: Nobody waits for a build
    owner: kim   # since May
    standalone: It serves everybody
    key_results:
      queue: {title: Cut the wait from 120 to 20 seconds, unit: seconds, baseline: "120", target: 20}
      cost:
        kind: rnge
        title: Keep the cost of a thousand builds between 38 and 46 euros
        between: [38, 46]
        due: 30.9.2026
"""


def test_fixes_are_shown_then_made_and_the_rest_stays(desk: Desk) -> None:
    desk.write(GOALS, MENDABLE.replace("\n", "\r\n").encode("utf-8-sig"))
    before = desk.files()
    shown = desk.okr("lint", "--diff", GOALS)
    assert shown.code == 1
    assert desk.files() == before
    ran = desk.okr("lint", "--fix", GOALS)
    assert "Fixed 2 problems." in ran.out
    wanted = MENDABLE.replace('"120"', "120").replace("30.9.2026", "2026-09-30")
    assert desk.files()[GOALS] == wanted.replace("\n", "\r\n").encode("utf-8-sig")
    assert "1 fixable with --unsafe-fixes." in ran.out
    desk.okr("lint", "--fix", "--unsafe-fixes", GOALS)
    assert desk.files()[GOALS] == wanted.replace("rnge", "range").replace("\n", "\r\n").encode("utf-8-sig")
    assert {path: text for path, text in desk.files().items() if path != GOALS} == {
        path: text for path, text in before.items() if path != GOALS
    }


def test_the_diff_is_one_that_git_applies(desk: Desk) -> None:
    desk.write(GOALS, MENDABLE)
    commit_all(desk)
    diff = desk.okr("lint", "--diff", "--unsafe-fixes").out
    done = subprocess.run(["git", "apply"], cwd=desk.folder, input=diff.encode(), check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    applied = desk.files()
    desk.git("checkout", "--quiet", ".")
    desk.okr("lint", "--fix", "--unsafe-fixes")
    assert desk.files() == applied


def test_with_nothing_to_fix_nothing_is_written(desk: Desk) -> None:
    before = desk.files()
    assert desk.okr("lint", "--diff").out == "nothing to fix\n"
    assert desk.okr("lint", "--fix").code == 0
    assert desk.files() == before


def test_only_the_files_that_were_named_are_mended(desk: Desk) -> None:
    desk.write(GOALS, MENDABLE)
    before = desk.files()
    desk.okr("lint", "--fix", "okrs/2026-Q3/payments.yaml")
    assert desk.files() == before


def test_what_is_found_is_silenced_with_a_reason_and_shown_on_request(bad: Desk) -> None:
    ran = bad.okr("lint", "--add-ignore", "agreed with Ana")
    assert (ran.code, ran.err) == (0, "silenced 2 findings in 1 file\n")
    assert "owner: kin  # okr: ignore[unknown-owner] -- agreed with Ana\n" in bad.read(GOALS)
    quiet = bad.okr("lint")
    assert (quiet.code, quiet.out.splitlines()[-1]) == (0, "2 suppressed (--show-suppressed).")
    shown = bad.okr("lint", "--show-suppressed", "--format", "concise").out
    assert "unknown-owner: nobody here is called 'kin' (2026-Q3:platform/fast-builds) -- ignored: agreed" in shown
    found = bad.okr("lint", "--format", "json").data["results"]
    assert [one["suppressed"]["reason"] for one in found] == ["agreed with Ana"] * 2


def test_a_baseline_hides_what_was_there_wherever_its_line_goes(bad: Desk) -> None:
    assert bad.okr("lint", "--write-baseline").err == "wrote 2 findings to okr-baseline.json\n"
    settings(bad, "lint: {baseline: okr-baseline.json}\n")
    assert bad.okr("lint").out.splitlines()[-1] == "2 known before and not shown."
    bad.write(GOALS, "# one line more\n" + BAD)
    assert bad.okr("lint").code == 0
    bad.write(GOALS, BAD.replace("target: 120", "target: 120  # still"))
    assert bad.okr("lint").code == 1
    held = json.loads(bad.read("okr-baseline.json"))
    assert not any("line" in entry for entry in held["findings"])


def test_a_baseline_takes_no_new_findings_unless_asked(bad: Desk) -> None:
    bad.write(GOALS, BAD.replace("owner: kin", "owner: kim"))
    bad.okr("lint", "--write-baseline")
    bad.write(GOALS, BAD)
    ran = bad.okr("lint", "--write-baseline")
    assert "wrote 1 finding to okr-baseline.json; 1 new are not in it: mend them, or add --accept-new" in ran.err
    assert ran.code == 1
    assert bad.okr("lint", "--write-baseline", "--accept-new").code == 0


def test_what_is_gone_from_a_baseline_is_said_and_taken_out(bad: Desk) -> None:
    bad.okr("lint", "--write-baseline")
    bad.write(GOALS, FILES[GOALS])
    arguments = ("lint", "--baseline", "okr-baseline.json")
    assert "2 of the baseline gone" in bad.okr(*arguments).out
    assert bad.okr(*arguments).code == 0
    assert bad.okr(*arguments, "--strict-baseline").code == 1
    assert bad.okr(*arguments, "--write-baseline", "--strict-baseline").code == 0
    assert json.loads(bad.read("okr-baseline.json"))["findings"] == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": 2, "findings": []}', '{"findings": 1}', "\xff",
                                  '{"schema_version": 1, "findings": [{"a": 1}]}'])  # fmt: skip
def test_a_broken_baseline_is_never_taken_for_an_empty_one(bad: Desk, text: str) -> None:
    bad.write("b.json", text.encode("latin-1"))
    ran = bad.okr("lint", "--baseline", "b.json")
    assert (ran.code, ran.out) == (2, "")
    assert "is no baseline of okr" in ran.err


def test_only_what_the_change_brought_fails(bad: Desk) -> None:
    commit_all(bad)
    assert bad.okr("lint").code == 1
    clean = bad.okr("lint", "--base", "HEAD")
    # one of the three is known by git: it is late for a change
    assert (clean.code, clean.out.splitlines()[-1]) == (0, "3 known before and not shown.")
    bad.write(GOALS, "\n" + BAD.replace("unit: seconds", "unit: s"))
    ran = bad.okr("lint", "--base", "main", "--format", "concise")
    assert ran.code == 1
    assert [line.split()[2] for line in ran.out.splitlines()[:-2]] == ["OKR601", "OKR103", "OKR601"]


def test_what_a_change_breaks_elsewhere_is_its_own(desk: Desk) -> None:
    payments = "okrs/2026-Q3/payments.yaml"
    desk.write(
        payments,
        FILES[payments].replace("standalone: Nothing else speaks of the checkout", "supports: platform/fast-builds"),
    )
    commit_all(desk)
    desk.git("checkout", "--quiet", "-b", "change")
    desk.write(GOALS, FILES[GOALS].replace("fast-builds:", "quick-builds:"))
    desk.git("commit", "--quiet", "--all", "--message", "rename")
    ran = desk.okr("lint", "--base", "main", "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith(f"{payments}:6:15: error OKR016 unknown-reference: there is no platform/fast-builds")


def test_what_the_base_has_got_meanwhile_does_not_count(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "change")
    desk.git("checkout", "--quiet", "main")
    desk.write(GOALS, BAD)
    desk.git("commit", "--quiet", "--all", "--message", "bad")
    desk.git("checkout", "--quiet", "change")
    assert desk.okr("lint", "--base", "main").code == 0


def test_a_shallow_clone_says_how_to_go_on(desk: Desk, tmp_path: Path) -> None:
    desk.git("checkout", "--quiet", "-b", "change")
    desk.git("commit", "--quiet", "--allow-empty", "--message", "two")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", "--no-single-branch", f"file://{desk.folder}", clone], check=True
    )
    ran = Desk(clone).okr("lint", "--base", "origin/main")
    assert (ran.code, ran.out) == (2, "")
    assert "this clone is too shallow to know where 'origin/main' and 'HEAD' parted" in ran.err
    assert "git fetch --unshallow" in ran.err


def test_reports_are_written_beside_what_is_shown(bad: Desk) -> None:
    ran = bad.okr("lint", "--report", "json=a.json", "--report", "concise=b.txt", "--format", "grouped")
    assert ran.code == 1
    assert ran.out.startswith(f"{GOALS}:\n   5:12  error OKR018")
    assert [one["code"] for one in json.loads(bad.read("a.json"))["results"]] == ["OKR018", "OKR103"]
    assert bad.read("b.txt").startswith(f"{GOALS}:5:12: error OKR018 unknown-owner")


def test_statistics_count_by_rule(bad: Desk) -> None:
    bad.write(GOALS, BAD.replace("standalone:", "standalon:"))
    lines = bad.okr("lint", "--statistics").out.splitlines()
    assert "1  OKR011 error       unknown-key" in lines
    assert "1  OKR103 error       baseline-equals-target" in lines


def test_more_fixes_than_are_worked_out_at_once_are_all_made(desk: Desk) -> None:
    results = "".join(
        f'      r{each}: {{title: Raise it from 1 to 2, metric: m, baseline: 1, target: "2"}}\n' for each in range(600)
    )
    desk.write(
        GOALS,
        f"team: platform\nobjectives:\n  many:\n    title: x\n    owner: kim\n    key_results:\n{results}",
    )
    assert "[*] 250 or more fixable" in desk.okr("lint", GOALS).out
    assert "Fixed 600 problems." in desk.okr("lint", "--fix", GOALS).out
    assert '"2"' not in desk.read(GOALS)
