"""okr lint -: a text that is not saved yet, in the middle of the files that are."""

from __future__ import annotations

import subprocess

import pytest
from desk import FILES, Desk

GOALS = "okrs/2026-Q3/platform.yaml"
TEXT = FILES[GOALS]
LONG = "# " + "x" * (1 << 20)


def test_stdin_stands_for_the_saved_file_and_only_it_is_reported(desk: Desk) -> None:
    desk.write("okrs/2026-Q3/payments.yaml", FILES["okrs/2026-Q3/payments.yaml"].replace("target: 75", "target: 61"))
    before = desk.files()
    ran = desk.okr("lint", "-", "--stdin-filename", GOALS, "--format", "concise", typed=TEXT.replace(": 20", ": 120"))
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        f"{GOALS}:14:17: error OKR103 baseline-equals-target: the target of 'queue' equals its baseline"
        " (2026-Q3:platform/fast-builds/queue)\n"
        "Found 1 problem (1 error) in 1 of 1 file, 2 key results.\n"
    )
    assert desk.files() == before


def test_the_excerpt_shows_what_was_typed(desk: Desk) -> None:
    ran = desk.okr("lint", "-", "--stdin-filename", GOALS, typed=TEXT.replace("target: 20", "target: 120  # unsaved"))
    assert "14 |         target: 120  # unsaved\n" in ran.out


def test_a_file_that_is_not_there_yet_is_added(desk: Desk) -> None:
    goals = TEXT.replace("team: platform", "team: company").replace("standalone: It serves everybody", "supports: x/y")
    ran = desk.okr("lint", "-", "--stdin-filename", "okrs/2026-Q4/company.yaml", "--format", "concise", typed=goals)
    assert ran.code == 1
    assert "okrs/2026-Q4/company.yaml:7:15: error OKR016 unknown-reference: there is no x/y in 2026-Q4" in ran.out


def test_the_other_files_are_read(desk: Desk) -> None:
    text = TEXT.replace("standalone: It serves everybody", "supports: payments/checkout-trust")
    assert desk.okr("lint", "-", "--stdin-filename", GOALS, typed=text).out == "1 file, 2 key results: no problems.\n"


def test_settings_that_are_typed_hold(desk: Desk) -> None:
    said = FILES["okr.yaml"].replace("payments, ", "").replace("kim", "kin")
    ran = desk.okr("lint", "-", "--stdin-filename", "okr.yaml", typed=f"{said}checkins: {{every: weak}}\n")
    assert ran.code == 1
    assert f"--> okr.yaml:{len(said.splitlines()) + 1}:19" in ran.out


def test_the_name_is_seen_from_the_folder_of_the_reader(desk: Desk) -> None:
    wrong = TEXT.replace(": 20", ": 120")
    below = Desk(desk.folder / "okrs" / "2026-Q3")
    above = Desk(desk.folder.parent)
    concise = ("--format", "concise")
    place = ":14:17: error OKR103"
    assert below.okr("lint", "-", "--stdin-filename", "platform.yaml", *concise, typed=wrong).out.startswith(
        f"platform.yaml{place}"
    )
    assert above.okr("lint", "-", "--stdin-filename", f"desk/{GOALS}", *concise, typed=wrong).out.startswith(
        f"desk/{GOALS}{place}"
    )
    assert above.okr("-C", "desk", "lint", "-", "--stdin-filename", GOALS, *concise, typed=wrong).out.startswith(
        f"{GOALS}{place}"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"team: platform\nobjectives: \xff\n", "encoding: byte 0xff is not valid UTF-8"),
        (LONG.encode(), "too-large: the file is larger than 1 MiB"),
        (b"", "empty-file: the file is empty"),
    ],
)
def test_a_text_that_is_none_is_a_finding(desk: Desk, typed: bytes, said: str) -> None:
    command = ("lint", "-", "--stdin-filename", GOALS, "--format", "concise")
    ran = desk.start(*command, stdin=subprocess.PIPE).end(typed)
    assert (ran.code, ran.err) == (1, "")
    assert said in ran.out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["-"], "`-` needs a name\nhelp: run `okr lint - --stdin-filename okrs/CYCLE/TEAM.yaml`"),
        (
            ["-", GOALS, "--stdin-filename", GOALS],
            "`-` stands alone\nhelp: stdin is one file; lint the others in a second run",
        ),
        (
            ["--stdin-filename", GOALS],
            f"--stdin-filename is the name of a text on stdin\nhelp: run `okr lint - --stdin-filename {GOALS}`",
        ),
        (
            ["-", "--stdin-filename", "notes/todo.yaml"],
            "there is no file of goals in 'notes/todo.yaml'\nhelp: goals are okrs/CYCLE/TEAM.yaml",
        ),
        (
            ["-", "--stdin-filename", "okrs/2026-Q3/notes.txt"],
            "there is no file of goals in 'okrs/2026-Q3/notes.txt'\nhelp: goals are okrs/CYCLE/TEAM.yaml",
        ),
    ],
)
def test_what_is_no_single_named_file_of_goals_is_refused(desk: Desk, arguments: list[str], error: str) -> None:
    ran = desk.okr("lint", *arguments, typed=TEXT)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {error}\n")


@pytest.mark.parametrize("name", ["../elsewhere/okrs/2026-Q3/platform.yaml", "/platform.yaml"])
def test_a_name_outside_of_the_workspace_is_refused(desk: Desk, name: str) -> None:
    ran = desk.okr("lint", "-", "--stdin-filename", name, typed=TEXT)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: no okr.yaml in ")


@pytest.mark.parametrize("option", [["--fix"], ["--add-ignore", "known"], ["--write-baseline"]])
def test_what_writes_to_files_has_none_here(desk: Desk, option: list[str]) -> None:
    before = desk.files()
    ran = desk.okr("lint", "-", "--stdin-filename", GOALS, *option, typed=TEXT.replace("target: 20", "taget: 20"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {option[0]} writes to files, and stdin is none\n")
    assert desk.files() == before


def test_a_fix_of_what_is_typed_can_be_seen(desk: Desk) -> None:
    ran = desk.okr(
        "lint",
        "-",
        "--stdin-filename",
        GOALS,
        "--diff",
        "--unsafe-fixes",
        typed=TEXT.replace("target: 20", "taget: 20"),
    )
    assert ran.code == 1
    assert "-        taget: 20\n+        target: 20\n" in ran.out
