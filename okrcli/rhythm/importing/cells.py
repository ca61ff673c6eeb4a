"""Single cells as values: numbers, published scores, days."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from okrcli.goals.stated import amount
from okrcli.judge.measure import read

_PLAIN: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SHARE: Final = re.compile(r"(?P<digits>[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(?P<percent>%?)")


class Quantity(NamedTuple):
    value: float
    unit: str | None = None


class Score(NamedTuple):
    """A published score: between 0 and 1, and as it was written."""

    value: float
    written: str


def quantity(text: str) -> Quantity | None:
    """The one number that a cell holds, with its unit if it has one; None for anything else."""
    if _PLAIN.fullmatch(text):
        value = amount(float(text))
        return None if value is None else Quantity(value)
    numbers = read(text).numbers
    if len(numbers) != 1:
        return None
    (number,) = numbers
    around = text[: number.start] + text[number.end :]
    value = amount(number.value)
    if value is None or re.search(r"[-0-9]", around):
        return None
    return Quantity(value, number.unit)


def score(text: str) -> Score | None:
    """A score as a share of 1; what is above 100 % counts as 1. None where the scale is not clear."""
    match = _SHARE.fullmatch(text)
    if not match:
        return None
    value = float(match["digits"].replace(",", ".")) / (100 if match["percent"] else 1)
    if value > 1 and not match["percent"]:
        return None
    return Score(amount(min(value, 1.0)) or 0, match["digits"] + match["percent"])
