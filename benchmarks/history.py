"""Measures what okr reads of a long history, against `git log --raw` of the whole repository.

    python benchmarks/history.py [--commits 20000] [--files 200] [--versions 50000] [--rounds 5] [--okr COMMAND]

The repository is as `git clone` leaves it, without a commit-graph; then again with one (`git commit-graph write
--reachable --changed-paths`, as `git maintenance` does). Each command runs once a round, in turns; the ratios are
medians of those inside each round.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from generate import CYCLE
from histories import generate
from processes import Run, ratios, round_robin, run_well, table

GIT = "git log --raw"
BARS = {
    "okr log GOAL, first time": 1.0,
    "okr log GOAL, then": 0.4,
    "okr show GOAL --at DAY": 0.6,
    "okr diff of 20 commits": 0.4,
    "okr diff of 5,000 commits": 0.4,
}
MEGABYTES = 200.0
ENVIRONMENT = {"OKR_TODAY": "2026-09-30"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--versions", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--okr", default="okr", help="the command to run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "history"
        generate(folder, arguments.commits, arguments.files, arguments.versions)
        met = _measured("without a commit-graph", folder, shlex.split(arguments.okr), arguments.rounds)
        subprocess.run(["git", "commit-graph", "write", "--reachable", "--changed-paths"], cwd=folder, check=True)
        met &= _measured("with a commit-graph", folder, shlex.split(arguments.okr), arguments.rounds)
    return 0 if met else 1


def _measured(title: str, folder: Path, okr: list[str], rounds: int) -> bool:
    teams = sorted((folder / "okrs" / CYCLE).glob("*.yaml"))
    team = teams[min(30, len(teams) - 1)].stem
    goal = f"{CYCLE}:{team}/objective-1/result-1"
    runs = round_robin(
        {
            GIT: partial(run_well, ["git", "log", "--raw"], folder, ENVIRONMENT),
            "okr log GOAL, first time": partial(_first, [*okr, "log", goal], folder),
            "okr log GOAL, then": partial(run_well, [*okr, "log", goal], folder, ENVIRONMENT),
            "okr blame GOAL": partial(run_well, [*okr, "blame", goal], folder, ENVIRONMENT),
            "okr show GOAL --at DAY": partial(
                run_well, [*okr, "show", goal, "--at", "2026-08-01"], folder, ENVIRONMENT
            ),
            "okr score --at DAY": partial(run_well, [*okr, "score", "--at", "2026-08-01"], folder, ENVIRONMENT),
            "okr diff of 20 commits": partial(run_well, [*okr, "diff", _back(folder, 20)], folder, ENVIRONMENT),
            "okr diff of 5,000 commits": partial(run_well, [*okr, "diff", _back(folder, 5_000)], folder, ENVIRONMENT),
        },
        rounds,
    )
    print(f"{title}, medians of {rounds} rounds")
    print(table(runs, GIT))
    peak = max(one.megabytes for name, measured in runs.items() if name != GIT for one in measured)
    found = {name: ratios(runs[name], runs[GIT])[0] for name in BARS}
    for name, most in BARS.items():
        print(f"bar: {name}: {found[name]:.2f} x wall (at most {most})")
    print(f"bar: {peak:.0f} MB (at most {MEGABYTES:.0f})\n")
    return all(found[name] <= most for name, most in BARS.items()) and peak <= MEGABYTES


def _back(folder: Path, commits: int) -> str:
    """The last so many commits of the branch; all of a shorter one."""
    count = ["git", "rev-list", "--first-parent", "--count", "HEAD"]
    there = int(subprocess.run(count, cwd=folder, check=True, capture_output=True).stdout)
    return f"HEAD~{min(commits, there - 1)}..HEAD"


def _first(command: list[str], folder: Path) -> Run:
    """A run that finds nothing kept."""
    shutil.rmtree(folder / ".git" / "okr", ignore_errors=True)
    return run_well(command, folder, ENVIRONMENT)


if __name__ == "__main__":
    sys.exit(main())
