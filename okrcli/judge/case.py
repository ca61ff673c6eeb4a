"""A number with what surrounds it, and the questions to ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.groups import ALL_VERBS, TEAM_VERBS, bits
from okrcli.judge.lexicon import BIT, ING, PLURAL, root
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.reading import Count, Reading


class Case:
    """A number with what surrounds it."""

    __slots__ = ("act", "count", "falls", "low", "mark", "reading", "team", "verb")

    def __init__(self, reading: Reading, count: Count) -> None:
        self.reading, self.count = reading, count
        self.mark = reading.kinds(count.head)
        self.verb = governing(reading, count)
        self.low = root(reading.sentence.low(self.verb))
        self.act = reading.kinds(self.verb) & ALL_VERBS
        if self.low == "reach" and reading.sentence.low(self.verb + 1) == "out":
            self.low, self.team = "reach out", True
        if moved := own_verb(reading, count):
            self.verb, self.low, self.act = -1, "", moved
        self.team = self._is_team()
        self.falls = falls(self)

    def _is_team(self) -> bool:
        """Whether the verb is the team's own doing; in a statement someone else is its subject."""
        reading = self.reading
        if reading.form in STATEMENTS and self._is_stated():
            return False
        if self.verb != reading.verb and reading.sentence.low(self.verb - 1) in ("that", "which", "who"):
            return False
        if self.count.first > 0 and reading.sentence.low(self.count.first - 1) in RELATIVES:
            return False
        if self.verb == reading.verb and reading.form == "imperative" and reading.marks[self.verb] == 0:
            return True
        if self.low == "hold" and self._holds_events():
            return True
        return self.low in DOING or (self.act & TEAM_VERBS != 0 and self.act & REACH == 0)

    def _is_stated(self) -> bool:
        """Whether the verb is the statement's own, or one joined to it: can add and transfer."""
        reading, joined = self.reading, self.verb - self.reading.verb
        if joined in (0, 1):
            return True
        return 1 < joined <= NEAR and reading.sentence.low(self.verb - 1) in ("and", "or", ",")

    def _holds_events(self) -> bool:
        """Whether something is held that takes place, not a level: hold 20 tastings."""
        own = any(mark & BIT["own noun"] for mark in self.reading.marks[self.verb : self.count.first])
        return own or (self.verb == self.count.first - 1 and self.count.unit == "count" and not self.mark & LEVEL)

    @property
    def head(self) -> str:
        return self.reading.sentence.low(self.count.head)

    @property
    def behind(self) -> str:
        """The word behind what is counted."""
        return self.reading.sentence.low(self.count.head + 1)

    @property
    def of(self) -> bool:
        return self.reading.sentence.low(self.count.last) == "of"

    @property
    def moves(self) -> bool:
        """Whether the number is one end of a movement: from-to, by 20 %, twice."""
        stated = self.count.level
        return stated.baseline is not None or stated.change is not None or stated.factor is not None


def falls(case: Case) -> bool:
    """Whether less of what is counted is what the sentence wants."""
    stated = case.count.level
    if stated.absence or stated.bound in ("at_most", "below") or (stated.change or 0) < 0:
        return True
    if stated.baseline is not None and stated.target is not None:
        return stated.target < stated.baseline
    lessens = (
        case.act & BIT["lower"] and not (case.count.unit == "count" and case.verb == case.count.first - 1)
    ) or "down" in case.reading.sentence.lows[max(case.count.first - 1, 0) : case.count.first + 1]
    return bool(lessens) or (stated.factor is not None and stated.factor < 1)


def own_verb(reading: Reading, count: Count) -> int:
    """What the verb between a noun and its number does: crash reports fall by 40 %."""
    if count.head < 0 or count.noun_last > count.first:
        return 0
    for index in range(count.head + 1, min(count.first + 1, len(reading.marks))):
        if found := reading.marks[index] & MOVES:
            return found
    return 0


def governing(reading: Reading, count: Count) -> int:
    """The verb that governs a number: the nearest before it that stands where verbs stand."""
    sentence = reading.sentence
    start = min(count.first, count.noun_first) if count.head >= 0 else count.first
    for index in range(start - 1, -1, -1):
        if index == reading.verb:
            return index
        if sentence.lows[index] in (".", ";", "so", "until"):
            return -1
        mark = reading.marks[index]
        if not mark & ALL_VERBS:
            continue
        before = sentence.low(index - 1)
        known = before in ("who", "which") and mark & ALL_VERBS == SEE
        if known or (before == "to" and sentence.low(index - 2) in TO_WHAT):
            continue
        if (not mark & PLURAL or before in ("that", "which", "who")) and (
            before in BEFORE_VERB or (mark & ING and before in (",", "by"))
        ):
            return reading.verb if before == "by" and reading.verb >= 0 else index
    return reading.verb if 0 <= reading.verb < count.first else -1


NEAR = 4  # tokens within which a second verb still has the subject of the first
MOVES = bits("raise", "lower")
RELATIVES = {"that", "which", "who", "whose", "whom"}
SEE = BIT["see"]
LEVEL = bits("reaction", "money", "performance", "rate", "cost")
REACH = bits("raise", "lower", "hold", "reach", "see", "improve")
DOING = listed("case doing")
GETTING = listed("case getting")
RECEIVING = listed("case receiving")
BEFORE_VERB = listed("case before verb")
STATEMENTS = listed("case statements")
TO_WHAT = listed("counted to what")
