"""Measures how long commands take to start, against a bare `python -c pass` in the same run.

    python benchmarks/startup.py [--rounds 15] [--okr PATH]

Installs this repository into a fresh virtual environment, as a user would, unless `--okr` names an `okr`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from functools import partial
from pathlib import Path

from processes import Command, ratios, round_robin, run, table

ROOT = Path(__file__).parent.parent
BARS = {"okr --version": 1.5, "okr lint (examples)": 10.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--okr", type=Path, help="an installed okr, with its python beside it")
    arguments = parser.parse_args()
    if arguments.okr:
        return _measure(arguments.okr.absolute(), arguments.rounds)
    with tempfile.TemporaryDirectory() as made:
        return _measure(_installed(Path(made)), arguments.rounds)


def _installed(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--upgrade", "pip"], check=True)  # as the README says: its launcher starts twice as fast
    subprocess.run([*pip, str(ROOT)], check=True)
    return scripts / "okr"


def _measure(okr: Path, rounds: int) -> int:
    bare = "python -c pass"
    commands: dict[str, Command] = {
        bare: [okr.with_name("python"), "-c", "pass"],
        "okr --version": [okr, "--version"],
        "okr --help": [okr, "--help"],
        "okr explain OKR201": [okr, "explain", "OKR201"],
        "okr lint (examples)": [okr, "lint"],
    }
    folder = ROOT / "examples"
    if not folder.is_dir():
        del commands["okr lint (examples)"]
        folder = ROOT
    runs = round_robin({name: partial(run, command, folder) for name, command in commands.items()}, rounds)
    print(f"medians of {rounds} rounds")
    print(table(runs, bare))
    failed = [name for name, measured in runs.items() if any(one.status for one in measured)]
    slow = [name for name, most in BARS.items() if name in runs and ratios(runs[name], runs[bare])[0] > most]
    print("bars: " + ", ".join(f"{name} at most {most} x" for name, most in BARS.items()))
    print("\n".join([*(f"FAILED: {name}" for name in failed), *(f"over its bar: {name}" for name in slow)]))
    return 1 if failed or slow else 0


if __name__ == "__main__":
    sys.exit(main())
