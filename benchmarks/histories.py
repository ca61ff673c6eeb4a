"""Writes a long history of goals into a new repository, all at once through `git fast-import`.

    python benchmarks/histories.py OUT [--commits 20000] [--files 200] [--versions 50000] [--seed 1]

One cycle, a goals file a team. Each commit edits targets, titles and weights in as many files as it takes to reach the
number of versions; one commit in ten is a side branch's that is merged after a few others, one edit in a
thousand moves a key result to another team, one version in two thousand cannot be read.
"""

from __future__ import annotations

import argparse
import random
import subprocess
from pathlib import Path
from typing import IO

from generate import CYCLE, Writer

_DAY = 1782864000  # 2026-07-01
_SPAN = 90 * 86400


class History:
    """The state of two branches while their commits are written."""

    def __init__(self, files: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = dict(Writer(files, 0, seed).files())
        self.paths = [path for path in self.texts if path != "okr.yaml"]

    def edited(self, path: str) -> str:
        """The file with the number of one key result changed, or unreadable for once."""
        if self.random.random() < 1 / 2000:
            return f"{self.texts[path]}<<<<<<< HEAD\n"
        lines = self.texts[path].split("\n")
        places = [number for number, line in enumerate(lines) if line.startswith("        target: ")]
        place = self.random.choice(places)
        lines[place] = f"        target: {self.random.randint(1, 9999) / 10}"
        self.texts[path] = "\n".join(lines)
        return self.texts[path]

    def moved(self, giver: str, taker: str) -> list[tuple[str, str]]:
        """Both files, after the last key result of one has become the last of the other."""
        lines = self.texts[giver].rstrip("\n").split("\n")
        start = max(number for number, line in enumerate(lines) if line.startswith("      result-"))
        name = f"      moved-{self.random.randrange(10**9)}:"
        objective = max(number for number, line in enumerate(lines) if line.startswith("  objective-"))
        if start - objective < 12:  # the only one of its objective stays
            return [(giver, self.edited(giver))]
        self.texts[taker] = "\n".join([self.texts[taker].rstrip("\n"), name, *lines[start + 1 :], ""])
        self.texts[giver] = "\n".join([*lines[:start], ""])
        return [(path, self.texts[path]) for path in (giver, taker)]

    def changes(self, count: int, paths: list[str]) -> list[tuple[str, str]]:
        if self.random.random() < 1 / 400 and min(count, len(paths)) > 1:
            giver, taker = self.random.sample(paths, 2)
            return self.moved(giver, taker)
        return [(path, self.edited(path)) for path in self.random.sample(paths, min(count, len(paths)))]


def write(out: IO[bytes], commits: int, files: int, versions: int, seed: int) -> None:
    history = History(files, seed)
    half = len(history.paths) // 2
    mark = _commit(out, 1, 0, [*history.texts.items()], [])
    fork, side = 0, 0
    for number in range(2, commits + 1):
        count = max(1, round(versions / commits + history.random.uniform(-1.5, 1.5)))
        # A side branch edits the second half of the files, main the first while it is open: no conflicts.
        step = number % 40
        moment = _SPAN * number // commits
        if step in {10, 12, 14, 16}:
            fork = fork or mark
            parent = side or fork
            side = _commit(out, number, moment, history.changes(count, history.paths[half:]), [parent], "side")
        elif step == 20 and side:
            mark = _commit(out, number, moment, [(path, history.texts[path]) for path in history.paths], [mark, side])
            fork, side = 0, 0
        else:
            paths = history.paths[:half] if fork else history.paths
            mark = _commit(out, number, moment, history.changes(count, paths), [mark])


def _commit(
    out: IO[bytes], mark: int, moment: int, files: list[tuple[str, str]], parents: list[int], branch: str = "main"
) -> int:
    person = f"person-{mark % 40} <p{mark % 40}@example.org> {_DAY + moment} +0000"
    lines = [f"commit refs/heads/{branch}", f"mark :{mark}", f"author {person}", f"committer {person}"]
    lines += ["data 0", *(f"{word} :{parent}" for word, parent in zip(("from", "merge"), parents, strict=False))]
    out.write(("\n".join(lines) + "\n").encode())
    for path, text in files:
        content = text.encode()
        out.write(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    return mark


def generate(out: Path, commits: int, files: int, versions: int, seed: int = 1) -> None:
    """A repository with the history, checked out, its objects packed as a server packs them."""
    out.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=out, check=True)
    importing = subprocess.Popen(["git", "fast-import", "--quiet", "--force"], cwd=out, stdin=subprocess.PIPE)
    assert importing.stdin
    with importing.stdin as pipe:
        write(pipe, commits, files, versions, seed)
    if importing.wait():
        raise SystemExit("git fast-import did not finish")
    for command in ("reset --quiet --hard main", "repack -adfq --depth=50 --window=10"):
        subprocess.run(["git", *command.split()], cwd=out, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--commits", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--versions", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.out, arguments.commits, arguments.files, arguments.versions, arguments.seed)
    print(f"{arguments.out}: cycle {CYCLE}")


if __name__ == "__main__":
    main()
