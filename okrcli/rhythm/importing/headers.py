"""Which column is which: the words that people put above the columns of goals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.shape import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Columns = dict[str, list[int]]
"""Fields with the numbers of their columns; only key results have several."""

FIELDS: Final[Mapping[str, str]] = {
    "key_result": r"""(key )?results?( \(?krs?\)?)?( \d+)?|krs?( \d+)?|measurable (key )?results?
        |(key results?|kr) (title|name|text|description|statement)|measures?( of success)?|what we measure
        |success (measures?|criteri(a|on))""",
    "objective": r"""objectives?( \(?o\)?)?( \d+)?|goals?|o
        |(objective|goal) (title|name|text|description|statement)""",
    "owner": r"""((key result|kr|result) )?(owners?|dris?|leads?|responsible( person)?|assignees?)( name)?
        |accountable|driver|who""",
    "objective_owner": r"(objective|goal|o) (owners?|dri|lead|responsible)( name)?",
    "team": r"""(team|(working )?group|department|dept|squad|org(ani[sz]ation)? unit|area|tribe|division)s?
        ( name)?""",
    "cycle": r"(fiscal )?(cycles?|quarters?|periods?|qtr)|time ?(frame|box|period)",
    "score": r"""(final |published |end )?(scores?|grades?|grading)( \(?(0 ?-? ?1(\.0)?|%|percent)\)?)?
        |result %|% (complete|done|achieved)|final|end q|end of q(uarter)?|attainment|achievement""",
    "metric": r"metrics?( name)?|kpis?|indicator|what is counted",
    "unit": r"units?( of measure(ment)?)?|uom",
    "baseline": r"baselines?|start(ing)?( value| point)?|from|(initial|current) value|initial",
    "target": r"targets?( value)?|goal value|to|aim|end value",
    "due": r"due( date| by)?|deadline|end date|by when|target date",
    "why": r"why|rationale|reason|motivation|purpose|context",
}
"""What the headers of a field look like, in small letters."""
_PATTERNS: Final = {field: re.compile(re.sub(r"\n +", "", pattern)) for field, pattern in FIELDS.items()}


def words_of(header: str) -> str:
    """A header in small letters, with signs between words as blanks: 'Key-Result #1' is 'key result 1'."""
    return " ".join(re.sub(r"[^\w%().]+|_", " ", header.casefold()).split()).strip(".")


def guess(headers: Sequence[str], mapping: Mapping[str, str] | None = None) -> Columns:
    """The columns of the fields; `mapping` says for a field which header is its own, or none.

    Raises OkrError where `mapping` names a field or a header that does not exist.
    """
    columns: Columns = {}
    mapping = mapping or {}
    for field, header in mapping.items():
        _check_field(field)
        columns[field] = [_column(headers, header)] if header else []
    given = {index for found in columns.values() for index in found}
    for index, header in enumerate(headers):
        guessed = None if index in given else _field(header)
        several = guessed == "key_result" and guessed not in mapping
        if guessed and (several or guessed not in columns):
            columns.setdefault(guessed, []).append(index)
    return {field: found for field, found in columns.items() if found}


def _field(header: str) -> str | None:
    said = words_of(header)
    return next((field for field, pattern in _PATTERNS.items() if pattern.fullmatch(said)), None)


def _check_field(field: str) -> None:
    if field not in FIELDS:
        raise OkrError(
            f"no field {field!r} to map to",
            did_you_mean(field, FIELDS, f"fields: {', '.join(FIELDS)}"),
        )


def _column(headers: Sequence[str], header: str) -> int:
    wanted = words_of(header)
    for index, known in enumerate(headers):
        if words_of(known) == wanted:
            return index
    shown = ", ".join(repr(known) for known in headers[:12])
    raise OkrError(
        f"no column {header!r}", did_you_mean(header, [known.lower() for known in headers], f"the columns are {shown}")
    )
