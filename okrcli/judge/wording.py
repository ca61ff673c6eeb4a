"""What a sentence without a level is: an end state, work, or a wish."""

from __future__ import annotations

from typing import NamedTuple

from okrcli.judge.groups import DETERMINERS, NOUN, PREPOSITIONS, bits
from okrcli.judge.lexicon import BIT, ING, PAST, root
from okrcli.judge.lists import listed
from okrcli.judge.reading import Reading, head

MILESTONE, ACTIVITY, WISH = "milestone", "activity", "unmeasurable"


class Worded(NamedTuple):
    """A verdict on wording alone, the tokens that decided, and why, by its key in `reasons`."""

    verdict: str
    first: int
    last: int
    why: str


def unmeasured(reading: Reading) -> Worded:
    """The verdict on a sentence without a level."""
    return FORMS[reading.form](reading)


def _imperative(reading: Reading) -> Worded:
    for judged in (_ends, _grants, _hires, _later, _makes, _ensures, _wishes):
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
    return None


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
    gives = low in GIVING and (reading.kinds(verb + 1) & BIT["vague"] or sentence.low(verb + 2) == "industry")
    return Worded(WISH, verb, verb + 1, "wish") if moves or aims or gives else None


def _vague_end(reading: Reading, low: str) -> bool:
    """Achieve better alignment, deliver value: an end that nobody could see."""
    if low not in SOFT_ENDS:
        return False
    first, last = reading.verb + 1, _phrase_end(reading, reading.verb + 1)
    seen = _seen(reading, first, last)
    if last - first == 1 and seen & BIT["ambiguous"]:
        return True
    return bool(seen & bits("vague", "improve", "raise")) or (low == "achieve" and bool(seen & SOFT))


def _hires(reading: Reading) -> Worded | None:
    """One role that is filled is an end state."""
    verb, low = reading.verb, _low(reading)
    if low in ("hire", "fill", "appoint", "recruit", "hiring"):
        return Worded(MILESTONE, verb, verb + 1, "filled")
    at = _object(reading)
    if (
        low in ("add", "onboard", "find")
        and at >= 0
        and reading.marks[at] & BIT["staff"]
        and not _plural(reading, at)
    ):
        return Worded(MILESTONE, verb, verb + 1, "filled")
    return None


