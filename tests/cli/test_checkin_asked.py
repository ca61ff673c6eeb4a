"""okr checkin at a terminal: few questions, nothing lost, nothing written before it was agreed to."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from terminal import Terminal

if TYPE_CHECKING:
    from desk import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
NEXT_WEEK = "2026-08-25"
MINE = f"okrs/2026-Q3/checkins/{NEXT_WEEK}-payments-ana.yaml"
KEPT = ".git/okr/checkin-payments-ana.json"


def asked(desk: Desk, *arguments: str, **surroundings: str) -> Terminal:
    today = surroundings.pop("OKR_TODAY", NEXT_WEEK)
    return Terminal(desk, "checkin", *arguments, OKR_TODAY=today, **surroundings)


def answered(terminal: Terminal) -> Terminal:
    """All questions of Ana's three key results, up to the summary."""
    terminal.answer("confidence 0-1", "0,7")
    terminal.answer("value now in % [66.5", "+1.5 @80% # the new page: it helps")
    terminal.answer("value now in % [0.3", "")
    terminal.answer("value now in days", "5,2")
    terminal.answer("in the way", "Apple Pay is down; nobody, really")
    return terminal.answer("what comes next", "")


def test_a_checkin_of_three_key_results_takes_at_most_eight_prompts(desk: Desk) -> None:
    terminal = answered(asked(desk)).answer("Go ahead?", "y")
    assert terminal.end() == 0
    assert terminal.prompts <= 8
    assert desk.read(MINE) == (
        f"date: {NEXT_WEEK}\n"
        "by: ana\n"
        "confidence: {checkout-trust: 0.7}\n"
        "results:\n"
        '  checkout-trust/completion: {value: 68, confidence: 0.8, note: "the new page: it helps"}\n'
        "  checkout-trust/disputes: 0.3\n"
        "  checkout-trust/refunds: 5.2\n"
        "issues:\n"
        "  - Apple Pay is down\n"
        '  - "nobody, really"\n'
    ).replace('"nobody, really"', "nobody, really")
    assert desk.git("status", "--porcelain") == ""
    assert desk.git("show", "--format=", "--name-only", "HEAD") == MINE
    assert not (desk.folder / KEPT).exists()
    for seen in ("1/3  checkout-trust/completion", "expected by now 69.5%", "last: 66.5% · 8 days ago", "0.39 → 0.50"):
        assert seen in terminal.text


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("surroundings", [{}, {"NO_COLOR": "1"}, {"OKR_ASCII": "1"}, {"TERM": "dumb"}])
def test_no_line_is_wider_than_the_screen(desk: Desk, width: int, surroundings: dict[str, str]) -> None:
    terminal = Terminal(desk, "checkin", "--dry-run", size=f"{width}x60", OKR_TODAY=NEXT_WEEK, **surroundings)
    answered(terminal).answer("Go ahead?", "y")
    assert terminal.end() == 0
    assert ("\x1b[1m" in terminal.raw) == ("OKR_ASCII" in surroundings or not surroundings)
    assert terminal.raw.isascii() == ("OKR_ASCII" in surroundings)
    heads = [line for line in terminal.text.splitlines() if line.startswith(("1/3", "2/3", "3/3"))]
    assert len(heads) == 3
    assert all("checkout-trust/" in line and len(line) < width for line in heads)


def test_ctrl_d_goes_to_the_summary_and_leaves_the_rest_out(desk: Desk) -> None:
    terminal = asked(desk).answer("confidence 0-1", "s").answer("value now in % [66.5", "68")
    terminal.press("value now in % [0.3", "d").answer("Go ahead?", "")
    assert terminal.end() == 0
    assert desk.read(MINE) == f"date: {NEXT_WEEK}\nby: ana\nresults:\n  checkout-trust/completion: 68\n"


def test_ctrl_c_keeps_the_answers_and_the_next_run_goes_on(desk: Desk) -> None:
    files = desk.files()
    terminal = asked(desk).answer("confidence 0-1", "0.7").answer("value now in % [66.5", "68")
    terminal.press("value now in % [0.3", "c")
    assert terminal.end() == 130
    assert "your answers are kept" in terminal.text
    assert desk.files() == files
    assert json.loads(desk.read(KEPT))["answers"] == {"confidence": "0.7", "checkout-trust/completion": "68"}
    again = asked(desk, "--retry").answer("Go on?", "y").answer("value now in % [0.3", "0.35")
    again.press("value now in days", "d").answer("Go ahead?", "y")
    assert again.end() == 0
    assert "completion: 68\n  checkout-trust/disputes: 0.35\n" in desk.read(MINE)


