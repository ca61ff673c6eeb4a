"""Whose doing a number counts: the team's own work, or what others do and how well a thing works."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.case import (
    GETTING,
    LEVEL,
    RECEIVING,
    Case,
    ends_there,
    is_from_outside,
    is_made,
    is_scope,
    is_timed,
    is_titled,
    is_worked_on,
    neighbours,
    others_act,
    word_before,
)
from okrcli.judge.groups import LEVEL_VERBS, WORK, bits
from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.reading import Count, Reading


class Weighed(NamedTuple):
    """How much a number speaks for an outcome (above 0) or for own work, and why, by its key in `reasons`."""

    score: float
    why: str
    of: Count


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


def _timely(case: Case) -> tuple[float, str] | None:
    """90 % within two days, on time, at the first try: how well work goes, not how much of it."""
    lows = case.reading.sentence.lows
    if case.count.unit != "percent":
        return None
    behind = lows[case.count.last : case.count.last + 16]
    if ("within" in lows[: case.count.first] and case.of) or is_timed(case):
        return 3, "timely"
    if (case.count.level.target and 99 < case.count.level.target < 100) or any(low in TIMELY for low in behind):  # noqa: PLR2004
        return 3, "timely"
    return (2.5, "close") if lows[case.count.first] == "within" else None


def _capacity(case: Case) -> tuple[float, str] | None:
    """Support a million connections: what a system bears."""
    large = case.count.unit in ("count", "other") and (case.count.level.target or 0) >= LARGE
    return (2, "works") if large and case.low in BEARING and case.head not in HANDLED else None


def _rate(case: Case) -> tuple[float, str] | None:
    if not case.mark & LEVEL:
        return None
    before = case.reading.sentence.low(case.count.head - 1)
    if case.count.unit == "percent" and case.of and case.mark & BIT["reaction"] and is_made(case):
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
    if is_scope(case):
        return -2, "scope"
    if case.team and case.low not in GETTING:
        if case.count.unit == "percent" and not case.act & BIT["people verb"]:
            return (-0.5, "done to others") if case.act & BIT["own verb"] else (1, "others")
        return (
            (1, "others")
            if word_before(case) == "with" and case.act & BIT["release verb"]
            else (-2.5, "done to others")
        )
    return 2.5, "others"


def _own(case: Case) -> tuple[float, str] | None:
    if not case.mark & WORK:
        return None
    if is_from_outside(case):
        return 2.5, "from outside"
    if case.low in RECEIVING - {"collect"}:
        return 1.5, "received"
    if case.falls and case.act & BIT["lower"] and not case.mark & BIT["plan"]:
        return 2, "less of it"
    if case.count.unit == "percent" and not case.mark & BIT["plan"] and case.of:
        own = case.team or is_worked_on(case) or ends_there(case)
        return (-3, "own share") if own and not is_titled(case) else (0.5, "works")
    if case.reading.form in ("can", "present") and not case.moves:
        return 1, "works"
    if not case.team and (case.count.level.target or 0) >= MANY:
        return 0.5, "level"
    return -3, "own count"


def _unknown(case: Case) -> tuple[float, str]:
    """A noun that no list has: the form of the number and the verb decide."""
    unit, near = case.count.unit, neighbours(case)
    if case.count.head < 0:
        return _bare(case)
    if is_from_outside(case):
        return 2, "from outside"
    if is_scope(case):
        return -1.5, "scope"
    if others_act(case) and not case.team:
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
    if case.of and (case.team or is_worked_on(case)):
        return -1.5 + near, "own share"
    return 0.6 + near, "level"


def _bare(case: Case) -> tuple[float, str]:
    if case.count.unit == "count":
        return (-1, "own count") if case.team else (0.2, "level")
    done = case.reading.sentence.low(case.count.last) in PROGRESS
    return (-1, "own share") if done or (case.team and not case.moves) else (1, "level")


MANY = 5_000  # more than a team makes in a quarter: sessions, queries, events of others
WINNING = GETTING - {"close", "book"}
DEALS = listed("counting deals")
HANDLED = listed("counting handled")
HIRING = listed("counting hiring")
AIMS = listed("counting aims")
TIES = listed("counting ties")
BEARING = listed("counting bearing")
LARGE = 1_000
SPENDING = listed("counting spending")
SPENT = listed("counting spent")
FIXING = listed("counting fixing")
SIZED = listed("counting sized")
TIMELY = listed("counting timely")
PROGRESS = listed("counting progress")
RATES_OF_WORK = listed("counting rates of work")
