"""Measures how long `okr checkin` takes until its first question can be answered, in a pseudo-terminal.

    python benchmarks/first_question.py [--rounds 15] [--teams 200] [--okr okr]

On a generated workspace with 13 check-ins a team, against a bare `python -c pass` in the same round.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from generate import generate

MOST, SECONDS = 20.0, 0.5
TODAY = "2026-09-29"
"""In the last week of the generated cycle, of which no check-in tells."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--teams", type=int, default=200)
    parser.add_argument("--okr", default="okr")
    arguments = parser.parse_args()
    okr = shutil.which(arguments.okr) or arguments.okr
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "goals"
        generate(folder, arguments.teams, 12)
        files = _in_git(folder)
        person = _somebody(folder)
        pairs = [(_bare(), _asked(okr, folder, person)) for _ in range(arguments.rounds + 1)][1:]
    seconds = statistics.median(asked for _, asked in pairs)
    ratio = statistics.median(asked / bare for bare, asked in pairs)
    print(
        f"{arguments.teams} teams, {files:,} files: {seconds * 1000:.0f} ms to the first question "
        f"(at most {SECONDS * 1000:.0f}), {ratio:.1f} x a bare interpreter (at most {MOST:.0f})"
    )
    return 0 if ratio <= MOST else 1


def _environment() -> dict[str, str]:
    fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "OKR_TODAY": TODAY, "TERM": "xterm"}
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return os.environ | fixed | names


def _in_git(folder: Path) -> int:
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=goals"]):
        subprocess.run(["git", *arguments], cwd=folder, env=_environment(), check=True)
    return sum(1 for _ in folder.rglob("*.yaml"))


def _somebody(folder: Path) -> str:
    """A person who owns a key result of a team that is not the company."""
    goals = sorted(file for file in (folder / "okrs/2026-Q3").glob("*.yaml") if file.stem != "company")
    text = goals[len(goals) // 2].read_text(encoding="utf-8")
    return text.partition("owner: ")[2].split()[0]


def _bare() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - started


def _asked(okr: str, folder: Path, person: str) -> float:
    started = time.perf_counter()
    child = import_module("pexpect").spawn(
        okr, ["checkin", "--by", person], cwd=str(folder), env=_environment(), timeout=60
    )
    child.expect_exact("confidence 0-1")
    seconds = time.perf_counter() - started
    child.close(force=True)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
