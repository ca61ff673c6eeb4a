"""Time and money that a team gives, rhythms, and measures that settle a sentence by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.case import GETTING, RECEIVING
from okrcli.judge.groups import WORK, bits
from okrcli.judge.lexicon import BIT, root
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.case import Case

Found = tuple[float, str] | None


def top(case: Case) -> Found:
    """Fix the top ten bugs: how many the team takes on."""
    before = case.reading.sentence.low(case.count.first - 1)
    plain = case.count.unit == "count" and not case.moves and case.low not in GETTING and not case.act & BIT["lower"]
    return (-1.5, "own count") if before == "top" and case.team and plain else None


def spent(case: Case) -> Found:
    """Hours, money or a share of either that the team gives."""
    unit = case.count.unit
    if unit not in ("time", "money", "percent"):
        return None
    work = case.mark & WORK & ~BIT["scope thing"] or case.reading.sentence.low(case.count.last + 1).endswith("ing")
    lessons = unit == "time" and case.of and work and case.count.level.bound is None and not case.moves
    weekly = (
        unit == "time"
        and case.team
        and case.count.level.bound in (None, "at_least")
        and case.reading.sentence.low(case.count.last) in ("a", "per", "each", "every", "/")
    )
    dedicated = unit == "percent" and case.head == "time" and (_spends(case) or case.count.first == 0)
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


def often(case: Case) -> Found:
    """Three times a week, every four weeks."""
    if case.count.unit == "time" and case.team and case.reading.sentence.low(case.count.first - 1) in ("every", "each"):
        return -2, "rhythm"
    if case.count.unit != "often" or case.reading.sentence.low(case.count.last) not in (
        "a",
        "per",
        "each",
        "every",
    ):
        return None
    if not RATES_OF_WORK.isdisjoint(case.reading.sentence.lows[: case.count.first]):
        return -2, "own rate"
    return (-2, "own count") if case.team else (1, "level")


def unit(case: Case) -> Found:
    """Ratings, time and money settle a sentence by themselves."""
    unit, count = case.count.unit, case.count
    if unit == "count" and (count.level.target or 0) % 1 and not count.level.baseline:
        return 1.5, "level"
    if (count.level.unit or "").startswith(("/", "stars")):
        return 3, "level"
    if count.level.unit == "ratio":
        return 1.5, "level"
    if unit == "time":
        worked = case.low in FIXING and case.reading.form == "imperative" and not (count.level.bound or case.moves)
        return (-2, "own count") if worked else (2.5, "time")
    if unit == "money":
        whose = case.reading.kinds(count.first - 1) & BIT["outsider"]
        sized = (
            case.reading.sentence.low(count.first) in SIZED and case.team and (whose or len(case.reading.counts) > 1)
        )
        return (-1, "scope") if sized else (2.5, "money")
    return None


RATES_OF_WORK = listed("dealing rates of work")
SPENDING = listed("giving spending")
GIVING = listed("giving giving")
MEANS = listed("giving means")
HANDED = listed("giving handed")
SPENT = listed("giving spent")
FIXING = listed("giving fixing")
SIZED = listed("giving sized")
