"""The words that the judge knows, from `words.txt`: a word's kinds are bits of one integer."""

from __future__ import annotations

import functools
from pathlib import Path

KINDS = (
    "raise",
    "lower",
    "improve",
    "hold",
    "reach",
    "see",
    "own noun",
    "own verb",
    "make verb",
    "release verb",
    "finish verb",
    "decide verb",
    "study verb",
    "help verb",
    "people verb",
    "outsider",
    "reaction",
    "money",
    "performance",
    "rate",
    "cost",
    "fault",
    "plan",
    "scope thing",
    "staff",
    "released",
    "done",
    "made",
    "frequency",
    "lower is better",
    "vague",
    "vanity",
    "ambiguous",
    "deliverable",
    "product verb",
    "foreign",
)
BIT = {name: 1 << place for place, name in enumerate(KINDS)}
PLURAL, PAST, ING = (1 << len(KINDS) + place for place in range(3))


@functools.cache
def lexicon() -> tuple[dict[str, int], dict[str, tuple[tuple[tuple[str, ...], int], ...]]]:
    """Single words, and phrases by their first word, longest first."""
    words: dict[str, int] = {}
    phrases: dict[str, dict[tuple[str, ...], int]] = {}
    bit = 0
    for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            bit = BIT[line.strip("[]")]
        elif not line.startswith("#"):
            for entry in line.split():
                if "+" in entry:
                    parts = tuple(entry.split("+"))
                    of_first = phrases.setdefault(parts[0], {})
                    of_first[parts] = of_first.get(parts, 0) | bit
                else:
                    words[entry] = words.get(entry, 0) | bit
    ordered = {
        first: tuple(sorted(entries.items(), key=lambda entry: -len(entry[0])))
        for first, entries in phrases.items()
    }
    return words, ordered


@functools.lru_cache(maxsize=50_000)
def kinds(low: str) -> int:
    """The kinds of a word in any inflection, with the bits of its ending; 0 for a word that is not known."""
    words = lexicon()[0]
    found = words.get(low)
    if found is not None:
        return found
    for ending, stems, form in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            root = low[: -len(ending)]
            for stem in stems:
                found = words.get(root + stem)
                if found is not None:
                    return found | form
            if form != PLURAL and len(root) > 2 and root[-1] == root[-2] and root[:-1] in words:  # noqa: PLR2004
                return words[root[:-1]] | form
    return _variant(low)


def _variant(low: str) -> int:
    """British for American spelling, and compounds with a hyphen by their last part."""
    if "is" in low and (at := low.rfind("is")) > 2:  # noqa: PLR2004
        american = low[:at] + "iz" + low[at + 2 :]
        if american[at:] in _IZE:
            return kinds(american)
    if "-" in low.strip("-"):
        joined = low.replace("-", "")
        return kinds(joined) or kinds(low[low.rfind("-") + 1 :])
    return 0


_IZE = frozenset(("ize", "izes", "ized", "izing", "ization"))
_ENDINGS = (
    ("'s", ("",), 0),
    ("ies", ("y",), PLURAL),
    ("es", ("", "e"), PLURAL),
    ("s", ("",), PLURAL),
    ("ied", ("y",), PAST),
    ("ed", ("", "e"), PAST),
    ("ing", ("", "e"), ING),
    ("n", ("",), PAST),
)


def has(low: str, bits: int) -> bool:
    return kinds(low) & bits != 0
