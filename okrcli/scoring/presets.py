"""The bands of other systems, for those who come from one: their words for the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Standing(NamedTuple):
    """What the bands of other systems are made from: progress, the share due by now, the latest confidence."""

    actual: float | None = None
    expected: float | None = None
    confidence: float | None = None


def _gap(standing: Standing) -> float | None:
    """How far behind, in shares of the way; without the noise of binary fractions."""
    if standing.actual is None or standing.expected is None:
        return None
    return round(standing.expected - standing.actual, 9)


def viva(standing: Standing) -> str | None:
    """No gap is on track, up to 25 points are behind, more is at risk (Microsoft Viva Goals, Ally)."""
    gap = _gap(standing)
    return None if gap is None else "on_track" if gap <= 0 else "behind" if gap <= 0.25 else "at_risk"  # noqa: PLR2004


def engagedly(standing: Standing) -> str | None:
    """Achieved at 100 %; below 16.5 points on track, up to 33 behind, more at risk (Engagedly)."""
    gap = _gap(standing)
    if gap is None or standing.actual is None:
        return None
    if standing.actual >= 1:
        return "achieved"
    return "on_track" if gap < 0.165 else "behind" if gap <= 0.33 else "at_risk"  # noqa: PLR2004


def planview(standing: Standing) -> str | None:
    """Within 10 points on track, else ahead or behind (Planview; its text says both of exactly 10)."""
    gap = _gap(standing)
    return None if gap is None else "ahead" if gap <= -0.1 else "behind" if gap >= 0.1 else "on_track"  # noqa: PLR2004


def upraise(standing: Standing) -> str | None:
    """Actual / expected: from 0.95 on track, from 0.75 lagging, else at risk (UpRaise)."""
    if standing.actual is None or not standing.expected:
        return None
    ratio = round(standing.actual / standing.expected, 9)
    return "on_track" if ratio >= 0.95 else "lagging" if ratio >= 0.75 else "at_risk"  # noqa: PLR2004


def servicenow(standing: Standing) -> str | None:
    """Of the achievement: from 90 % green, from 75 % yellow, else red (ServiceNow)."""
    if standing.actual is None:
        return None
    achieved = round(standing.actual, 9)
    return "green" if achieved >= 0.9 else "yellow" if achieved >= 0.75 else "red"  # noqa: PLR2004


def koan(standing: Standing) -> str | None:
    """Confidence in tenths: 1-3 at risk, 4-7 has issues, 8-10 on track (Koan)."""
    if standing.confidence is None:
        return None
    tenths = round(standing.confidence * 10, 9)
    return "on_track" if tenths >= 8 else "has_issues" if tenths >= 4 else "at_risk"  # noqa: PLR2004


PRESETS: Final[Mapping[str, Callable[[Standing], str | None]]] = {
    judge.__name__: judge for judge in (viva, engagedly, planview, upraise, servicenow, koan)
}
