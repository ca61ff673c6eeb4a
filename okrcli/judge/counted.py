"""What a sentence counts, in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.groups import is_plural
from okrcli.judge.lexicon import BIT, has, kinds
from okrcli.judge.lists import listed
from okrcli.judge.tokens import is_wide

if TYPE_CHECKING:
    from okrcli.judge.levels import Level
    from okrcli.judge.tokens import Sentence

MEASURING = BIT["raise"] | BIT["lower"] | BIT["improve"] | BIT["hold"] | BIT["reach"] | BIT["see"]
RAISING, LOWERING = BIT["raise"], BIT["lower"]
MOVING = BIT["raise"] | BIT["lower"] | BIT["hold"]
LONGEST = 9  # tokens of a noun phrase


def counted(sentence: Sentence, level: Level) -> tuple[int, int]:
    """The tokens of the noun phrase that a level counts; an empty span where it is not clear."""
    behind = sentence.low(level.last)
    stated = level.baseline is not None or level.change is not None
    if (at := _named_at(sentence, level)) is not None:
        return _behind(sentence, at)
    if (behind == "of" and sentence.low(level.first) != "within") or (
        behind == "in" and stated and level.baseline is None and sentence.low(level.first) not in ("by", "down", "up")
    ):
        return _behind(sentence, level.last + 1)
    before = _before(sentence, level.first)
    if sentence.low(level.first) == "within" and before[0] < before[1]:
        return before
    if stated or _closed(behind) or is_wide(behind):
        return before if before[0] < before[1] else _behind(sentence, level.last)
    after = _behind(sentence, level.last)
    return after if after[0] < after[1] else before


def _named_at(sentence: Sentence, level: Level) -> int | None:
    """Where the words of a level themselves lead to what it counts: double the X, 3 of 10 X to 5, twice as many X."""
    if level.factor and sentence.low(level.first) in ("double", "triple", "halve", "quadruple", "treble"):
        return level.last
    if level.baseline is not None and "of" in sentence.lows[level.first : level.last]:
        return sentence.lows.index("of", level.first) + 1
    if sentence.low(level.last) in CHANGES and sentence.low(level.last + 1) in ("in", "of"):
        return level.last + 2
    compared = sentence.low(level.last) == "as" and sentence.low(level.last + 1) in ("many", "much")
    return level.last + 2 if level.factor and compared else None


def moved(sentence: Sentence, level: Level) -> tuple[int, int]:
    """What a sentence names as its metric: where a share of something states its level, that which is moved or held.

    "Keep disputes at or below 0.4% of orders" counts disputes, in orders; "80% of orders" alone counts orders.
    """
    before = _before(sentence, level.first)
    moves = level.first > 1 and kinds(sentence.lows[0]) & MOVING and before[0] == 1 and before[0] < before[1]
    return before if moves and sentence.low(level.last) == "of" else counted(sentence, level)


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
        last = _opened(sentence, last - 1)
    first = last
    while first > 0 and _goes_on(sentence, first - 1, last):
        first -= 1
    described = _related(sentence, first)
    if described is not None:
        return described, last
    while first < last and sentence.lows[first] in SKIPPED:
        first += 1
    ordered = first == 0 and last > 1 and has(sentence.low(0), VERBS) and not _is_named(sentence, last)
    return (last, last) if ordered or last - first > LONGEST else (first, last)


def _opened(sentence: Sentence, at: int) -> int:
    """A token, or the bracket that opens what it closes: contributors (who merged something) from 5 to 10."""
    before = sentence.lows[:at]
    return len(before) - 1 - before[::-1].index("(") if sentence.lows[at] == ")" and "(" in before[1:] else at


def _is_named(sentence: Sentence, last: int) -> bool:
    """Whether a gerund only names a level: handling time."""
    return sentence.lows[0].endswith("ing") and last == LEVEL_NAME and has(sentence.lows[1], LEVEL)


def _related(sentence: Sentence, first: int) -> int | None:
    """Where a noun phrase starts that is described behind it: people who (have) opened a report."""
    for at in range(first - 1, max(first - FAR, 0), -1):
        if not _wordy(sentence, at):
            break
        if sentence.lows[at] in RELATIVES and is_plural(sentence.lows[at - 1]):
            start, _ = _before(sentence, at)
            return start if start < at else None
    return None


def _goes_on(sentence: Sentence, index: int, last: int) -> bool:
    """Whether this token still belongs to the noun phrase before `last`."""
    low = sentence.lows[index]
    if low == "by" and sentence.low(index - 1) in SHOWN:
        return False
    if low in BREAKS and not (low == "with" and _is_moved(sentence, index)):
        return False
    if not (low[0].isalpha() or low in SIGNS):
        return False
    return not (low in OPENING or kinds(low) & MEASURING) or not _opens(sentence, index, last)


def _is_moved(sentence: Sentence, index: int) -> bool:
    """Raise activities with partners by half: what stands before a "with" is what is to move."""
    return index > 1 and kinds(sentence.lows[0]) & (RAISING | LOWERING) != 0 and "of" not in sentence.lows[:index]


def _opens(sentence: Sentence, index: int, last: int) -> bool:
    """Whether the noun phrase starts behind this token."""
    low = sentence.lows[index]
    if sentence.low(index - 1) == "to" and sentence.low(index - 2) in TO_WHAT:
        return False
    described = low != "to" and index and is_plural(sentence.lows[index - 1])
    if low in OPENING and not described and index + 1 < last and kinds(sentence.low(index + 1)) & MEASURING:
        return True
    return kinds(low) & MEASURING != 0 and (
        index == 0 or sentence.low(index - 1) in LEADS or sentence.lows[index] in FINITE
    )


def _wordy(sentence: Sentence, index: int) -> bool:
    low = sentence.lows[index]
    return low[0].isalpha() or low in SIGNS or low[0].isdigit()


VERBS = (
    BIT["own verb"] | BIT["make verb"] | BIT["release verb"] | BIT["finish verb"] | BIT["study verb"] | BIT["help verb"]
)
LEVEL = BIT["performance"] | BIT["rate"] | BIT["cost"]
SIGNS = frozenset("'’\"“”&/")  # noqa: RUF001
LEVEL_NAME = 2  # tokens
OPENING = ("that", "which", "to")
FAR = 5  # tokens before which a relative clause has started, at most
RELATIVES = ("who", "that", "which")
SKIPPED = listed("counted skipped")
CHANGES = listed("counted changes")
STOPS = listed("counted stops")
BREAKS = listed("counted breaks")
SHOWN = listed("counted shown")
COMPARED = listed("counted compared")
TO_WHAT = listed("counted to what")
TRAILING = listed("counted trailing")
LEADS = listed("counted leads")
FINITE = listed("counted finite")
