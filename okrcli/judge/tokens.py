"""A sentence as words, numbers and signs, each with its place."""

from __future__ import annotations

import re

LONGEST = 2_000  # code points that are read: a key result is one sentence, a line may be anything
MOST = 320  # tokens that are read

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # 1,200  99.9
    r"|[^\W\d_]\w*(?:[.'’&‐‑-]\w+)*"  # users  sign-ups  p95  v2.1  R&D  # noqa: RUF001
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
    """Tokens of a text in parallel tuples: as written, in lower case, start, end."""

    __slots__ = ("ends", "lows", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        found = []
        for match in _TOKEN.finditer(text[:LONGEST]):
            found.append(match)
            if len(found) == MOST:
                break
        self.text = text
        self.words = [match[0] for match in found]
        self.lows = [word.lower().replace("’", "'").replace("‑", "-") for word in self.words]  # noqa: RUF001
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]

    def __len__(self) -> int:
        return len(self.words)

    def low(self, index: int) -> str:
        """The lower-case token, or nothing outside the sentence."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""

    def glued(self, index: int) -> bool:
        """Whether the token follows the one before it without a space."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def spelt(self, first: int, last: int) -> str:
        """The sentence's own words from token `first` up to and without `last`."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split()) if first < last else ""
