"""The words that the judge knows, from `words.txt`: a word's kinds are bits of one integer."""

from __future__ import annotations

import functools

from okrcli.judge.lists import read_lines
from okrcli.judge.tokens import singular

Phrases = dict[str, tuple[tuple[tuple[str, ...], int], ...]]

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
    "adjective",
)
BIT = {name: 1 << place for place, name in enumerate(KINDS)}
PLURAL, PAST, ING = (1 << len(KINDS) + place for place in range(3))


@functools.cache
def lexicon() -> tuple[dict[str, int], Phrases]:
    """Single words, and phrases by their first word, longest first."""
    words: dict[str, int] = {}
    phrases: dict[str, dict[tuple[str, ...], int]] = {}
    bit = 0
    for line in read_lines("words.txt"):
        if line.startswith("["):
            bit = BIT[line.strip("[]")]
        elif not line.startswith("#"):
            for entry in line.split():
                if "+" in entry:
                    *first, last = entry.split("+")
                    parts = (*first, singular(last))
                    of_first = phrases.setdefault(parts[0], {})
                    of_first[parts] = of_first.get(parts, 0) | bit
                else:
                    words[entry] = words.get(entry, 0) | bit
    ordered = {
        first: tuple(sorted(entries.items(), key=lambda entry: -len(entry[0]))) for first, entries in phrases.items()
    }
    return words, ordered


def known(low: str) -> tuple[str, int]:
    """A word's listed form and its kinds with the bits of its ending; 0 for a word that is not known."""
    words = lexicon()[0]
    found = words.get(low)
    if found is not None:
        return low, found
    for ending, stems, form in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stripped = low[: -len(ending)]
            doubled = form != PLURAL and stripped[-1:] == stripped[-2:-1]
            for root in (*(stripped + stem for stem in stems), stripped[:-1] if doubled else ""):
                if root in words:
                    return root, words[root] | form
    return _variant(low)


@functools.lru_cache(maxsize=50_000)
def kinds(low: str) -> int:
    """The kinds of a word in any inflection."""
    return known(low)[1]


@functools.lru_cache(maxsize=50_000)
def root(low: str) -> str:
    """The form of a word that the lists have."""
    return known(low)[0]


def _variant(low: str) -> tuple[str, int]:
    """British for American spelling, compounds with a hyphen by their last part, people by their ending."""
    at = low.rfind("is")
    if at > 2 and "iz" + low[at + 2 :] in _IZE:  # noqa: PLR2004
        return known(low[:at] + "iz" + low[at + 2 :])
    if "-" in low.strip("-"):
        joined = known(low.replace("-", ""))
        return joined if joined[1] else known(low[low.rfind("-") + 1 :])
    if len(low) < _COMPOSED:
        return low, 0
    if low.startswith("re") and (again := known(low[2:])[1]) & _DONE_AGAIN:
        return low, again
    return low, BIT["outsider"] | PLURAL if low.endswith(_PEOPLE) and low.isalpha() else 0


_COMPOSED = 7  # letters a word has at least that is known by its beginning or its end
_DONE_AGAIN = BIT["made"] | BIT["make verb"]
_PEOPLE = ("ers", "ors", "ists", "ians", "ees")
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
