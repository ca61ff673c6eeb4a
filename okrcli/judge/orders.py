"""What a sentence that starts with a verb orders: an end state, work, or a wish."""

from __future__ import annotations

from okrcli.judge.groups import DETERMINERS, NOUN, bits
from okrcli.judge.lexicon import BIT, ING, PAST, root
from okrcli.judge.lists import listed
from okrcli.judge.phrases import (
    ACTIVITY,
    CLOSING,
    MILESTONE,
    READY,
    SOFT,
    WISH,
    WISHES,
    Worded,
    compares,
    kinds_within,
    phrase_end,
    plural,
)
from okrcli.judge.reading import Reading, head


def ordered(reading: Reading) -> Worded:
    for judged in (_ends, _values, _grants, _hires, _later, _makes, _ensures, _wishes):
        if found := judged(reading):
            return found
    return Worded(ACTIVITY, reading.verb, reading.verb + 1, "work")


def _low(reading: Reading) -> str:
    return root(reading.sentence.low(reading.verb))


def _ends(reading: Reading) -> Worded | None:
    """Decide, launch, finish: verbs whose end can be seen; or finding a baseline."""
    verb, low = reading.verb, _low(reading)
    for kind, why in ENDS.items():
        if reading.marks[verb] & kind and not _vague_end(reading, low):
            return Worded(MILESTONE, verb, verb + 1, why)
    if low in BASELINING and any(word.startswith("baseline") for word in reading.sentence.lows):
        return Worded(MILESTONE, verb, verb + 1, "baseline")
    return Worded(MILESTONE, verb, verb + 1, "finished") if _is_handed_over(reading, low) else None


def _is_handed_over(reading: Reading, low: str) -> bool:
    """Present the report to the board, hold a founding meeting: one thing that takes place before others."""
    at = _object(reading)
    once = low in ONCE and reading.sentence.low(reading.verb + 1) in ("a", "an", "the", "our")
    return once or (low in HANDING and at >= 0 and not plural(reading, at))


def _values(reading: Reading) -> Worded | None:
    """Deliver an outstanding service: an end that nobody could see."""
    verb, low = reading.verb, _low(reading)
    if low not in ("deliver", "provide", "offer") or not _vague_end(reading, "deliver"):
        return None
    at = _object(reading)
    felt = at >= 0 and (reading.marks[at] & (SOFT | BIT["ambiguous"]) or reading.sentence.lows[at] in FELT)
    return Worded(WISH, verb, verb + 1, "wish") if felt else None


def _grants(reading: Reading) -> Worded | None:
    """Get the approval, receive a licence."""
    granted = _low(reading) in GETTING and any(word in GRANTED for word in reading.sentence.lows)
    return Worded(MILESTONE, reading.verb, reading.verb + 1, "finished") if granted else None


def _wishes(reading: Reading) -> Worded | None:
    """Improve, become, provide excellent service: a direction without an end."""
    verb, low, sentence = reading.verb, _low(reading), reading.sentence
    at = _object(reading)
    soft = at >= 0 and reading.marks[at] & SOFT
    moves = reading.marks[verb] & WISHES and (soft or low not in WORKS)
    aims = low in AIMS and not (low == "meet" and sentence.low(verb + 1) == "with")
    if low in FOSTERING and any(word in SOFT_THINGS for word in sentence.lows):
        return Worded(WISH, verb, verb + 1, "wish")
    gives = low in GIVING and (reading.kinds(verb + 1) & BIT["vague"] or sentence.low(verb + 2) == "industry")
    return Worded(WISH, verb, verb + 1, "wish") if moves or aims or gives else None


def _vague_end(reading: Reading, low: str) -> bool:
    """Achieve better alignment, deliver value: an end that nobody could see."""
    if low not in SOFT_ENDS:
        return False
    first, last = reading.verb + 1, phrase_end(reading, reading.verb + 1)
    seen = kinds_within(reading, first, last)
    if last - first == 1 and seen & BIT["ambiguous"]:
        return True
    return bool(seen & bits("vague", "improve", "raise")) or (low == "achieve" and bool(seen & SOFT))


