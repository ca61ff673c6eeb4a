"""The plain way to state an outcome, told at a glance: Raise buyers who return from 22% to 30%.

Most key results of a good team are of this form, and a linter reads thousands of them. What is not beyond
doubt at a glance is left to `judge`; a test holds the two together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from okrcli.judge.lexicon import BIT, KINDS, kinds, lexicon
from okrcli.judge.tokens import singular, words
from okrcli.judge.units import FRACTIONS, MANY, SPELT
from okrcli.judge.vocabulary import phrases

if TYPE_CHECKING:
    from okrcli.judge.vocabulary import Vocabulary

_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,4})?)"
_FORM = re.compile(
    r"([A-Z][a-z]+) (?:the )?(?:(?:share|percentage|proportion|number) of )?"
    r"([a-z][a-z-]*+(?: (?!within |per |from [0-9])[a-z-]++)*+)"
    r"(?: (?:within (?:[0-9]{1,3} (?:days|weeks|hours|minutes)|a (?:day|week|month|quarter|year))|per 1,000 ([a-z]+)))?"
    rf" from {_NUMBER}(%| [A-Za-z]+|) to {_NUMBER}\5"
)
_RAISES, _LOWERS = BIT["raise"], BIT["lower"]
_MOVES = _RAISES | _LOWERS
_OTHERS = sum(BIT[kind] for kind in ("outsider", "reaction", "performance", "cost", "rate", "fault", "money"))
_HARMLESS = (
    "raise",
    "lower",
    "see",
    "reach",
    "hold",
    "lower is better",
    "adjective",
    "frequency",
    "product verb",
)
_DOUBTFUL = sum(BIT[kind] for kind in KINDS if not BIT[kind] & _OTHERS and kind not in _HARMLESS)
_DOING = sum(BIT[kind] for kind in KINDS if kind.endswith(" verb"))
_STOPS = words(
    "and at or by with through via then while without before after during plus than as to within which least most "
    "team squad department crew"
).union(SPELT, FRACTIONS, MANY - {"every"})
_SENTENCE = re.compile(r"[A-Z][a-z]+(?: [a-z][a-z']*){5,30}")  # more words than the longest empty wish
_SUBJECTS = words("Nobody Nothing Everybody Everyone People")
_NUMERALS = SPELT.keys() | FRACTIONS.keys() | MANY
_VERBS = (
    sum(BIT[kind] for kind in KINDS if kind.endswith(" verb")) | _MOVES | BIT["improve"] | BIT["hold"] | BIT["reach"]
)
_RELATIVES = words("who that")
_ARTICLES = words("a an the")
_POSSESSIVES = words("their our its my")
_OUTSIDER, _STAFF = BIT["outsider"], BIT["staff"]
_OWN_NOUN = BIT["own noun"]
_AMBIGUOUS = BIT["ambiguous"]
_NO_MOVEMENT = BIT["own verb"] | BIT["reach"]
_OF = words("of until")
_ACTING = BIT["outsider"] | BIT["reaction"]


def plain_outcome(sentence: str, vocabulary: Vocabulary) -> tuple[float, float] | None:
    """Baseline and target of a sentence that is an outcome beyond doubt, with nothing to flag; None for all others."""
    match = _FORM.fullmatch(sentence)
    if match is None:
        return None
    verb, whom, each, first, unit, last = match.groups("")
    moves, start, end = kinds(verb.lower()) & _MOVES, float(first), float(last)
    if not moves or moves == (_LOWERS if end > start else _RAISES):
        return None
    counted, unit = whom.split(" "), unit.strip(" ")
    told = [*counted, *[word for word in (each, unit.strip("%")) if word]]
    if unit and kinds(unit) & _AMBIGUOUS:
        return None
    if not _counts_others(counted) or _says_otherwise(told) or _is_own(told, vocabulary):
        return None
    return start, end


def plain_objective(title: str) -> bool:
    """Whether a title is a whole sentence about somebody, without a number: there is nothing to say about it."""
    if _SENTENCE.fullmatch(title) is None:
        return False
    first, *others = title.split(" ")
    somebody = first in _SUBJECTS or _is_somebody(kinds(first.lower()), first, kinds(others[0]))
    return somebody and _NUMERALS.isdisjoint(others)


def _is_somebody(mark: int, first: str, second: int) -> bool:
    """Whether a title begins with others: customers, new customers, accountants; and not with a task for them."""
    if mark & _VERBS:
        return False
    plural = not mark and first[-1] == "s" and first[-2] not in "siu" and not second & _OWN_NOUN
    return bool(mark & _OUTSIDER or (second & _OUTSIDER and not second & _VERBS) or plural)


def _counts_others(counted: list[str]) -> bool:
    """Whether words name others, or how well a thing works, and nothing else; behind `who` others act."""
    if not _STOPS.isdisjoint(counted):
        return False
    met, before, doubtful, last = 0, 0, _DOUBTFUL, ""
    for word, following in zip(counted, [*counted[1:], ""], strict=True):
        mark = kinds(word) or (_OUTSIDER if following == "who" else 0)
        if mark & _OUTSIDER:
            mark &= ~_STAFF  # agents: nobody is hired by a verb that moves a level
            if following == "who" or last in _OF:
                mark &= ~_OWN_NOUN  # drivers who, complaints of drivers: not those of a device
        if last in _ARTICLES:
            mark &= ~_DOING  # it is a noun
        if before & _ACTING and word in _RELATIVES:
            doubtful = _DOUBTFUL & ~_DOING
        if mark & doubtful:
            return False
        met |= mark
        before, last = mark, word
    if counted[0] in _POSSESSIVES or last in _POSSESSIVES:
        return False
    named = len(counted) > 1 and counted[-2] in _ARTICLES
    return bool(met & _OTHERS) and (named or not kinds(last) & _NO_MOVEMENT)


def _says_otherwise(told: list[str]) -> bool:
    """Whether words mean something else together than alone: town hall, use case."""
    doubtful = _doubtful_phrases()
    if doubtful.keys().isdisjoint(told):
        return False
    for place in [place for place, word in enumerate(told) if word in doubtful]:
        if any(parts == list(map(singular, told[place : place + len(parts)])) for parts in doubtful[told[place]]):
            return True
    return False


@cache
def _doubtful_phrases() -> dict[str, list[list[str]]]:
    """The phrases that are no plain outcome, by their first word, in the singular."""
    found = {
        first: [list(map(singular, parts)) for parts, mark in entries if mark & _DOUBTFUL]
        for first, entries in lexicon()[1].items()
    }
    return {first: phrases for first, phrases in found.items() if phrases}


def _is_own(told: list[str], vocabulary: Vocabulary) -> bool:
    """Whether an organisation has a word of its own in it."""
    own = phrases(vocabulary)
    return bool(own) and any(singular(word) in own for word in told)
