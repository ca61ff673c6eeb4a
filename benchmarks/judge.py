"""Figures of the judge on labelled key results, and its speed.

usage: judge.py LABELS.jsonl [--speed]

LABELS.jsonl has one object a line with "text", "label" and "source". What was read while the rules were written,
or learnt from (judge_fit.py), says how well the judge fits, not how well it carries over (see judge.md).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from okrcli.judge import judge

LONG = {"words": "and then we hold 12 talks " * 4_000, "digits": "1 200," * 17_000, "brackets": "(" * 100_000}
LABELS = ("outcome", "milestone", "quantified-activity", "activity", "unmeasurable")


def figures(pairs: list[tuple[str, str]]) -> str:
    """A row: outcomes rejected, others accepted, F1 of rejection, five-label accuracy, n."""
    good = [said for label, said in pairs if label == "outcome"]
    bad = [said for label, said in pairs if label != "outcome"]
    hit, false = sum(said != "outcome" for said in bad), sum(said != "outcome" for said in good)
    precision, recall = hit / max(hit + false, 1), hit / max(len(bad), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    right = sum(label == said for label, said in pairs) / len(pairs)
    return f"| {false / max(len(good), 1):.3f} | {1 - recall:.3f} | {f1:.3f} | {right:.3f} | {len(pairs)} |"


def report(rows: list[dict[str, str]]) -> None:
    said = [judge(" ".join(row["text"].split())).verdict for row in rows]
    labelled = [(row["label"], verdict) for row, verdict in zip(rows, said, strict=True)]
    print("| source | outcomes rejected | others accepted | F1 of rejection | five labels | n |")
    print("|---|---|---|---|---|---|")
    for source, _ in Counter(row["source"] for row in rows).most_common():
        of_source = [pair for row, pair in zip(rows, labelled, strict=True) if row["source"] == source]
        print(f"| {source} {figures(of_source)}")
    print(f"| all {figures(labelled)}")
    print("\ngold \\ said".ljust(22) + "".join(label[:11].rjust(13) for label in LABELS))
    for label in LABELS:
        row = Counter(verdict for gold, verdict in labelled if gold == label)
        print(label.ljust(21) + "".join(str(row[other]).rjust(13) for other in LABELS))


def speed(texts: list[str]) -> None:
    start = time.perf_counter()
    for text in texts:
        judge(text)
    print(f"\n{len(texts) / (time.perf_counter() - start):,.0f} sentences a second")
    for name, line in LONG.items():
        start = time.perf_counter()
        judge(line)
        print(f"a line of 100 KB of {name}: {(time.perf_counter() - start) * 1e3:.1f} ms")
    first, shared = (
        "from okrcli.judge import judge; judge(chr(97))",
        "import re, typing, functools, collections",
    )
    print(f"load and first verdict: {started(first) - started('pass'):.1f} ms")
    rest = started(f"{shared}; {first}") - started(shared)
    print(f"where re, typing and collections are loaded already: {rest:.1f} ms")


def started(code: str) -> float:
    """The least of 20 runs of an interpreter, in milliseconds."""
    runs = []
    for _ in range(20):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        runs.append(time.perf_counter() - start)
    return min(runs) * 1e3


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    key_results = [json.loads(line) for line in lines]
    report(key_results)
    if "--speed" in sys.argv:
        speed([" ".join(row["text"].split()) for row in key_results] * 10)
