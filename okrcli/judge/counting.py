"""Whose doing a number counts: the team's own work, or what others do and how well a thing works."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.case import (
    GETTING,
    LEVEL,
    RECEIVING,
    Case,
    does_well,
    ends_there,
    has_made,
    is_acted_on,
    is_described_outside,
    is_from_outside,
    is_made,
    is_moved_share,
    is_scope,
    is_titled,
    is_willing,
    is_worked_on,
    others_act,
    others_say,
    word_before,
)
from okrcli.judge.groups import WORK, bits
from okrcli.judge.lexicon import BIT, root
from okrcli.judge.lists import listed
from okrcli.judge.things import stated, thing
from okrcli.judge.working import HANDLED, capacity, compared, timely

if TYPE_CHECKING:
    from okrcli.judge.reading import Count, Reading


Found = tuple[float, str] | None


class Weighed(NamedTuple):
    """How much a number speaks for an outcome (above 0) or for own work, and why, by its key in `reasons`."""

    score: float
    why: str
    of: Count


def weigh(reading: Reading, count: Count) -> Weighed:
    """Weigh one number by what it counts, how it is stated and who acts."""
    case = Case(reading, count)
    for judged in JUDGED:
        if found := judged(case):
            return Weighed(*found, count)
    return Weighed(*thing(case), count)


def _top(case: Case) -> Found:
    """Fix the top ten bugs: how many the team takes on."""
    before = case.reading.sentence.low(case.count.first - 1)
    plain = case.count.unit == "count" and not case.moves and case.low not in GETTING and not case.act & BIT["lower"]
    return (-1.5, "own count") if before == "top" and case.team and plain else None


def _spent(case: Case) -> Found:
    """Hours, money or a share of either that the team gives."""
    unit = case.count.unit
    if unit not in ("time", "money", "percent"):
        return None
    lessons = unit == "time" and case.of and case.mark & WORK & ~BIT["scope thing"] and case.count.level.bound is None
    weekly = (
        unit == "time"
        and case.team
        and not case.count.level.bound
        and case.reading.sentence.low(case.count.last) in ("a", "per", "each", "every")
    )
    dedicated = unit == "percent" and case.head == "time" and _spends(case)
    given = (
        weekly
        or dedicated
        or (case.low in SPENDING and case.reading.form != "present" and (unit != "percent" or _is_means(case)))
        or (unit != "percent" and ((case.head in SPENT and not case.falls and not _comes_in(case)) or lessons))
        or (
            unit == "money" and not HANDED.isdisjoint(case.reading.sentence.lows[case.count.last : case.count.last + 3])
        )
    )
    return (-3, "spent") if given else None


def _comes_in(case: Case) -> bool:
    return case.low == "raise" or case.low in RECEIVING


def _is_means(case: Case) -> bool:
    """Whether it is a share of time or money that is given, not of what is blocked or granted."""
    return case.low in GIVING or case.head in MEANS or bool(case.mark & bits("money", "cost"))


def _spends(case: Case) -> bool:
    before = range(max(0, case.count.first - 3), case.count.first)
    return any(root(case.reading.sentence.lows[at]) in SPENDING for at in before)


def _often(case: Case) -> Found:
    """Three times a week."""
    if case.count.unit != "often" or case.reading.sentence.low(case.count.last) not in (
        "a",
        "per",
        "each",
        "every",
    ):
        return None
    return (-2, "own count") if case.team else (1, "level")


def _unit(case: Case) -> Found:
    """Ratings, time and money settle a sentence by themselves."""
    unit, count = case.count.unit, case.count
    if unit == "count" and (count.level.target or 0) % 1 and not count.level.baseline:
        return 1.5, "level"
    if (count.level.unit or "").startswith("/"):
        return 3, "level"
    if count.level.unit == "ratio":
        return 1.5, "level"
    if unit == "time":
        worked = case.low in FIXING and case.reading.form == "imperative" and not (count.level.bound or case.moves)
        return (-2, "own count") if worked else (2.5, "time")
    if unit == "money":
        sized = case.reading.sentence.low(count.first) in SIZED and case.team
        return (-1, "scope") if sized else (2.5, "money")
    return None


def _is_given_help(case: Case) -> bool:
    """Patients who receive support: what they get is what the team gives."""
    lows, at = case.reading.sentence.lows, case.count.head + 1
    at += case.reading.sentence.low(at) in ("will", "can", "have")
    receives = case.count.unit == "count" and case.reading.sentence.low(at) in ("receive", "get", "received")
    return receives and not HELP.isdisjoint(lows[at : at + 5])


def _is_asked(case: Case) -> bool:
    """Feedback collected from ten users: as many as are asked."""
    before = case.reading.sentence.lows[max(0, case.count.first - 8) : case.count.first]
    return "from" in before[-3:] and not ASKED.isdisjoint(before)


def _said(case: Case) -> Found:
    """Eight in ten residents say, guests would return: whatever the team does, they decide."""
    if _is_given_help(case) or (case.mark & BIT["outsider"] and _is_asked(case)):
        return -1.5, "done to others"
    if case.mark & bits("staff", "outsider") and is_acted_on(case) and not case.falls and not is_willing(case):
        return -2.5, "done to others"
    if case.count.unit == "percent" and has_made(case.reading, case.count.noun_last):
        return -1, "own share"
    return (3, "others") if others_say(case) and not case.act & BIT["study verb"] else None


def _rate(case: Case) -> Found:
    """Rates, durations, money, reactions: levels, unless the team deals with each of them."""
    if not case.mark & LEVEL:
        return None
    done = (case.mark & BIT["reaction"] and is_made(case)) or (case.team and case.act & BIT["study verb"])
    if case.count.unit == "percent" and case.of and done:
        return -1, "own share"
    if case.mark & BIT["rate"] and case.reading.sentence.low(case.count.head - 1) in RATES_OF_WORK:
        return -2, "own rate"
    if case.count.unit == "count" and case.team:
        if _is_dealt_with(case):
            return -2, "own count"
        if (case.mark & WORK and case.low not in GETTING) or (case.low in SHIPPING and word_before(case) != "with"):
            return -1, "own count"
    return (1 if case.mark & WORK and case.team else 3), "level"


def _is_dealt_with(case: Case) -> bool:
    """Requests that are answered, contracts that are reviewed: things others gave, work all the same."""
    if case.low in WINNING or (case.head in DEALS and case.low in GETTING):
        return False
    handled = (case.act & bits("own verb", "study verb") or case.low in TAUGHT) and not case.mark & bits(
        "performance", "money", "rate"
    )
    return bool(handled) or case.head in HANDLED or (case.low in FIXING and case.head not in DEALS)


def _fault(case: Case) -> Found:
    if not case.mark & BIT["fault"]:
        return None
    if case.falls:
        return 3, "fewer faults"
    if any(low.startswith("auto") for low in case.reading.sentence.lows[case.count.last :]):
        return 2, "works"
    if case.low in FIXING or case.team:
        return -2.5, "fixed"
    return (1, "fewer faults") if not case.mark & WORK else None


def _staff(case: Case) -> Found:
    """People that are hired, trained or added."""
    if not case.mark & BIT["staff"]:
        return None
    onboarded = case.low in TAUGHT and case.team and case.count.unit == "count"
    if not onboarded and (is_described_outside(case) or others_say(case)):
        return 2, "others"
    if is_acted_on(case) and not case.falls:
        return -3, "hired"
    if word_before(case) == "by" and case.reading.sentence.low(case.count.first - 2) in LOOKED_OVER:
        return -1.5, "own count"
    grown = "team" in case.reading.sentence.lows[: case.count.first] and case.act & BIT["raise"]
    named = case.head in ("hire", "hires") and case.reading.form == "nominal" and not others_act(case)
    hired = case.act & BIT["people verb"] or case.low in HIRING or grown or named
    if hired and case.count.unit == "count":
        return -3, "hired"
    if case.mark & BIT["outsider"] and not hired:
        return None
    if others_act(case) and not hired:
        return 2, "others"
    if case.count.unit == "percent":
        if case.team and word_before(case) == "for" and case.act & BIT["make verb"]:
            return -1.5, "scope"
        return (-1, "trained") if hired else (1.5, "others")
    return -2, "hired"


def _outsider(case: Case) -> Found:
    """People and organisations outside the team: they decide, unless the team acts on them."""
    if not case.mark & BIT["outsider"]:
        return None
    lows = case.reading.sentence.lows
    if any(low in TIES for low in lows[max(0, case.count.first - 3) : case.count.first]) or _joins(case):
        return 1, "others"
    if is_acted_on(case) and not case.falls and not is_willing(case):
        return -2.5, "done to others"
    if case.head in GROUPS and case.act & BIT["raise"] and case.count.unit == "count" and case.moves:
        return -3, "hired"
    if is_scope(case) or (
        case.reading.sentence.low(case.count.head + 1) == "each"
        and "with" in lows[max(0, case.count.first - 3) : case.count.first + 1]
    ):
        return -2, "scope"
    met = case.low == "engage" and word_before(case) == "with"
    return _acted_upon(case) if met or (case.team and case.low not in GETTING) else (2.5, "others")


def _joins(case: Case) -> bool:
    """Add 20 accounts to the pipeline: they come in, nobody puts them there."""
    behind = case.reading.sentence.lows[case.count.head + 1 : case.count.head + 4]
    return case.low == "add" and not POOLS.isdisjoint(behind)


def _acted_upon(case: Case) -> tuple[float, str]:
    behind = case.reading.sentence.low(case.count.head + 1)
    if word_before(case) == "by" or is_willing(case) or (case.low in HELPING and behind in ("to", "out", "into")):
        return 2, "others"
    if case.count.unit == "percent" and not case.act & BIT["people verb"]:
        return (-0.5, "done to others") if case.act & bits("own verb", "study verb") else (1, "others")
    if word_before(case) == "with" and case.act & BIT["release verb"]:
        return 1, "others"
    return -2.5, "done to others"


def _given(case: Case) -> Found:
    """The team's kind of thing, but from others: posts by customers, talks that are accepted."""
    if not case.mark & WORK:
        return None
    if is_from_outside(case):
        return 2.5, "from outside"
    if does_well(case):
        return 2, "works"
    if case.low in RECEIVING and not any(mark & BIT["made"] for mark in case.reading.marks[: case.count.first]):
        return 1.5, "received"
    few = case.count.level.bound in ("below", "at_most") and not case.team and not case.count.level.absence
    few = few or (case.count.level.factor or 1) < 1
    lessened = case.falls and (case.act & BIT["lower"] or few) and not case.mark & BIT["plan"]
    return (2, "less of it") if lessened else None