def test_back_and_help_and_a_wrong_answer_cost_nothing(desk: Desk) -> None:
    terminal = asked(desk).answer("confidence 0-1", "2").answer("confidence 0-1", "?")
    terminal.answer("confidence 0-1", "0.9").answer("value now in % [66.5", "<")
    terminal.answer("confidence 0-1 [0.9", "0.8").answer("value now in % [66.5", "7,3x")
    terminal.answer("value now in % [66.5", "67").press("value now in % [0.3", "d")
    terminal.answer("Go ahead?", "<").answer("value now in % [0.3", "<").answer("value now in % [67", "68")
    terminal.press("value now in % [0.3", "d")
    assert terminal.answer("Go ahead?", "y").end() == 0
    assert "'2' is no confidence" in terminal.text
    assert "'7,3x' is not a number" in terminal.text
    assert "confidence: {checkout-trust: 0.8}\nresults:\n  checkout-trust/completion: 68\n" in desk.read(MINE)


def test_not_now_keeps_everything(desk: Desk) -> None:
    files = desk.files()
    assert answered(asked(desk)).answer("Go ahead?", "n").end() == 0
    assert desk.files() == files
    assert answered_again(desk) == 0
    assert MINE in desk.files()


def answered_again(desk: Desk) -> int:
    return asked(desk).answer("Go on?", "").answer("Go ahead?", "y").end()


def test_only_what_is_mine_and_due_is_asked_for(desk: Desk) -> None:
    ben = {"OKR_ME": "ben"}
    terminal = asked(desk, **ben).answer("confidence 0-1", "s").answer("steps done (scoping, report) [scoping", "done")
    terminal.answer("how far", "partly").answer("how far", "open").answer("in the way", "").answer("next", "")
    assert terminal.answer("Go ahead?", "y").end() == 0
    assert "  checkout-trust/audit: {done: true}\n" in desk.read(MINE.replace("ana", "ben"))
    again = asked(desk, **ben)
    assert again.end() == 0
    assert "nothing of yours (ben) is due" in again.text


def test_the_answers_of_a_team_are_no_answers_of_mine(desk: Desk) -> None:
    terminal = asked(desk, "--team", "payments").answer("confidence 0-1", "0.5 0.6").press("value now in % [66.5", "c")
    assert terminal.end() == 130
    asked(desk).press("confidence 0-1", "d").end()
    again = asked(desk, "--retry").answer("Go on?", "y").answer("value now in % [66.5", "68")
    assert again.press("value now in % [0.3", "d").answer("Go ahead?", "y").end() == 0
    assert "confidence: {checkout-trust: 0.5, why-carts: 0.6}" in desk.read(MINE)


def test_a_team_can_be_asked_as_a_whole(desk: Desk) -> None:
    terminal = asked(desk, "--team", "platform", OKR_ME="mia").answer("confidence 0-1", "0.5")
    terminal.answer("value now in seconds", "60").answer("value now in EUR", "40").press("in the way", "d")
    assert terminal.answer("Go ahead?", "y").end() == 0
    assert "by: mia" in desk.read(f"okrs/2026-Q3/checkins/{NEXT_WEEK}-platform-mia.yaml")


def test_a_merge_under_way_is_said_before_anything_is_asked(desk: Desk) -> None:
    desk.write(".git/MERGE_HEAD", desk.git("rev-parse", "HEAD") + "\n")
    terminal = asked(desk)
    assert terminal.end() == 2
    assert "a merge is under way" in terminal.text
    assert terminal.prompts == 0


def test_a_refused_commit_keeps_the_answers_for_retry(desk: Desk) -> None:
    hook = desk.write(".git/hooks/pre-commit", "#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    files = desk.files()
    terminal = answered(asked(desk)).answer("Go ahead?", "y")
    assert terminal.end() == 2
    assert "okr checkin --retry" in terminal.text
    assert desk.files() == files
    hook.unlink()
    assert not (desk.folder / KEPT).exists()
    ran = desk.okr("checkin", "--retry", OKR_TODAY=NEXT_WEEK)
    assert (ran.code, ran.err) == (0, "")
    assert "the new page: it helps" in desk.read(MINE)
    assert desk.okr("checkin", "--retry", OKR_TODAY=NEXT_WEEK).err.startswith("nothing is kept")
