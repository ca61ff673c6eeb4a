"""The level that a sentence states: from-to, bounds, ranges, multiples, changes, absences, plain targets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.directions import IMPROVE, LOWER, RAISE, better_side, direction
from okrcli.judge.lexicon import BIT, has, kinds
from okrcli.judge.lists import listed, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.judge.ratios import Amount
    from okrcli.judge.tokens import Sentence

HOLD = BIT["hold"]
GAP = 7  # tokens between the two halves of a from-to pair


class Level(NamedTuple):
    """A stated level; `first` and `last` are the tokens that state it, `last` excluded."""

    first: int
    last: int
    unit: str | None = None
    baseline: float | None = None
    target: float | None = None
    bound: str | None = None
    low: float | None = None
    high: float | None = None
    factor: float | None = None
    change: float | None = None
    absence: bool = False


def level(sentence: Sentence, found: Sequence[Amount]) -> Level | None:
    """The level that settles the sentence, where it states one."""
    spanned = None
    for one, other in pairwise(found):
        if stated := _pair(sentence, one, other) or _range(sentence, one, other):
            if not in_scope(sentence, one) and sentence.low(one.first - 1) != "per":
                return stated
            spanned = spanned or stated
    if spanned:
        return spanned
    for amount in found:
        if not in_scope(sentence, amount) and (stated := single(sentence, amount)):
            return stated
    for amount in found:
        before = amount.first - 1
        while sentence.low(before) in ("the", "first", "their"):
            before -= 1
        if sentence.low(before) == "within" and amount.unit in TIMES:
            return Level(before, amount.last, amount.unit, target=amount.value, bound="at_most")
    return _multiple(sentence) or _absence(sentence)


def in_scope(sentence: Sentence, amount: Amount) -> bool:
    """Whether a span of time only says when or how long is counted: in 30 days, per 2 weeks, D30."""
    averaged = sentence.lows[amount.last : amount.last + 2] == ["on", "average"]
    lasting = averaged or (amount.unit == "hours" and amount.value >= LASTING)
    return amount.unit in TIMES and sentence.low(amount.first - 1) in SPAN and not lasting


def single(sentence: Sentence, amount: Amount) -> Level | None:
    """The level that one number states by itself."""
    return (
        _times(sentence, amount)
        or _change(sentence, amount)
        or _bound(sentence, amount)
        or _held(sentence, amount)
        or _plain(sentence, amount)
    )


def _before(sentence: Sentence, first: int) -> int:
    """The token before a number that is no filler word."""
    index = first - 1
    while sentence.low(index) in FILLERS:
        index -= 1
    return index


def _pair(sentence: Sentence, one: Amount, other: Amount) -> Level | None:
    if other.first - one.last > GAP or not _alike(one, other):
        return None
    between = sentence.lows[one.last : other.first]
    lead, unit = _before(sentence, one.first), other.unit or one.unit
    before = sentence.low(lead)
    forward = _leads_to(before, between) or not ARROWS.isdisjoint(between[:1])
    if forward or (before in BASE and not TO_GOAL.isdisjoint(between)) or _bare(sentence, one, other):
        bound = _bound_words(sentence, other.first)[0] or ("at_least" if other.plus else None)
        first = lead if before in BASE or before in FROM else one.first
        return Level(first, other.last, unit, baseline=one.value, target=other.value, bound=bound)
    begins = sentence.low(other.last) == "to"  # older than 90 days from 50 to 10: what follows is the movement
    if not WAS.isdisjoint(between) and not (before == "by" or "%" in between or begins):
        bound, start = _bound_words(sentence, one.first)
        bound = bound or ("at_least" if one.plus else None)
        first = lead if before in ("to", "at", "of") else start
        return Level(first, other.last, unit, baseline=other.value, target=one.value, bound=bound)
    return None


def _leads_to(before: str, between: list[str]) -> bool:
    """From 5 to 3, de 5 a 3, 从5降到3."""
    if before[-1:] in FROM_GLUED:
        return any(low[-1] in TO_GLUED for low in between)
    return before in FROM and not (TO if before == "from" else TO_ABROAD).isdisjoint(between)


def _alike(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit or one.unit is None or other.unit is None or {one.unit, other.unit} <= TIMES


def _bare(sentence: Sentence, one: Amount, other: Amount) -> bool:
    """Increase NPS 30 to 45."""
    return sentence.lows[one.last : other.first] == ["to"] and direction(sentence, one.first) is not None


def _range(sentence: Sentence, one: Amount, other: Amount) -> Level | None:
    between = sentence.lows[one.last : other.first]
    opened = sentence.low(one.first - 1)
    ranged = (opened == "between" and between == ["and"]) or (
        len(between) == 1 and between[0] in ("–", "—", "-", "to", "~")  # noqa: RUF001
    )
    if not ranged or not _alike(one, other) or one.value >= other.value:
        return None
    if opened != "between" and sentence.low(other.last) in SIZES:
        return None
    first = one.first - (opened == "between")
    return Level(first, other.last, other.unit or one.unit, low=one.value, high=other.value)


def _bound_words(sentence: Sentence, first: int) -> tuple[str | None, int]:
    """The bound stated before a number, and the token where its words start."""
    index = _before(sentence, first)
    if sentence.low(index) not in BOUND_ENDS:
        return None, first
    for length in (5, 4, 3, 2, 1):
        start = index + 1 - length
        if start >= 0 and (bound := BOUNDS.get(" ".join(sentence.lows[start : index + 1]))):
            return _denied(sentence, bound, start), start
    return None, first


def _denied(sentence: Sentence, bound: str, start: int) -> str:
    """The bound that a negation shortly before leaves: never takes more than, no call waits over."""
    if NEVER.isdisjoint(sentence.lows[max(0, start - 4) : start]):
        return bound
    return {"above": "at_most", "below": "at_least"}.get(bound, bound)


def _bound(sentence: Sentence, amount: Amount) -> Level | None:
    bound, first = _bound_words(sentence, amount.first)
    last = amount.last
    if bound is None and amount.plus:
        bound = "at_least"
    if sentence.low(first - 1) == "within" and amount.unit in ("%", "pp") and sentence.low(last) == "of":
        bound, first = "at_most", first - 1
    if bound is None:
        for index in range(last, min(last + 3, len(sentence) - 1)):
            if sentence.lows[index] in ("or", "and") and (bound := AFTER.get(sentence.lows[index + 1])):
                last = index + 2
                break
    if bound is None:
        return None
    return Level(first, last, amount.unit, target=amount.value, bound=bound)


def _times(sentence: Sentence, amount: Amount) -> Level | None:
    """2x, 10-fold, by a factor of 3, 3 times faster."""
    if amount.unit == "times" and sentence.low(amount.last) in EACH:
        return None
    by_factor = [sentence.low(amount.first - 2), sentence.low(amount.first - 1)] == ["factor", "of"]
    behind, heading = sentence.low(amount.last), direction(sentence, amount.first)
    compared = behind in MORE or behind in LESS or behind == "as"
    if not (
        by_factor
        or (amount.unit in ("x", "times") and (compared or heading))
        or (amount.unit == "x" and _by(sentence, amount))
    ):
        return None
    if amount.unit not in ("x", "times") and not by_factor:
        return None
    down = heading == "decrease" or behind in LESS
    factor = 1 / amount.value if down and amount.value > 1 else amount.value
    return Level(amount.first, amount.last, None, factor=factor)


def _by(sentence: Sentence, amount: Amount) -> bool:
    return sentence.low(_bound_words(sentence, amount.first)[1] - 1) == "by" or sentence.low(amount.first - 1) == "by"


def _change(sentence: Sentence, amount: Amount) -> Level | None:
    """By 25 %, 30 % fewer, up 20 %, +25 %."""
    before, behind = sentence.low(_before(sentence, amount.first)), sentence.low(amount.last)
    if behind == "(" and amount.unit:
        behind = ""
    by = (before == "by" or _by(sentence, amount)) and not _is_agent(sentence, amount)
    up = behind in MORE or amount.sign == "+" or before == "up"
    down = behind in LESS or amount.sign == "-" or before == "down"
    if not (by or ((up or down) and amount.unit in ("%", "pp"))):
        return None
    heading = "increase" if up else "decrease" if down else direction(sentence, amount.first)
    value = amount.value * 100 if amount.share else amount.value
    unit = "%" if amount.share else amount.unit
    signed = None if heading is None else value if heading == "increase" else -value
    first = _bound_words(sentence, amount.first)[1]
    return Level(first - (sentence.low(first - 1) in ("by", "up", "down")), amount.last, unit, change=signed)


def _is_agent(sentence: Sentence, amount: Amount) -> bool:
    """Whether "by" names who does it: adopted by 5 schools, opened by 20 % of readers."""
    done = sentence.low(amount.first - 2)
    if (
        amount.unit is None
        and not amount.share
        and done not in ("up", "down")
        and sentence.low(amount.last)[:1].isalpha()
    ):
        return direction(sentence, amount.first) is None
    return done.endswith("ed") and not kinds(done) & (RAISE | LOWER | IMPROVE)


def _held(sentence: Sentence, amount: Amount) -> Level | None:
    """Keep uptime at 99.9 %: a bound on the better side, where it is known which side that is."""
    index = _before(sentence, amount.first)
    if sentence.low(index) not in ("at", "of") or not has(sentence.low(0), HOLD):
        return None
    side = better_side(sentence, 1, index)
    bound = {"increase": "at_least", "decrease": "at_most"}.get(side or "")
    return Level(index, amount.last, amount.unit, target=amount.value, bound=bound)


def _plain(sentence: Sentence, amount: Amount) -> Level | None:
    index = _before(sentence, amount.first)
    before = sentence.low(index)
    if amount.value == 0 and before != "to":
        return Level(amount.first, amount.last, amount.unit, target=0.0, bound="at_most", absence=True)
    first = index if before in ("to", "at", "of", "=", ":") else amount.first
    bare = amount.unit in ("%", "pp") and direction(sentence, amount.first) and before not in ("to", "at", "of")
    if bare and sentence.low(amount.last) != "of":
        return Level(first, amount.last, amount.unit)
    return Level(first, amount.last, amount.unit, target=amount.value)


def _multiple(sentence: Sentence) -> Level | None:
    """Double, triple, halve, twice as many, cut in half."""
    for index, low in enumerate(sentence.lows):
        factor = MULTIPLES.get(low)
        behind = sentence.low(index + 1)
        if low == "half" and behind == "as":
            return Level(index, index + 1, factor=0.5)
        if low == "magnitude" and sentence.low(index - 1) == "of":
            return Level(index - 2, index + 1, factor=0.1 if direction(sentence, index) == "decrease" else 10.0)
        if low == "half" and sentence.low(index - 1) in ("in", "by"):
            return Level(index - 1, index + 1, factor=0.5)
        if factor and behind not in NOT_MULTIPLE and (low != "twice" or behind in ("as", "the")):
            return Level(index, index + 1, factor=factor)
    return None


def _absence(sentence: Sentence) -> Level | None:
    """No P1 incidents, without a single complaint."""
    for index, low in enumerate(sentence.lows[:12]):
        opens = index == 0 or sentence.low(index - 1) in OPENS_ABSENCE
        behind = sentence.low(index + 1)
        if low == "no" and opens and behind not in NOT_ABSENT and behind[:1].isalnum():
            return Level(index, index + 1, target=0.0, bound="at_most", absence=True)
    return None


TIMES = frozenset(("ms", "s", "min", "hours", "days", "weeks", "months", "years"))
SPAN = listed("levels span")
NEVER = listed("levels never")
SIZES = listed("levels sizes")
EACH = ("a", "an", "per", "each", "every", "daily", "weekly", "monthly")
LASTING = 1000  # hours: more than a span within which something is counted
FILLERS = listed("levels fillers")
FROM = listed("levels from")
TO = listed("levels to")
TO_ABROAD = TO | listed("levels to abroad")
FROM_GLUED, TO_GLUED = listed("levels from glued"), listed("levels to glued")
ARROWS = listed("levels arrows")
BASE = listed("levels base")
TO_GOAL = TO | listed("levels goal")
WAS = listed("levels was")
MORE = listed("levels more")
LESS = listed("levels less")
AFTER = table("levels after")
BOUNDS = table("levels bounds")
BOUND_ENDS = frozenset(words.rpartition(" ")[2] for words in BOUNDS)
MULTIPLES = {word: float(value) for word, value in table("levels multiples").items()}
NOT_MULTIPLE = listed("levels not multiple")
OPENS_ABSENCE = listed("levels opens absence")
NOT_ABSENT = listed("levels not absent")
