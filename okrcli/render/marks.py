"""Numbers, bars and sparklines as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING: Final = "—"
SAME: Final = 1e-6
"""Scores that differ by less are the same."""
_BARS: Final = {False: ("█", "·", "┃", "│"), True: ("#", ".", "|", "|")}
_SPARKS: Final = "▁▂▃▄▅▆▇█"


def score(value: float | None) -> str:
    """Two decimals, half up, as scores are banded; a dash where there is none: never 0."""
    from decimal import ROUND_HALF_UP, Decimal

    return NOTHING if value is None else str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def difference(now: float | None, before: float | None) -> str:
    """Between two scores as they are printed, so that a reader who reckons finds the same: `+0.01`, `-0.05`, `0.00`.

    `<0.01` where both are printed alike and are not.
    """
    from decimal import Decimal

    if now is None or before is None:
        return NOTHING
    told = Decimal(score(now)) - Decimal(score(before))
    if told:
        return f"{told:+}"
    return "0.00" if abs(now - before) < SAME else "<0.01"


def share(value: float | None) -> str:
    """A probability with one or two decimals, as people say it."""
    return NOTHING if value is None else f"{value:.2f}".removesuffix("0")


def amount(value: float | None, unit: str | None = None) -> str:
    """A number with its unit; digits before the point in groups of three, at most 6 decimals."""
    if value is None:
        return NOTHING
    rounded = round(value, 6)
    text = f"{rounded:,.15g}" if abs(rounded) < 1e15 else f"{rounded:.15g}"  # noqa: PLR2004 - the bound of the reader
    return text if not unit else f"{text}{unit}" if unit == "%" else f"{text} {unit}"


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `3 info`."""
    return f"{number:,} {noun}{'' if number == 1 or noun == 'info' else 's'}"


def bar(progress: float | None, expected: float | None, width: int, *, ascii_only: bool) -> str:
    """Progress as a bar with a mark where it was expected to be today."""
    full, empty, ahead, behind = _BARS[ascii_only]
    filled = round((progress or 0) * width)
    cells = [full] * filled + [empty] * (width - filled)
    if expected is not None:
        at = min(width - 1, round(expected * width))
        cells[at] = ahead if at < filled else behind
    return "".join(cells) if progress is not None else " " * width


def sparkline(values: Sequence[float], width: int) -> str:
    """The last values, each 0 to 1, as blocks."""
    top = len(_SPARKS) - 1
    return "".join(_SPARKS[round(min(1.0, max(0.0, value)) * top)] for value in values[-width:])
