"""Levels that are stated without a number: a blank, a whole population, a target, a rhythm, an absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.around import ACTED_ON, OWNING, has_made
from okrcli.judge.comparing import above, agreed, compared, grade, positive, rank, target, units
from okrcli.judge.groups import ALL_VERBS, NOUN, TEAM_VERBS, bits
from okrcli.judge.lexicon import BIT, ING, PAST, has
from okrcli.judge.lists import listed
from okrcli.judge.phrases import OUTCOME, Worded, phrase_end, seen
from okrcli.judge.reading import head

if TYPE_CHECKING:
    from okrcli.judge.reading import Reading

QUANTIFIED = "quantified-activity"


def implied(reading: Reading) -> Worded | None:
    """The verdict on a sentence that states a level in words, or nothing where it states none."""
    for judged in (
        compared,
        units,
        _everyone,
        _ensured,
        _everyones_rhythm,
        _whole,
        _full,
        positive,
        above,
        agreed,
        target,
        rank,
        grade,
        _rhythm,
        _absence,
    ):
        if found := judged(reading):
            return found
    return None


def _everyone(reading: Reading) -> Worded | None:
    lows = reading.sentence.lows
    if (lows[:1] and lows[0] in ("everyone", "everybody", "nobody")) or lows[:2] == ["no", "one"]:
        return Worded(OUTCOME, 0, 1, "population")
    return None


def _ensured(reading: Reading) -> Worded | None:
    """Ensure that all members finish the course: nobody is left out."""
    low, verb = reading.sentence.low, reading.verb
    at = verb + 1 + (low(verb + 1) == "that")
    if low(verb) != "ensure" or low(at) not in ("all", "every", "each"):
        return None
    who = next((index for index in range(at + 1, at + 4) if reading.kinds(index) & PEOPLE), -1)
    mark = reading.kinds(who + 1)
    acts = mark & ALL_VERBS or (low(who + 1).endswith("s") and low(who + 1) not in ("has", "is") and not mark & NOUN)
    return Worded(OUTCOME, at, who + 1, "population") if who > 0 and acts and not mark & (PAST | ING) else None


def _everyones_rhythm(reading: Reading) -> Worded | None:
    """Each manager holds a weekly talk."""
    if reading.sentence.low(0) not in ("all", "every", "each"):
        return None
    at = next((index for index, mark in enumerate(reading.marks) if mark & BIT["frequency"]), 0)
    return Worded(QUANTIFIED, at, at + 1, "rhythm") if at and seen(reading) & BIT["own noun"] else None


def _whole(reading: Reading) -> Worded | None:
    """All, every, each: of others an outcome, of the team's own things the share of work that is done."""
    done = {"imperative": _all_done, "nominal": _with_all}.get(reading.form)
    if done and (found := done(reading)):
        return found
    if reading.sentence.low(0) == "every" and reading.sentence.low(1) in ORDINALS:
        return Worded(OUTCOME, 0, 2, "population")
    if reading.sentence.low(0) not in ("all", "every", "each"):
        return None
    last = phrase_end(reading, 1)
    at = max(head(reading, 1, min(last, reading.verb) if reading.verb > 1 else last), 0)
    return _wholly(reading, at)


def _wholly(reading: Reading, at: int) -> Worded | None:
    """What is said of all of those that a token names."""
    acted = not ACTED_ON.isdisjoint(reading.sentence.lows[at + 1 : at + 4])
    if reading.marks[at] & PEOPLE and reading.form in STATING and not has_made(reading, at + 1) and not acted:
        return Worded(OUTCOME, 0, at + 1, "population")
    owns = reading.sentence.low(reading.verb) in OWNING
    works = not owns and any(mark & BIT["performance"] for mark in reading.marks[at + 1 :])
    if reading.marks[at] & OWNISH and works and not has_made(reading, max(at + 1, reading.verb)):
        return Worded(OUTCOME, 0, at + 1, "works")
    if reading.marks[at] & OWNISH or acted or reading.form in ("has", "passive", "state"):
        return Worded(QUANTIFIED, 0, at + 1, "own whole")
    return None


def _with_all(reading: Reading) -> Worded | None:
    """Interviews with every leaver: the team's own doing, completely."""
    for index, low in enumerate(reading.sentence.lows[:8]):
        all_of = low in ("with", "for") and reading.sentence.low(index + 1) in ("all", "every", "each")
        if all_of and index and reading.marks[index - 1] & BIT["own noun"]:
            return Worded(QUANTIFIED, index, index + 2, "own whole")
    return None


