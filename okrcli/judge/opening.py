"""Where a key result starts behind its bullet, number, tag or label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.lists import listed

if TYPE_CHECKING:
    from okrcli.judge.tokens import Sentence

GROUP = 6  # tokens of a tag in brackets, at most
BULLETS = listed("opening bullets")
LABELS = listed("opening labels")
BLANKS = (["X"], ["Y"], ["N"], ["XX"])
CLOSERS = {"[": "]", "(": ")"}


def opening(sentence: Sentence) -> int:
    """The first token of what is said, behind "- [x] KR 1.2:"."""
    index, low = 0, sentence.low(0)
    if low[:1].isalpha() and low not in LABELS and low[:2] != "kr":
        return 0
    for _ in range(5):
        skipped = _skip(sentence, index)
        if skipped == index or skipped >= len(sentence):
            break
        index = skipped
    return index


def _skip(sentence: Sentence, index: int) -> int:
    low, behind = sentence.low(index), sentence.low(index + 1)
    if low in BULLETS:
        return index + 1
    if low in CLOSERS:
        return _skip_group(sentence, index)
    if low in LABELS or (low[:2] == "kr" and low[2:3].isdigit()):
        after = index + 1 + behind[:1].isdigit()
        return after + (sentence.low(after) in (":", ".", "-", ")")) if after > index + 1 or low != "key" else index
    if low[:1].isdigit() and index + 1 < len(sentence):
        listed_point = behind in (".", ")") and sentence.glued(index + 1) and not sentence.glued(index + 2)
        titled = behind == ":" and not sentence.glued(index + 2)
        return index + 2 if listed_point or titled else index
    return index


def _skip_group(sentence: Sentence, index: int) -> int:
    """Behind a tag like [Growth] or (stretch), unless it stands for a number."""
    closer = CLOSERS[sentence.lows[index]]
    for last in range(index + 1, min(index + GROUP, len(sentence))):
        if sentence.lows[last] == closer:
            tag = [sentence.word(at) for at in range(index + 1, last)]
            blank = tag in BLANKS or not all(word[0].isalpha() for word in tag)
            return index if blank or last + 1 == len(sentence) else last + 1
    return index
