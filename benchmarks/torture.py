"""Runs `okr lint` on a set of bad inputs and says where it does not end as it must.

    python benchmarks/torture.py FOLDER [--okr COMMAND] [--format FORMAT] [--only NAME …]

FOLDER holds `manifest.tsv` (name, what it is, expected exit code, hint) and the scripts that make a workspace
for each row: `mk_torture.py`, `special.sh`, `gen_big.py`.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from processes import Run, run

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS, MEGABYTES = 1.0, 120.0
ENVIRONMENT = {"OKR_TODAY": "2026-07-02", "PLANTED_IN_ENVIRONMENT": "PLANTED", "COLUMNS": "200"}
PLACE = re.compile(r'(?P<path>okr\S.*?):[1-9][0-9]*:[1-9][0-9]*|"path": *"(?P<json>.*?)"')
HARMFUL = {
    "a control or bidi character": re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"),
    "a workflow command": re.compile(r"^\s*::|##\[", re.MULTILINE),
    "a traceback": re.compile(r"Traceback|File \".*\", line \d+, in"),
    "PLANTED, PWNED or a line of /etc/passwd": re.compile(r"PLANTED|PWNED|root:x?:0:"),
}


class Case(NamedTuple):
    """A row of the manifest."""

    name: str
    what: str
    exits: str


def main() -> int:
    arguments = _arguments()
    if not (arguments.folder / "manifest.tsv").is_file():
        print(f"{arguments.folder} holds no manifest.tsv: nothing to run")
        return 0
    with tempfile.TemporaryDirectory() as made:
        out = Path(made)
        _make(arguments.folder.resolve(), out)
        return _report(out, arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--okr", default="okr", help="the command to run")
    parser.add_argument("--format", help="of the findings; what `okr lint` has by itself if not given")
    parser.add_argument("--only", nargs="*", help="the names of cases")
    parser.add_argument("--table", action="store_true", help="a line a case, not only what fails")
    return parser.parse_args()


def _make(scripts: Path, out: Path) -> None:
    python = sys.executable
    for command in (
        [python, scripts / "mk_torture.py", out],
        ["sh", scripts / "special.sh", out],
        [python, scripts / "gen_big.py", "--all", out],
    ):
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, cwd=out)


def _report(out: Path, arguments: argparse.Namespace) -> int:
    command = [
        *shlex.split(arguments.okr),
        "lint",
        *(["--format", arguments.format] if arguments.format else []),
    ]
    failed, slowest, largest, count = 0, 0.0, 0.0, 0
    for case in _cases(arguments.folder / "manifest.tsv", arguments.only):
        measured = _measure(command, out / case.name)
        wrong = list(_wrong(case, measured, out))
        failed, count = failed + bool(wrong), count + 1
        slowest, largest = max(slowest, measured.seconds), max(largest, measured.megabytes)
        if wrong or arguments.table:
            cost = f"{measured.seconds:5.2f} s {measured.megabytes:5.0f} MB"
            print(f"{case.name:32} {measured.status:3} {cost}  {'; '.join(wrong) or 'as it must'}")
    print(f"{count} cases, {failed} not as they must; the slowest {slowest:.2f} s, the largest {largest:.0f} MB")
    return 1 if failed else 0


def _cases(manifest: Path, only: list[str] | None) -> Iterator[Case]:
    for line in manifest.read_text().splitlines()[1:]:
        case = Case(*line.split("\t")[:3])
        if not only or case.name in only:
            yield case


def _measure(command: list[str], folder: Path) -> Run:
    """One run; a slow one again, for the machine may have been busy."""
    first = run(command, folder, ENVIRONMENT, limit=30)
    return first if first.seconds < SECONDS else min(first, run(command, folder, ENVIRONMENT, limit=30), key=_seconds)


def _seconds(measured: Run) -> float:
    return measured.seconds


def _wrong(case: Case, measured: Run, out: Path) -> Iterator[str]:
    said = measured.output.decode("utf-8", "surrogateescape")
    if str(measured.status) not in _exits(case):
        yield f"exit {measured.status}, not {case.exits}"
    if measured.status == 1 and not _names_a_bad_file(said, out / case.name, out / "control-checkin"):
        yield "no path:line:col of the bad file"
    if measured.seconds >= SECONDS:
        yield f"{measured.seconds:.2f} s"
    if measured.megabytes >= MEGABYTES:
        yield f"{measured.megabytes:.0f} MB"
    yield from (what for what, pattern in HARMFUL.items() if pattern.search(said))
    if any(out.glob("*/okr-pwned")):
        yield "a file okr-pwned"


def _exits(case: Case) -> list[str]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["0"] if root and case.name == "special-noread" else case.exits.split("|")


def _names_a_bad_file(said: str, workspace: Path, control: Path) -> bool:
    """Whether a finding stands in a file that the valid workspace does not have just so."""
    named = {match["path"] or match["json"] for match in PLACE.finditer(said)}
    return any(not _same(workspace / name, control / name) for name in named)


def _same(file: Path, other: Path) -> bool:
    plain = file.is_file() and not file.is_symlink() and other.is_file()
    return plain and file.stat().st_size == other.stat().st_size and file.read_bytes() == other.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
