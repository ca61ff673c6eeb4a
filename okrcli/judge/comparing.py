"""Levels that are stated against something: a target, a rank, a rival, a norm, a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.groups import TEAM_VERBS, bits
from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed
from okrcli.judge.phrases import COMPARED, OUTCOME, SOFT, Worded, kinds_within, seen

if TYPE_CHECKING:
    from okrcli.judge.reading import Reading


def compared(reading: Reading) -> Worded | None:
    """Faster than the tool it replaces: as good as another is a level."""
    lows = reading.sentence.lows
    for index, low in enumerate(lows):
        if low == "than" and reading.sentence.low(index + 1) not in NO_LEVEL and reading.form != "imperative":
            at = next((at for at in range(max(0, index - 5), index) if lows[at] in COMPARED), -1)
            known = seen(reading) & SOFT or reading.sentence.low(index + 1) in ("the", "any", "our", "its", "those")
            if at >= 0 and known:
                return Worded(OUTCOME, at, index + 1, "level")
    return None


def units(reading: Reading) -> Worded | None:
    """From weeks to hours: a level, in round figures."""
    lows = reading.sentence.lows
    for index, low in enumerate(lows[:-3]):
        if low == "from" and lows[index + 1] in SPANS and lows[index + 2] == "to" and lows[index + 3] in SPANS:
            return Worded(OUTCOME, index, index + 4, "level")
    return None


def positive(reading: Reading) -> Worded | None:
    """Cash flow turns positive, break even: a level of zero."""
    lows = reading.sentence.lows
    for index, low in enumerate(lows):
        even = low in EVEN or (low in ("break", "breaks") and reading.sentence.low(index + 1) == "even")
        if even or (low == "positive" and any(mark & BIT["money"] for mark in reading.marks[:index])):
            return Worded(OUTCOME, index, index + 1, "target")
    return None


def above(reading: Reading) -> Worded | None:
    """Expansion revenue covers churn: one level against another."""
    for index, low in enumerate(reading.sentence.lows):
        near = reading.sentence.lows[index + 1 : index + 5]
        if low == "levels" and reading.sentence.low(index - 1)[:2] == "20" and seen(reading) & SOFT:
            return Worded(OUTCOME, index - 1, index + 1, "target")
        if low in PARITY and any(mark & SOFT for mark in reading.marks):
            return Worded(OUTCOME, index, index + 1, "target")
        if low in BEYOND and not NORMS.isdisjoint(near) and any(mark & SOFT for mark in reading.marks[:index]):
            return Worded(OUTCOME, index, index + 1, "target")
        if low in ABOVE and reading.kinds(index - 1) & SOFT and kinds_within(reading, index + 1, index + 4) & SOFT:
            return Worded(OUTCOME, index, index + 1, "target")
    return None


def agreed(reading: Reading) -> Worded | None:
    """Within the agreed service levels: a bound that is stated elsewhere."""
    lows = reading.sentence.lows
    for index, low in enumerate(lows):
        if low == "within" and not AGREED.isdisjoint(lows[index + 1 : index + 4]):
            return Worded(OUTCOME, index, index + 2, "target")
    return None


def target(reading: Reading) -> Worded | None:
    """Meet the lead target, revenue ahead of plan."""
    lows = reading.sentence.lows
    if not seen(reading) & TARGETED and "ahead" not in lows:
        return None
    for index, low in enumerate(lows):
        verb = reading.sentence.low(reading.verb)
        if low in TARGETS and reading.form == "imperative" and verb in MEETING:
            return Worded(OUTCOME, index, index + 1, "target")
        if low == "ahead" and reading.form == "nominal" and not PLANNED.isdisjoint(lows[index + 1 : index + 4]):
            return Worded(OUTCOME, index, index + 2, "target")
        if low in ("ahead", "on", "above", "under", "over") and any(
            word in PLANNED for word in lows[index + 1 : index + 3]
        ):
            return Worded(OUTCOME, index, index + 2, "target")
    return None


def rank(reading: Reading) -> Worded | None:
    """In the top 3 of the search results, number one in its class."""
    lows = reading.sentence.lows
    for index, low in enumerate(lows[:-1]):
        numbered = lows[index + 1][:1].isdigit() or lows[index + 1] == "one"
        aimed = (
            reading.sentence.low(index - 1) in ("in", "the", "a", "into")
            or not reading.kinds(reading.verb) & TEAM_VERBS
        )
        if low.startswith("top-") and low[4:].isdecimal() and aimed:
            return Worded(OUTCOME, index, index + 1, "level")
        ranked = low == "top" and any(word in RANKED for word in lows)
        if numbered and (
            ranked
            or (
                low in ("#", "number")
                and (reading.sentence.low(reading.verb) in RANKING or reading.sentence.low(index - 1) == "as")
            )
        ):
            return Worded(OUTCOME, index, index + 2, "level")
    return None


def grade(reading: Reading) -> Worded | None:
    """An A rating, grade B: a rank in letters."""
    for index, low in enumerate(reading.sentence.lows):
        if low not in LETTERS or not reading.sentence.word(index).isupper():
            continue
        behind, before = (
            reading.sentence.low(index + 1 + (reading.sentence.low(index + 1) == "+")),
            reading.sentence.low(index - 1),
        )
        if behind in GRADED or before in GRADED or (before == "to" and reading.marks[0] & RISING):
            return Worded(OUTCOME, index, index + 1, "level")
    return None


NO_LEVEL = ("ever", "before", "once", "just", "only")
LETTERS = frozenset("abcd") | {"aa", "aaa"}
GRADED = listed("comparing graded")
RISING = bits("raise", "improve")
SPANS = listed("comparing spans")
ABOVE = listed("comparing above")
PARITY = listed("comparing parity")
BEYOND = listed("comparing beyond")
NORMS = listed("comparing norms")
EVEN = listed("comparing even")
TARGETED = bits("reaction", "money", "performance", "outsider", "cost")
RANKING = ("become", "be", "rank", "reach")
RANKED = listed("comparing ranked")
TARGETS = listed("comparing targets")
MEETING = listed("comparing meeting")
AGREED = listed("comparing agreed")
PLANNED = listed("comparing planned")
