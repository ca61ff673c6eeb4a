"""Numbers as people write them, without the numbers that are names: years, versions, dates, standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge import units as u
from okrcli.judge.digits import parse
from okrcli.judge.lists import listed
from okrcli.judge.opening import opening
from okrcli.judge.ratios import Amount, clock, is_noun, is_ratio, minutes, ratio, tens
from okrcli.judge.tokens import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.judge.tokens import Sentence


ARTICLES = ("a", "an")
SCALES = ("-", "–", "to")  # noqa: RUF001
SCALED = listed("amounts scaled")
SPANS = listed("amounts spans")
DATED = tuple(listed("amounts dated"))  # behind a number, in scripts that set no blanks: June, the 3rd, a quarter
NUMBERED = tuple(listed("amounts numbered"))
OF_WHOLE = ("of", "fewer", "less", "more", "lower", "higher")
UNVERSIONED = u.NOT_NOUNS | u.SCORES | u.BEFORE_ONE
OPENING = u.MANY.union(u.SPELT, u.FRACTIONS, ARTICLES)


def amounts(sentence: Sentence) -> list[Amount]:
    """All numbers of a sentence that say a quantity, in order."""
    first = opening(sentence)
    return [amount for amount in _scan(sentence) if amount.first >= first]


def _scan(sentence: Sentence) -> Iterator[Amount]:
    after = 0
    for index in [at for at, low in enumerate(sentence.lows) if low[0].isdigit() or low in OPENING]:
        if index >= after:
            amount, after = _at(sentence, index)
            if amount:
                yield amount


def _at(sentence: Sentence, index: int) -> tuple[Amount | None, int]:
    """The amount that starts at a digit, a spelt number or "a", and where to go on."""
    low = sentence.lows[index]
    if low[0].isdigit():
        return _digits(sentence, index)
    if low not in ARTICLES:
        return _spelt(sentence, index)
    if sentence.low(index - 1) in SPANS and sentence.low(index + 1) in u.UNITS:
        return with_unit(sentence, 1, index, index + 1)
    return None, index + 1


def _digits(sentence: Sentence, index: int) -> tuple[Amount | None, int]:
    """The amount that starts with the digits at `index`, and where to go on."""
    if sentence.glued(index + 1) and (found := _joined(sentence, index)):
        return found
    if _is_scale(sentence, index):
        return None, index + 3
    if is_ratio(sentence, index):
        return ratio(sentence, index)
    value, after = _value(sentence, index)
    if value is None or _is_name(sentence, index, after):
        return None, after
    return with_unit(sentence, value, index, after)


def _value(sentence: Sentence, index: int) -> tuple[float | None, int]:
    written, after = sentence.lows[index], index + 1
    if not sentence.low(after).isdecimal():
        return parse(written), after
    while (
        after < len(sentence)
        and len(written) % 3 + (len(written) < 4) > 0  # noqa: PLR2004
        and _is_group(sentence, after)
        and (after > index + 1 or len(sentence.lows[index]) <= 3)  # noqa: PLR2004
    ):
        written += sentence.lows[after]
        after += 1
    return parse(written), after


def _is_group(sentence: Sentence, index: int) -> bool:
    """Whether the token continues a number written with spaces, as in 1 200."""
    low = sentence.lows[index]
    return low.isdecimal() and len(low) == 3 and sentence.starts[index] == sentence.ends[index - 1] + 1  # noqa: PLR2004


def _joined(sentence: Sentence, index: int) -> tuple[Amount | None, int] | None:
    """What digits are together with that to which they are joined: 3:45, 24/7, 2-factor."""
    if clocked := clock(sentence, index) or minutes(sentence, index) or tens(sentence, index):
        return clocked, clocked.last
    if _is_bounded(sentence, index):
        return with_unit(sentence, parse(sentence.lows[index]) or 0, index, index + 2)
    stop = _compound(sentence, index)
    return (None, stop) if stop else None


def _is_bounded(sentence: Sentence, index: int) -> bool:
    """Whether an adjective like 48-hour states a limit: a < 48-hour response."""
    joined = sentence.low(index + 1) in u.DASHES and sentence.low(index + 2) in u.UNITS
    return joined and sentence.low(index - 1) in ("<", "≤", "under", "below", "within")


def _compound(sentence: Sentence, index: int) -> int:
    """Where a date, a time, 24/7 or an adjective like 2-factor that starts here ends, or 0."""
    if not sentence.glued(index + 2):
        return 0
    low, joint, after = sentence.lows[index], sentence.low(index + 1), sentence.low(index + 2)
    if joint in u.DASHES and after[:1].isalpha() and after not in u.JOINED and after not in u.PLACEHOLDERS:
        return index + 3
    if joint not in ("/", ":", "-") or not after.isdecimal():
        return 0
    if sentence.low(index + 3) == joint and sentence.low(index + 4).isdecimal():
        return index + 5
    if low == after:
        return index + 3
    clock = joint == ":" and len(after) == 2 and low.isdecimal() and int(low) < 24  # noqa: PLR2004
    day = joint == "/" and sentence.low(index - 1) in u.DAY_BEFORE and f"{low}/{after}" not in u.PLAIN_FRACTIONS
    return index + 3 if clock or day or (low, after) == ("24", "7") else 0


def _is_scale(sentence: Sentence, index: int) -> bool:
    """A score (0-1): from where to where something is measured."""
    around = sentence.low(index - 1) + sentence.low(index + 3)
    return around == "()" and sentence.low(index + 1) in SCALES and sentence.low(index - 2) in SCALED


def _is_name(sentence: Sentence, index: int, after: int) -> bool:
    """Whether the digits name something: a year, a version, a standard, a day, an ordinal."""
    low, before, behind = sentence.lows[index], sentence.low(index - 1), sentence.low(after)
    if behind in ("%", "percent") or before in u.CURRENCIES:
        return False
    marked = before == "#" or (sentence.glued(index) and (before in (".", "/", "@", "§") or before.endswith(NUMBERED)))
    if marked or _is_dimension(sentence, index, after):
        return True
    if sentence.glued(after) and behind[:1].isalpha() and not _is_suffix(behind):
        return sentence.low(after + 1) != "percentile"
    month = before in u.MONTHS or behind in u.MONTHS or (before == "may" and sentence.word(index - 1) == "May")
    year = after == index + 1 and low.isdecimal() and u.YEARS[0] <= int(low[:5]) <= u.YEARS[1]
    half = low in ("1", "2") and behind == "h" and sentence.low(after + 1)[:2] == "20"
    if month or half or (year and not _between_levels(sentence, index)):
        return True
    ordered = (before == "release" and index == 1) or (before == "top" and index <= 2)  # noqa: PLR2004
    counts = ordered and is_noun(sentence, after)
    version = low.endswith(".0") and before[:1].isalpha() and before not in UNVERSIONED
    if version and behind not in u.UNITS and behind not in u.RATED:
        return True
    return (before in u.LABELS and not counts) or _is_product(sentence, index, after)


def _is_dimension(sentence: Sentence, index: int, after: int) -> bool:
    """2D, 3D: a capital letter glued to it that is no day."""
    return sentence.lows[index] in ("2", "3", "4") and sentence.glued(after) and sentence.word(after) == "D"


def _between_levels(sentence: Sentence, index: int) -> bool:
    """From 2000 to 2025 users: a pair whose other half is no year."""
    around = sentence.low(index - 2) + sentence.low(index + 2)
    return sentence.low(index - 1) == "to" and sentence.low(index - 3) == "from" and not around.startswith("20")


def _is_product(sentence: Sentence, index: int, after: int) -> bool:
    """Kubernetes 2, Angular 17: a capitalised name inside the sentence, and no noun that is counted."""
    if index < 2:  # noqa: PLR2004
        return False
    name = sentence.word(index - 1)
    if not name[0].isupper() or name.isupper() or name.lower() in u.SCORES:
        return False
    return sentence.word(0) != name and not is_noun(sentence, after) and sentence.low(after) not in u.CURRENCIES


def _is_suffix(low: str) -> bool:
    if is_wide(low):
        return not low.startswith(DATED)
    return low in u.UNITS or low in u.MAGNITUDES or low in ("m", "x", "pp", "fold") or low[0] == "k" or low in u.CODES


def with_unit(sentence: Sentence, value: float, index: int, after: int) -> tuple[Amount, int]:
    """The amount of this value that starts at `index`, its unit looked for from `after`, and where to go on."""
    first, unit = index, None
    if sentence.low(index - 1) in u.CURRENCIES and not sentence.low(index - 2)[-1:].isdigit():
        first, unit = index - 1, u.CURRENCIES[sentence.low(index - 1)]
    sign = _sign(sentence, first)
    factor, after = _magnitude(sentence, after, unit)
    plus = sentence.low(after) == "+"
    found, last = _unit(sentence, after + plus)
    if found:
        after = last
        plus = plus or (sentence.low(after) == "+" and sentence.glued(after))
    elif not sentence.glued(after):
        plus = False
    last = after + (1 if plus and sentence.low(after) == "+" else 0)
    return Amount(value * factor, unit or found, first, last, plus, sign), last


def _sign(sentence: Sentence, first: int) -> str:
    """A plus or minus that stands alone before its number."""
    before = sentence.low(first - 1)
    stands = before in ("+", "-", "−") and sentence.glued(first) and not sentence.glued(first - 1)  # noqa: RUF001
    return before.replace("−", "-") if stands else ""  # noqa: RUF001


def _magnitude(sentence: Sentence, after: int, unit: str | None) -> tuple[float, int]:
    low = sentence.low(after)
    if low in u.MAGNITUDES:
        return u.MAGNITUDES[low], after + 1
    if low == "m" and (unit or sentence.word(after) == "M" or is_noun(sentence, after + 1)):
        return 1e6, after + 1
    return 1, after


def _unit(sentence: Sentence, after: int) -> tuple[str | None, int]:
    low = sentence.low(after)
    if low in u.UNITS:
        two = f"{low} {sentence.low(after + 1)}"
        return (u.UNITS[two], after + 2) if two in u.UNITS else (u.UNITS[low], after + 1)
    if low in ("business", "working", "calendar") and sentence.low(after + 1) in ("day", "days", "hours"):
        return u.UNITS[sentence.low(after + 1)], after + 2
    if low in u.DASHES and sentence.low(after + 1) in u.JOINED:
        return u.JOINED[sentence.low(after + 1)], after + 2
    two = f"{low} {sentence.low(after + 1)}"
    return (u.UNITS[two], after + 2) if two in u.UNITS else (None, after)


def _spelt(sentence: Sentence, index: int) -> tuple[Amount | None, int]:
    """Three, twenty-five, two hundred, half of, a third of, three quarters of."""
    low = sentence.lows[index]
    if low in u.MANY:
        return Amount(u.MAGNITUDES[low], None, index, index + 1), index + 1
    if low in u.FRACTIONS:
        return _fraction(sentence, index)
    value, after = u.SPELT[low], index + 1
    joint = 2 if sentence.lows[after : after + 2] == ["out", "of"] else sentence.low(after) in ("in", "of")
    whole, last = u.SPELT.get(sentence.low(after + joint), 0), after + joint + 1
    if joint and value < whole and is_noun(sentence, last) and sentence.low(last) not in u.UNITS:
        return Amount(value / whole, None, index, last, share=True), last
    if sentence.low(after) in u.FRACTIONS and sentence.low(after) != "half":
        return Amount(value * u.FRACTIONS[sentence.low(after)], None, index, after + 1, share=True), after + 1
    if low == "one" and sentence.low(index - 1) not in u.BEFORE_ONE and not _counts_one(sentence, after):
        return None, after
    while sentence.low(after) in u.MAGNITUDES:
        value *= u.MAGNITUDES[sentence.low(after)]
        after += 1
    amount, last = with_unit(sentence, value, index, after)
    return amount, last


def _counts_one(sentence: Sentence, after: int) -> bool:
    """One million, one hour."""
    behind = sentence.low(after)
    if behind in ("business", "working", "calendar"):
        behind = sentence.low(after + 1)
    return behind in u.MAGNITUDES or behind in u.UNITS


def _fraction(sentence: Sentence, index: int) -> tuple[Amount | None, int]:
    """Half of our customers; "the third of May" and "a quarter" of a year are none."""
    low, before, behind = sentence.lows[index], sentence.low(index - 1), sentence.low(index + 1)
    whole = behind in OF_WHOLE or (low == "half" and behind in ("the", "our", "all", "its", "their"))
    stated = low in ("half", "two-thirds", "one-third", "three-quarters") or before in ("a", "one", "by")
    whole = whole or sentence.low(index - 2) in ("by", "down", "up")
    if not whole or not stated or sentence.low(index + 2)[:2] in ("20", "q1", "q2", "q3", "q4"):
        return None, index + 1
    return Amount(u.FRACTIONS[low], None, index, index + 1, share=True), index + 1
