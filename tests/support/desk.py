"""A workspace in a real git repository, and the real `okr` run in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

TODAY = "2026-08-20"
OKR = Path(sys.executable).with_name("okr")
CODES = {0, 1, 2, 128 + signal.SIGINT}  # 3 is a bug
Argument = str | bytes | Path

SETTINGS = """\
version: 1
organisation: Acme
teams:
  company: {level: company, owner: mia}
  payments: {level: team, parent: company, members: [ana, ben]}
  platform: {level: team, parent: company, members: [kim]}
lint:
  severity: {no-leadership-objective: off}
"""
PAYMENTS = """\
team: payments
objectives:
  checkout-trust:
    title: Buyers trust our checkout enough to finish it  # theirs, not ours
    owner: ana
    standalone: Nothing else speaks of the checkout
    key_results:
      completion:
        title: Raise checkout completion from 61% to 75%
        metric: checkout completion
        unit: "%"
        baseline: 61
        target: 75
      disputes:
        kind: threshold
        title: Keep disputes at or below 0.4% of orders
        metric: disputes per order
        unit: "%"
        at_most: 0.4
        guardrail: true
      audit:
        kind: milestone
        title: The card-data audit is passed
        owner: ben
        steps: {scoping: 1, report: 3}
        evidence: https://audit.example/report
        due: 2026-09-30
      refunds:
        kind: baseline
        title: Know how long a refund takes
        metric: days to refund
        unit: days
  why-carts:
    title: We know why buyers leave their carts
    owner: ben
    commitment: learning
    question: Why do buyers leave?
    standalone: It is a question
    key_results:
      reasons:
        title: The three most frequent reasons are known
      price:
        title: Whether the price decides is known
"""
PLATFORM = """\
team: platform
objectives:
  fast-builds:
    title: Nobody waits for a build
    owner: kim
    commitment: committed
    standalone: It serves everybody
    key_results:
      queue:
        title: Cut the wait for a machine from 120 to 20 seconds
        metric: wait for a machine
        unit: seconds
        baseline: 120
        target: 20
      cost:
        kind: range
        title: Keep the cost of a thousand builds between 38 and 46 euros
        metric: cost of a thousand builds
        unit: EUR
        between: [38, 46]
"""
CHECKIN = """\
date: 2026-08-17
by: ana
confidence: {checkout-trust: 0.6}
results:
  checkout-trust/completion: 66.5
  checkout-trust/disputes: {value: 0.3, confidence: 0.8, note: calm for once}
  checkout-trust/audit: {done: [scoping]}
issues: [Apple Pay was down for three days]
plan: [Address autofill for 10% of buyers]
"""
FILES = {
    "okr.yaml": SETTINGS,
    "okrs/2026-Q3/payments.yaml": PAYMENTS,
    "okrs/2026-Q3/platform.yaml": PLATFORM,
    "okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml": CHECKIN,
}


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Running(NamedTuple):
    """A command that has not ended."""

    process: subprocess.Popen[bytes]

    def end(self, typed: bytes | None = None) -> Ran:
        """Wait for it, a minute at most."""
        with self.process:
            out, err = self.process.communicate(typed, timeout=60)
        return Ran(self.process.returncode, (out or b"").decode(), (err or b"").decode())


class Desk:
    """A folder, and a person in it who types commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def environment(self, **other: str) -> dict[str, str]:
        """All that a command sees of the machine; an empty value takes a variable away."""
        fixed = {
            "PATH": f"{OKR.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(self.folder.parent),
            "OKR_TODAY": TODAY,
            "COLUMNS": "100",
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ana Lind",
            "GIT_AUTHOR_EMAIL": "ana@example.org",
            "GIT_COMMITTER_NAME": "Ana Lind",
            "GIT_COMMITTER_EMAIL": "ana@example.org",
        }
        return {name: value for name, value in (fixed | other).items() if value}

    def okr(self, *arguments: Argument, typed: str = "", **environment: str) -> Ran:
        """Run okr to its end; whatever happens, it is no bug and no traceback."""
        ran = self.start(*arguments, stdin=subprocess.PIPE, **environment).end(typed.encode())
        assert ran.code in CODES, ran
        assert "Traceback" not in ran.said, ran
        return ran

    def start(
        self,
        *arguments: Argument,
        stdin: Any = subprocess.DEVNULL,
        stdout: Any = subprocess.PIPE,
        stderr: Any = subprocess.PIPE,
        **environment: str,
    ) -> Running:
        """Start okr; what is named in capitals belongs to its environment."""
        command: list[Argument] = [OKR, *arguments]
        where = self.environment(**environment)
        return Running(subprocess.Popen(command, cwd=self.folder, env=where, stdin=stdin, stdout=stdout, stderr=stderr))

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment(), capture_output=True, check=True
        )
        return done.stdout.decode().removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file outside of git's own folder, to see that nothing was written."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }


def commit_all(desk: Desk) -> None:
    desk.git("init", "--quiet", "--initial-branch=main")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "goals")


def committed_on(desk: Desk, day: str) -> None:
    """Give the last commit another day."""
    when = f"{day}T12:00:00Z"
    command = ["git", "commit", "--quiet", "--amend", "--no-edit", f"--date={when}"]
    subprocess.run(command, cwd=desk.folder, env=desk.environment(GIT_COMMITTER_DATE=when), check=True)
