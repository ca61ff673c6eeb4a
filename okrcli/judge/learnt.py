"""A second opinion on what the rules say, by the words of a sentence: weights learnt from labelled key results.

`learnt.txt` has the weights, in tenths: how much a trait speaks for each of the five verdicts. A trait is a word, two
neighbouring words, or what the rules found. `benchmarks/judge_fit.py` finds them.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.groups import DETERMINERS, PREPOSITIONS
from okrcli.judge.lexicon import root
from okrcli.judge.lists import read_lines
from okrcli.judge.tokens import singular

if TYPE_CHECKING:
    from okrcli.judge.reading import Count, Reading

LABELS = ("outcome", "milestone", "quantified-activity", "activity", "unmeasurable")
OPENING = 6  # tokens among which the first two words are
TO_ACCEPT, TO_REJECT, TO_RENAME = 2, 15, 20  # by how much the words are to outweigh the rules
SMALL = DETERMINERS | PREPOSITIONS
MOST = 60  # tokens that are weighed: a key result says early what settles it


class Ruling(NamedTuple):
    """What the rules say: a verdict, why, how surely, and the number that decided."""

    verdict: str
    why: str
    score: float
    of: Count | None


class Opinion(NamedTuple):
    """Another verdict than that of the rules, and the token that speaks most for it, if any does."""

    verdict: str
    first: int
    last: int


def second(reading: Reading, ruling: Ruling) -> Opinion | None:
    """The verdict that the words speak for, where it is another; what moves from one level to another is left alone."""
    moved = ruling.of is not None and ruling.of.level.baseline is not None
    if not reading.sentence.lows or (moved and ruling.verdict == "outcome"):
        return None
    sums = _sums([*found(reading, ruling), *terms(reading)])
    ruled = LABELS.index(ruling.verdict)
    said = _said(sums, ruled, measured=bool(reading.counts))
    return None if said == ruled else Opinion(LABELS[said], *_telling(reading, said, ruled))


def _said(sums: list[int], ruled: int, *, measured: bool) -> int:
    """The verdict that the words speak for clearly enough to overrule the rules; more clearly without a number."""
    other = max(range(1, len(LABELS)), key=sums.__getitem__)
    if ruled == 0:
        return other if sums[other] - sums[0] > TO_REJECT else 0
    if sums[0] - sums[ruled] > (TO_ACCEPT if measured else TO_REJECT):
        return 0
    return other if sums[other] - sums[ruled] > TO_RENAME else ruled


def found(reading: Reading, ruling: Ruling) -> list[str]:
    """What the rules found, as traits."""
    said, form, low = ruling.verdict, reading.form, reading.sentence.low
    traits = [
        f"says {said}",
        f"why {ruling.why}",
        f"why {ruling.why}, {said}",
        f"form {form}",
        f"form {form}, {said}",
        f"score {max(-3, min(3, round(ruling.score)))}" if reading.counts else "no score",
        f"numbers {min(3, len(reading.counts))}",
    ]
    if reading.verb >= 0:
        traits.append(f"verb {root(low(reading.verb))}")
    count = ruling.of
    if count is not None:
        traits += [f"unit {count.unit}", f"before {_plain(low(count.first - 1))}", f"after {_plain(low(count.last))}"]
        if count.head >= 0:
            traits += [f"of {singular(low(count.head))}", f"then {_plain(low(count.head + 1))}"]
    return traits


def terms(reading: Reading) -> list[str]:
    """The words of a sentence, alone, in pairs, and those with which it opens."""
    opening = [_plain(low) for low in reading.sentence.lows[:OPENING] if low[0].isalnum()][:2]
    words = ["^", *[singular(_plain(low)) for low in reading.sentence.lows[:MOST]], "$"]
    pairs = [f"{before} {word}" for before, word in pairwise(words)]
    return [*pairs, *[f"'{word}" for word in words], *[f"{place}: {word}" for place, word in enumerate(opening, 1)]]


def _plain(low: str) -> str:
    return "#" if low[:1].isdigit() else low


def _sums(traits: list[str]) -> list[int]:
    """How much all traits together speak for each verdict."""
    learned = learnt()
    known = [_numbers(learned[trait]) for trait in ("always", *traits) if trait in learned]
    return [sum(column) for column in zip(*known, strict=True)]


def _telling(reading: Reading, said: int, ruled: int) -> tuple[int, int]:
    """The word that speaks most for one verdict and against another; an empty span where none says much."""
    learned, most, span = learnt(), 0, (0, 0)
    for token, low in enumerate(reading.sentence.lows[:MOST]):
        weights = _numbers(learned.get(f"'{singular(low)}", "0 0 0 0 0"))
        if weights[said] - weights[ruled] > most and low.isalpha() and low not in SMALL:
            most, span = weights[said] - weights[ruled], (token, token + 1)
    return span


@cache
def learnt() -> dict[str, str]:
    """The weights of each trait for each verdict, in tenths, as they are written: few are ever read."""
    lines = (line.partition("\t") for line in read_lines("learnt.txt") if line[:2] != "# ")
    return {trait: written for trait, _, written in lines}


@cache
def _numbers(written: str) -> tuple[int, ...]:
    return tuple(map(int, written.split()))
