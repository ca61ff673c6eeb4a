"""Whose doing a number counts: the team's own work, or what others do and how well a thing works."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.around import word_before
from okrcli.judge.case import Case
from okrcli.judge.dealing import fault, rate
from okrcli.judge.giving import often, spent, top, unit
from okrcli.judge.making import given, own, spared
from okrcli.judge.people import averaged, outsider, said, staff
from okrcli.judge.things import stated, thing
from okrcli.judge.working import capacity, compared, near, timely

if TYPE_CHECKING:
    from okrcli.judge.reading import Count, Reading


class Weighed(NamedTuple):
    """How much a number speaks for an outcome (above 0) or for own work, and why, by its key in `reasons`."""

    score: float
    why: str
    of: Count
    topic: bool = False  # whether it is only what the work is about: a talk on 99.9 % availability


def weigh(reading: Reading, count: Count) -> Weighed:
    """Weigh one number by what it counts, how it is stated and who acts."""
    case = Case(reading, count)
    for judged in JUDGED:
        if found := judged(case):
            aside = count.first > 0 and reading.sentence.low(count.first - 1) == "," and case.behind == "each"
            return Weighed(*found, count, word_before(case) in ("on", "about") or aside)
    return Weighed(*thing(case), count)


JUDGED = (
    top,
    spent,
    often,
    unit,
    near,
    timely,
    capacity,
    compared,
    averaged,
    said,
    rate,
    fault,
    staff,
    outsider,
    given,
    spared,
    own,
    stated,
)
