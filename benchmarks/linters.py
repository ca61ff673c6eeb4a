"""Measures `okr lint`, cold, against what else people run over YAML files: check-jsonschema and yamllint.

    pip install check-jsonschema yamllint
    python benchmarks/linters.py [--rounds 3] [--okr COMMAND]

The same 1,000 goals files in turns. They only see the form of the files, okr what they say; the bars are the
medians of the ratios inside each round.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from shutil import which

from generate import generate
from processes import ratios, round_robin, run, table

BARS = {"check-jsonschema": 5.0, "yamllint": 30.0}
TEAMS = 1000
RELAXED = "{extends: default, rules: {line-length: disable, document-start: disable}}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--okr", default="okr", help="the command to run")
    arguments = parser.parse_args()
    missing = [name for name in BARS if which(name) is None]
    if missing:
        sys.exit(f"install {' and '.join(missing)} first")
    okr = shlex.split(arguments.okr)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "workspace"
        generate(folder, TEAMS)
        schema = Path(made) / "goals.json"
        schema.write_bytes(subprocess.run([*okr, "schema", "goals"], check=True, capture_output=True).stdout)
        files = sorted(folder.glob("okrs/*/*.yaml"))
        runs = round_robin(
            {
                "okr lint": partial(run, [*okr, "lint", "--no-cache"], folder),
                "check-jsonschema": partial(run, ["check-jsonschema", "--schemafile", schema, *files], folder),
                "yamllint": partial(run, ["yamllint", "-d", RELAXED, "okrs"], folder),
            },
            arguments.rounds,
        )
    failed = [name for name, measured in runs.items() if any(one.status for one in measured)]
    if failed:
        sys.exit(f"{failed[0]} found something: {runs[failed[0]][0].output[:500]!r}")
    print(f"{len(files):,} goals files, medians of {arguments.rounds} rounds")
    print(table(runs, "okr lint"))
    found = {name: ratios(runs[name], runs["okr lint"])[0] for name in BARS}
    print("; ".join(f"{name}: {found[name]:.1f} x slower (bar {bar:.0f})" for name, bar in BARS.items()))
    return int(any(found[name] < bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