def _spared(case: Case) -> Found:
    """The team's kind of thing, of which more succeed or none fails."""
    if not case.mark & WORK:
        return None
    if case.count.unit == "percent" and is_moved_share(case):
        return 1.5, "moves"
    if case.reading.sentence.low(0) == "no" and not case.count.level.absence:
        return 1.5, "absence"
    if case.count.level.absence and any(mark & BIT["fault"] for mark in case.reading.marks):
        return 2, "absence"
    return None


def _is_set_up(case: Case) -> bool:
    """Services that use the new gateway: the team has seen to that."""
    at = case.count.noun_last
    return any(case.reading.sentence.low(index) in SET_UP for index in (at, at + 1))


def _own(case: Case) -> Found:
    """What the team makes, does or holds."""
    if not case.mark & WORK:
        return None
    if case.count.unit == "percent" and not case.mark & BIT["plan"] and case.of:
        by = any(
            case.reading.sentence.low(at) == "by"
            and case.reading.sentence.low(at - 1) not in LOOKED_OVER
            and not case.reading.kinds(at + 2) & WORK & ~BIT["scope thing"]
            for at in range(case.count.head + 1, case.count.head + 4)
        )
        own = case.team or (is_worked_on(case) and not by) or ends_there(case) or _is_set_up(case)
        return (-3, "own share") if own and not is_titled(case) else (0.5, "works")
    if case.count.unit == "percent" and case.head in IMPROVEMENT:
        return 1.5, "moves"
    if case.head in INDICATORS and case.moves and case.act & MOVING:
        return 2, "moves"
    spared = case.count.level.absence and any(mark & LEVEL for mark in case.reading.marks)
    does = case.reading.form == "moves" and case.reading.verb == case.count.first - 1
    theirs = FUNCTIONS.isdisjoint(case.reading.sentence.lows[: max(case.reading.verb, 0)])
    if spared or does or (case.reading.form in ("can", "present") and not case.moves and theirs):
        return 1, "works"
    if not case.team and (case.count.level.target or 0) >= MANY:
        return 0.5, "level"
    return -3, "own share" if case.count.unit == "percent" else "own count"


