"""Numbers of things that no list has: the form of the number, the verb and what stands around decide."""

from __future__ import annotations

from okrcli.judge.around import is_from_outside, is_scope, is_worked_on, neighbours, others_act
from okrcli.judge.case import LEVEL, Case
from okrcli.judge.groups import ALL_VERBS, LEVEL_VERBS, PRODUCT, STATE, TEAM_VERBS, WORK, bits, is_plural
from okrcli.judge.lexicon import BIT, ING, PAST
from okrcli.judge.lists import listed


def stated(case: Case) -> tuple[float, str] | None:
    """A noun that no list has, in a sentence whose form decides all the same."""
    if case.count.head < 0:
        return _bare(case)
    return _told(case) or ((1.5 + neighbours(case), "moves") if case.moves or case.falls else None)


def _told(case: Case) -> tuple[float, str] | None:
    if is_from_outside(case):
        return 2, "from outside"
    if case.count.unit == "times" and case.head in AIMS:
        return 1.5, "target"
    if is_scope(case):
        return -1.5, "scope"
    if case.behind in ("exist", "exists") and case.count.unit == "count":
        return -1, "own count"
    if others_act(case) and not case.team:
        return 2, "others"
    return None


def thing(case: Case) -> tuple[float, str]:
    """A noun that no list has: the kind of number and the verb decide."""
    near = neighbours(case)
    if case.count.unit in ("percent", "times", "other"):
        return _part(case, near)
    if case.reading.form in ("can", "present"):
        return 1.5, "works"
    if case.team:
        return -2 + near, "own count"
    level = case.act & LEVEL_VERBS or case.count.noun_last <= case.count.first
    level = level or _is_among_others(case) or _goes_on(case)
    made = case.reading.form == "participle" and case.reading.verb < case.count.first
    if not level and (_is_done_with(case) or (made and case.reading.kinds(case.reading.verb) & DONE)):
        return -1, "own count"
    return (1 if level else 0.1) + near, "level"


def _is_done_with(case: Case) -> bool:
    """Three patents filed, ten states identified: what somebody did to them."""
    behind = range(case.count.head + 1, min(case.count.head + 5, len(case.reading.sentence)))
    done = (STATE | TEAM_VERBS, PAST)
    return any(case.reading.marks[at] & STATE or all(case.reading.marks[at] & kind for kind in done) for at in behind)


def _is_among_others(case: Case) -> bool:
    """Whether a statement without a verb speaks of others besides: 40 gizmos in the hands of patients."""
    marks, first = case.reading.marks, case.count.noun_last
    if "with" in case.reading.sentence.lows[first:]:
        return False
    return any(mark & (LEVEL | BIT["outsider"]) and not mark & (WORK | BIT["staff"]) for mark in marks[first:])


def _goes_on(case: Case) -> bool:
    """Whether what is counted does something: two protocols become standard."""
    reading, at = case.reading, case.count.head
    if case.count.first > 0 or not is_plural(case.head):
        return False
    marks = (reading.kinds(index) for index in (at + 1, at + 2))
    return any(mark & (ALL_VERBS | PRODUCT) and not mark & (PAST | ING) for mark in marks)


def _part(case: Case, near: float) -> tuple[float, str]:
    if case.count.level.unit in PHYSICAL and not case.act & BIT["make verb"]:
        return 1, "level"
    if case.reading.form in ("can", "present"):
        return 1.5, "works"
    if case.of and case.head in AIMS:
        seen = 0
        for mark in case.reading.marks[: case.count.first]:
            seen |= mark
        return (-1.5, "own share") if seen & WORK and not seen & LEVEL else (1, "level")
    bare = case.count.unit == "percent" and case.count.head >= case.count.last and not case.moves
    if (case.of or bare) and (case.team or is_worked_on(case)) and (case.of or not case.team):
        return -1.5 + near, "own share"
    return 0.6 + near, "level"


def _bare(case: Case) -> tuple[float, str]:
    added = case.low == "add" and case.reading.sentence.low(case.count.last) == "to" and case.count.unit != "count"
    if added and any(mark & LEVEL for mark in case.reading.marks[case.count.last :]):
        return 1, "level"
    if case.count.level.bound and case.reading.kinds(case.count.first - 1) & LEVEL:
        return 1, "level"
    if case.count.unit == "count":
        return (-1, "own count") if case.team else (0.2, "level")
    done = case.reading.sentence.low(case.count.last) in PROGRESS
    lows, first = case.reading.sentence.lows, case.count.first
    filled = lows[first] == "to" and not any(mark & WORK for mark in case.reading.marks[:first])
    works = case.team and not case.moves and not filled
    return (-1, "own share") if done or works else (1, "level")


DONE = bits("made", "released", "done")
PHYSICAL = {"kWh", "MWh", "GWh", "MW", "t", "kg", "km"}
AIMS = listed("things aims")
PROGRESS = listed("things progress")
