"""Whose doing a number counts: the team's own work, or what others do and how well a thing works."""

from __future__ import annotations

from typing import NamedTuple

from okrcli.judge.lexicon import BIT, ING, PAST, PLURAL, root
from okrcli.judge.reading import ALL_VERBS, LEVEL_VERBS, NOUN, PREPOSITIONS, TEAM_VERBS, Count, Reading, bits
from okrcli.judge.lists import listed


class Weighed(NamedTuple):
    """How much a number speaks for an outcome (above 0) or for own work, and why, by its key in `reasons`."""

    score: float
    why: str
    of: Count


class Case:
    """A number with what surrounds it."""

    __slots__ = ("act", "count", "falls", "low", "mark", "reading", "team", "verb")

    def __init__(self, reading: Reading, count: Count) -> None:
        self.reading, self.count = reading, count
        self.mark = reading.kinds(count.head)
        self.verb = governing(reading, count)
        self.low = root(reading.sentence.low(self.verb))
        self.act = reading.kinds(self.verb) & ALL_VERBS
        if moved := _own_verb(reading, count):
            self.verb, self.low, self.act = -1, "", moved
        self.team = self.low in DOING or (self.act & TEAM_VERBS != 0 and self.act & REACH == 0)
        self.falls = _falls(self)

    @property
    def head(self) -> str:
        return self.reading.sentence.low(self.count.head)

    @property
    def of(self) -> bool:
        return self.reading.sentence.low(self.count.last) == "of"

    @property
    def moves(self) -> bool:
        """Whether the number is one end of a movement: from-to, by 20 %, twice."""
        stated = self.count.level
        return stated.baseline is not None or stated.change is not None or stated.factor is not None


def weigh(reading: Reading, count: Count) -> Weighed:
    """Weigh one number by what it counts, how it is stated and who acts."""
    case = Case(reading, count)
    for judged in (_unit, _timely, _capacity, _rate, _fault, _staff, _outsider, _own):
        if found := judged(case):
            return Weighed(*found, count)
    return Weighed(*_unknown(case), count)


def _unit(case: Case) -> tuple[float, str] | None:
    """Time and money settle most sentences, wherever they are not what the team spends."""
    unit, count = case.count.unit, case.count
    if case.low in SPENDING and unit == "percent":
        return -3, "spent"
    if unit == "often" and case.reading.sentence.low(count.last) in ("a", "per", "each", "every"):
        return (-2, "own count") if case.team else (1, "level")
    if (count.level.unit or "").startswith("/"):
        return 3, "level"
    if unit not in ("time", "money"):
        return None
    if (
        case.low in SPENDING
        or case.head in SPENT
        or (unit == "time" and case.of and case.mark & WORK & ~BIT["scope thing"])
    ):
        return -3, "spent"
    if unit == "time":
        worked = case.low in FIXING and case.reading.form == "imperative" and not count.level.bound
        return (-2, "own count") if worked else (2.5, "time")
    if case.reading.sentence.low(count.first) in SIZED and case.team:
        return -1, "scope"
    return 2.5, "money"


def _capacity(case: Case) -> tuple[float, str] | None:
    """Support a million connections: what a system bears."""
    large = case.count.unit in ("count", "other") and (case.count.level.target or 0) >= LARGE
    return (2, "works") if large and case.low in BEARING and case.head not in HANDLED else None


def _timely(case: Case) -> tuple[float, str] | None:
    """90 % within two days, on time, at the first try: how well work goes, not how much of it."""
    lows = case.reading.sentence.lows
    if case.count.unit != "percent":
        return None
    behind = lows[case.count.last : case.count.last + 16]
    if ("within" in lows[: case.count.first] and case.of) or _is_timed(case):
        return 3, "timely"
    if case.count.level.target and 99 < case.count.level.target < 100 or any(low in TIMELY for low in behind):  # noqa: PLR2004
        return 3, "timely"
    return (2.5, "close") if lows[case.count.first] == "within" else None


