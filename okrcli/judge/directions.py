"""Which way a sentence moves a level, and which way is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.lexicon import BIT, has, kinds
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.tokens import Sentence


def direction(sentence: Sentence, until: int) -> str | None:
    """Which way the nearest measuring verb before a token moves the level."""
    for index in range(min(until, len(sentence)) - 1, -1, -1):
        found = kinds(sentence.lows[index])
        if found & RAISE and sentence.lows[index] not in ("up", "scale", "extended"):
            return "increase"
        if found & LOWER and sentence.lows[index] not in ("down", "limit", "contain", "limited"):
            return "decrease"
        if found & IMPROVE:
            return better_side(sentence, index + 1, until)
    return None


def better_side(sentence: Sentence, first: int, last: int) -> str | None:
    """Which way is better for the metric named by these words; nothing where that is not known."""
    side = None
    for word in reversed(sentence.lows[first:last]):
        if word in NEUTRAL:
            side = side or "increase"
        elif word in HIGH:
            return "increase"
        elif has(word, LOW_IS_BETTER):
            return "decrease"
    return side


RAISE, LOWER, IMPROVE = BIT["raise"], BIT["lower"], BIT["improve"]
LOW_IS_BETTER = BIT["lower is better"]
NEUTRAL = listed("levels neutral")
HIGH = listed("levels high")