def _later(reading: Reading) -> Worded | None:
    """Build X and launch it: a later clause that ends in something visible."""
    sentence = reading.sentence
    for index in range(reading.verb + 2, len(sentence) - 1):
        opens = sentence.lows[index - 1] in ("and", ",", "&", "then", "to", ";") and not reading.marks[
            index
        ] & (ING | PAST)
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
    if (low == "make" and _seen(reading, verb + 1, len(sentence)) & bits("improve", "vague")) or _compares(
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


def _state(reading: Reading) -> Worded:
    verb, sentence = reading.verb, reading.sentence
    last = next(
        (at for at in range(verb + 1, len(sentence)) if sentence.lows[at] in (".", ";", "(")), len(sentence)
    )
    last = min(last, verb + 9)
    for index in range(verb + 1, last):
        mark = reading.marks[index]
        ended = (mark & ENDED or (mark & PAST and mark & CLOSING)) and not reading.kinds(index + 1) & NOUN
        ended = ended and not (sentence.lows[index] == "used" and sentence.low(index + 1) == "to")
        if ended or sentence.lows[index] in READY:
            return Worded(MILESTONE, verb, index + 1, "state")
    if reading.kinds(verb + 1) & IMPROVING and reading.kinds(verb + 1) & PAST:
        return Worded(WISH, verb, verb + 2, "wish")
    if (
        sentence.low(verb) in ("get", "gets")
        or sentence.lows[verb + 1 : verb + 3] == ["in", "place"]
        or reading.kinds(verb + 1) & ING
    ):
        return Worded(ACTIVITY, verb, verb + 2, "made")
    if reading.kinds(verb + 1) & BIT["product verb"] and sentence.low(verb + 2) == "by":
        return Worded(MILESTONE, verb, verb + 2, "behaves")
    seen = _seen(reading, verb + 1, last)
    if _compares(reading, verb + 1) or (
        seen & bits("vague", "improve", "raise", "lower") and not seen & BIT["made"]
    ):
        return Worded(WISH, verb, min(verb + 2, len(sentence)), "wish")
    made = seen & BIT["made"] or reading.form == "passive"
    return Worded(
        ACTIVITY if made else MILESTONE, verb, min(verb + 2, len(sentence)), "made" if made else "state"
    )


def _have(reading: Reading) -> Worded:
    verb, sentence = reading.verb, reading.sentence
    for index in range(verb + 1, min(len(sentence), verb + 12)):
        mark = reading.marks[index]
        done = index == verb + 1 and mark & PAST and not mark & bits("made", "improve")
        if done or (mark & ENDED and not _attributive(reading, index)) or (mark & PAST and mark & CLOSING):
            return Worded(MILESTONE, index, index + 1, "state")
    if _compares(reading, verb + 1):
        return Worded(WISH, verb, verb + 1, "wish")
    return Worded(ACTIVITY, verb, verb + 1, "thing")


def _attributive(reading: Reading, index: int) -> bool:
    """Whether an end state only describes the noun behind it: a complete guide."""
    return index == reading.verb + 2 and reading.kinds(index + 1) & NOUN != 0


def _behaves(reading: Reading) -> Worded:
    if reading.sentence.low(reading.verb) in ("exists", "exist") and not _goes_on(reading):
        return Worded(ACTIVITY, reading.verb, reading.verb + 1, "made")
    return Worded(MILESTONE, reading.verb, reading.verb + 1, "behaves")


def _moves(reading: Reading) -> Worded:
    if not reading.marks[reading.verb] & WISHES:
        return _behaves(reading)
    return Worded(WISH, reading.verb, reading.verb + 1, "wish")


def _goes_on(reading: Reading) -> bool:
    """Whether it is also said what the existing thing does."""
    rest = range(reading.verb + 1, len(reading.sentence))
    lows, product = reading.sentence.lows, BIT["product verb"]
    return any(
        lows[at] == "can" or (reading.marks[at] & product and not reading.marks[at] & NOUN) for at in rest
    )


def _participle(reading: Reading) -> Worded:
    mark, verb = reading.marks[reading.verb], reading.verb
    if mark & ENDED or (mark & CLOSING and mark & PAST):
        return Worded(MILESTONE, verb, verb + 1, "state")
    return Worded(
        WISH if mark & IMPROVING else ACTIVITY, verb, verb + 1, "wish" if mark & IMPROVING else "made"
    )


def _nominal(reading: Reading) -> Worded:
    sentence = reading.sentence
    for index, low in enumerate(sentence.lows):
        if low in ENDINGS:
            return Worded(MILESTONE, index, index + 1, "state")
        product = (
            reading.kinds(index + 1) & BIT["product verb"] and sentence.low(index + 1) not in NOT_BEHAVING
        )
        if low == "of" and sentence.lows[index - 1] in LAUNCHES and index < SHORT:
            return Worded(MILESTONE, index - 1, index, "released")
        if low == "to" and product and 0 < index <= SHORT:
            return Worded(MILESTONE, index, index + 2, "behaves")
    last = _phrase_end(reading, 0)
    at = head(reading, 0, last) if last else -1
    soft = (
        len(sentence) <= SHORT or (at >= 0 and reading.marks[at] & SOFT) or sentence.low(1) == "in" or at < 0
    )
    if sentence.low(0) in LAUNCHES:
        return Worded(MILESTONE, 0, 1, "released")
    if (_compares(reading, 0) or reading.marks[0] & BIT["vague"] or sentence.low(0) in CHANGE) and soft:
        return Worded(WISH, 0, 1, "wish")
    return Worded(ACTIVITY, 0, last or len(sentence), "thing")


def _empty(_: Reading) -> Worded:
    return Worded(ACTIVITY, 0, 0, "empty")


def _object(reading: Reading) -> int:
    first = reading.verb + 1
    while reading.sentence.low(first) in DETERMINERS:
        first += 1
    return head(reading, first, _phrase_end(reading, first))


def _phrase_end(reading: Reading, first: int) -> int:
    sentence, last = reading.sentence, first
    while (
        last < len(sentence)
        and sentence.lows[last][0].isalnum()
        and (sentence.lows[last] not in PREPOSITIONS and sentence.lows[last] not in ("and", "or"))
    ):
        last += 1
    return last


def _plural(reading: Reading, index: int) -> bool:
    low = reading.sentence.low(index)
    return low.endswith("s") and not low.endswith("ss")


def _seen(reading: Reading, first: int, last: int) -> int:
    seen = 0
    for index in range(first, min(last, len(reading.marks))):
        seen |= reading.marks[index]
    return seen


def _compares(reading: Reading, index: int) -> bool:
    lows = reading.sentence.lows[index : index + 3]
    return any(low in COMPARED or low.endswith("ier") for low in lows)


SHORT = 4  # tokens
GETTING = listed("wording getting")
GIVING = listed("wording giving")
SOFT_ENDS = listed("wording soft ends")
ENDED = bits("released", "done")
CLOSING = bits("release verb", "finish verb", "decide verb")
WISHES = bits("raise", "lower", "improve", "hold")
IMPROVING = bits("improve", "raise", "lower")
SOFT = bits("outsider", "reaction", "performance", "money", "cost", "fault", "rate")
ENDS = {BIT["decide verb"]: "decided", BIT["release verb"]: "released", BIT["finish verb"]: "finished"}
FORMS = {
    "imperative": _imperative,
    "gerund": _imperative,
    "past": _imperative,
    "passive": _state,
    "state": _state,
    "can": _behaves,
    "present": _behaves,
    "has": _have,
    "have": _have,
    "participle": _participle,
    "moves": _moves,
    "nominal": _nominal,
    "empty": _empty,
}
BASELINING = listed("wording baselining")
WORKS = listed("wording works")
AIMS = listed("wording aims")
GRANTED = listed("wording granted")
READY = listed("wording ready")
NOT_LATER = listed("wording not later")
ENDINGS = listed("wording endings")
LAUNCHES = listed("wording launches")
NOT_BEHAVING = listed("wording not behaving")
CHANGE = listed("wording change")
COMPARED = listed("wording compared")
