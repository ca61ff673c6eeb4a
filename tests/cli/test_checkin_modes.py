"""okr checkin from a file, by editor, again, corrected: the ways beside typing values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from desk import FILES

if TYPE_CHECKING:
    from desk import Desk

FOLDER = "okrs/2026-Q3/checkins"
MINE = f"{FOLDER}/2026-08-20-payments-ana.yaml"
EDITMSG = ".git/okr/CHECKIN_EDITMSG.yaml"
SOURCED = FILES["okrs/2026-Q3/payments.yaml"].replace(
    "        baseline: 61\n", "        baseline: 61\n        source: https://dash.example/checkout\n"
)


def test_values_of_a_program_make_a_checkin_for_each_team_in_one_commit(desk: Desk) -> None:
    values = {
        "payments/checkout-trust/completion": 68.25,
        "disputes": {"value": "+0.1", "note": "up: a bug", "source": "https://dash.example/disputes"},
        "audit": ["scoping", "report"],
        "reasons": "partly",
        "queue": 1e-7,
    }
    desk.write("out/values.json", json.dumps(values))
    ran = desk.okr("checkin", "--from", "out/values.json")
    assert (ran.code, ran.err) == (0, "")
    assert desk.read(MINE) == (
        "date: 2026-08-20\n"
        "by: ana\n"
        "results:\n"
        "  checkout-trust/completion: {value: 68.25, source: values.json}\n"
        '  checkout-trust/disputes: {value: 0.4, note: "up: a bug", source: "https://dash.example/disputes"}\n'
        "  checkout-trust/audit: {done: [scoping, report], source: values.json}\n"
        "  why-carts/reasons: {source: values.json, answer: partly}\n"
    )
    assert "queue: {value: 0.0000001, source: values.json}" in desk.read(f"{FOLDER}/2026-08-20-platform-ana.yaml")
    assert desk.git("show", "--format=%s", "--name-only", "HEAD").split("\n") == [
        "okr: check-in 2026-08-20 (payments, platform)",
        "",
        MINE,
        f"{FOLDER}/2026-08-20-platform-ana.yaml",
    ]
    assert desk.okr("lint").code == 0


def test_a_name_is_found_through_the_source(desk: Desk) -> None:
    desk.write("okrs/2026-Q3/payments.yaml", SOURCED)
    ran = desk.okr("checkin", "--from", "-", typed='{"https://dash.example/checkout": 70}')
    assert (ran.code, ran.err) == (0, "")
    assert desk.read(MINE).endswith(
        '  checkout-trust/completion: {value: 70, source: "https://dash.example/checkout"}\n'
    )


def test_a_table_has_goals_and_values(desk: Desk) -> None:
    desk.write("v.csv", '\ufeffGoal,Value,Confidence,Note\ncompletion,"63,5 %",0.7,"a, b"\ndisputes,0.2,,\n,,,\n')
    assert desk.okr("checkin", "--from", "v.csv", "-i", "none").code == 0
    assert desk.read(MINE).splitlines()[3:] == [
        '  checkout-trust/completion: {value: 63.5, confidence: 0.7, note: "a, b", source: v.csv}',
        "  checkout-trust/disputes: {value: 0.2, source: v.csv}",
        "issues:",
        "  - none",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{", "v is not JSON (line 1)"),
        ("[1]", "v is no JSON object"),
        ("{}", "there is no value in v"),
        ('{"completion": NaN}', "NaN is not a number"),
        ('{"completion": null}', "there is nothing to check in"),
        ('{"completion": {"valeu": 1}}', "'completion' has an unknown key 'valeu' in v"),
        ('{"completion": {"value": {"a": 1}}}', "the value of 'completion' is neither a number nor text"),
        ('{"completion": 1, "completion": 2}', "'completion' is said twice"),
        ('{"completion": 1, "checkout-trust/completion": 2}', "payments/checkout-trust/completion is said twice"),
        ('{"nobody": 1}', "no goal 'nobody' in 2026-Q3"),
        ('{"completion": 1e30}', "'1000000000000000000000000000000' is beyond ±1e15"),
        ("goal,wert\na,1\n", "v has no columns `goal` and `value`"),
        ('goal,value\n"a,1\n', "v is not CSV: unexpected end of data"),
        ("", "v has no columns `goal` and `value`"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused_and_nothing_written(desk: Desk, text: str, error: str) -> None:
    desk.write("v", text)
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    ran = desk.okr("checkin", "--from", "v")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {error}")
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_without_a_terminal_what_is_missing_is_named(desk: Desk) -> None:
    for arguments in ([], ["--mine"], ["--team", "payments"]):
        ran = desk.okr("checkin", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            "error: there is nothing to check in\n"
            "help: say values like `okr checkin completion=63.5 trust/disputes=0.3`\n"
        )
    assert desk.okr("checkin", "completion=1", "--retry").code == 2
    assert desk.okr("checkin", "completion=1", "--mine").code == 2


def editing(desk: Desk, script: str) -> str:
    """An editor that runs a line of shell on the file."""
    program = desk.write(".git/editor", f"#!/bin/sh\nfile=$1\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_an_editor_fills_in_a_template(desk: Desk) -> None:
    editor = editing(
        desk,
        'cp "$file" .git/seen; sed -i \'s/completion: 66.5/completion: 68/; s/^# plan.*/plan: [autofill]/\' "$file"',
    )
    ran = desk.okr("checkin", "--editor", OKR_EDITOR=editor, OKR_TODAY="2026-08-25")
    assert (ran.code, ran.err) == (0, "")
    seen = desk.read(".git/seen")
    assert "# Raise checkout completion from 61% to 75%\n  checkout-trust/completion: 66.5\n" in seen
    assert "  # checkout-trust/refunds: …\n" in seen
    assert desk.read(f"{FOLDER}/2026-08-25-payments-ana.yaml") == (
        "date: 2026-08-25\n"
        "by: ana\n"
        "confidence: {checkout-trust: 0.6}\n"
        "results:\n"
        "  checkout-trust/completion: 68\n"
        "  checkout-trust/disputes: 0.3\n"
        "plan:\n"
        "  - autofill\n"
    )


@pytest.mark.parametrize("script", ["true", ': > "$file"', 'printf "# only this\\n" > "$file"'])
def test_an_unchanged_or_empty_file_records_nothing(desk: Desk, script: str) -> None:
    files = desk.files()
    ran = desk.okr("checkin", "--editor", OKR_EDITOR=editing(desk, script), OKR_TODAY="2026-08-25")
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing recorded\n")
    assert desk.files() == files


def test_a_mistake_in_the_editor_is_said_by_line_and_the_text_is_kept(desk: Desk) -> None:
    editor = editing(desk, "sed -i 's/completion: 66.5/completoin: x/' \"$file\"")
    ran = desk.okr("checkin", "--editor", OKR_EDITOR=editor, OKR_TODAY="2026-08-25")
    assert ran.code == 2
    assert "line 9: " in ran.err
    assert "completoin: x" in desk.read(EDITMSG)
    failed = desk.okr("checkin", "--editor", OKR_EDITOR="false", OKR_TODAY="2026-08-25")
    assert (failed.code, failed.err) == (2, "error: the editor ended with 1: nothing was recorded\n")


def test_an_own_checkin_that_is_not_pushed_can_be_corrected(desk: Desk) -> None:
    assert desk.okr("checkin", "completion=86", "disputes=0.3", "-n", "completion=as told").code == 0
    before = desk.git("rev-list", "--count", "HEAD")
    ran = desk.okr("checkin", "--amend", "completion=68", "-i", "none")
    assert (ran.code, ran.err) == (0, "")
    assert desk.read(MINE) == (
        "date: 2026-08-20\nby: ana\nresults:\n"
        "  checkout-trust/completion: {value: 68, note: as told}\n"
        "  checkout-trust/disputes: 0.3\n"
        "issues:\n  - none\n"
    )
    assert desk.git("rev-list", "--count", "HEAD") == before
    assert desk.git("status", "--porcelain") == ""


def test_what_others_build_on_is_not_corrected(desk: Desk) -> None:
    first = desk.okr("checkin", "--amend", "completion=68")
    assert "the last commit is not that check-in's alone" in first.err
    assert desk.okr("checkin", "completion=86").code == 0
    desk.git("update-ref", "refs/remotes/origin/main", "HEAD")
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    pushed = desk.okr("checkin", "--amend", "completion=68")
    assert (pushed.code, pushed.err) == (
        2,
        "error: the check-in has been pushed\nhelp: check in again: the later one counts\n",
    )
    other = desk.okr(
        "checkin", "--amend", "completion=68", "--by", "ana", GIT_AUTHOR_NAME="Ben", GIT_AUTHOR_EMAIL="b@x"
    )
    assert "the last commit is somebody else's" in other.err
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_what_was_written_and_not_committed_can_be_committed(desk: Desk) -> None:
    assert desk.okr("checkin", "completion=68", "--no-commit").code == 0
    text = desk.read(MINE)
    ran = desk.okr("checkin", "--retry")
    assert (ran.code, ran.err) == (0, "")
    assert desk.git("show", "--format=", "--name-only", "HEAD") == MINE
    assert desk.read(MINE) == text


def test_the_same_checkin_again_finishes_what_a_killed_run_has_begun(desk: Desk) -> None:
    assert desk.okr("checkin", "completion=68", "--no-commit").code == 0
    desk.git("add", "--intent-to-add", MINE)
    assert desk.okr("checkin", "completion=68").code == 0
    assert [path for path in desk.files() if "2026-08-20" in path] == [MINE]
    assert desk.git("status", "--porcelain") == ""


def test_a_refused_commit_is_kept_and_retried(desk: Desk) -> None:
    hook = desk.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ran = desk.okr("checkin", "completion=68", "-n", "completion=long story")
    assert ran.code == 2
    assert ran.err.endswith("help: your answers are kept: `okr checkin --retry` writes them\n")
    assert desk.okr("checkin", "completion=68", "-n", "completion=long story").code == 2
    assert desk.okr("checkin", "disputes=0.3", "queue=").code == 2
    assert desk.okr("checkin", "disputes=0.3").code == 2
    hook.unlink()
    assert desk.okr("checkin", "completion=70", OKR_TODAY="2026-08-21").code == 0
    assert desk.okr("checkin", "--retry").code == 0
    assert "long story" in desk.read(MINE)
    assert "disputes: 0.3" in desk.read(MINE.replace("ana", "ana-2"))
    assert len([path for path in desk.files() if "2026-08-20" in path]) == 2
    assert desk.git("rev-list", "--count", "HEAD") == "4"
    assert desk.okr("checkin", "--retry").err.startswith("nothing is kept")
