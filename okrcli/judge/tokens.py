"""A sentence as words, numbers and signs, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2_000  # code points that are read: a key result is one sentence, a line may be anything
MOST = 320  # tokens that are read
AROUND = [""] * 16  # what `low` finds before and behind a sentence, further than any rule looks

_TOKEN = re.compile(
    r"[^\W\d_]\w*(?:[.'’&‐‑-]\w+)*"  # users  sign-ups  p95  v2.1  R&D  # noqa: RUF001
    r"|\d+(?:[.,]\d+)*"  # 1,200  99.9
    r"|-+>|=>|<=|>="
    r"|_+|\.{3}|[^\w\s]"
)


def words(text: str) -> frozenset[str]:
    """A set of words that are written side by side."""
    return frozenset(text.split())


def singular(low: str) -> str:
    """A word without the ending of a plural, the same for both numbers."""
    if low.endswith("ies") and len(low) > 4:  # noqa: PLR2004
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


class Sentence:
    """Tokens of a text in parallel lists: as written, in lower case, start, end."""

    __slots__ = ("ends", "low", "lows", "starts", "text", "words")

    low: Callable[[int], str]
    """The lower-case token, or nothing outside the sentence; asked so often that it is a list's method."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _TOKEN.findall(text[:LONGEST])[:MOST]
        self.lows = [word.lower() for word in self.words]
        if not text.isascii():
            self.lows = [low.replace("’", "'").replace("‑", "-") for low in self.lows]  # noqa: RUF001
        self.low = (self.lows + AROUND).__getitem__
        self.starts, self.ends = [], []
        find, end = text.find, 0
        for word in self.words:
            start = find(word, end)
            end = start + len(word)
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a space."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def spelt(self, first: int, last: int) -> str:
        """The sentence's own words from token `first` up to and without `last`."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split()) if first < last else ""
