"""Checks in from many processes at once, and kills check-ins at random moments; nothing may be lost or torn.

    python benchmarks/writing.py [--okr okr] [--at-once 64] [--kills 300] [--seed 1]

At once: as many check-ins of one team, then one each of as many teams. Kills: one check-in after the other, each
killed with SIGKILL after a random time; then the same command again, which must finish what was begun.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate

DAY = "2026-08-20"
SECONDS = 30.0


class Clone:
    """A workspace in git, and the commands run in it."""

    def __init__(self, folder: Path, okr: str, teams: int) -> None:
        self.folder, self.okr = folder, okr
        generate(folder, teams)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=goals")

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "OKR_"))}
        names = {
            f"GIT_{who}_{what}": "ana@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        return kept | names | {"GIT_CONFIG_GLOBAL": os.devnull, "OKR_TODAY": DAY}

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def checkin(self, team: str, value: float) -> subprocess.Popen[bytes]:
        goal = f"{team}/objective-1/result-1={value}"
        return subprocess.Popen(
            [self.okr, "checkin", goal, "--by", "ana"],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def files(self) -> dict[str, str]:
        found = sorted((self.folder / "okrs/2026-Q3/checkins").glob(f"{DAY}-*"))
        return {file.name: file.read_text(encoding="utf-8") for file in found}

    def values(self) -> list[str]:
        """The values of all check-ins in the folder, in order; a torn file has none."""
        told = [re.search(r"result-1: (\S+)\n\Z", text) for text in self.files().values()]
        return sorted(match[1] if match else "torn" for match in told)

    def committed(self) -> list[str]:
        """The same of what is in the last commit."""
        names = self.git("ls-tree", "-r", "--name-only", "HEAD", "okrs/2026-Q3/checkins").split("\n")
        texts = [self.git("show", f"HEAD:{name}") for name in names if f"/{DAY}-" in name]
        told = [re.search(r"result-1: (\S+)\Z", text) for text in texts]
        return sorted(match[1] if match else "torn" for match in told)

    def sound(self) -> bool:
        return "error" not in self.git("fsck", "--no-dangling") and not self.git("status", "--porcelain")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--okr", default="okr")
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    okr = shutil.which(arguments.okr) or arguments.okr
    with tempfile.TemporaryDirectory() as made:
        clone = Clone(Path(made) / "one", okr, arguments.at_once)
        teams = sorted(file.stem for file in (clone.folder / "okrs/2026-Q3").glob("*.yaml"))[: arguments.at_once]
        right = _at_once(clone, "one team", [teams[0]] * arguments.at_once)
        other = Clone(Path(made) / "many", okr, arguments.at_once)
        right &= _at_once(other, f"{len(teams)} teams", teams)
        right &= _kills(Clone(Path(made) / "kills", okr, 3), arguments.kills, random.Random(arguments.seed))
    return 0 if right else 1


def _at_once(clone: Clone, what: str, teams: list[str]) -> bool:
    started = time.perf_counter()
    running = [clone.checkin(team, 100 + nth) for nth, team in enumerate(teams)]
    codes = [process.wait() for process in running]
    seconds = time.perf_counter() - started
    wanted = sorted(str(100 + nth) for nth in range(len(teams)))
    kept, committed = clone.values(), clone.committed()
    commits = int(clone.git("rev-list", "--count", "HEAD")) - 1
    right = kept == committed == wanted and set(codes) == {0} and clone.sound() and commits == len(teams)
    print(
        f"at once, {what}: {codes.count(0)} of {len(teams)} done, {len(set(kept) & set(wanted))} in files, "
        f"{len(set(committed) & set(wanted))} in history, {commits} commits, {seconds:.1f} s "
        f"(at most {SECONDS:.0f}){'' if right else ': WRONG'}"
    )
    return right and seconds <= SECONDS


def _kills(clone: Clone, kills: int, dice: random.Random) -> bool:
    """Kill check-ins; each is then made once more, and must be there exactly once."""
    team = next(file.stem for file in sorted((clone.folder / "okrs/2026-Q3").glob("*.yaml")) if file.stem != "company")
    usual = _usual(clone, team)
    torn = stuck = killed = locks = 0
    for nth in range(kills):
        process = clone.checkin(team, 1000 + nth)
        time.sleep(dice.uniform(0, usual * 1.1))
        process.kill()
        killed += process.wait() < 0
        _, _ = process.communicate()
        time.sleep(0.02)  # a git that it has started may still be at work
        torn += "torn" in clone.values()
        again, said = _again(clone, team, 1000 + nth)
        if again and ".lock" in said:
            locks += 1
            for lock in (clone.folder / ".git").rglob("*.lock"):
                if lock.name != "okr.lock":
                    lock.unlink()
            again, said = _again(clone, team, 1000 + nth)
        stuck += again != 0
    wanted = sorted(str(1000 + nth) for nth in range(kills))
    kept, committed = clone.values(), clone.committed()
    kept.remove("999")
    committed.remove("999")
    lost, doubled = len(set(wanted) - set(committed)), len(committed) - len(set(committed))
    right = not (torn or stuck or lost or doubled) and kept == committed and clone.sound()
    print(
        f"kills: {kills} ({killed} before the end), {torn} torn, {lost} lost, {doubled} doubled, {stuck} stuck, "
        f"{locks} with a lock of git's left that the next run named; fsck and status "
        f"{'clean' if clone.sound() else 'NOT CLEAN'}{'' if right else ': WRONG'}"
    )
    return right


def _again(clone: Clone, team: str, value: int) -> tuple[int, str]:
    """The same command once more, unless its check-in is in the last commit already."""
    if str(value) in clone.committed():
        return 0, ""
    process = clone.checkin(team, value)
    _, err = process.communicate()
    return process.returncode, err.decode()


def _usual(clone: Clone, team: str) -> float:
    started = time.perf_counter()
    if clone.checkin(team, 999).wait():
        raise SystemExit("a check-in alone does not work")
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
