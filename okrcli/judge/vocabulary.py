"""An organisation's own words: what it makes or does itself, and what only others can give."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from okrcli.judge.lexicon import BIT, Phrases
from okrcli.judge.tokens import singular


class Vocabulary(NamedTuple):
    """Words or phrases in any case, singular or plural."""

    own_work: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def phrases(vocabulary: Vocabulary) -> Phrases:
    """The phrases of a vocabulary by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for entries, bit in ((vocabulary.own_work, BIT["own noun"]), (vocabulary.outcomes, BIT["reaction"])):
        for entry in entries:
            if parts := tuple(singular(word) for word in entry.lower().split()):
                found.setdefault(parts[0], []).append((parts, bit))
    return {first: tuple(sorted(of, key=lambda phrase: -len(phrase[0]))) for first, of in found.items()}
