"""What a reader wants first: achieved, learned, moved and why, and what needs a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.model import BOUNDS
from okrcli.history.direction import Direction, of_key_result
from okrcli.scoring.grade import grade_cycle
from okrcli.scoring.pace import Status
from okrcli.scoring.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.model import Amendment, KeyResult, ObjectiveReview
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report

STEP: Final = 0.005
"""A move that two decimals do not show is none."""
_FIGURES: Final = ("target", "weight", *BOUNDS)
SILENT: Final = 2
"""So many rhythms without a word are a matter for a decision."""


class Item(NamedTuple):
    """A goal and what is to be said of it, by codes; where it moved from and to; what somebody wrote."""

    address: Address
    title: str
    reasons: tuple[str, ...] = ()
    before: float | None = None
    after: float | None = None
    note: str | None = None
    by: str | None = None
    date: date | None = None


class Retro(NamedTuple):
    """What the review of an objective answers."""

    address: Address
    title: str
    review: ObjectiveReview


class GoalChanges(NamedTuple):
    """What amendments did to the goals since they were committed, and the mean score with and without them."""

    weaker: int
    stronger: int
    other: int
    as_amended: float | None
    as_committed: float | None


class Summary(NamedTuple):
    """The page before the tables; the items that matter most come first."""

    achieved: tuple[Item, ...]
    learned: tuple[Item, ...]
    moved: tuple[Item, ...]
    decide: tuple[Item, ...]
    changes: GoalChanges | None
    retro: tuple[Retro, ...]


def summarise(view: Report) -> Summary:
    """From the rows of a report."""
    rows = [row for objective in view.objectives for row in objective.key_results]
    moved = sorted(_moved(view, rows), key=lambda item: -abs((item.after or 0) - (item.before or 0)))
    return Summary(
        achieved=tuple(_achieved(view)),
        learned=tuple(_learned(view.objectives)),
        moved=tuple(moved),
        decide=tuple(_review_decisions(view) if view.closed else _decisions(view)),
        changes=_changes(view),
        retro=tuple(_retro(view.objectives)),
    )


def _item(row: KeyResultRow, *reasons: str, before: float | None = None, after: float | None = None) -> Item:
    """A key result with its latest note."""
    last = row.history[-1] if row.history else None
    said = (row.note, last.by, last.date) if last and row.note else (None, None, None)
    return Item(row.address, row.key_result.title, reasons, before, after, *said)


def _achieved(view: Report) -> Iterator[Item]:
    """Committed objectives that are met, then key results; of a bound only once the cycle is over."""
    for row in view.objectives:
        if row.grade.met:
            yield Item(row.address, row.objective.title, ("met",), after=row.grade.score)
    for row in view.objectives:
        for one in row.key_results:
            bound = one.key_result.kind in ("threshold", "range")
            if one.score.met and not one.key_result.guardrail and (view.closed or not bound):
                yield _item(one, one.key_result.kind, after=one.score.progress)


def _learned(objectives: Iterable[ObjectiveRow]) -> Iterator[Item]:
    """What reviews say, answers to questions, and numbers found."""
    for row in objectives:
        for text in row.review.learned:
            yield Item(row.address, row.objective.title, ("review",), note=text)
        for one in row.key_results:
            if one.score.answer in ("answered", "partly"):
                yield _item(one, one.score.answer)
            elif one.key_result.kind == "baseline" and one.score.value is not None:
                yield _item(one, "found", after=one.score.value)


def _moved(view: Report, rows: Iterable[KeyResultRow]) -> Iterator[Item]:
    """Since the check-in before the last; once the cycle is over, since its start."""
    for row in rows:
        if not row.trend or row.key_result.guardrail or row.key_result.kind not in ("metric", "milestone"):
            continue
        before = 0.0 if view.closed or len(row.trend) == 1 else row.trend[-2]
        if abs(row.trend[-1] - before) >= STEP:
            yield _item(row, before=before, after=row.trend[-1])


_GRAVE: Final = ("breach", Signal.WATERMELON, Status.OFF_TRACK, Signal.REGRESSED, Signal.STALLED, Status.NO_DATA)


def _decisions(view: Report) -> list[Item]:
    """Key results that go on as they are only if somebody wants that, the gravest first."""
    every = max((row.quiet_limit for row in view.teams), default=0)
    rows = (row for objective in view.objectives for row in objective.key_results)
    found = [(reasons, row) for row in rows if (reasons := tuple(_reasons(row, every)))]
    found.sort(key=lambda pair: (_GRAVE.index(pair[0][0]), pair[1].score.progress or 0))
    return [_item(row, *reasons, after=row.score.progress) for reasons, row in found]


def _reasons(row: KeyResultRow, every: int) -> Iterator[str]:
    if row.score.breached:
        yield "breach"
    if Signal.WATERMELON in row.signals:
        yield Signal.WATERMELON
    elif row.pace.status is Status.OFF_TRACK:
        yield Status.OFF_TRACK
    for signal in (Signal.REGRESSED, Signal.STALLED):
        if signal in row.signals:
            yield signal
    if row.pace.status in {Status.NO_DATA, Status.STALE} and row.pace.quiet_days > SILENT * every:
        yield Status.NO_DATA


def _review_decisions(view: Report) -> Iterator[Item]:
    """Objectives of a closed cycle of which nobody has said how they go on, or why a promise was missed."""
    for row in view.objectives:
        review = row.review
        missed = row.grade.band == "missed" and not (review.obstacles or review.learned)
        reasons = [*(["postmortem"] if missed else []), *([] if review.decision else ["undecided"])]
        if reasons:
            yield Item(row.address, row.objective.title, tuple(reasons), after=row.grade.score)


def _retro(objectives: Iterable[ObjectiveRow]) -> Iterator[Retro]:
    for row in objectives:
        review = row.review
        if review.decision or review.worked or review.obstacles or review.learned or review.next:
            yield Retro(row.address, row.objective.title, review)


def _changes(view: Report) -> GoalChanges | None:
    """Amendments by their direction; None where there are none."""
    rows = [row for objective in view.objectives for row in objective.key_results]
    found = [_direction(view, row.key_result, one) for row in rows for one in row.key_result.amendments]
    if not found:
        return None
    before = grade_cycle([row.original or row.grade for row in view.objectives]).mean
    sides = (found.count(Direction.WEAKER), found.count(Direction.STRONGER), found.count(None))
    return GoalChanges(*sides, view.score.mean, before)


def _direction(view: Report, key_result: KeyResult, one: Amendment) -> Direction | None:
    if one.field not in _FIGURES or not isinstance(one.before, int | float):
        return None
    old, new = (key_result.but(**{one.field: value}) for value in (one.before, one.after))
    return of_key_result("bound" if one.field in BOUNDS else one.field, old, new, view.cycle.end)
