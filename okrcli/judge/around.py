"""Questions to ask of a number about the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.case import GETTING, LEVEL, REACH, RECEIVING, RELATIVES, STATEMENTS
from okrcli.judge.groups import ALL_VERBS, LEVEL_VERBS, NOUN, PREPOSITIONS, TEAM_VERBS, WORK, bits
from okrcli.judge.lexicon import BIT, ING, PAST, kinds
from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.case import Case
    from okrcli.judge.reading import Reading


def is_timed(case: Case) -> bool:
    """Answered in 10 seconds: a span so short that it cannot be a date."""
    sentence = case.reading.sentence
    return any(
        amount.unit in ("ms", "s", "min", "hours") and sentence.low(amount.first - 1) in ("in", "within", "under")
        for amount in case.reading.amounts
    )


def neighbours(case: Case) -> float:
    """What the other words of the noun phrase add: an email campaign's engagement, a customer's gizmo."""
    seen = 0
    for index in range(case.count.noun_first, case.count.noun_last):
        seen |= case.reading.marks[index]
    return (0.6 if seen & (LEVEL | BIT["outsider"]) else 0) - (0.6 if seen & WORK else 0)


def is_scope(case: Case) -> bool:
    """Whether a number only says where the work applies: workshops for 20 teams, in 5 countries."""
    stated, word = case.count.level, word_before(case)
    if case.count.unit == "times":
        return False
    wide = word == "for" and stated.bound == "at_least" and case.team and not case.act & BIT["people verb"]
    limited = stated.bound and not wide and (case.count.unit != "percent" or stated.bound in ("at_most", "below"))
    if limited or stated.baseline is not None:
        return False
    if case.low in WIDENING and case.count.unit == "count" and word in ("to", "into"):
        return True
    if is_willing(case):
        return False
    behind = case.count.first - 1
    taken_up = case.verb == behind - 1 or case.reading.kinds(behind) & BIT["reach"]
    if case.reading.form == "participle":
        taken_up = case.reading.sentence.low(behind - 1) in FEATURED
    particle = word == "in" and taken_up
    joined = word == "with" and case.act & bits("release verb", "make verb", "finish verb")
    if particle or joined or word not in SCOPING or case.low in RECEIVING or case.low in GETTING:
        return False
    return _is_of_work(case, word)


def _is_of_work(case: Case, word: str) -> bool:
    """Whether what a number belongs to is the team's work."""
    reading = case.reading
    if case.act & LEVEL_VERBS and not case.team:
        main = reading.kinds(reading.verb) if reading.form == "imperative" else 0
        works = main & TEAM_VERBS != 0 and main & REACH == 0
        return works and case.count.unit == "count" and word != "to"
    if reading.form in ("nominal", "participle", "passive"):
        return any(mark & WORK for mark in reading.marks[: case.count.first])
    return case.team


def word_before(case: Case) -> str:
    index = case.count.first
    if case.reading.sentence.low(index) in SCOPING:
        return case.reading.sentence.low(index)
    while case.reading.sentence.low(index - 1) in ("the", "our", "all", "these", "top", "first"):
        index -= 1
    return case.reading.sentence.low(index - 1)


def is_from_outside(case: Case) -> bool:
    """Posts by customers, featured in 5 magazines, talks that are accepted."""
    if case.team and case.act & bits("study verb", "own verb"):
        return False
    sentence, count = case.reading.sentence, case.count
    featured = any(low in FEATURED for low in sentence.lows[max(0, count.first - 4) : count.first])
    acted = sentence.low(count.first - 2).endswith("ed") or (count.unit == "count" and not case.moves and not case.team)
    picked = sentence.low(count.first - 2) == "up" and sentence.low(count.first - 3).endswith("ed")
    agents = sentence.low(count.first - 1) == "by" and (acted or picked)
    behind = range(count.last, min(count.last + 12, len(sentence)))
    between = range(count.head + 1, min(count.head + 5, count.first))
    return (
        featured
        or agents
        or is_described_outside(case)
        or is_willing(case)
        or any(_names_others(case, index) for index in (*between, *behind))
    )


def is_willing(case: Case) -> bool:
    """Paying guests, active members: who they are is their decision."""
    lows = case.reading.sentence.lows
    return any(low in WILLING for low in lows[case.count.noun_first : case.count.noun_last])


def is_described_outside(case: Case) -> bool:
    """External maintainers, independent plugins, community-written guides."""
    before = case.reading.sentence.lows[case.count.noun_first : case.count.head]
    return any(low in OUTSIDE or ("-" in low and _is_by_others(low)) for low in before)


def _is_by_others(low: str) -> bool:
    who, _, done = low.rpartition("-")
    return done in BY_OTHERS and (who in OTHERS or bool(kinds(who) & BIT["outsider"]))


def _names_others(case: Case, index: int) -> bool:
    low = case.reading.sentence.lows[index]
    checked = low == "by" and case.reading.sentence.low(index - 1) in CHECKED
    from_whom = (
        not checked
        and low in ("by", "from", "hands")
        and any(others(case.reading, index + at) and not case.reading.kinds(index + at + 1) & WORK for at in (1, 2, 3))
    )
    theirs = low in RELATIVES and others(case.reading, index + 1)
    alone = low in ALONE and (case.reading.sentence.low(index - 1) in BY or others(case.reading, index - 1))
    upon = (
        low in ("built", "based") and case.reading.sentence.low(index + 1) in ("on", "with", "upon") and not case.team
    )
    return low in TAKEN or from_whom or theirs or alone or upon


