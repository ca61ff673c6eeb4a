"""What a sentence counts, in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.lexicon import BIT, has, kinds
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.levels import Level
    from okrcli.judge.tokens import Sentence

MEASURING = BIT["raise"] | BIT["lower"] | BIT["improve"] | BIT["hold"] | BIT["reach"] | BIT["see"]
LONGEST = 9  # tokens of a noun phrase


def counted(sentence: Sentence, level: Level) -> tuple[int, int]:
    """The tokens of the noun phrase that a level counts; an empty span where it is not clear."""
    behind = sentence.low(level.last)
    stated = level.baseline is not None or level.change is not None
    if level.factor and sentence.low(level.first) in ("double", "triple", "halve", "quadruple", "treble"):
        return _behind(sentence, level.last)
    if behind == "of" or (behind == "in" and stated and level.baseline is None):
        return _behind(sentence, level.last + 1)
    before = _before(sentence, level.first)
    if stated or _closed(behind):
        return before if before[0] < before[1] else _behind(sentence, level.last)
    after = _behind(sentence, level.last)
    return after if after[0] < after[1] else before


def _closed(behind: str) -> bool:
    return not behind[:1].isalpha() or behind in STOPS or behind in COMPARED or behind in ("a", "an")


def _behind(sentence: Sentence, first: int) -> tuple[int, int]:
    """The noun phrase that starts at a token."""
    while sentence.low(first) in SKIPPED or sentence.low(first) in CHANGES:
        first += 1
    last = first
    while last < len(sentence) and last - first < LONGEST and _wordy(sentence, last):
        if sentence.lows[last] in STOPS and not (sentence.lows[last] == "to" and sentence.lows[last - 1] in TO_WHAT):
            break
        last += 1
    return first, last


def _before(sentence: Sentence, until: int) -> tuple[int, int]:
    """The noun phrase between the nearest measuring verb, or the clause's start, and a token."""
    last = until
    while last > 0 and (sentence.lows[last - 1] in TRAILING or not _wordy(sentence, last - 1)):
        last -= 1
    first = last
    while first > 0 and _goes_on(sentence, first - 1, last):
        first -= 1
    while first < last and sentence.lows[first] in SKIPPED:
        first += 1
    if last - first > LONGEST or (first == 0 and has(sentence.low(0), VERBS) and last - first > 1):
        return last, last
    return first, last


def _goes_on(sentence: Sentence, index: int, last: int) -> bool:
    """Whether this token still belongs to the noun phrase before `last`."""
    low = sentence.lows[index]
    if low in BREAKS or low[0].isdigit() or not _wordy(sentence, index):
        return False
    return not (low in OPENING or kinds(low) & MEASURING) or not _opens(sentence, index, last)


def _opens(sentence: Sentence, index: int, last: int) -> bool:
    """Whether the noun phrase starts behind this token."""
    low = sentence.lows[index]
    if sentence.low(index - 1) == "to" and sentence.low(index - 2) in TO_WHAT:
        return False
    if low in OPENING and index + 1 < last and kinds(sentence.low(index + 1)) & MEASURING:
        return True
    return kinds(low) & MEASURING != 0 and (
        index == 0 or sentence.low(index - 1) in LEADS or sentence.lows[index] in FINITE
    )


def _wordy(sentence: Sentence, index: int) -> bool:
    low = sentence.lows[index]
    return low[0].isalpha() or (low in "'’\"“”&/" or low[0].isdigit())  # noqa: RUF001


VERBS = (
    BIT["own verb"] | BIT["make verb"] | BIT["release verb"] | BIT["finish verb"] | BIT["study verb"] | BIT["help verb"]
)
OPENING = ("that", "which", "to")
SKIPPED = listed("counted skipped")
CHANGES = listed("counted changes")
STOPS = listed("counted stops")
BREAKS = listed("counted breaks")
COMPARED = listed("counted compared")
TO_WHAT = listed("counted to what")
TRAILING = listed("counted trailing")
LEADS = listed("counted leads")
FINITE = listed("counted finite")
