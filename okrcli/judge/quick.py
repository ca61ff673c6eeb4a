"""The plain way to state an outcome, told at a glance: Raise buyers who return from 22% to 30%.

Most key results of a good team are of this form, and a linter reads thousands of them. What is not beyond
doubt at a glance is left to `judge`; a test holds the two together.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from okrcli.judge.lexicon import BIT, KINDS, kinds, lexicon
from okrcli.judge.tokens import singular, words
from okrcli.judge.vocabulary import phrases

if TYPE_CHECKING:
    from okrcli.judge.vocabulary import Vocabulary

_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,4})?)"
_FORM = re.compile(
    r"([A-Z][a-z]+) (?:the )?(?:(?:share|percentage|proportion|number) of )?([a-z][a-z -]*)"
    r"(?: (?:within [0-9]{1,3} (?:days|weeks|hours|minutes)|per 1,000 ([a-z]+)))?"
    rf" from {_NUMBER}(%| [a-z]+|) to {_NUMBER}\5"
)
_MOVES = BIT["raise"] | BIT["lower"]
_OTHERS = BIT["outsider"] | BIT["reaction"] | BIT["performance"] | BIT["cost"] | BIT["rate"] | BIT["fault"]
_HARMLESS = ("raise", "lower", "see", "reach", "hold", "lower is better", "adjective", "money", "product verb")
_DOUBTFUL = sum(BIT[kind] for kind in KINDS if not BIT[kind] & _OTHERS and kind not in _HARMLESS)
_DOING = sum(BIT[kind] for kind in KINDS if kind.endswith(" verb"))
_JOINTS = words(
    "and at or by with through via then while without before after during plus than as each every from to for"
)
_RELATIVES = words("who that")


def plain_outcome(sentence: str, vocabulary: Vocabulary) -> tuple[float, float] | None:
    """Baseline and target of a sentence that is an outcome beyond doubt, with nothing to flag; None for all others."""
    match = _FORM.fullmatch(sentence)
    if match is None or not kinds(match[1].lower()) & _MOVES:
        return None
    counted = match[2].split(" ")
    others = sum(part is not None for part in (match[3],))
    told = counted + ([match[3]] if others else []) + ([match[5][1:]] if match[5][:1] == " " else [])
    if not _counts_others(counted) or any(word in _doubtful() for word in told) or _is_own(told, vocabulary):
        return None
    return float(match[4]), float(match[6])


def _counts_others(counted: list[str]) -> bool:
    """Whether words name others, or how well a thing works, and nothing else; behind `who` others act."""
    met, doubtful = 0, _DOUBTFUL
    for place, word in enumerate(counted):
        if word in _RELATIVES and met & BIT["outsider"] and kinds(counted[place - 1]) & _OTHERS:
            doubtful = _DOUBTFUL & ~_DOING
        mark = kinds(word)
        if word in _JOINTS or mark & doubtful:
            return False
        met |= mark
    return bool(met & _OTHERS)


@functools.cache
def _doubtful() -> frozenset[str]:
    """The first words of phrases that mean something else than their words: town hall, use case."""
    return frozenset(
        first for first, entries in lexicon()[1].items() if any(mark & _DOUBTFUL for _, mark in entries)
    )


def _is_own(told: list[str], vocabulary: Vocabulary) -> bool:
    """Whether an organisation has a word of its own in it."""
    own = phrases(vocabulary)
    return bool(own) and any(singular(word) in own for word in told)
