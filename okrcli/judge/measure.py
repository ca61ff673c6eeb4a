"""What a sentence says of the level that settles it; nothing that it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge import counted as nouns
from okrcli.judge.amounts import amounts
from okrcli.judge.blanks import placeholder
from okrcli.judge.directions import direction
from okrcli.judge.levels import Level, level
from okrcli.judge.tokens import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.judge.ratios import Amount


class Number(NamedTuple):
    """One number as written; `start` and `end` are code points of the sentence."""

    value: float
    unit: str | None
    start: int
    end: int


class Measure(NamedTuple):
    """The level that settles a sentence; a field is None where the sentence does not say it."""

    counted: str | None = None
    unit: str | None = None
    baseline: float | None = None
    target: float | None = None
    bound: str | None = None  # at_least | at_most | above | below
    low: float | None = None
    high: float | None = None
    factor: float | None = None  # 2.0 for "double"
    change: float | None = None  # + more, - less; in `unit`
    direction: str | None = None  # increase | decrease
    placeholder: bool = False
    numbers: tuple[Number, ...] = ()
    start: int | None = None
    end: int | None = None


def read(sentence: str) -> Measure:
    """The measure that a sentence states."""
    tokens = Sentence(sentence)
    found = amounts(tokens)
    return measure(tokens, found, level(tokens, found))


def measure(sentence: Sentence, found: Sequence[Amount], stated: Level | None) -> Measure:
    """The measure of a sentence whose numbers and level are known."""
    numbers = tuple(_number(sentence, amount) for amount in found)
    blank = placeholder(sentence) is not None
    if stated is None:
        return Measure(placeholder=blank, numbers=numbers)
    return _measure(sentence, stated, numbers, blank)


def _measure(sentence: Sentence, stated: Level, numbers: tuple[Number, ...], blank: bool) -> Measure:
    first, last = nouns.moved(sentence, stated)
    return Measure(
        counted=sentence.spelt(first, last) or None,
        unit=stated.unit,
        baseline=stated.baseline,
        target=stated.target,
        bound=stated.bound,
        low=stated.low,
        high=stated.high,
        factor=stated.factor,
        change=stated.change,
        direction=_direction(sentence, stated),
        placeholder=blank,
        numbers=numbers,
        start=sentence.starts[stated.first],
        end=sentence.ends[stated.last - 1],
    )


def _direction(sentence: Sentence, stated: Level) -> str | None:
    if stated.baseline is not None and stated.target is not None and stated.baseline != stated.target:
        return "increase" if stated.target > stated.baseline else "decrease"
    if stated.change:
        return "increase" if stated.change > 0 else "decrease"
    if stated.factor:
        return "increase" if stated.factor > 1 else "decrease"
    return direction(sentence, stated.first)


def _number(sentence: Sentence, amount: Amount) -> Number:
    return Number(amount.value, amount.unit, sentence.starts[amount.first], sentence.ends[amount.last - 1])
