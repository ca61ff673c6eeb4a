"""What a sentence shows, as named features: the words of a verdict's evidence and of its weights."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from okrcli.judge.lexicon import BIT, KINDS
from okrcli.judge.reading import (
    ALL_VERBS,
    DETERMINERS,
    LEVEL_VERBS,
    NOUN,
    PREPOSITIONS,
    TEAM_VERBS,
    Count,
    Reading,
    bits,
    blank,
    head,
)
from okrcli.judge.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator


def features(reading: Reading) -> set[str]:
    """The features that hold for a sentence."""
    found = set(_clause(reading))
    found.update(_anywhere(reading))
    if reading.counts:
        for place, count in enumerate(reading.counts):
            found.update(_count(reading, count, place == 0))
    else:
        found.update(_object(reading))
    return found


@lru_cache(maxsize=4096)
def names(mark: int) -> tuple[str, ...]:
    return tuple(name for name in KINDS if mark & BIT[name])


def verb_kinds(reading: Reading) -> tuple[str, ...]:
    if reading.form in ("imperative", "gerund", "past"):
        return names(reading.kinds(reading.verb) & ALL_VERBS) or ("other verb",)
    return (reading.form,)


def _clause(reading: Reading) -> Iterator[str]:
    sentence = reading.sentence
    yield f"form {reading.form}"
    yield "measured" if reading.counts else "unmeasured"
    m = "n" if reading.counts else "u"
    for kind in verb_kinds(reading):
        yield f"{m} verb {kind}"
    if reading.verb >= 0 and reading.kinds(reading.verb):
        yield f"{m} w {sentence.low(reading.verb)}"
    if reading.form in ("passive", "state", "participle", "has"):
        start = reading.verb + (reading.form != "participle")
        for index in range(start, min(start + 8, len(sentence))):
            for kind in names(reading.kinds(index) & STATES):
                yield f"{m} {reading.form} {kind}"
    if len(sentence) <= 4:
        yield f"{m} short"


def _anywhere(reading: Reading) -> Iterator[str]:
    m = "n" if reading.counts else "u"
    sentence = reading.sentence
    for index, low in enumerate(sentence.lows):
        mark = reading.marks[index]
        if index != reading.verb and mark & TELLING:
            for kind in names(mark & TELLING):
                yield f"{m} any {kind}"
        if low in SIGNALS:
            yield f"{m} says {SIGNALS[low]}"
        if low == "to" and reading.kinds(index + 1) & LEVEL_VERBS:
            yield f"{m} so that level"
    if blank(reading) is not None:
        yield "placeholder"


def _object(reading: Reading) -> Iterator[str]:
    """The noun that an unmeasured sentence is about."""
    sentence = reading.sentence
    first = reading.verb + 1 if reading.form in ("imperative", "gerund", "past", "have") else 0
    while sentence.low(first) in DETERMINERS:
        first += 1
    last = first
    while last < len(sentence) and sentence.lows[last][0].isalnum() and sentence.lows[last] not in PREPOSITIONS:
        last += 1
    at = head(reading, first, last)
    mark = reading.kinds(at) & NOUN if at >= 0 else 0
    for kind in names(mark) or ("other noun",):
        yield f"u object {kind}"
        for verb in verb_kinds(reading):
            yield f"u {verb} > {kind}"


def _count(reading: Reading, count: Count, main: bool) -> Iterator[str]:
    kinds = head_kinds(reading, count)
    for kind in kinds:
        yield f"counts {kind}"
        yield f"{count.unit} of {kind}"
        for verb in verb_kinds(reading):
            yield f"{verb} # {kind}"
    yield f"unit {count.unit}"
    for verb in verb_kinds(reading):
        yield f"{verb} #{count.unit}"
    stated = count.level
    if stated.baseline is not None:
        yield "from to"
    if stated.bound:
        yield f"bound {stated.bound}"
    if stated.change is not None:
        yield "change"
    if stated.factor:
        yield "factor"
    if stated.absence:
        yield "absence"
    if stated.target == 1:
        yield "just one"
    for index in range(count.noun_first, count.noun_last):
        if index != count.head:
            for kind in names(reading.marks[index] & TELLING):
                yield f"near {kind}"


def head_kinds(reading: Reading, count: Count) -> tuple[str, ...]:
    if count.head < 0:
        return ("nothing",)
    return names(reading.kinds(count.head) & NOUN) or ("unknown",)


STATES = bits("released", "done", "made")
TELLING = bits("outsider", "reaction", "money", "cost", "performance", "rate", "fault", "plan", "own noun", "staff", "frequency",
               "vague", "released", "done", "made", "scope thing", "deliverable", "raise", "lower", "improve")
SIGNALS = {
    "all": "all", "every": "all", "each": "all", "any": "all", "always": "always", "never": "always", "none": "none", "no": "none",
    "without": "none", "nobody": "none", "zero": "none",
    "default": "default", "can": "can", "who": "who", "we": "we", "as": "as", "than": "than", "more": "more", "better": "more",
    "less": "more", "fewer": "more", "faster": "more", "higher": "more", "if": "if", ":": "colon", "and": "and", "&": "and",
    "their": "their", "by": "by", "per": "per", "target": "target", "targets": "target", "goal": "target", "goals": "target",
    "new": "new", "plan": "plan", "for": "for", "of": "of",
}
