"""What a sentence without a level is: an end state, work, or a wish."""

from __future__ import annotations

from okrcli.judge.groups import NOUN, PREPOSITIONS, bits
from okrcli.judge.lexicon import BIT, ING, PAST
from okrcli.judge.lists import listed
from okrcli.judge.orders import ordered
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
)
from okrcli.judge.reading import Reading, head


def unmeasured(reading: Reading) -> Worded:
    """The verdict on a sentence without a level."""
    return FORMS[reading.form](reading)


def _state(reading: Reading) -> Worded:
    """The cluster is live, a plan is created, the process is improved."""
    verb, sentence = reading.verb, reading.sentence
    if found := _found(reading, verb + 1):
        return found
    stops = (at for at in range(verb + 1, len(sentence)) if sentence.lows[at] in (".", ";", "("))
    last = min(next(stops, len(sentence)), verb + 9)
    for index in range(verb + 1, last):
        if _is_end(reading, index):
            return Worded(MILESTONE, verb, index + 1, "state")
    if found := _happening(reading):
        return found
    within, behind = kinds_within(reading, verb + 1, last), min(verb + 2, len(sentence))
    wished = within & bits("vague", "improve", "raise", "lower") and not within & BIT["made"]
    if wished or compares(reading, verb + 1):
        return Worded(WISH, verb, behind, "wish")
    made = within & BIT["made"] or reading.form == "passive"
    return Worded(ACTIVITY, verb, behind, "made") if made else Worded(MILESTONE, verb, behind, "state")


def _is_end(reading: Reading, index: int) -> bool:
    """Whether a word is an end state: live, signed, decided; and not "used to" or an adjective of a noun."""
    low, mark, behind = reading.sentence.lows[index], reading.marks[index], reading.sentence.low(index + 1)
    ended = (mark & ENDED or (mark & PAST and mark & CLOSING)) and not reading.kinds(index + 1) & NOUN
    return low in READY or bool(ended and not (low == "used" and behind == "to"))


def _happening(reading: Reading) -> Worded | None:
    """Is improved, is in place, is receiving, gets a thing, is handled by the product."""
    verb, sentence, mark = reading.verb, reading.sentence, reading.kinds(reading.verb + 1)
    last = min(verb + 2, len(sentence))
    if mark & IMPROVING and mark & PAST:
        return Worded(WISH, verb, last, "wish")
    placed = sentence.lows[verb + 1 : verb + 3] == ["in", "place"]
    if placed or mark & ING or sentence.low(verb) in ("get", "gets"):
        return Worded(ACTIVITY, verb, last, "made")
    people = reading.kinds(verb - 1) & BIT["outsider"] and not reading.kinds(verb - 1) & BIT["staff"]
    served = people and sentence.low(verb + 1).endswith("ed") and not mark & bits("made", "vague", "people verb")
    if served or (mark & BIT["product verb"] and sentence.low(verb + 2) == "by"):
        return Worded(MILESTONE, verb, last, "behaves")
    return None


def _have(reading: Reading) -> Worded:
    verb, sentence = reading.verb, reading.sentence
    for index in range(verb + 1, min(len(sentence), verb + 12)):
        mark = reading.marks[index]
        done = index == verb + 1 and mark & PAST and not mark & bits("made", "improve")
        if done or (mark & ENDED and not _attributive(reading, index)) or (mark & PAST and mark & CLOSING):
            return Worded(MILESTONE, index, index + 1, "state")
    if compares(reading, verb + 1):
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
    return any(lows[at] == "can" or (reading.marks[at] & product and not reading.marks[at] & NOUN) for at in rest)


def _found(reading: Reading, index: int) -> Worded | None:
    """A baseline is established, a director hired: what was looked for is there."""
    low, before = reading.sentence.low(index), reading.sentence.lows[: reading.verb]
    if any(word.startswith("baseline") for word in before) and reading.kinds(index) & (PAST | BIT["made"]):
        return Worded(MILESTONE, reading.verb, index + 1, "baseline")
    staffed = any(mark & BIT["staff"] for mark in reading.marks[: reading.verb])
    if low in ("hired", "appointed") or (low in FILLED and staffed):
        return Worded(MILESTONE, reading.verb, index + 1, "filled")
    return None


def _participle(reading: Reading) -> Worded:
    mark, verb = reading.marks[reading.verb], reading.verb
    if found := _found(reading, verb):
        return found
    if mark & ENDED or (mark & CLOSING and mark & PAST):
        return Worded(MILESTONE, verb, verb + 1, "state")
    return Worded(WISH if mark & IMPROVING else ACTIVITY, verb, verb + 1, "wish" if mark & IMPROVING else "made")


def _nominal(reading: Reading) -> Worded:
    sentence = reading.sentence
    for index, low in enumerate(sentence.lows):
        if low in ENDINGS or (index and _is_up(reading, index)):
            return Worded(MILESTONE, index, index + 1, "state")
        product = reading.kinds(index + 1) & BIT["product verb"] and sentence.low(index + 1) not in NOT_BEHAVING
        if low == "of" and sentence.lows[index - 1] in LAUNCHES and index < SHORT:
            return Worded(MILESTONE, index - 1, index, "released")
        if low == "to" and product and 0 < index <= SHORT:
            return Worded(MILESTONE, index, index + 2, "behaves")
    last = phrase_end(reading, 0)
    at = head(reading, 0, last) if last else -1
    soft = len(sentence) <= SHORT or (at >= 0 and reading.marks[at] & SOFT) or sentence.low(1) == "in" or at < 0
    if sentence.low(0) in LAUNCHES or (reading.marks[0] & ENDED and sentence.lows[0].endswith("ed")):
        return Worded(MILESTONE, 0, 1, "released")
    felt = not SOFT_THINGS.isdisjoint(sentence.lows[:2])
    if felt or ((compares(reading, 0) or reading.marks[0] & BIT["vague"] or sentence.low(0) in CHANGE) and soft):
        return Worded(WISH, 0, 1, "wish")
    return Worded(ACTIVITY, 0, last or len(sentence), "thing")


def _is_up(reading: Reading, index: int) -> bool:
    """Whether a noun is followed by a state that anyone can see: wiki up and running, fund operational."""
    behind = reading.sentence.low(index + 1)
    stands = reading.sentence.low(index - 1)[:1].isalpha() or reading.sentence.low(index - 1) == ")"
    last = not behind[:1].isalpha() or behind in PREPOSITIONS or behind in ("and", "&")
    if reading.sentence.lows[index] == "up":
        return behind in ("and", "&") and reading.sentence.low(index + 2) == "running"
    up = reading.sentence.lows[index] in UP or reading.marks[index] & (BIT["released"] | ALL_NOUNS) == BIT["released"]
    return stands and last and bool(up)


def _empty(_: Reading) -> Worded:
    return Worded(ACTIVITY, 0, 0, "empty")


SHORT = 4  # tokens
ENDED = bits("released", "done")
IMPROVING = bits("improve", "raise", "lower")
ENDINGS = listed("wording endings")
UP = listed("wording up")
ALL_NOUNS = NOUN
FILLED = listed("wording filled")
SOFT_THINGS = listed("orders soft things")
LAUNCHES = listed("wording launches")
NOT_BEHAVING = listed("wording not behaving")
CHANGE = listed("wording change")
FORMS = {
    "imperative": ordered,
    "gerund": ordered,
    "past": ordered,
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