def _full(reading: Reading) -> Worded | None:
    """Full adoption, used by every team: nobody is left out."""
    lows = reading.sentence.lows
    for index, low in enumerate(lows[:-2]):
        spread = low in SPREAD and lows[index + 1] == "by" and lows[index + 2] in ("all", "every", "each", "everyone")
        if spread or (low in ("full", "universal") and index < 2 and reading.marks[index + 1] & LEVELS):  # noqa: PLR2004
            return Worded(OUTCOME, index, index + 2, "population")
    return None


def _all_done(reading: Reading) -> Worded | None:
    """Meet with all members: the team's own doing, completely."""
    mark, verb = reading.kinds(reading.verb), reading.verb
    if not mark & BIT["own verb"] or mark & bits(
        "make verb", "release verb", "finish verb", "study verb", "raise", "reach"
    ):
        return None
    at = next((at for at in range(verb + 1, verb + 3) if reading.sentence.low(at) in ("all", "every", "each")), 0)
    return Worded(QUANTIFIED, verb, at + 1, "own whole") if at else None


def _rhythm(reading: Reading) -> Worded | None:
    """Weekly updates, meet monthly: how often the team does something."""
    at = next((index for index, mark in enumerate(reading.marks) if mark & BIT["frequency"]), -1)
    if at < 0:
        return None
    mark = reading.kinds(reading.verb)
    theirs = (reading.kinds(0) | reading.kinds(1)) & BIT["outsider"] and reading.form != "imperative"
    if theirs and reading.sentence.low(at - 1) in ("least", "than"):
        return Worded(OUTCOME, max(at - 2, 0), at + 1, "others")
    behind = (reading.kinds(at + 1) | reading.kinds(at + 2)) & BIT["own noun"]
    doing = mark & bits("own verb", "release verb") and not mark & BIT["study verb"]
    if reading.sentence.low(at) == "once" and reading.sentence.low(at - 1) == "than" and not mark & TEAM_VERBS:
        return Worded(OUTCOME, max(at - 2, 0), at + 1, "level")
    if reading.sentence.low(at) == "once":
        return (
            Worded(QUANTIFIED, at, at + 1, "rhythm")
            if reading.sentence.low(at - 1) == "least" and mark & TEAM_VERBS
            else None
        )
    event = any(low in EVENTS for low in reading.sentence.lows[at + 1 : at + 4]) and mark & TEAM_VERBS
    stands = mark & TEAM_VERBS and all(mark & BIT["frequency"] for mark in reading.marks[at:])
    held = reading.form == "imperative" and (doing or event or stands)
    counted = reading.sentence.low(0) in ("a", "an") or "one" in reading.sentence.lows[:at]
    each = (counted and seen(reading) & BIT["own noun"]) or reading.kinds(at - 1) & BIT["own noun"]
    if held or (reading.form == "nominal" and ((behind and at == 0) or each)):
        return Worded(QUANTIFIED, at, at + 1, "rhythm")
    return None


def _absence(reading: Reading) -> Worded | None:
    """Does not crash, is never late."""
    lows = reading.sentence.lows
    if lows[:2] == ["absence", "of"] or (lows[:1] and _is_free(lows[0])):
        return Worded(OUTCOME, 0, 1, "absence")
    if lows[-1:] == ["none"] and seen(reading) & BIT["fault"]:
        return Worded(OUTCOME, len(lows) - 1, len(lows), "absence")
    for index, low in enumerate(lows):
        if low in ("without", "not") and lows[index + 1 : index + 3] == ["a", "single"]:
            return Worded(OUTCOME, index, index + 3, "absence")
        if low not in NEGATIONS or (low == "without" and reading.form == "can"):
            continue
        behind = range(index + 1, min(index + 5, len(lows)))
        if any(reading.marks[at] & BIT["fault"] or lows[at] in FAILS for at in behind):
            return Worded(OUTCOME, index, index + 1, "absence")
        if low in ("never", "always") and reading.form in ("state", "passive"):
            return Worded(OUTCOME, index, index + 1, "absence")
    return None


def _is_free(low: str) -> bool:
    """Zero-downtime, error-free."""
    joined = low.startswith("zero-") or low.endswith("-free")
    return joined and has(low.removeprefix("zero-").removesuffix("-free"), BIT["fault"])


LEVELS = bits("reaction", "performance")
ORDINALS = ("second", "third", "fourth", "fifth", "tenth", "other")
SPREAD = listed("implied spread")
PEOPLE = bits("outsider", "staff")
OWNISH = bits("own noun", "plan", "scope thing")
STATING = listed("implied stating")
NEGATIONS = listed("implied negations")
FAILS = listed("implied fails")
EVENTS = listed("implied events")
