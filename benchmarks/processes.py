"""Runs a command and says what it cost; every benchmark here measures whole processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str | Path]


class Run(NamedTuple):
    """A finished process: exit code (negative: a signal), wall and CPU seconds, peak memory, its output."""

    status: int
    seconds: float
    cpu: float
    megabytes: float
    output: bytes


def run(command: Command, folder: Path | None = None, env: Mapping[str, str] | None = None, limit: float = 120) -> Run:
    """Run to the end, or to `limit` seconds.

    The peak of a child is never below that of this process when it forks: keep the caller small.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        child = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=None if env is None else {**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        usage = _wait(child, started + limit)
        seconds = time.perf_counter() - started
        output.seek(0)
        scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
        cpu = usage.ru_utime + usage.ru_stime
        return Run(child.returncode, seconds, cpu, usage.ru_maxrss / scale, output.read())


def run_well(command: Command, folder: Path, env: Mapping[str, str]) -> Run:
    """A run that must end well: a figure of something that failed is worth nothing."""
    measured = run(command, folder, env)
    if measured.status:
        said = measured.output.decode(errors="replace")[:2000]
        sys.exit(f"{' '.join(map(str, command))} ended in {measured.status}:\n{said}")
    return measured


def _wait(child: subprocess.Popen[bytes], until: float) -> os.struct_rusage:  # type: ignore[name-defined]
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return usage
        if time.perf_counter() > until:
            child.kill()
        time.sleep(0.001)


def round_robin(commands: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """Every command once a round, so that what else the machine does hits all of them alike."""
    for measure in commands.values():
        measure()  # files and byte code are warm
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, measure in commands.items():
            runs[name].append(measure())
    return runs


def ratios(runs: Sequence[Run], base: Sequence[Run]) -> tuple[float, float]:
    """The medians over rounds of wall and of CPU time, each as a multiple of the base in the same round."""
    pairs = list(zip(runs, base, strict=True))
    wall = statistics.median(one.seconds / other.seconds for one, other in pairs)
    return wall, statistics.median(one.cpu / other.cpu for one, other in pairs)


def table(runs: Mapping[str, Sequence[Run]], base: str) -> str:
    """A row a command: median wall and CPU milliseconds, also as multiples of `base`; the highest peak."""
    lines = [f"{'':34} {'wall ms':>9} {'cpu ms':>9} {'x wall':>7} {'x cpu':>7} {'peak MB':>8}"]
    for name, measured in runs.items():
        wall = statistics.median(one.seconds for one in measured) * 1000
        cpu = statistics.median(one.cpu for one in measured) * 1000
        times_wall, times_cpu = ratios(measured, runs[base])
        peak = max(one.megabytes for one in measured)
        lines.append(f"{name:34} {wall:9.1f} {cpu:9.1f} {times_wall:7.2f} {times_cpu:7.2f} {peak:8.1f}")
    return "\n".join(lines)
