"""Measures `okr lint` on 10,000 goals files of which nothing has changed since the last run.

    python benchmarks/warm.py [--rounds 9] [--okr COMMAND]

In turns with a bare interpreter, with one run that reads and judges everything (`--no-cache`), and with
`git status`. The bar is the median of the ratios to the bare interpreter inside each round.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from generate import CYCLE, Writer
from processes import Run, ratios, round_robin, run, table

MOST = 13.0
TEAMS = 2000
CYCLES = {"2025-Q3": "2025-09", "2025-Q4": "2025-12", "2026-Q1": "2026-03", "2026-Q2": "2026-06", CYCLE: "2026-09"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--okr", default="okr", help="the command to run")
    arguments = parser.parse_args()
    lint = [*shlex.split(arguments.okr), "lint", "--format", "concise", "--fail-on", "never"]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        files = _write(folder)
        time.sleep(3)  # until the files are older than the clock of the file system is coarse
        cold = run([*lint, "--no-cache"], folder)
        run(lint, folder)
        runs = round_robin(
            {
                "python -c pass": partial(run, [sys.executable, "-c", "pass"], folder),
                "okr lint, nothing changed": partial(_checked, lint, folder, cold),
                "git status": partial(run, ["git", "status", "--porcelain"], folder),
            },
            arguments.rounds,
        )
    base, warm, _ = runs.values()
    wall, cpu = ratios(warm, base)
    print(f"{files:,} goals files, medians of {arguments.rounds} rounds; cold: {cold.seconds:.1f} s")
    print(table(runs, "python -c pass"))
    print(f"bar: {wall:.1f} x wall, {cpu:.1f} x CPU (at most {MOST:.0f})")
    return int(wall > MOST)


def _write(folder: Path) -> int:
    """Five cycles of 2,000 teams, each with other goals; how many files."""
    written = 0
    for seed, (cycle, month) in enumerate(CYCLES.items()):
        for path, text in Writer(TEAMS, 0, seed).files():
            file = folder / path.replace(CYCLE, cycle)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("2026-09", month).replace(CYCLE, cycle), encoding="utf-8")
            written += path != "okr.yaml"
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return written


def _checked(command: list[str], folder: Path, cold: Run) -> Run:
    done = run(command, folder)
    if done.output != cold.output:
        sys.exit("the recalled findings are not those of a run that reads everything")
    return done


if __name__ == "__main__":
    sys.exit(main())