def _is_timed(case: Case) -> bool:
    """Answered in 10 seconds: a span so short that it cannot be a date."""
    sentence = case.reading.sentence
    return any(
        amount.unit in ("ms", "s", "min", "hours")
        and sentence.low(amount.first - 1) in ("in", "within", "under")
        for amount in case.reading.amounts
    )


def _rate(case: Case) -> tuple[float, str] | None:
    if not case.mark & LEVEL:
        return None
    before = case.reading.sentence.low(case.count.head - 1)
    if case.count.unit == "percent" and case.of and case.mark & BIT["reaction"] and _is_made(case):
        return -1, "own share"
    if case.mark & BIT["rate"] and before in RATES_OF_WORK:
        return -2, "own rate"
    both = case.mark & WORK
    handled = case.act & bits("own verb", "study verb") and not case.mark & bits(
        "performance", "money", "rate"
    )
    handled = handled or (case.low in FIXING and case.head not in DEALS) or case.head in HANDLED
    if case.count.unit == "count" and handled and case.team and case.low not in WINNING:
        return -2, "own count"
    if both and case.count.unit == "count" and case.team and case.low not in GETTING:
        return -1, "own count"
    return (3, "level") if not both or not case.team else (1, "level")


def _fault(case: Case) -> tuple[float, str] | None:
    if not case.mark & BIT["fault"]:
        return None
    if case.falls:
        return 3, "fewer faults"
    if case.low in FIXING or case.team:
        return -2.5, "fixed"
    return (1, "fewer faults") if not case.mark & WORK else None


def _staff(case: Case) -> tuple[float, str] | None:
    """People that are hired, trained or added."""
    if not case.mark & BIT["staff"]:
        return None
    hired = case.act & BIT["people verb"] or case.low in HIRING
    if hired and case.count.unit == "count":
        return -3, "hired"
    if case.mark & BIT["outsider"] and not hired:
        return None
    if case.count.unit == "percent":
        return (-1, "trained") if hired else (1.5, "others")
    return -2, "hired"


def _outsider(case: Case) -> tuple[float, str] | None:
    if not case.mark & BIT["outsider"]:
        return None
    lows = case.reading.sentence.lows
    if any(low in TIES for low in lows[max(0, case.count.first - 3) : case.count.first]):
        return 1, "others"
    if _is_scope(case):
        return -2, "scope"
    if case.team and case.low not in GETTING:
        if case.count.unit == "percent" and not case.act & BIT["people verb"]:
            return (-0.5, "done to others") if case.act & BIT["own verb"] else (1, "others")
        return (
            (1, "others")
            if _before(case) == "with" and case.act & BIT["release verb"]
            else (-2.5, "done to others")
        )
    return 2.5, "others"


def _own(case: Case) -> tuple[float, str] | None:
    if not case.mark & WORK:
        return None
    if _from_outside(case):
        return 2.5, "from outside"
    if case.low in RECEIVING - {"collect"}:
        return 1.5, "received"
    if case.falls and case.act & BIT["lower"] and not case.mark & BIT["plan"]:
        return 2, "less of it"
    if case.count.unit == "percent" and not case.mark & BIT["plan"] and case.of:
        own = case.team or _worked_on(case) or _ends(case)
        return (-3, "own share") if own and not _titled(case) else (0.5, "works")
    if case.reading.form in ("can", "present") and not case.moves:
        return 1, "works"
    if not case.team and (case.count.level.target or 0) >= MANY:
        return 0.5, "level"
    return -3, "own count"


def _unknown(case: Case) -> tuple[float, str]:
    """A noun that no list has: the form of the number and the verb decide."""
    unit, near = case.count.unit, _near(case)
    if case.count.head < 0:
        return _bare(case)
    if _from_outside(case):
        return 2, "from outside"
    if _is_scope(case):
        return -1.5, "scope"
    if _acts(case) and not case.team:
        return 2, "others"
    if case.moves or case.falls:
        return 1.5 + near, "moves"
    if unit in ("percent", "times", "other"):
        return _part(case, near)
    if case.reading.form in ("can", "present"):
        return 1.5, "works"
    if case.team:
        return -2 + near, "own count"
    return (1 if case.act & LEVEL_VERBS else -0.3) + near, "level"