def _hires(reading: Reading) -> Worded | None:
    """One role that is filled is an end state."""
    verb, low = reading.verb, _low(reading)
    if "per" in reading.sentence.lows[verb:]:
        return None
    at = _object(reading)
    if low in ("hire", "fill", "appoint", "recruit", "hiring"):
        one = low == "fill" or reading.sentence.low(verb + 1) in ("a", "an", "one")
        many = at >= 0 and reading.sentence.low(at) in PEOPLE and not one
        return None if many else Worded(MILESTONE, verb, verb + 1, "filled")
    if low in ("add", "onboard", "find") and at >= 0 and reading.marks[at] & BIT["staff"] and not plural(reading, at):
        return Worded(MILESTONE, verb, verb + 1, "filled")
    return None


def _later(reading: Reading) -> Worded | None:
    """Build X and launch it: a later clause that ends in something visible."""
    sentence = reading.sentence
    if reading.marks[reading.verb] & bits("raise", "lower"):
        return None
    for index in range(reading.verb + 2, len(sentence) - 1):
        opens = sentence.lows[index - 1] in ("and", ",", "&", "then", "to", ";") and not reading.marks[index] & (
            ING | PAST
        )
        if (
            not opens
            or not reading.marks[index] & CLOSING
            or (sentence.lows[index] in NOT_LATER and not _helps(reading))
        ):
            continue
        leads = sentence.lows[index - 1] != "to" or reading.marks[reading.verb] & BIT["help verb"]
        if leads and sentence.lows[index + 1] not in (",", "and", "&", "/", "or", "to", "of"):
            return Worded(MILESTONE, index, index + 1, "later end")
    return None


def _helps(reading: Reading) -> bool:
    """Whether the first verb only says how: work with X to finish Y."""
    return root(reading.sentence.low(reading.verb)) in ("work", "collaborate", "partner", "continue")


def _makes(reading: Reading) -> Worded | None:
    """Make X available, the default: an end state; make X better: a wish."""
    low = _low(reading)
    if low not in ("make", "get", "have", "bring", "put"):
        return None
    verb, sentence = reading.verb, reading.sentence
    for index in range(verb + 1, len(sentence)):
        if reading.marks[index] & BIT["released"] or sentence.lows[index] in READY:
            return Worded(MILESTONE, index, index + 1, "state")
    if (low == "make" and kinds_within(reading, verb + 1, len(sentence)) & bits("improve", "vague")) or compares(
        reading, verb + 1
    ):
        return Worded(WISH, verb, verb + 1, "wish")
    return None


def _ensures(reading: Reading) -> Worded | None:
    """Ensure that the product does something: an end state; that something is good: a wish."""
    verb, sentence = reading.verb, reading.sentence
    sure = _low(reading) in ("make", "be") and sentence.low(verb + 1) == "sure"
    if not sure and _low(reading) not in ("ensure", "guarantee"):
        return None
    for index in range(verb + 1, min(len(sentence), verb + 10)):
        low, mark = sentence.lows[index], reading.marks[index]
        if mark & BIT["product verb"] and not mark & NOUN and low.endswith("s"):
            return Worded(MILESTONE, verb, index + 1, "behaves")
        if mark & BIT["released"]:
            return Worded(MILESTONE, index, index + 1, "state")
    return Worded(WISH, verb, verb + 1, "wish")


def _object(reading: Reading) -> int:
    first = reading.verb + 1
    while reading.sentence.low(first) in DETERMINERS:
        first += 1
    return head(reading, first, phrase_end(reading, first))


FELT = listed("orders felt")
GETTING = listed("orders getting")
GIVING = listed("orders giving")
SOFT_ENDS = listed("orders soft ends")
ENDS = {BIT["decide verb"]: "decided", BIT["release verb"]: "released", BIT["finish verb"]: "finished"}
HANDING = listed("orders handing")
ONCE = listed("orders once")
BASELINING = listed("orders baselining")
WORKS = listed("orders works")
AIMS = listed("orders aims")
GRANTED = listed("orders granted")
NOT_LATER = listed("orders not later")
FOSTERING = listed("orders fostering")
SOFT_THINGS = listed("orders soft things")
PEOPLE = {"people", "talent", "talents", "candidates", "professionals", "experts"}
