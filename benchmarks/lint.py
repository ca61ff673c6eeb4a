"""Measures `okr lint`, cold and in one process, against merely loading the same files with PyYAML's C loader.

    python benchmarks/lint.py [--teams 2000] [--rounds 5] [--okr COMMAND]

Both run in turns on a generated workspace; the bars are medians of the ratios inside each round. Then 500,
1,000 and 2,000 files are linted: twice the files should cost twice the time.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

from generate import generate
from processes import ratios, round_robin, run_well, table

MOST, MEGABYTES = 0.8, 150.0
TODAY = {"OKR_TODAY": "2026-07-02"}
LOAD = """
import glob, yaml
for path in sorted(glob.glob("okrs/*/*.yaml")):
    with open(path, "rb") as file:
        yaml.load(file.read(), yaml.CSafeLoader)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--okr", default="okr", help="the command to run")
    arguments = parser.parse_args()
    command = [*shlex.split(arguments.okr), "lint", "--no-cache"]
    with tempfile.TemporaryDirectory() as made:
        met = _against_load(Path(made), command, arguments.teams, arguments.rounds)
        _linearity(Path(made), command, arguments.rounds)
    return 0 if met else 1


def _against_load(out: Path, command: list[str], teams: int, rounds: int) -> bool:
    folder = out / f"teams-{teams}"
    generate(folder, teams)
    python = sys.executable
    runs = round_robin(
        {
            "yaml.load, CSafeLoader": partial(run_well, [python, "-c", LOAD], folder, TODAY),
            "okr lint": partial(run_well, command, folder, TODAY),
        },
        rounds,
    )
    base, lint = runs.values()
    wall, cpu = ratios(lint, base)
    peak = max(one.megabytes for one in lint)
    print(f"{teams:,} goals files, medians of {rounds} rounds")
    print(table(runs, "yaml.load, CSafeLoader"))
    print(f"bar: {wall:.2f} x wall, {cpu:.2f} x CPU (at most {MOST}); {peak:.0f} MB (at most {MEGABYTES:.0f})\n")
    return wall <= MOST and peak <= MEGABYTES


def _linearity(out: Path, command: list[str], rounds: int) -> None:
    print("files  cpu ms  ms a file beyond the first 500")
    first: tuple[int, float] | None = None
    for teams in (500, 1000, 2000):
        folder = out / f"teams-{teams}"
        generate(folder, teams)
        cpu = statistics.median(run_well(command, folder, TODAY).cpu for _ in range(rounds)) * 1000
        beyond = "" if first is None else f"{(cpu - first[1]) / (teams - first[0]):.3f}"
        print(f"{teams:5} {cpu:7.0f}  {beyond}")
        first = first or (teams, cpu)


if __name__ == "__main__":
    sys.exit(main())
