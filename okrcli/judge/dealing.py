"""Numbers of what others give or of what goes wrong: a level, or how much of it the team deals with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.around import is_made, word_before
from okrcli.judge.case import GETTING, LEVEL
from okrcli.judge.groups import WORK, bits
from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed
from okrcli.judge.working import HANDLED

if TYPE_CHECKING:
    from okrcli.judge.case import Case

Found = tuple[float, str] | None


def rate(case: Case) -> Found:
    """Rates, durations, money, reactions: levels, unless the team deals with each of them."""
    if not case.mark & LEVEL:
        return None
    if case.count.unit == "percent" and case.count.level.target == WHOLE and case.count.head > 0 and is_made(case):
        return -1, "own share"
    done = (case.mark & BIT["reaction"] and is_made(case)) or (case.team and case.act & BIT["study verb"])
    if (
        case.count.unit == "percent"
        and case.of
        and done
        and "before" not in case.reading.sentence.lows[case.count.head :]
    ):
        return -1, "own share"
    if case.mark & BIT["rate"] and case.reading.sentence.low(case.count.head - 1) in RATES_OF_WORK:
        return -2, "own rate"
    own = _own_count(case) if case.count.unit == "count" else None
    return own or ((1 if case.mark & WORK and case.team else 3), "level")


def _own_count(case: Case) -> Found:
    if case.behind in FIXED:
        return -2, "fixed"
    if not case.team:
        return None
    if _is_dealt_with(case):
        return -2, "own count"
    shipped = case.low in SHIPPING and word_before(case) != "with"
    return (-1, "own count") if shipped or (case.mark & WORK and case.low not in GETTING) else None


def _is_dealt_with(case: Case) -> bool:
    """Requests that are answered, contracts that are reviewed: things others gave, work all the same."""
    if case.low in WINNING or (case.head in DEALS and case.low in GETTING):
        return False
    handled = (case.act & bits("own verb", "study verb") or case.low in TAUGHT) and not case.mark & bits(
        "performance", "money", "rate"
    )
    return bool(handled) or case.head in HANDLED or (case.low in FIXING and case.head not in DEALS)


def fault(case: Case) -> Found:
    if not case.mark & BIT["fault"]:
        return None
    if case.falls:
        return 3, "fewer faults"
    if any(low.startswith("auto") for low in case.reading.sentence.lows[case.count.last :]):
        return 2, "works"
    if case.low in FIXING or case.team:
        return -2.5, "fixed"
    return (1, "fewer faults") if not case.mark & WORK else None


FIXED = ("fixed", "resolved", "repaired", "removed", "reviewed", "answered", "checked")
WHOLE = 100
WINNING = GETTING - {"close", "book"}
DEALS = listed("dealing deals")
TAUGHT = ("onboard", "train", "coach", "certify")
SHIPPING = ("ship", "launch", "release")
FIXING = listed("giving fixing")
RATES_OF_WORK = listed("dealing rates of work")
