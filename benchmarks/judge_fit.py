"""Fits the weights of the judge's second opinion, `okrcli/judge/learnt.txt`.

usage: judge_fit.py traits LABELS.jsonl|SENTENCES.tsv ... [--forget SHARE --seed N] [--weight W] > rows.jsonl
       judge_fit.py fit rows.jsonl ... > learnt.txt

`traits` writes what the rules find in each labelled key result, with a share of the lexicon forgotten, so that the
rules err on what they were written for as they err on what nobody has read. `fit` is a multinomial regression on the
rows of several such runs. Lines of a TSV are a verdict and a sentence, as in tests/judge/sentences.tsv.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from okrcli.judge import lexicon as words
from okrcli.judge.learnt import LABELS, found, terms
from okrcli.judge.reading import Reading
from okrcli.judge.tokens import singular
from okrcli.judge.verdict import decide, ruling

RARE = 4  # sentences that have a trait, at least
NARROW = 3  # sources that have it, at least: names of one organisation say nothing about others
SLIGHT = 0.1  # a trait whose weights are all smaller is dropped
PENALTY = 4.0  # of the squared weights
EPOCHS = 20
RATE = 0.3


class Row(NamedTuple):
    """A labelled key result: its place in LABELS, how much it counts, its traits."""

    label: int
    weight: float
    traits: tuple[str, ...]


def labelled(path: Path) -> list[dict[str, str]]:
    """Label, text and source; a sentence written for the judge is a source of its own."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    if path.suffix == ".tsv":
        pairs = (line.split("\t") for line in lines)
        return [{"label": label, "text": text, "source": text} for label, text in pairs]
    return [{"label": row["label"], "text": row["text"], "source": row["source"]} for row in map(json.loads, lines)]


def forget(share: float, seed: int) -> None:
    """Let a share of all words and phrases be unknown to the judge."""
    known, phrases = words.lexicon()
    pick = random.Random(seed)
    gone = {word for word in sorted({singular(word) for word in known}) if pick.random() < share}
    for word in [word for word in known if singular(word) in gone]:
        del known[word]
    for first in sorted(phrases):
        phrases[first] = tuple(entry for entry in phrases[first] if pick.random() >= share)
        if not phrases[first]:
            del phrases[first]
    words.kinds.cache_clear()
    words.root.cache_clear()


def traits(text: str) -> list[str]:
    reading = Reading(text)
    return sorted({*found(reading, ruling(reading, decide(reading))), *terms(reading)})


def rows(paths: list[Path]) -> list[Row]:
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    for line in lines:
        for trait in line["traits"]:
            texts.setdefault(trait, set()).add(line["text"])
            sources.setdefault(trait, set()).add(line["source"])
    common = {trait for trait, said in texts.items() if len(said) >= RARE and len(sources[trait]) >= NARROW}
    known = [("always", *(trait for trait in line["traits"] if trait in common)) for line in lines]
    return [Row(LABELS.index(line["label"]), line["weight"], own) for line, own in zip(lines, known, strict=True)]


def chances(sums: list[float]) -> list[float]:
    most = max(sums)
    powers = [math.exp(each - most) for each in sums]
    return [power / sum(powers) for power in powers]


def fit(data: list[Row]) -> dict[str, list[float]]:
    """Weights by stochastic gradient descent with a step of its own for each trait."""
    weights = {trait: [0.0] * len(LABELS) for row in data for trait in row.traits}
    steps = {trait: [1e-6] * len(LABELS) for trait in weights}
    often = Counter(trait for row in data for trait in row.traits)
    order, pick = list(range(len(data))), random.Random(1)
    for _ in range(EPOCHS):
        pick.shuffle(order)
        for index in order:
            descend(data[index], weights, steps, often)
    return weights


def descend(row: Row, weights: dict[str, list[float]], steps: dict[str, list[float]], often: Counter[str]) -> None:
    said = chances([sum(column) for column in zip(*(weights[trait] for trait in row.traits), strict=True)])
    wrong = [row.weight * (chance - (place == row.label)) for place, chance in enumerate(said)]
    for trait in row.traits:
        own, step, decay = weights[trait], steps[trait], 0 if trait == "always" else PENALTY / often[trait]
        for place, error in enumerate(wrong):
            slope = error + decay * own[place]
            step[place] += slope * slope
            own[place] -= RATE * slope / math.sqrt(step[place])


def rounded(weights: dict[str, list[float]]) -> dict[str, list[int]]:
    """Weights in tenths, around their mean, without those that hardly say anything."""
    centred = {trait: [each - sum(own) / len(own) for each in own] for trait, own in weights.items()}
    kept = {trait: own for trait, own in centred.items() if max(map(abs, own)) >= SLIGHT or trait == "always"}
    return {trait: [round(10 * each) for each in own] for trait, own in sorted(kept.items())}


def arguments() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("traits", "fit"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--forget", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weight", type=float, default=1.0)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    if given.step == "traits":
        forget(given.forget, given.seed)
        for said in [said for path in given.files for said in labelled(path)]:
            print(json.dumps(said | {"weight": given.weight, "traits": traits(" ".join(said["text"].split()))}))
        return
    print("# How much each trait of a key result speaks for, in tenths: " + ", ".join(LABELS) + ".")
    print("# Written by benchmarks/judge_fit.py, not by hand.")
    for trait, numbers in rounded(fit(rows(given.files))).items():
        print(trait, " ".join(map(str, numbers)), sep="\t")


if __name__ == "__main__":
    main()
    sys.exit(0)
