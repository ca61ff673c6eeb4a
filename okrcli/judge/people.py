"""Numbers of people and organisations: they act, or the team acts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.around import (
    has_made,
    is_acted_on,
    is_described_outside,
    is_scope,
    is_willing,
    others_act,
    others_say,
    word_before,
)
from okrcli.judge.case import GETTING, LEVEL
from okrcli.judge.groups import bits
from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.case import Case

Found = tuple[float, str] | None


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


def said(case: Case) -> Found:
    """Eight in ten residents say, guests would return: whatever the team does, they decide."""
    if _is_given_help(case) or (case.count.unit == "count" and _is_asked(case)):
        return -1.5, "done to others"
    if case.mark & bits("staff", "outsider") and is_acted_on(case) and not case.falls and not is_willing(case):
        return -2.5, "done to others"
    if case.count.unit == "percent" and has_made(case.reading, case.count.noun_last):
        return -1, "own share"
    return (3, "others") if others_say(case) and not case.act & BIT["study verb"] else None


def staff(case: Case) -> Found:
    """People that are hired, trained or added."""
    if not case.mark & BIT["staff"]:
        return None
    counted = case.count.unit == "count"
    if not (case.low in TAUGHT and case.team and counted) and (is_described_outside(case) or others_say(case)):
        return 2, "others"
    if word_before(case) == "by" and case.reading.sentence.low(case.count.first - 2) in LOOKED_OVER:
        return -4, "own count"
    hired = _is_hired(case)
    if hired and counted:
        return -3, "hired"
    if case.mark & BIT["outsider"] and not hired:
        return None
    return _share_of_staff(case, hired=hired) if not counted else (2, "others") if others_act(case) else (-2, "hired")


def _is_hired(case: Case) -> bool:
    grown = "team" in case.reading.sentence.lows[: case.count.first] and case.act & BIT["raise"]
    named = case.head in ("hire", "hires") and case.reading.form == "nominal" and not others_act(case)
    acted = is_acted_on(case) and not case.falls
    return bool(case.act & BIT["people verb"] or case.low in HIRING or grown or named or acted)


def _share_of_staff(case: Case, *, hired: bool) -> Found:
    if case.count.unit != "percent":
        return -2, "hired"
    if case.team and word_before(case) == "for" and case.act & BIT["make verb"]:
        return -1.5, "scope"
    return (-1, "trained") if hired else (1.5, "others")


def averaged(case: Case) -> Found:
    """The average position, the median payout: a level, whatever it is the average of."""
    named = case.reading.sentence.lows[case.count.noun_first : case.count.head]
    return (2, "level") if not AVERAGES.isdisjoint(named) and not case.mark & OWN else None


def outsider(case: Case) -> Found:
    """People and organisations outside the team: they decide, unless the team acts on them."""
    if not case.mark & BIT["outsider"]:
        return None
    lows = case.reading.sentence.lows
    if any(low in TIES for low in lows[max(0, case.count.first - 3) : case.count.first]) or _joins(case):
        return 1, "others"
    if is_acted_on(case) and not case.falls and not is_willing(case):
        return -2.5, "done to others"
    if case.count.unit == "count":
        if case.head in GROUPS and case.act & BIT["raise"] and case.moves:
            return -3, "hired"
        if case.behind in WRITTEN:
            return -2, "own count"
    return _met(case)


def _met(case: Case) -> tuple[float, str]:
    if case.behind in ACTIVE:
        return 2, "others"
    if case.behind == "'" and case.of and case.act & WORKING:
        return -1, "own share"
    if is_scope(case) or _is_tried_with(case) or _has_work_each(case) or _is_object_of_work(case):
        return -2, "scope"
    met = case.low == "engage" and word_before(case) == "with"
    return _acted_upon(case) if met or (case.team and case.low not in GETTING) else (2.5, "others")


def _joins(case: Case) -> bool:
    """Add 20 accounts to the pipeline: they come in, nobody puts them there."""
    behind = case.reading.sentence.lows[case.count.head + 1 : case.count.head + 8]
    return case.low == "add" and not POOLS.isdisjoint(behind)


def _has_work_each(case: Case) -> bool:
    """An interview with 10 customers each quarter."""
    before = case.reading.sentence.lows[max(0, case.count.first - 3) : case.count.first + 1]
    every = case.behind == "each" and case.reading.sentence.low(case.count.head + 2)[:1].isalpha()
    return every and "with" in before


def _is_tried_with(case: Case) -> bool:
    """Tested with 20 students: whom the team asks."""
    return word_before(case) == "with" and case.reading.sentence.low(case.count.first - 2) in TRIED


def _is_object_of_work(case: Case) -> bool:
    """Observation of 20 shoppers, an assessment of 5 suppliers."""
    at = case.count.first - 2
    deed = case.reading.sentence.low(at).endswith(DEEDS) and not case.reading.kinds(at) & LEVEL
    return deed and case.count.unit == "count" and word_before(case) == "of"


def _acted_upon(case: Case) -> tuple[float, str]:
    behind = case.reading.sentence.low(case.count.head + 1)
    if word_before(case) == "by" or is_willing(case) or (case.low in HELPING and behind in ("to", "out", "into")):
        return 2, "others"
    if case.count.unit == "percent" and not case.act & BIT["people verb"]:
        if case.low in CHANGING:
            return 1, "others"
        return (-0.5, "done to others") if case.act & bits("own verb", "study verb") else (1, "others")
    if word_before(case) == "with" and case.act & BIT["release verb"]:
        return 1, "others"
    return -2.5, "done to others"


DEEDS = ("tion", "sis", "view", "audit", "ssment")
OWN = bits("own noun", "plan")
AVERAGES = {"average", "median", "mean"}
GROUPS = ("team", "squad", "department", "crew")
WORKING = bits("own verb", "make verb", "release verb", "improve")
CHANGING = ("migrate", "move", "switch", "transition", "convert")
WRITTEN = listed("people written")
TRIED = listed("people tried")
HIRING = listed("people hiring")
TIES = listed("people ties")
POOLS = listed("people pools")
HELP = listed("people help")
ASKED = listed("people asked")
ACTIVE = listed("around active")
LOOKED_OVER = listed("people looked over")
TAUGHT = ("onboard", "train", "coach", "certify")
HELPING = listed("people helping")
