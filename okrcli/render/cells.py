"""What a table says of a goal, cell by cell, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import marks
from okrcli.render.clean import clean
from okrcli.render.grid import shortened
from okrcli.scoring.formulas import Reason
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.goals.address import Address
    from okrcli.goals.model import KeyResult, Reading
    from okrcli.reports.view import Comparison, KeyResultRow, ObjectiveRow, Report
    from okrcli.scoring.forecast import Forecast
    from okrcli.scoring.pace import Outlook
    from okrcli.scoring.signals import Signal

COLOURS: Final = {
    Status.ON_TRACK: "green",
    Status.NEEDS_ATTENTION: "yellow",
    Status.OFF_TRACK: "red",
    Status.STALE: "yellow",
    Status.NO_DATA: "yellow",
    "green": "green",
    "met": "green",
    "yellow": "yellow",
    "red": "red",
    "missed": "red",
}
_LONGEST_OWNER: Final = 20
_SIGNS: Final = {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<"}


def heading(report: Report) -> str:
    """Whose goals, which cycle, which day."""
    whose = report.team or report.person or report.organisation
    begun = "not begun" if report.as_of < report.cycle.start else f"week {report.week} of {report.weeks}"
    when = "closed" if report.closed else begun
    return " · ".join(clean(str(part)) for part in (whose, report.cycle, when, f"as of {report.as_of}") if part)


def result(report: Report) -> str:
    """The score of the cycle, what was promised apart from what was hoped for."""
    parts = []
    if report.score.mean is not None:
        reported, total = coverage(report)
        silent = f" ({reported} of {total} key results reported)" if reported < total else ""
        parts.append(f"score {marks.score(report.score.mean)}{silent}")
        if not report.closed:
            parts.append(f"expected {marks.score(report.expected)}")
    if report.score.committed:
        so_far = "" if report.closed else " so far"
        parts.append(f"committed: {report.score.met} of {report.score.committed} met{so_far}")
    return " · ".join(parts)


def coverage(report: Report) -> tuple[int, int]:
    """How many of the key results that are in the score were reported, and how many there are."""
    counted = [row.grade.coverage for row in report.objectives if row.grade.commitment == "aspirational"]
    return sum(one.reported for one in counted), sum(one.total for one in counted)


def way(row: KeyResultRow) -> str:
    """Where a key result is and where it should be: `66 → 20 seconds`, `99.94 → ≥ 99.9%`, `2 of 3 steps`."""
    key_result, score = row.key_result, row.score
    unit = clean(key_result.unit) if key_result.unit else None
    if score.reason is Reason.LEARNING:
        return {"partly": "partly answered", "answered": "answered"}.get(score.answer or "", "open")
    if key_result.kind == "milestone":
        return _milestone(row)
    if key_result.kind == "baseline":
        return "not known yet" if score.value is None else f"found: {marks.amount(score.value, unit)}"
    now = marks.amount(score.value)
    if key_result.kind == "range" and key_result.between:
        low, high = key_result.between
        return f"{now} → {marks.amount(low)}–{marks.amount(high, unit)}"  # noqa: RUF001 - the dash of ranges
    if key_result.bound and key_result.kind == "threshold":
        operator, bound = key_result.bound
        return f"{now} → {_SIGNS[operator]} {marks.amount(bound, unit)}"
    target = (key_result.levels or {}).get("target", key_result.target)
    return f"{now} → {marks.amount(target, unit)}" if (score.value, target) != (None, None) else "no target"


def reading(goal: KeyResult, said: Reading) -> str:
    """What a check-in says of a key result."""
    if said.value is not None:
        return marks.amount(said.value, clean(goal.unit) if goal.unit else None)
    if said.done is not None:
        return "done" if said.done is True else ", ".join(map(clean, said.done or ())) or "not done"
    return said.answer or "noted"


def _milestone(row: KeyResultRow) -> str:
    steps = row.key_result.steps
    if row.score.met:
        return "done"
    return f"{len(row.score.done)} of {len(steps)} steps" if steps else "not done"


def score(row: KeyResultRow) -> str:
    """The score, or the word that stands for it."""
    if row.key_result.guardrail:
        return "—" if row.score.breached is None else "breach" if row.score.breached else "holds"
    return marks.score(row.score.progress)


def beyond(row: KeyResultRow) -> str:
    """What the bounded score hides: a value behind the baseline or beyond the target."""
    raw = row.score.raw
    if raw is None or 0 <= raw <= 1:
        return ""
    return f"regressed ({marks.score(raw)})" if raw < 0 else f"exceeded ({marks.score(raw)})"


_SHORT: Final[dict[str, str]] = {Status.TOO_EARLY: "early", Status.NEEDS_ATTENTION: "attention"}


def status(row: KeyResultRow) -> str:
    """How it stands, with the days of silence where those are the point; how it ended, once the cycle is over."""
    if row.pace.status is Status.CLOSED:
        return _ended(row)
    if row.pace.status in {Status.STALE, Status.NO_DATA} and row.pace.quiet_days:
        return f"{words(row.pace.status)} {row.pace.quiet_days} d"
    return words(row.pace.status)


def _ended(row: KeyResultRow) -> str:
    if row.score.met is None:
        return ""
    if row.key_result.hold == "share" and row.score.progress:
        return "always met" if row.score.met else "not always"
    return "met" if row.score.met else "not met"


def status_in_full(row: KeyResultRow) -> str:
    """The same where there is room: `no data for 50 days`, `needs attention`."""
    how = row.pace.status
    if how in {Status.STALE, Status.NO_DATA} and row.pace.quiet_days:
        return f"{words(how)} for {marks.count(row.pace.quiet_days, 'day')}"
    return how.value.replace("_", " ") if how in _SHORT else status(row)


def owner(name: str | None) -> str:
    """A name in as many columns as leave room for the goals."""
    return shortened(clean(name or ""), _LONGEST_OWNER)


def own(score: float | None) -> str:
    """The score that a team gave itself, if it did."""
    return "" if score is None else marks.score(score)


def expects(row: KeyResultRow) -> bool:
    """Whether a share of the way is due of it by now: of what has no number, or is not counted, none is."""
    return row.pace.status is not Status.CLOSED and bool(row.weight) and row.score.reason is not Reason.LEARNING


def words(value: str) -> str:
    """A status in as few letters as a column has."""
    return _SHORT.get(value) or value.replace("_", " ")


def verdict_in_full(row: ObjectiveRow) -> str:
    """The same where there is room."""
    return row.status.value.replace("_", " ") if row.status in _SHORT else verdict(row)


def verdict(row: ObjectiveRow) -> str:
    """The status of an objective; once its cycle is over, its grade."""
    if row.status is not Status.CLOSED:
        return words(row.status)
    if row.grade.commitment == "learning":
        answered, total = row.grade.coverage
        return f"{answered} of {total} answered"
    return row.grade.band or "no score"


def confidence(belief: Outlook) -> str:
    """The latest confidence, with an arrow where it moved."""
    if belief.latest is None:
        return ""
    arrow = "" if not belief.change else "↑" if belief.change > 0 else "↓"
    return f"{marks.share(belief.latest)}{arrow}"


def is_over(row: ObjectiveRow) -> bool:
    """Whether the cycle of an objective is over."""
    return row.status is Status.CLOSED


def forecast(ahead: Forecast | None) -> str:
    """The score that the history leads to, with its range: `0.62 (0.45-0.80)`; exact where it cannot move."""
    if ahead is None:
        return ""
    if ahead.low == ahead.high:
        return marks.score(ahead.score)
    return f"{marks.score(ahead.score)} ({marks.score(ahead.low)}–{marks.score(ahead.high)})"  # noqa: RUF001


def banded(report: Report, row: KeyResultRow | ObjectiveRow) -> str:
    """The word of the other system that was asked for."""
    return f"{report.preset}: {words(row.banded)}" if report.preset and row.banded else ""


def change(report: Report, address: Address, now: float | None) -> str:
    """How the score differs from the one of the cycle compared with: `+0.12`."""
    before = report.compared.scores.get(address.path) if report.compared else None
    return "" if now is None or before is None else marks.difference(now, before)


def is_comparable(report: Report) -> bool:
    """Whether any score stands beside another one."""
    return report.compared is not None and any(score is not None for score in report.compared.scores.values())


def compared(other: Comparison, sign: str = "Change") -> str:
    """The cycle compared with, and its figures on that day."""
    if not any(score is not None for score in other.scores.values()):
        return f"nothing to compare with in {other.cycle}"
    done, due = other.adherence
    parts = [f"{sign} against {other.cycle}", f"as of {other.as_of}"]
    if other.score.mean is not None:
        parts.append(f"score {marks.score(other.score.mean)}")
    if other.score.committed:
        parts.append(f"committed: {other.score.met} of {other.score.committed} met")
    return " · ".join([*parts, *([f"check-ins {done / due:.0%}"] if due else [])])


def signals(found: Iterable[Signal]) -> str:
    """What to look at beside the status."""
    return ", ".join(words(signal) for signal in found)


def last(row: KeyResultRow) -> str:
    """How long ago the last check-in was; once the cycle is over, nobody waits for one."""
    if row.pace.status is Status.CLOSED:
        return ""
    return "never" if row.pace.last is None else "today" if not row.pace.quiet_days else f"{row.pace.quiet_days} d"
