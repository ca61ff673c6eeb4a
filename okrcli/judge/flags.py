"""What else is worth saying of a sentence, whatever its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.directions import direction
from okrcli.judge.groups import ALL_VERBS, bits
from okrcli.judge.lexicon import BIT, ING, PAST, PLURAL
from okrcli.judge.lists import listed
from okrcli.judge.units import MONTHS

if TYPE_CHECKING:
    from okrcli.judge.reading import Reading

UNSURE = 0.8  # a score closer to 0 than this could as well have been the other verdict


def flags(reading: Reading, verdict: str, why: str, score: float, *, foreign: bool) -> tuple[str, ...]:
    """The names of what a reader should look at, in alphabetical order."""
    holds = (
        (is_ambiguous(reading), "ambiguous"),
        (why == "baseline", "baseline"),
        (_is_compound(reading), "compound"),
        (verdict == "outcome" and _is_guardrail(reading), "guardrail"),
        (verdict == "outcome" and _lacks_baseline(reading), "no-baseline"),
        (verdict == "milestone" and not has_date(reading), "no-date"),
        (foreign, "other-language"),
        (reading.blank is not None, "placeholder"),
        (abs(score) < UNSURE, "unsure"),
        (_is_vain(reading), "vanity"),
    )
    return tuple([name for held, name in holds if held])


def _is_vain(reading: Reading) -> bool:
    """Whether something is counted that grows without anyone being better off."""
    return any(True for count in reading.counts if reading.kinds(count.head) & VANITY)


def is_ambiguous(reading: Reading) -> bool:
    """Whether a metric is one word that everybody reads otherwise: users, engagement, quality."""
    for count in reading.counts[:1]:
        alone = count.noun_last - count.noun_first == 1
        if alone and reading.kinds(count.head) & BIT["ambiguous"] and count.unit != "money":
            return True
    return False


def _is_compound(reading: Reading) -> bool:
    lows = reading.sentence.lows
    heads = {lows[count.head] for count in reading.counts if count.head >= 0}
    if len(heads) > 1 and any(low in JOINTS for low in lows[reading.counts[0].last : reading.counts[-1].first]):
        return True
    if reading.verb < 0 or reading.form != "imperative" or reading.counts:
        return False
    return any(_is_second_verb(reading, index) for index in range(reading.verb + 2, len(lows) - 1))


def _is_second_verb(reading: Reading, index: int) -> bool:
    mark = reading.marks[index]
    joined = reading.sentence.lows[index - 1] in ("and", "&", ";", "then")
    return joined and bool(mark & ALL_VERBS) and not mark & (NOUNS | ING | PAST | PLURAL)


def _is_guardrail(reading: Reading) -> bool:
    """Whether a level is to be held rather than moved."""
    stated = reading.level
    held = reading.verb >= 0 and reading.form == "imperative" and reading.kinds(reading.verb) & BIT["hold"]
    return stated is not None and (stated.absence or bool(held)) and stated.baseline is None


def _lacks_baseline(reading: Reading) -> bool:
    stated = reading.level
    if stated is None or stated.baseline is not None:
        return False
    moved = stated.change is not None or stated.factor is not None
    return moved or (stated.target is not None and direction(reading.sentence, stated.first) is not None)


def has_date(reading: Reading) -> bool:
    """Whether the sentence names a day, a month, a quarter or a year."""
    for index, low in enumerate(reading.sentence.lows):
        if low in MONTHS or low in DATED or (low[0] in "qh" and low[1:].isdigit()):
            return True
        if low[:2] == "20" and len(low) == 4 and low.isdecimal():  # noqa: PLR2004
            return True
        if low == "may" and reading.sentence.word(index) == "May":
            return True
    return False


def is_foreign(reading: Reading) -> bool:
    """Whether a sentence is in another language: its words are judged by numbers and structure only."""
    text = reading.sentence.text[:400]
    if not text.isascii():
        letters = [char for char in text if char.isalpha()]
        if sum(char > FIRST_FOREIGN for char in letters) * 3 > len(letters):
            return True
    foreign = sum(mark & ~ENDINGS == FOREIGN for mark in reading.marks if mark & FOREIGN)
    return foreign > 1 and foreign > sum(low in ENGLISH for low in reading.sentence.lows)


VANITY = BIT["vanity"]
FOREIGN = BIT["foreign"]
FIRST_FOREIGN = "\u036f"  # behind Latin and its accents
NOUNS = bits("own noun", "scope thing", "deliverable", "outsider", "reaction", "performance", "money", "rate", "cost")
ENDINGS = ING | PAST | PLURAL
JOINTS = listed("flags joints")
DATED = listed("flags dated")
ENGLISH = listed("flags english")