def _part(case: Case, near: float) -> tuple[float, str]:
    if case.reading.form in ("can", "present"):
        return 1.5, "works"
    if case.of and case.head in AIMS:
        seen = sum(
            {
                mark & kind
                for mark in case.reading.marks[: case.count.first]
                for kind in (LEVEL, WORK)
                if mark & kind
            }
        )
        return (-1.5, "own share") if seen & WORK and not seen & LEVEL else (1, "level")
    if case.of and (case.team or _worked_on(case)):
        return -1.5 + near, "own share"
    return 0.6 + near, "level"


def _bare(case: Case) -> tuple[float, str]:
    if case.count.unit == "count":
        return (-1, "own count") if case.team else (0.2, "level")
    done = case.reading.sentence.low(case.count.last) in PROGRESS
    return (-1, "own share") if done or (case.team and not case.moves) else (1, "level")


def _near(case: Case) -> float:
    """What the other words of the noun phrase add: an email campaign's engagement, a customer's gizmo."""
    seen = 0
    for index in range(case.count.noun_first, case.count.noun_last):
        seen |= case.reading.marks[index]
    return (0.6 if seen & (LEVEL | BIT["outsider"]) else 0) - (0.6 if seen & WORK else 0)


def _is_scope(case: Case) -> bool:
    """Whether a number only says where the work applies: workshops for 20 teams, in 5 countries."""
    if case.count.level.bound and case.count.unit != "percent" or case.count.level.baseline is not None:
        return False
    if case.verb == case.count.first - 2 and _before(case) == "in":
        return False
    if case.low in WIDENING and case.count.unit == "count" and _before(case) in ("to", "into"):
        return True
    if _before(case) not in SCOPING or case.low in RECEIVING or case.low in GETTING:
        return False
    reading = case.reading
    if _before(case) == "with" and case.act & bits("release verb", "make verb", "finish verb"):
        return False
    if case.act & LEVEL_VERBS and not case.team:
        main = reading.kinds(reading.verb) if reading.form == "imperative" else 0
        return (
            case.count.unit == "count"
            and main & TEAM_VERBS != 0
            and main & REACH == 0
            and _before(case) != "to"
        )
    if reading.form in ("nominal", "participle", "passive"):
        return any(mark & WORK for mark in reading.marks[: case.count.first])
    return case.team


def _before(case: Case) -> str:
    index = case.count.first
    if case.reading.sentence.low(index) in SCOPING:
        return case.reading.sentence.low(index)
    while case.reading.sentence.low(index - 1) in ("the", "our", "all", "these", "top", "first"):
        index -= 1
    return case.reading.sentence.low(index - 1)


def _from_outside(case: Case) -> bool:
    """Posts by customers, featured in 5 magazines, talks that are accepted."""
    if case.team and case.act & bits("study verb", "own verb"):
        return False
    sentence, last = case.reading.sentence, case.count.last
    if any(low in FEATURED for low in sentence.lows[max(0, case.count.first - 4) : case.count.first]):
        return True
    behind = range(last, min(last + 12, len(sentence)))
    for index in (*range(case.count.head + 1, min(case.count.head + 5, case.count.first)), *behind):
        low = sentence.lows[index]
        if low in TAKEN:
            return True
        if low in ("by", "from") and any(_others(case.reading, index + at) for at in (1, 2, 3)):
            return True
    return False


def _others(reading: Reading, index: int) -> bool:
    low = reading.sentence.low(index)
    return low in OTHERS or (
        bool(reading.kinds(index) & BIT["outsider"]) and not reading.kinds(index) & BIT["staff"]
    )


