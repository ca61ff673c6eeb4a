"""Numbers of things that a team makes, does or holds: its own doing, or how well they do, or from others."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from okrcli.judge.around import (
    does_well,
    ends_there,
    is_from_outside,
    is_moved_share,
    is_titled,
    is_worked_on,
)
from okrcli.judge.case import GETTING, LEVEL, RECEIVING
from okrcli.judge.dealing import DEALS
from okrcli.judge.groups import WORK, bits
from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.case import Case

Found = tuple[float, str] | None


def given(case: Case) -> Found:
    """The team's kind of thing, but from others: posts by customers, talks that are accepted."""
    if not case.mark & WORK:
        return None
    if is_from_outside(case) or (case.head in DEALS and case.low in GETTING):
        return 2.5, "from outside"
    if does_well(case):
        return 2, "works"
    if _is_per_other(case):
        return 1.5, "level"
    if case.low in RECEIVING and not any(mark & BIT["made"] for mark in case.reading.marks[: case.count.first]):
        return 1.5, "received"
    few = case.count.level.bound in ("below", "at_most") and not case.team and not case.count.level.absence
    few = few or (case.count.level.factor or 1) < 1
    few = few or (case.count.level.baseline is not None and case.verb < 0)
    lessened = case.falls and (case.act & BIT["lower"] or few) and not case.mark & BIT["plan"]
    return (2, "less of it") if lessened else None


def _is_per_other(case: Case) -> bool:
    """Pages per session, calls per complaint: what others give or suffer is in the ratio."""
    low, head = case.reading.sentence.low, case.count.head
    theirs = case.reading.kinds(head + 2) & PER or low(head + 2) in EACH
    return low(head + 1) == "per" and bool(theirs) and head < case.count.first


def spared(case: Case) -> Found:
    """The team's kind of thing, of which more succeed or none fails."""
    if not case.mark & WORK:
        return None
    named = case.reading.sentence.lows[case.count.noun_first : case.count.head]
    more = case.act & MOVING and "number" in case.reading.sentence.lows[: case.count.noun_first + 2]
    if (case.count.unit == "percent" and is_moved_share(case)) or (more and not SUCCESSFUL.isdisjoint(named)):
        return 1.5, "moves"
    told = case.count.level.absence and case.verb < 0 and case.count.head < case.count.first
    told = told or (case.count.level.absence and case.count.first == 0 and case.reading.form == "nominal")
    if told or (
        case.reading.form != "imperative" and not SUCCESS.isdisjoint(case.reading.sentence.lows[: case.count.first])
    ):
        return 1.5, "works"
    if case.reading.sentence.low(0) == "no" and not case.count.level.absence:
        return 1.5, "absence"
    behind = case.reading.sentence.lows[case.count.head :]
    spared = case.count.level.absence or ("without" in behind and not case.team)
    if spared and (case.head in LACKS or any(mark & BIT["fault"] for mark in case.reading.marks)):
        return 2, "absence"
    return None


def _is_set_up(case: Case) -> bool:
    """Services that use the new gateway: the team has seen to that."""
    places = (case.count.head + 1, case.count.head + 2, case.count.noun_last, case.count.noun_last + 1)
    theirs = "their" in case.reading.sentence.lows[case.count.last : case.count.head]
    return not theirs and any(case.reading.sentence.low(at) in SET_UP for at in places)


def own(case: Case) -> Found:
    """What the team makes, does or holds."""
    if not case.mark & WORK:
        return None
    if case.count.unit == "percent" and not case.mark & BIT["plan"] and case.of:
        return _share(case)
    improved = case.count.unit == "percent" and case.head in IMPROVEMENT
    if improved or (case.head in INDICATORS and case.moves and case.act & MOVING):
        return 2, "moves"
    if _performs(case):
        return 1, "works"
    many = (case.count.level.target or 0) >= MANY or not AT_A_TIME.isdisjoint(pairwise(_about(case)))
    if not case.team and many:
        return 0.5, "level"
    return -3, "own share" if case.count.unit == "percent" else "own count"


def _about(case: Case) -> list[str]:
    return case.reading.sentence.lows[case.count.head + 1 : case.count.head + 5]


def _share(case: Case) -> tuple[float, str]:
    """80 % of services migrated; but 80 % of tickets closed by the helpdesk's bot."""
    sentence = case.reading.sentence
    by = any(
        sentence.low(at) == "by"
        and sentence.low(at - 1) not in LOOKED_OVER
        and not case.reading.kinds(at + 2) & WORK & ~BIT["scope thing"]
        for at in range(case.count.head + 1, case.count.head + 4)
    )
    own_doing = case.team or (is_worked_on(case) and not by) or ends_there(case) or _is_set_up(case)
    return (-3, "own share") if own_doing and not is_titled(case) else (0.5, "works")


def _performs(case: Case) -> bool:
    """Whether it is said what a product does, or what is spared; not what the team itself does."""
    reading = case.reading
    if case.behind in ("/", "per"):
        return False
    if case.count.level.absence and any(mark & LEVEL for mark in reading.marks):
        return True
    if reading.form == "moves" and reading.verb == case.count.first - 1:
        return True
    theirs = FUNCTIONS.isdisjoint(reading.sentence.lows[: max(reading.verb, 0)])
    return reading.form in ("can", "present") and not case.moves and theirs


SET_UP = listed("making set up")
IMPROVEMENT = listed("making improvement")
FUNCTIONS = listed("making functions")
INDICATORS = listed("making indicators")
MOVING = bits("raise", "lower", "improve")
PER = bits("fault", "reaction", "money", "cost")
EACH = listed("making per")
SUCCESSFUL = {"successful", "submitted", "accepted", "completed", "incoming"}
SUCCESS = frozenset(("succeed", "succeeds", "works", "passes"))
AT_A_TIME = {(each, span) for each in ("per", "an", "a") for span in ("hour", "minute", "second")}
MANY = 5_000  # more than a team makes in a quarter: sessions, queries, events of others
LACKS = ("gap", "gaps")
LOOKED_OVER = listed("people looked over")
