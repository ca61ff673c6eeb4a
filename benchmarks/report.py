"""Measures `okr report` of a large cycle against merely loading its files, what drawing is of it, and `okr site`.

    python benchmarks/report.py [--teams 223] [--rounds 5] [--okr COMMAND]

Each key result has 13 check-ins, each a file of its own: 223 teams are 2,007 key results and 26,091 check-ins.
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

MOST, MEGABYTES, DRAWING = 0.8, 300.0, 0.1
WEEKS = 13
TODAY = {"OKR_TODAY": "2026-09-28", "COLUMNS": "120"}
LOAD = """
import glob, yaml
for path in sorted(glob.glob("okrs/**/*.yaml", recursive=True)):
    with open(path, "rb") as file:
        yaml.load(file.read(), yaml.CSafeLoader)
"""
DRAW = """
import gc, time, datetime, pathlib
from okrcli.goals.workspace import open_workspace
from okrcli.reports.report import build
from okrcli.render import terminal
from okrcli.render.style import Screen
gc.disable()
_, workspace = open_workspace(pathlib.Path("."))
day = datetime.date(2026, 9, 28)
view = build(workspace, workspace.cycle(None, day), day)
rows = sum(1 + len(row.key_results) for row in view.objectives)
start = time.process_time()
terminal.report(view, Screen())
print((time.process_time() - start) / rows * 1000)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teams", type=int, default=223)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--okr", default="okr", help="the command to run")
    arguments = parser.parse_args()
    okr = shlex.split(arguments.okr)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "large"
        generate(folder, arguments.teams, WEEKS, apart=True)
        met = _against_load(folder, okr, arguments.rounds)
        _sites(Path(made), okr, arguments.teams)
    return 0 if met else 1


def _against_load(folder: Path, okr: list[str], rounds: int) -> bool:
    runs = round_robin(
        {
            "yaml.load, CSafeLoader": partial(run_well, [sys.executable, "-c", LOAD], folder, TODAY),
            "okr report": partial(run_well, [*okr, "report"], folder, TODAY),
        },
        rounds,
    )
    base, report = runs.values()
    wall, cpu = ratios(report, base)
    peak = max(one.megabytes for one in report)
    drawn = statistics.median(
        float(run_well([sys.executable, "-c", DRAW], folder, TODAY).output) for _ in range(rounds)
    )
    share = drawn / statistics.median(one.cpu for one in report)
    print(table(runs, "yaml.load, CSafeLoader"))
    print(f"bar: {wall:.2f} x wall, {cpu:.2f} x CPU (at most {MOST}); {peak:.0f} MB (at most {MEGABYTES:.0f})")
    print(f"drawing 1,000 rows: {drawn * 1000:.0f} ms, {share:.0%} of the command (at most {DRAWING:.0%})\n")
    return cpu <= MOST and peak <= MEGABYTES and share <= DRAWING


def _sites(made: Path, okr: list[str], teams: int) -> None:
    print("teams  site: cpu s  ms a team")
    for count in (teams // 4, teams // 2, teams):
        folder = made / f"teams-{count}"
        generate(folder, count, WEEKS, apart=True)
        ran = run_well([*okr, "site", "-o", made / f"site-{count}"], folder, TODAY)
        print(f"{count:5} {ran.cpu:10.2f}  {ran.cpu / count * 1000:8.1f}")


if __name__ == "__main__":
    sys.exit(main())