def _worked_on(case: Case) -> bool:
    """80 % of services migrated: a participle of the team's doing behind the noun."""
    reading = case.reading
    for index in range(case.count.head + 1, min(case.count.head + 7, len(reading.sentence))):
        if reading.marks[index] & (bits("made", "released", "done") | TEAM_VERBS) and reading.sentence.lows[
            index
        ].endswith(("ed", "en", "n", "t")):
            return True
    return False


def _titled(case: Case) -> bool:
    """Data freshness: 99 % of tables are updated."""
    return case.verb < 0 and any(mark & LEVEL for mark in case.reading.marks[: case.count.first])


def _ends(case: Case) -> bool:
    """Whether nothing but a place or a date follows the noun: 80 % of the roadmap by June."""
    low = case.reading.sentence.low(case.count.head + 1)
    return case.reading.form not in ("present", "can", "state") and (
        not low[:1].isalnum() or low in PREPOSITIONS
    )


def _acts(case: Case) -> bool:
    """Whether those who are counted do something: 40 farms switch to drip irrigation."""
    reading, index = case.reading, case.count.head
    if reading.sentence.low(index)[-1:] != "s" or index + 1 >= len(reading.marks):
        return False
    mark = reading.marks[index + 1]
    return bool(mark & (ALL_VERBS | BIT["product verb"])) and not mark & (PAST | ING | NOUN)


def _is_made(case: Case) -> bool:
    """Contracts recorded, requests documented: what the team does with what others gave."""
    marks = case.reading.marks[case.count.head + 1 : case.count.head + 3]
    return any(mark & BIT["made"] for mark in marks)


def _falls(case: Case) -> bool:
    """Whether less of what is counted is what the sentence wants."""
    stated = case.count.level
    if stated.absence or stated.bound in ("at_most", "below") or (stated.change or 0) < 0:
        return True
    if stated.baseline is not None and stated.target is not None:
        return stated.target < stated.baseline
    lessens = (case.act & BIT["lower"] and case.verb != case.count.first - 1) or case.reading.sentence.low(
        case.count.first
    ) == "down"
    return bool(lessens) or (stated.factor is not None and stated.factor < 1)


def _own_verb(reading: Reading, count: Count) -> int:
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
        mark, before = reading.marks[index], sentence.low(index - 1)
        if sentence.lows[index] in (".", ";", "so"):
            return -1
        if before in ("who", "which") and mark & ALL_VERBS == BIT["see"]:
            continue
        if (
            mark & ALL_VERBS
            and not mark & PLURAL
            and (before in BEFORE_VERB or (mark & ING and before in (",", "by")))
        ):
            return reading.verb if before == "by" and reading.verb >= 0 else index
    return reading.verb if 0 <= reading.verb < count.first else -1


MOVES = bits("raise", "lower")
MANY = 5_000  # more than a team makes in a quarter: sessions, queries, events of others
WORK = bits("own noun", "plan", "scope thing", "deliverable")
LEVEL = bits("reaction", "money", "performance", "rate", "cost")
REACH = bits("raise", "lower", "hold", "reach", "see", "improve")
DOING = listed("counting doing")
GETTING = listed("counting getting")
WINNING = GETTING - {"close", "book"} | words("win")
DEALS = listed("counting deals")
HANDLED = listed("counting handled")
RECEIVING = listed("counting receiving")
HIRING = listed("counting hiring")
AIMS = listed("counting aims")
TIES = listed("counting ties")
WIDENING = listed("counting widening")
BEARING = listed("counting bearing")
LARGE = 1_000
SPENDING = listed("counting spending")
SPENT = listed("counting spent")
FIXING = listed("counting fixing")
SCOPING = listed("counting scoping")
SIZED = listed("counting sized")
TIMELY = listed("counting timely")
PROGRESS = listed("counting progress")
OTHERS = listed("counting others")
TAKEN = listed("counting taken")
FEATURED = listed("counting featured")
RATES_OF_WORK = listed("counting rates of work")
BEFORE_VERB = listed("counting before verb")