SET_UP = listed("counting set up")
IMPROVEMENT = listed("counting improvement")
FUNCTIONS = listed("counting functions")
INDICATORS = listed("counting indicators")
MOVING = bits("raise", "lower", "improve")
MANY = 5_000  # more than a team makes in a quarter: sessions, queries, events of others
WINNING = GETTING - {"close", "book"}
DEALS = listed("counting deals")
GROUPS = ("team", "squad", "department", "crew")
HIRING = listed("counting hiring")
TIES = listed("counting ties")
SPENDING = listed("counting spending")
GIVING = listed("counting giving")
MEANS = listed("counting means")
POOLS = listed("counting pools")
HELP = listed("counting help")
HANDED = listed("counting handed")
ASKED = listed("counting asked")
LOOKED_OVER = listed("counting looked over")
TAUGHT = ("onboard", "train", "coach", "certify")
SHIPPING = ("ship", "launch", "release")
SPENT = listed("counting spent")
FIXING = listed("counting fixing")
SIZED = listed("counting sized")
RATES_OF_WORK = listed("counting rates of work")
HELPING = listed("counting helping")
JUDGED = (
    _top,
    _spent,
    _often,
    _unit,
    timely,
    capacity,
    compared,
    _said,
    _rate,
    _fault,
    _staff,
    _outsider,
    _given,
    _spared,
    _own,
    stated,
)
