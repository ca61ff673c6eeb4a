"""Names of cycles as people write them, to cycles of the calendar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from okrcli.goals.cycle import Calendar

_YEAR: Final = r"(?P<fy>FY[ -]?)?(?P<year>(?:19|20)[0-9]{2}|(?<=FY)[0-9]{2}|(?<=FY[ -])[0-9]{2})"
_PART: Final = r"(?P<letter>[QTH])(?P<number>[1-4])"
_SEPARATOR: Final = r"[ \-/_.,'\u2019]{0,2}"
_YEAR_LAST: Final = r"(?P<fy>FY ?)?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
_FORMS: Final = tuple(
    re.compile(rf"(?<!\w){form}(?!\w|\+)", re.IGNORECASE)
    for form in (_YEAR + _SEPARATOR + _PART, _PART + _SEPARATOR + _YEAR_LAST)
)
_ONLY_YEAR: Final = re.compile(_YEAR, re.IGNORECASE)


def find(text: str) -> str | None:
    """The first name of a part of a year in a text, as written: 'Objectives: Q2 2023' says 'Q2 2023'."""
    matches = [match for form in _FORMS if (match := form.search(text))]
    return min(matches, key=lambda match: match.start())[0] if matches else None


def read(text: str, calendar: Calendar) -> str | None:
    """The id of the cycle that a name means, or None where that is not clear.

    A fiscal year (FY21) mostly bears the name of the year in which it ends; the calendar's names are
    those of the year in which it starts, which is one less unless it starts in January.
    """
    name = " ".join(text.split())
    whole = calendar.length == "year" and _ONLY_YEAR.fullmatch(name)
    match = whole or next((match for form in _FORMS if (match := form.fullmatch(name))), None)
    if not match:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == len("21") else 0)
    year -= bool(match["fy"]) and calendar.starts != "january"
    found = calendar.cycle(f"{year:04d}" if whole else f"{year:04d}-{match['letter'].upper()}{match['number']}")
    return found.id if found else None
