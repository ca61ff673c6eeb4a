"""Numbers that say how well something works: on time, at once, twice as fast."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from okrcli.judge.around import is_timed
from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.case import Case

Found = tuple[float, str] | None


def timely(case: Case) -> Found:
    """90 % within two days, on time, at the first try: how well work goes, not how much of it."""
    lows, count = case.reading.sentence.lows, case.count
    if count.unit != "percent":
        return None
    nearly_all = count.level.target is not None and NEARLY_ALL < count.level.target < 100  # noqa: PLR2004
    soon = "within" in lows[: count.first] and case.of
    held = not HOLDING.isdisjoint(lows) and not HELD.isdisjoint(pairwise(lows))
    if case.head in CASES:
        return 2, "timely"
    behind = lows[count.last : count.last + 16]
    if "within" in behind and not COMING.isdisjoint(behind[behind.index("within") + 1 :][:2]):
        behind = behind[: behind.index("within")]
    if held or soon or nearly_all or is_timed(case) or not TIMELY.isdisjoint(behind):
        return 3, "others" if case.mark & BIT["outsider"] and not case.team else "timely"
    return (2.5, "close") if lows[count.first] == "within" else None


def near(case: Case) -> Found:
    """Within 3 % of plan, ±2 days, within one sprint, in the top 5 %."""
    lows, first = case.reading.sentence.lows, case.count.first
    before = lows[max(0, first - 3) : first]
    if before[-1:] in (["±"], ["+-"]) or before == ["+", "/", "-"]:
        return 2.5, "close"
    if before[-1:] == ["within"] and (case.head in PERIODS or case.count.level.unit in LENGTHS):
        return 2.5, "timely"
    behind = lows[case.count.last : case.count.last + 1]
    if case.count.unit == "percent" and not STATES.isdisjoint(behind):
        return 2.5, "works"
    ranked = before[-1:] == ["top"] and case.count.unit == "percent" and not case.of
    return (2.5, "level") if ranked else None


def capacity(case: Case) -> Found:
    """Support a million connections, serve 99 % of requests: what a system bears."""
    if case.count.unit == "percent":
        return (2, "works") if case.of and (case.low == "serve" or _is_doing(case)) else None
    lows = case.reading.sentence.lows
    low = case.low.removesuffix("es") if case.low.removesuffix("es") in BEARING else case.low.removesuffix("s")
    able = any(low in ABLE and not BEARING.isdisjoint(lows[at : case.count.first]) for at, low in enumerate(lows))
    if not able and (low not in BEARING or case.head in HANDLED):
        return None
    large = able or (case.count.unit in ("count", "other") and (case.count.level.target or 0) >= LARGE)
    at_once = not AT_ONCE.isdisjoint(pairwise(lows)) or not CONCURRENT.isdisjoint(lows)
    bears = large or "without" in lows or case.count.unit == "times" or (case.count.unit == "count" and at_once)
    return (2, "works") if bears else None


def _is_doing(case: Case) -> bool:
    """A chatbot handling 60 % of the queries: what is made is to do it."""
    reading, at = case.reading, case.count.first - 1
    doing = reading.kinds(at) & BIT["product verb"] and reading.sentence.low(at).endswith("ing")
    made = at > reading.verb + 1 and reading.sentence.low(at - 1) not in ("by", "and", ",", "start", "keep")
    return bool(doing) and made and reading.form == "imperative"


def compared(case: Case) -> Found:
    """Twice as fast, half as long."""
    count = case.count
    behind = case.reading.sentence.lows[count.last : count.last + 2]
    return (2.5, "timely") if count.level.factor and not COMPARED.isdisjoint(behind) else None


COMPARED = listed("working compared")
CONCURRENT = {"concurrent", "simultaneous"}
AT_ONCE = {tuple(words.split("+")) for words in listed("working at once")}
STATES = listed("working states")
HANDLED = listed("working handled")
BEARING = listed("working bearing")
COMING = listed("working coming")
ABLE = ("can", "able", "capable")
LENGTHS = ("cm", "km")
PERIODS = listed("working periods")
LARGE = 1_000
TIMELY = listed("working timely")
NEARLY_ALL = 99  # percent: so high a share is of what works, not of what is done
HELD = {tuple(held.split("+")) for held in listed("working held")}
HOLDING = {first for first, _ in HELD}
CASES = listed("working cases")
