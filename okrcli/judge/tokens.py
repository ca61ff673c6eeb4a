"""A sentence as words, numbers and signs, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2_000  # code points that are read: a key result is one sentence, a line may be anything
MOST = 320  # tokens that are read
AROUND = [""] * 16  # what `low` finds before and behind a sentence, further than any rule looks

_WIDE = r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"  # scripts that set no blank between a word and a number
_TOKEN = re.compile(
    _WIDE + r"+"
    r"|[^\W\d_]\w*(?:[.'’&‐‑-]\w+)*"  # users  sign-ups  p95  v2.1  R&D  # noqa: RUF001
    r"|\d+(?:[.,]\d+)*"  # 1,200  99.9
    r"|-+>|=>|<=|>="
    r"|_+|\.{3}|[^\w\s]"
)


def words(text: str) -> frozenset[str]:
    """A set of words that are written side by side."""
    return frozenset(text.split())


def is_wide(low: str) -> bool:
    """Whether a word is of a script that sets no blanks."""
    return not low.isascii() and re.match(_WIDE, low) is not None


def singular(low: str) -> str:
    """A word without the ending of a plural, the same for both numbers."""
    if low.endswith("ies") and len(low) > 4:  # noqa: PLR2004
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _lower(text: str) -> str:
    """Lower case, one code point for each, with plain apostrophes and hyphens."""
    if text.isascii():
        return text.lower()
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower()[0] for char in text)
    return lowered.replace("’", "'").replace("‑", "-")  # noqa: RUF001


class Sentence:
    """Tokens of a text in parallel lists: in lower case, start, end."""

    __slots__ = ("ends", "low", "lows", "starts", "text")

    low: Callable[[int], str]
    """The lower-case token, or nothing outside the sentence; asked so often that it is a list's method."""

    def __init__(self, text: str) -> None:
        self.text = text
        lowered = _lower(text[:LONGEST])
        self.lows: list[str] = _TOKEN.findall(lowered)[:MOST]
        self.low = (self.lows + AROUND).__getitem__
        self.starts: list[int] = []
        self.ends: list[int] = []
        find, end = lowered.find, 0
        for low in self.lows:
            start = find(low, end)
            end = start + len(low)
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.lows)

    def word(self, index: int) -> str:
        """The token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a space."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def spelt(self, first: int, last: int) -> str:
        """The sentence's own words from token `first` up to and without `last`."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split()) if first < last else ""
