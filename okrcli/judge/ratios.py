"""Numbers that are written with two numbers: 4.5/5, 8 in 10, 1m30s, 10s of millions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge import units as u
from okrcli.judge.digits import parse
from okrcli.judge.directions import direction

if TYPE_CHECKING:
    from okrcli.judge.tokens import Sentence


class Amount(NamedTuple):
    """A number in a sentence; `first` and `last` are the tokens that it spans, `last` excluded."""

    value: float
    unit: str | None
    first: int
    last: int
    plus: bool = False  # "80%+"
    sign: str = ""  # "+25%", "-10%"
    share: bool = False  # "half of", "1/3 of"


def clock(sentence: Sentence, index: int) -> Amount | None:
    """1m30s, 2h15m, 6:30 minutes."""
    low, behind = sentence.lows[index], sentence.low(index + 1)
    if not (low.isdecimal() and len(low) <= 3):  # noqa: PLR2004
        return None
    if behind == ":" and sentence.low(index + 2).isdecimal() and sentence.low(index + 3) in u.CLOCKS:
        parts, named, last = sentence.low(index + 2), sentence.low(index + 3), index + 4
    else:
        parts, named, last = behind[1:].rstrip("mins"), behind[0], index + 2
    if named not in u.CLOCKS or not (parts.isdecimal() and len(parts) <= 2):  # noqa: PLR2004
        return None
    return Amount(int(low) + int(parts) / 60, u.CLOCKS[named], index, last)


def minutes(sentence: Sentence, index: int) -> Amount | None:
    """One end of a movement between durations: time on page from 3:00 to 4:00."""
    whole, part = sentence.low(index), sentence.low(index + 2)
    joined = sentence.low(index + 1) == ":" and sentence.glued(index + 2)
    paired = sentence.low(index - 1) in ("from", "to") and sentence.lows[index + 3 :].count(":") + sentence.lows[
        :index
    ].count(":")
    if not (joined and paired and whole.isdecimal() and len(part) == 2 and part.isdecimal()):  # noqa: PLR2004
        return None
    return Amount(int(whole) + int(part) / 60, "min", index, index + 3) if direction(sentence, index) else None


def tens(sentence: Sentence, index: int) -> Amount | None:
    """10s of millions."""
    spelt = sentence.low(index + 1) == "s" and sentence.low(index + 2) == "of" and sentence.low(index + 3) in u.MANY
    if not spelt or not sentence.lows[index].isdecimal():
        return None
    return Amount(int(sentence.lows[index][:4]) * u.MAGNITUDES[sentence.low(index + 3)], None, index, index + 4)


def is_ratio(sentence: Sentence, index: int) -> bool:
    joint = sentence.low(index + 1)
    if joint in ("/", ":") and sentence.low(index) != sentence.low(index + 2):
        return sentence.low(index + 2)[:1].isdigit() and sentence.glued(index + 2)
    if joint in ("in", "of"):
        return _is_share(sentence, index)
    return joint == "out" and sentence.low(index + 2) == "of" and sentence.low(index + 3)[:1].isdigit()


def _is_share(sentence: Sentence, index: int) -> bool:
    """8 in 10 residents, 3 of 4 regions; not 3 in 10 days."""
    top, bottom = sentence.low(index), sentence.low(index + 2)
    return (
        top.isdecimal()
        and (bottom in u.SHARED or sentence.low(index + 1) == "of")
        and (parse(top) or 0) < (parse(bottom) or 0)
        and (is_noun(sentence, index + 3) or sentence.low(index - 1) in ("from", "to"))
        and (sentence.low(index + 3) not in u.UNITS)
    )


def ratio(sentence: Sentence, index: int) -> tuple[Amount | None, int]:
    """1/3 of users, 4.5/5, 4 out of 5, 1:3.7."""
    joint = sentence.lows[index + 1]
    other = index + 3 if joint == "out" else index + 2
    top, bottom = parse(sentence.lows[index]), parse(sentence.lows[other])
    last = other + 1
    if not top or not bottom:
        return None, last
    if joint == ":":
        return Amount(top / bottom, "ratio", index, last), last
    if top > bottom:
        return None, last
    if sentence.low(last) in ("%", "percent"):
        return Amount(bottom, "%", other, last + 1), last + 1
    bare = joint == "/" and bottom in (5, 10) and not is_noun(sentence, last) and sentence.low(last) != "of"
    rated = bare or (
        top % 1
        or sentence.low(last) in u.RATED
        or (joint == "out" and bottom in (5, 10) and not is_noun(sentence, last))
    )
    if rated:
        return Amount(top, f"/{bottom:g}", index, last), last
    return Amount(top / bottom, None, index, last, share=True), last


def is_noun(sentence: Sentence, index: int) -> bool:
    low = sentence.low(index)
    return low[:1].isalpha() and low not in u.NOT_NOUNS