def others(reading: Reading, index: int) -> bool:
    low = reading.sentence.low(index)
    return low in OTHERS or (bool(reading.kinds(index) & BIT["outsider"]) and not reading.kinds(index) & BIT["staff"])


def is_worked_on(case: Case) -> bool:
    """80 % of services migrated: a participle of the team's doing behind the noun."""
    reading = case.reading
    if others_act(case):
        return False
    for index in range(case.count.head + 1, min(case.count.head + 7, len(reading.sentence))):
        if reading.marks[index] & (bits("made", "released", "done") | TEAM_VERBS) and reading.sentence.lows[
            index
        ].endswith(("ed", "en", "n", "t")):
            return True
    return False


def is_titled(case: Case) -> bool:
    """Data freshness: 99 % of tables are updated."""
    return case.verb < 0 and any(mark & LEVEL for mark in case.reading.marks[: case.count.first])


def ends_there(case: Case) -> bool:
    """Whether nothing but a place or a date follows the noun: 80 % of the roadmap by June."""
    low = case.reading.sentence.low(case.count.head + 1)
    return case.reading.form not in STATEMENTS and (not low[:1].isalnum() or low in PREPOSITIONS)


def others_act(case: Case) -> bool:
    """Whether those who are counted do something: 40 farms switch to drip irrigation."""
    reading, index = case.reading, case.count.head
    if reading.sentence.low(index)[-1:] != "s" or index + 1 >= len(reading.marks):
        return False
    index += reading.sentence.lows[index + 1].endswith("ly") and index + 2 < len(reading.marks)
    mark = reading.marks[index + 1]
    acts = mark & (ALL_VERBS | BIT["product verb"])
    return bool(acts) and acts != BIT["see"] and not mark & (PAST | ING | NOUN)


def does_well(case: Case) -> bool:
    """Whether what is counted succeeds: postings pass the check, a post hits the front page."""
    at = case.count.head + 1
    return case.count.head >= case.count.last and any(
        case.reading.sentence.low(index) in SUCCEEDING
        and case.reading.sentence.low(index - 1) not in ("by", "the", "at")
        for index in range(at, at + 4)
    )


def is_moved_share(case: Case) -> bool:
    """Calls that end with an order from 35 to 50 %: how many of them succeed; not services that are migrated."""
    lows = case.reading.sentence.lows[case.count.head + 1 : case.count.first]
    return case.moves and not RELATIVES.isdisjoint(lows) and not is_worked_on(case)


def others_say(case: Case) -> bool:
    """Whether people who are counted decide, feel or are able to: 8 in 10 residents say."""
    index, sentence = case.count.head, case.reading.sentence
    if index < case.count.last:
        return False
    said = OPINIONS if case.reading.kinds(index) & PEOPLE else FEELINGS
    return not said.isdisjoint(sentence.lows[index + 1 : index + 3])


def is_acted_on(case: Case) -> bool:
    """Five nurses trained, 100 trained nurses: what the team does to them."""
    around = range(case.count.noun_first, min(case.count.head + 5, len(case.reading.sentence)))
    if others_act(case):
        return False
    around = range(around.start, next((at for at in around if case.reading.sentence.lows[at] == "("), around.stop))
    active = "active" in case.reading.sentence.lows[case.count.head : case.count.head + 5]
    return (
        case.count.unit == "count" and not active and any(case.reading.sentence.lows[at] in ACTED_ON for at in around)
    )


def has_made(reading: Reading, first: int) -> bool:
    """Whether those before a token have something that is made for them: a plan, a review, a field that is filled."""
    behind = reading.sentence.low(first + 1)
    done = behind in DONE or (behind.endswith("ed") and not reading.kinds(first + 1) & BIT["made"])
    if reading.sentence.low(first) not in OWNING or done:
        return False
    seen = 0
    for at in range(first + 1, first + HAVING):
        if reading.sentence.low(at) in ("than", "by", ",", "."):
            break
        seen |= reading.kinds(at)
    return bool(seen & (WORK | BIT["made"])) and not seen & (REACTING | BIT["finish verb"])


def is_made(case: Case) -> bool:
    """Contracts recorded, requests documented: what the team does with what others gave."""
    marks = case.reading.marks[case.count.head + 1 : case.count.head + 3]
    return any(mark & BIT["made"] for mark in marks)


OWNING = listed("around owning")
DONE = listed("around done")
HAVING = 8  # tokens within which it is said what someone has
REACTING = bits("reaction", "money", "fault")
PEOPLE = bits("outsider", "staff")
OPINIONS = listed("around opinions")
FEELINGS = listed("around feelings")
WIDENING = listed("around widening")
SCOPING = listed("around scoping")
OTHERS = listed("around others")
TAKEN = listed("around taken")
ALONE = ("self-service", "self-serve")
BY = ("by", "via", "through", "in")
FEATURED = listed("around featured")
CHECKED = ("reviewed", "checked", "tested", "audited")
OUTSIDE = listed("around outside")
BY_OTHERS = listed("around by others")
SUCCEEDING = listed("around succeeding")
ACTED_ON = listed("around acted on")
WILLING = listed("around willing")
