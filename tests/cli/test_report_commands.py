"""okr report, status, score and log: of which day, which cycle, whose."""

from __future__ import annotations

import json

import pytest
from desk import FILES, Desk

READING = ["report", "status", "score"]


def test_a_status_begins_with_what_needs_somebody(readable: Desk) -> None:
    lines = readable.okr("status", GIT_AUTHOR_NAME="Nobody Here").out.splitlines()
    assert lines[1] == "1 attention, 5 no data, 2 on track"
    goals = [line.split()[0] for line in lines[4:]]
    assert goals[0] == "payments/checkout-trust/audit"
    assert goals[-2:] == ["payments/checkout-trust/completion", "payments/checkout-trust/disputes"]


def test_a_score_shows_what_it_was_computed_from(readable: Desk) -> None:
    out = readable.okr("score", "checkout-trust").out
    assert [line.split() for line in out.splitlines()[4:]] == [
        ["payments/checkout-trust", "0.32", "aspirational"],
        ["payments/checkout-trust/completion", "66.5", "→", "75%", "1", "0.39"],
        ["payments/checkout-trust/disputes", "0.3", "→", "≤", "0.4%", "0", "holds", "guardrail"],
        ["payments/checkout-trust/audit", "1", "of", "2", "steps", "1", "0.25"],
        ["payments/checkout-trust/refunds", "not", "known", "yet", "0", "—", "no", "data"],
    ]


@pytest.mark.parametrize("command", READING)
def test_a_day_before_the_checkin_knows_nothing_of_it(readable: Desk, command: str) -> None:
    before = readable.okr(command, "--as-of", "2026-08-16").out
    assert "as of 2026-08-16" in before
    assert "66.5" not in before
    assert "66.5" in readable.okr(command, "--as-of", "2026-08-17").out
    assert readable.okr(command, OKR_TODAY="2026-08-16").out == before


@pytest.mark.parametrize("command", ["report", "status"])
def test_teams_and_persons_limit_what_is_shown(readable: Desk, command: str) -> None:
    platform = readable.okr(command, "--team", "platform", "--format", "json").data["result"]
    assert [team["team"] for team in platform["teams"]] == ["platform"]
    kim = readable.okr(command, "--person", "kim", "--format", "json").data["result"]
    assert [objective["address"] for team in kim["teams"] for objective in team["objectives"]] == [
        "platform/fast-builds"
    ]
    nobody = readable.okr(command, "--person", "mia")
    assert (nobody.code, nobody.out.splitlines()[1:]) == (0, ["no goals here"])


@pytest.mark.parametrize("command", READING)
def test_a_cycle_that_is_not_today_s_is_named_on_the_other_stream(readable: Desk, command: str) -> None:
    ran = readable.okr(command, OKR_TODAY="2027-02-03")
    assert (ran.code, ran.err) == (
        0,
        "note: no goals in 2027-Q1; this is 2026-Q3, the newest cycle that has some\n",
    )
    assert ran.out.startswith("Acme · 2026-Q3 · closed · as of 2027-02-03")
    asked = ["--cycle", "2026-Q3"] if command == "score" else ["2026-Q3"]
    assert readable.okr(command, *asked, OKR_TODAY="2027-02-03")[1:] == (ran.out, "")
    previous = ["--cycle", "previous"] if command == "score" else ["previous"]
    assert readable.okr(command, *previous, OKR_TODAY="2026-12-24")[2] == ""


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unreadable_file_is_said_and_the_rest_shown(desk: Desk, command: str, form: str) -> None:
    desk.write("okrs/2026-Q3/platform.yaml", "team: [\n")
    ran = desk.okr(command, "--format", form)
    assert ran.code == 1
    assert ran.err.startswith("okrs/2026-Q3/platform.yaml:")
    assert "error OKR001 yaml-syntax: " in ran.err
    assert "66.5" in ran.out
    if (command, form) == ("report", "text"):
        assert "1 file could not be read, and what would stand there is missing: okr lint\n" in ran.out


def test_a_report_is_the_same_every_time(readable: Desk) -> None:
    for command in READING:
        for form in ("text", "json"):
            assert len({readable.okr(command, "--format", form).out for _ in range(2)}) == 1


def test_log_tells_who_changed_what(desk: Desk) -> None:
    desk.write("okrs/2026-Q3/payments.yaml", FILES["okrs/2026-Q3/payments.yaml"].replace("target: 75", "target: 70"))
    desk.git("commit", "--quiet", "--all", "-m", "easier", "--author", "Ben van Dam <ben@example.org>")
    commit = desk.git("rev-parse", "--short=7", "HEAD")
    ran = desk.okr("log", "completion")
    assert (ran.code, ran.err) == (0, "")
    first = ran.out.splitlines()[0]
    assert first.split()[2:6] == [commit, "Ben", "van", "Dam"]
    assert "payments/checkout-trust/completion" in first
    assert "75 → 70" in first
    assert "WEAKER" in first
    events = desk.okr("log", "--format", "json").data["results"]
    assert [json.loads(line) for line in desk.okr("log", "--format", "jsonl").out.splitlines()] == events
    assert len(desk.okr("log", "--cycle", "2026-Q3").out.splitlines()) == len(events)


def test_log_needs_git_and_something_committed(empty: Desk) -> None:
    for path, text in FILES.items():
        empty.write(path, text)
    ran = empty.okr("log")
    assert (ran.code, ran.out) == (2, "")
    assert "is not in a git repository\nhelp: " in ran.err
    empty.git("init", "--quiet")
    assert empty.okr("log") == (0, "nothing happened to goals here\n", "")


def test_a_status_begins_with_what_is_mine(readable: Desk) -> None:
    def goals(name: str) -> list[str]:
        ran = readable.okr("status", GIT_AUTHOR_NAME=name)
        return [line.split()[0] for line in ran.out.splitlines()[4:]]

    assert goals("Kim Ito")[:2] == ["platform/fast-builds/queue", "platform/fast-builds/cost"]
    assert goals("Nobody Here")[0] == "payments/checkout-trust/audit"
    assert sorted(goals("Kim Ito")) == sorted(goals("Nobody Here"))


def test_a_status_is_one_screen(empty: Desk) -> None:
    rows = "".join(f"      k{nth}: {{title: Raise it, baseline: 0, target: 9}}\n" for nth in range(60))
    empty.write("okr.yaml", "version: 1\n")
    empty.write("okrs/2026-Q3/a.yaml", f"team: a\nobjectives:\n  o:\n    title: Goal\n    key_results:\n{rows}")
    lines = empty.okr("status").out.splitlines()
    assert len(lines) < 30
    assert lines[-1] == "and 36 more: okr report"
