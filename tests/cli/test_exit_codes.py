"""How every command ends, whatever it meets: 0, 1, 2, 3 or 130, and never with a traceback."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import FILES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

GOALS = "okrs/2026-Q3/payments.yaml"
READING = ["lint", "status", "score", "report", "log"]
FORMATS = {
    "lint": ["text", "concise", "json"],
    "status": ["text", "json"],
    "score": ["text", "json"],
    "report": ["text", "json"],
    "log": ["text", "json", "jsonl", "csv", "markdown"],
}
EVERY_FORMAT = [(command, name) for command, names in FORMATS.items() for name in names]
FULL = Path("/dev/full")


BUG = """\
import sys


class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "okrcli.goals.workspace":
            raise RuntimeError("a bug")


sys.meta_path.insert(0, Broken())
"""


@pytest.mark.parametrize(
    "arguments",
    [
        "--version",
        "-V",
        "--help",
        "lint",
        "lint okrs",
        "lint okrs/2026-Q3/payments.yaml okrs/2026-Q3/platform.yaml",
        "status",
        "score",
        "score completion",
        "report",
        "report 2026-Q3 --team payments",
        "log",
        "log completion --since 2026-07-01 --kind goal,check-in --author ana",
        "blame completion",
        "show completion",
        "show checkout-trust",
        "diff",
        "diff HEAD..HEAD --exit-code",
        "rules",
        "explain OKR201",
        "explain activity-key-result",
        "schema",
        "schema goals",
        "metrics",
        "judge churn",
        "init --dry-run",
        "checkin completion=68 --dry-run",
    ],
)
def test_what_could_be_done_ends_with_0(readable: Desk, arguments: str) -> None:
    ran = readable.okr(*arguments.split())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\n")


@pytest.mark.parametrize(
    "command", ["", *["init", "draft", "import", "lint", "checkin", "status", "score", "report", "log"]]
)
def test_help_is_a_result(readable: Desk, command: str) -> None:
    for option in ("-h", "--help"):
        ran = readable.okr(*command.split(), option)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Usage: okr {command}".strip())


def test_no_command_at_all_shows_the_help_and_is_a_mistake(readable: Desk) -> None:
    ran = readable.okr()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: okr ")


@pytest.mark.parametrize(("command", "form"), EVERY_FORMAT)
def test_an_unreadable_file_is_a_finding_in_every_format(desk: Desk, command: str, form: str) -> None:
    desk.write("okrs/2026-Q3/platform.yaml", "team: platform\nobjectives: [\n")
    ran = desk.okr(command, "--format", form)
    assert ran.code == (0 if command == "log" else 1)


@pytest.mark.parametrize("form", FORMATS["lint"])
@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("", "error", 0),
        ("", "warning", 1),
        ("", "never", 0),
        ("objectives: 5\n", "error", 1),
        ("objectives: 5\n", "never", 0),
    ],
)
def test_findings_fail_from_the_level_asked_for(desk: Desk, text: str, level: str, code: int, form: str) -> None:
    one_key_result = FILES["okrs/2026-Q3/platform.yaml"].partition("      cost:")[0]
    desk.write("okrs/2026-Q3/platform.yaml", text or one_key_result)
    assert desk.okr("lint", "--fail-on", level, "--format", form).code == code


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ("lnt", "there is no command 'lnt'\nhelp: did you mean 'lint'?"),
        ("zzzzz", "there is no command 'zzzzz'\nhelp: `okr --help` lists them"),
        ("lint --formt json", "there is no option --formt\nhelp: did you mean --format?"),
        ("lint --zzzzz", "there is no option --zzzzz\nhelp: `okr lint --help` lists them"),
        ("lint --format", "option '--format' requires an argument\nhelp: `okr COMMAND --help` shows what it takes"),
        ("lint --format jsn", "--format is one of text, concise, grouped, json, sarif, github, gitlab, junit, rdjson, markdown, not 'jsn'\nhelp: did you mean 'json'?"),
        ("lint --fail-on eror", "--fail-on is one of error, warning, info, never, not 'eror'\nhelp: did you mean 'error'?"),
        ("--color blue lint", "--color is one of auto, always, never, not 'blue'"),
        ("lint nope.yaml", "there is no file or folder 'nope.yaml'"),
        ("-C nope lint", "there is no folder 'nope'"),
        ("report 2026-Q9", "'2026-Q9' is not a cycle of this workspace\nhelp: write it like 2026-Q3, current or previous"),
        ("report --team paymets", "there is no team 'paymets'\nhelp: did you mean 'payments'?"),
        ("report --person anna", "there is no person 'anna'\nhelp: did you mean 'ana'?"),
        ("report --as-of 2026-02-30", "'2026-02-30' is not a date\nhelp: write it as YYYY-MM-DD"),
        ("score completoin", "no goal 'completoin' in 2026-Q3\nhelp: did you mean 'completion'?"),
        ("log completoin", "no goal 'completoin' in 2026-Q3\nhelp: did you mean 'completion'?"),
        ("explain OKR999", "no rule 'OKR999'\nhelp: `okr rules` lists them"),
        ("explain activity-key-resul", "no rule 'activity-key-resul'\nhelp: did you mean 'activity-key-result'?"),
        ("explain", "missing argument 'RULE'\nhelp: `okr explain --help` shows what it takes"),
        ("schema gols", "no schema 'gols'\nhelp: did you mean 'goals'?"),
        ("metrics retenton", "no theme 'retenton'\nhelp: did you mean 'retention'?"),
        ("init one two", "got unexpected extra argument(s) (one two)\nhelp: `okr init --help` shows what it takes"),
        ("init --length month", "--length is one of quarter, trimester, half, year, not 'month'"),
        ("import nope.csv", "No such file or directory: nope.csv"),
        ("import okrs", "Is a directory: okrs"),
        ("draft --baseline x", "invalid value for '--baseline': 'x' is not a valid float\nhelp: `okr draft --help` shows what it takes"),
        ("checkin", "there is nothing to check in\nhelp: say values like `okr checkin completion=63.5 trust/disputes=0.3`"),
    ],
)  # fmt: skip
def test_what_could_not_be_done_ends_with_2_and_says_why(readable: Desk, arguments: str, error: str) -> None:
    ran = readable.okr(*arguments.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {error}\n")


@pytest.mark.parametrize("command", [*READING, "checkin a=1", "draft Trust --kr x"])
def test_without_a_workspace_the_way_out_is_init(empty: Desk, command: str) -> None:
    ran = empty.okr(*command.split())
    assert (ran.code, ran.out) == (2, "")
    place = empty.folder.resolve()
    assert ran.err == f"error: no okr.yaml in {place} or any folder above\nhelp: run `okr init` to make a workspace\n"


def test_a_workspace_without_goals_has_nothing_to_lint(empty: Desk) -> None:
    empty.write("okr.yaml", "version: 1\n")
    for form in FORMATS["lint"]:
        ran = empty.okr("lint", "--format", form)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "error: there is no goals file in okrs/\nhelp: `okr draft` or `okr import` writes one\n"


@pytest.mark.parametrize("command", ["report", "status", "score"])
def test_a_cycle_without_goals_is_said_to_have_none(readable: Desk, command: str) -> None:
    cycle = ["--cycle", "2026-Q4"] if command == "score" else ["2026-Q4"]
    ran = readable.okr(command, *cycle)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Acme · 2026-Q4 · not begun · as of 2026-08-20\nno goals here\n"


def test_a_clock_that_is_no_date_is_said_to_be_one(readable: Desk) -> None:
    ran = readable.okr("report", OKR_TODAY="soon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: OKR_TODAY 'soon' is not a date\nhelp: write it as YYYY-MM-DD\n"


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["lint"], ["report"], ["report", "--format", "json"], ["metrics"], ["nope"]],
)
def test_a_reader_that_goes_away_is_no_error(readable: Desk, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = readable.start(*arguments, stdout=writing).end()
    os.close(writing)
    assert (ran.code, ran.err) == ((2, ran.err) if arguments == ["nope"] else (0, ""))
    assert "BrokenPipe" not in ran.err


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["lint"], ["report"], ["report", "--format", "json"], ["log"]]
)
def test_a_full_disk_is_said_in_one_line(readable: Desk, arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        ran = readable.start(*arguments, stdout=full).end()
    assert (ran.code, ran.err) == (2, "error: No space left on device\n")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_an_error_that_cannot_be_told_is_still_an_error(readable: Desk) -> None:
    with FULL.open("wb") as full:
        assert readable.start("report", "2026-Q9", stderr=full).end().code == 2


@pytest.mark.parametrize("command", [command.replace("lint", "lint --no-cache") for command in READING])
def test_a_bug_is_said_in_a_sentence_and_shown_only_when_asked(readable: Desk, tmp_path: Path, command: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(BUG)
    broken = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    ran = readable.start(*command.split(), PYTHONPATH=broken).end()
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "error: this is a bug in okr (RuntimeError)\nhelp: OKR_DEBUG=1 shows where; please report it\n"
    shown = readable.start(*command.split(), PYTHONPATH=broken, OKR_DEBUG="1").end()
    assert shown.code == 3
    assert "RuntimeError: a bug" in shown.err


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to one process")
class TestInterrupted:
    def interrupted(self, desk: Desk, *arguments: str, ready: Callable[[], bool]) -> None:
        running = desk.start(*arguments, stdin=subprocess.PIPE)
        until = time.monotonic() + 30
        while not ready() and time.monotonic() < until:
            time.sleep(0.02)
        running.process.send_signal(signal.SIGINT)
        ran = running.end()
        assert (ran.code, ran.out, ran.err) == (130, "", "interrupted\n")

    def test_a_checkin_leaves_nothing_behind(self, desk: Desk) -> None:
        started = desk.folder.parent / "started"
        hook = desk.write(".git/hooks/pre-commit", f"#!/bin/sh\ntouch {started}\nsleep 20\n")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
        files, head = desk.files(), desk.git("rev-parse", "HEAD")
        self.interrupted(desk, "checkin", "completion=70", ready=started.exists)
        assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)
        assert desk.git("status", "--porcelain") == ""

    def test_a_judge_that_waits_for_sentences_stops(self, desk: Desk) -> None:
        done = time.monotonic() + 1.5
        self.interrupted(desk, "judge", "-", ready=lambda: time.monotonic() > done)
