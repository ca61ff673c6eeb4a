"""Blanks that stand for a number yet to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.opening import opening

if TYPE_CHECKING:
    from okrcli.judge.tokens import Sentence


def placeholder(sentence: Sentence) -> int | None:
    """The token that stands for a number yet to be filled in: N, xx %, TBD, [X], ___."""
    if KNOWN.isdisjoint(sentence.lows) and "_" not in sentence.text:
        return None
    for index in range(opening(sentence), len(sentence)):
        word, low = sentence.word(index), sentence.lows[index]
        if (
            low in ("tbd", "tbc")
            and sentence.low(index - 1) not in BEFORE_BLANK
            and sentence.low(index + 1) != "%"
            and index
        ):
            continue
        if word[0] == "_" or (low in BLANKS and not sentence.low(index - 1).isdigit()):
            return index
        if word in LETTERS and _fills(sentence, index):
            return index
    return None


def _fills(sentence: Sentence, index: int) -> bool:
    """Whether a letter stands where a number would: from X to Y, X%, [N], N customers."""
    behind, before = sentence.low(index + 1), sentence.low(index - 1)
    if before in ("from", "by", "to", "least", "than", "[", "$", "<", ">", "over", "under", "at") or index == 0:
        return behind not in ("and", "-", "/", "'") or before == "["
    return behind in ("%", "percent", "]", "days", "hours", "weeks", "people", "customers", "users")


BEFORE_BLANK = frozenset(
    ("from", "by", "to", "at", "of", "least", "than", "[", "$", "<", ">", ":", "=", "€", "under", "over")
)
LETTERS = frozenset(("X", "Y", "Z", "N", "XX", "XXX", "x", "xx", "xxx", "NN", "YY", "M"))
BLANKS = frozenset(("tbd", "tbc", "xx", "xxx", "…%", "nn", "???"))
KNOWN = BLANKS.union(map(str.lower, LETTERS))
