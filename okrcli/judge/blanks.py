"""Blanks that stand for a number yet to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.amounts import with_unit
from okrcli.judge.groups import ALL_VERBS
from okrcli.judge.lexicon import kinds
from okrcli.judge.lists import listed
from okrcli.judge.opening import opening
from okrcli.judge.ratios import is_noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.judge.ratios import Amount
    from okrcli.judge.tokens import Sentence


def placeholder(sentence: Sentence) -> int | None:
    """The first token that stands for a number yet to be filled in: N, xx %, TBD, [X], ___."""
    return next(_blanks(sentence), None)


def with_blanks(sentence: Sentence, amounts: Sequence[Amount]) -> list[Amount]:
    """Numbers and blanks in order, each blank with a number in its place: 10, 20, ..."""
    blanks = [_amount(sentence, 10.0 * (n + 1), at) for n, at in enumerate(_blanks(sentence))]
    return sorted((*amounts, *blanks), key=lambda amount: amount.first)


def _amount(sentence: Sentence, value: float, at: int) -> Amount:
    """A number in the place of a blank, of its brackets too: [N], [X]%, [X%]."""
    boxed = sentence.low(at - 1) in OPENERS and sentence.low(at + 1) in CLOSERS
    amount = with_unit(sentence, value, at - boxed, at + 1 + boxed)[0]
    if not boxed and sentence.low(amount.first - 1) in OPENERS and sentence.low(amount.last) in CLOSERS:
        return amount._replace(first=amount.first - 1, last=amount.last + 1)
    return amount


def _blanks(sentence: Sentence) -> Iterator[int]:
    if KNOWN.isdisjoint(sentence.lows) and "_" not in sentence.text:
        return
    for index in range(opening(sentence), len(sentence)):
        word, low = sentence.word(index), sentence.lows[index]
        open_end = (
            low not in ("tbd", "tbc") or sentence.low(index - 1) in BEFORE_BLANK or sentence.low(index + 1) == "%"
        )
        known = (low in BLANKS and not sentence.low(index - 1).isdigit()) or word[0] == "_"
        named = low in NAMED and sentence.low(index - 1) in OPENERS
        if (known and (open_end or not index)) or named or (word in LETTERS and _fills(sentence, index)):
            yield index


def _fills(sentence: Sentence, index: int) -> bool:
    """Whether a letter stands where a number would: from X to Y, X%, [N], N customers."""
    behind, before = sentence.low(index + 1), sentence.low(index - 1)
    if before in BEFORE_LETTER or index == 0:
        return behind not in ("and", "-", "/", "'") or before == "["
    if before == "of" and not is_noun(sentence, index + 1):
        return True
    ordered = _is_letter(sentence, index) and kinds(before) & ALL_VERBS
    if sentence.word(index) in COUNTING or ordered:
        return is_noun(sentence, index + 1) or behind in AFTER_LETTER
    return behind in AFTER_LETTER


def _is_letter(sentence: Sentence, index: int) -> bool:
    return sentence.lows[index] in ("x", "n") and not sentence.glued(index) and not sentence.glued(index + 1)


BEFORE_BLANK = listed("blanks before")
BEFORE_LETTER = listed("blanks before a letter")
AFTER_LETTER = listed("blanks after a letter")
COUNTING = ("N", "NN", "XX", "XXX")  # stand before what they count; one letter may be a name
LETTERS = frozenset(("X", "Y", "Z", "N", "XX", "XXX", "x", "xx", "xxx", "NN", "YY", "M"))
BLANKS = listed("blanks")
OPENERS = ("[", "<", "{")
CLOSERS = ("]", ">", "}")
NAMED = listed("blanks named")
KNOWN = BLANKS.union(NAMED, map(str.lower, LETTERS))
