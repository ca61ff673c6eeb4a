"""Ids from what people write: short, readable, the same for the same text, unique where they stand."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST: Final = 40
_LETTER: Final = re.compile(r"LATIN SMALL LETTER (?:DOTLESS )?([A-Z]{1,2})(?: WITH .*)?")
_ARTICLES: Final = frozenset(("the", "a", "an", "our", "their", "its", "your", "my"))
_JOINTS: Final = frozenset(
    (
        *("of", "to", "in", "for", "and", "or", "with", "by", "from", "on", "at", "as", "into", "per", "via"),
        *("vs", "is", "are", "be", "that", "than", "which", "who", "when", "we", "it"),
    )
)


def make_id(text: str, taken: Container[str], fallback: str) -> str:
    """An id from the first words of a text, not in `taken`; `fallback` and a number where no word is left."""
    base = _joined(_words(text))
    if base and base not in taken:
        return base
    base = base or fallback
    numbered = (f"{base}-{number}" for number in count(2 if base != fallback else 1))
    return next(name for name in numbered if name not in taken)


def key_result_id(title: str, taken: Container[str]) -> str:
    """An id of what is measured: the numbers that will be amended are no part of it."""
    from okrcli.judge.measure import read

    said = read(title)
    if said.counted:
        return make_id(said.counted, taken, "kr")
    rest = title if said.start is None else f"{title[: said.start]} {title[said.end :]}"
    named = rest if len(_words(rest)) > 1 else title
    return make_id(named, taken, "kr")


def _words(text: str) -> list[str]:
    latin = _latin(re.sub("['\u2019]", "", text).casefold())
    found = [word for word in re.findall(r"[a-z0-9]+", latin) if word not in _ARTICLES]
    while found and found[0] in _JOINTS:
        del found[0]
    return found


def _joined(found: list[str]) -> str:
    """The words that fit, without a joint at the end; a single word is cut if it is too long."""
    kept = found[:1]
    for word in found[1:]:
        if len("-".join([*kept, word])) > LONGEST:
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1] in _JOINTS:
        kept.pop()
    return "-".join(kept)[:LONGEST]


def _latin(text: str) -> str:
    """The letters without accents; what is no Latin letter is a gap."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(_plain(letter) for letter in plain if not unicodedata.combining(letter))


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    match = _LETTER.fullmatch(unicodedata.name(letter, ""))
    return match[1].lower() if match else " "
