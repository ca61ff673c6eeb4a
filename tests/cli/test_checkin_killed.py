"""A check-in that is killed: no part of a file, and the next run finishes it or says what to do."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest
from terminal import Terminal

if TYPE_CHECKING:
    from desk import Desk

FOLDER = "okrs/2026-Q3/checkins"
MINE = f"{FOLDER}/2026-08-20-payments-ana.yaml"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_it_is_there_once_after_the_next_run(desk: Desk) -> None:
    dice = random.Random(7)
    for nth in range(8):
        running = desk.start("checkin", f"completion={100 + nth}")
        time.sleep(dice.uniform(0, 0.6))
        os.kill(running.process.pid, signal.SIGKILL)
        running.end()
        time.sleep(0.1)
        for path in sorted((desk.folder / FOLDER).glob("2026-08-20-*.yaml")):
            assert path.read_text().endswith("\n"), "torn"
        if f"completion: {100 + nth}\n" not in "".join(_committed(desk)):
            assert desk.okr("checkin", f"completion={100 + nth}").code == 0
    told = sorted(text.rpartition("completion: ")[2].strip() for text in _committed(desk))
    assert told == [str(100 + nth) for nth in range(8)]
    assert desk.git("status", "--porcelain") == ""
    assert "error" not in desk.git("fsck", "--no-dangling")


def _committed(desk: Desk) -> list[str]:
    names = desk.git("ls-tree", "-r", "--name-only", "HEAD", FOLDER).split("\n")
    return [desk.git("show", f"HEAD:{name}") + "\n" for name in names if "2026-08-20" in name]


def test_what_was_written_and_not_committed_is_said_with_the_one_thing_to_do(desk: Desk) -> None:
    assert desk.okr("checkin", "completion=68", "--no-commit").code == 0
    said = f"note: {MINE} is written but not committed: `okr checkin --retry` commits it\n"
    assert desk.okr("checkin", "disputes=0.3").err == said
    assert desk.okr("checkin", "--retry").code == 0
    assert desk.okr("checkin", "completion=69").err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
def test_answers_outlive_a_kill(desk: Desk) -> None:
    terminal = Terminal(desk, "checkin", OKR_TODAY="2026-08-25").answer("confidence 0-1", "0.7")
    terminal.answer("value now in % [66.5", "68")
    terminal.child.expect_exact("value now in % [0.3")
    terminal.child.kill(signal.SIGKILL)
    again = Terminal(desk, "checkin", OKR_TODAY="2026-08-25").answer("Go on?", "").answer("value now in % [0.3", "")
    again.press("value now in days", "d").answer("Go ahead?", "")
    assert again.end() == 0
    assert "completion: 68\n" in desk.read(MINE.replace("-20-", "-25-"))
