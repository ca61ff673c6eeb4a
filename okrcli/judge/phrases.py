"""What verdicts on wording share: phrases, and the kinds of words in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.groups import PREPOSITIONS, bits
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.reading import Reading

OUTCOME, MILESTONE, ACTIVITY, WISH = "outcome", "milestone", "activity", "unmeasurable"


class Worded(NamedTuple):
    """A verdict on words alone, the tokens that decided, and why, by its key in `reasons`."""

    verdict: str
    first: int
    last: int
    why: str


def phrase_end(reading: Reading, first: int) -> int:
    sentence, last = reading.sentence, first
    while (
        last < len(sentence)
        and sentence.lows[last][0].isalnum()
        and (sentence.lows[last] not in PREPOSITIONS and sentence.lows[last] not in ("and", "or"))
    ):
        last += 1
    return last


def kinds_within(reading: Reading, first: int, last: int) -> int:
    seen = 0
    for index in range(first, min(last, len(reading.marks))):
        seen |= reading.marks[index]
    return seen


def seen(reading: Reading) -> int:
    """The kinds of all words but the verb."""
    found = 0
    for index, mark in enumerate(reading.marks):
        if index != reading.verb:
            found |= mark
    return found


def compares(reading: Reading, index: int) -> bool:
    lows = reading.sentence.lows[index : index + 3]
    return any(low in COMPARED or low.endswith("ier") for low in lows)


def plural(reading: Reading, index: int) -> bool:
    low = reading.sentence.low(index)
    return low.endswith("s") and not low.endswith("ss")


CLOSING = bits("release verb", "finish verb", "decide verb")
WISHES = bits("raise", "lower", "improve", "hold")
SOFT = bits("outsider", "reaction", "performance", "money", "cost", "fault", "rate")
READY = listed("phrases ready")
COMPARED = listed("phrases compared")
