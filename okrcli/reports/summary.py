"""What a reader wants first: achieved, learned, moved and why, and what needs a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.model import BOUNDS
from okrcli.history.direction import counted, of_key_result
from okrcli.scoring.grade import grade_cycle
from okrcli.scoring.pace import Status
from okrcli.scoring.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.model import Amendment, KeyResult, ObjectiveReview
    from okrcli.history.direction import Direction, Edits
    from okrcli.reports.committed import Committed
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report
    from okrcli.scoring.grade import CycleScore
    from okrcli.scoring.score import Score

STEP: Final = 0.005
"""A move that two decimals do not show is none."""
_FIGURES: Final = ("target", "weight", *BOUNDS)
SILENT: Final = 2
"""So many rhythms without a word are a matter for a decision."""


class Item(NamedTuple):
    """A goal and what is to be said of it, by codes; where it moved from and to; what somebody wrote.

    `quiet` are the days since somebody said something of it; `unit` is that of a number that was found.
    """

    address: Address
    title: str
    reasons: tuple[str, ...] = ()
    before: float | None = None
    after: float | None = None
    note: str | None = None
    by: str | None = None
    date: date | None = None
    quiet: int = 0
    unit: str | None = None


class Retro(NamedTuple):
    """What the review of an objective answers."""

    address: Address
    title: str
    review: ObjectiveReview


class Edited(NamedTuple):
    """A goal that is not as it was committed: what became of it (as in `TwoScores`), its two scores, what was said."""

    address: Address
    fate: str
    now: float | None
    committed: float | None
    amendments: tuple[Amendment, ...] = ()
    unit: str | None = None


class GoalChanges(NamedTuple):
    """What was done to the goals since they were committed, and the scores by them as they are and as they were.

    By history, or else (not `by_history`) as far as amendments say.
    """

    edits: Edits
    dropped: int
    added: int
    now: CycleScore
    committed: CycleScore
    goals: tuple[Edited, ...]
    by_history: bool


class Summary(NamedTuple):
    """The page before the tables; the items that matter most come first."""

    achieved: tuple[Item, ...]
    learned: tuple[Item, ...]
    moved: tuple[Item, ...]
    decide: tuple[Item, ...]
    changes: GoalChanges | None
    retro: tuple[Retro, ...]


def summarise(view: Report) -> Summary:
    """From the rows of a report; what somebody wrote stands where it is decided, and not twice."""
    rows = [row for objective in view.objectives for row in objective.key_results]
    moved = sorted(_moved(view, rows), key=lambda item: -abs((item.after or 0) - (item.before or 0)))
    decide = tuple(_review_decisions(view) if view.closed else _decisions(view))
    noted = {item.address for item in decide}
    return Summary(
        achieved=tuple(_achieved(view)),
        learned=tuple(_learned(view.objectives)),
        moved=tuple(item._replace(note=None) if item.address in noted else item for item in moved),
        decide=decide,
        changes=_changes(view),
        retro=tuple(_retro(view.objectives)),
    )


def _item(row: KeyResultRow, *reasons: str, before: float | None = None, after: float | None = None) -> Item:
    """A key result with its latest note."""
    item = Item(row.address, row.key_result.title, reasons, before, after, quiet=row.pace.quiet_days)
    last = row.history[-1] if row.history else None
    return item._replace(note=row.note, by=last.by, date=last.date) if last and row.note else item


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
                yield _item(one, "found", after=one.score.value)._replace(unit=one.key_result.unit)


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
    """What became of the goals since they were committed; None where all are as they were."""
    return _by_history(view, view.committed) if view.committed else _by_amendments(view)


def _by_history(view: Report, scores: Committed) -> GoalChanges | None:
    said = {
        row.address: (row.key_result.amendments, row.key_result.unit)
        for objective in view.objectives
        for row in objective.key_results
    }
    goals = tuple(
        Edited(row.address, row.fate, row.now, row.committed, *said.get(row.address, ()))
        for row in scores.changed
        if row.fate != "kept"
    )
    fates = [goal.fate for goal in goals]
    if not goals:
        return None
    dropped, added = fates.count("dropped") + fates.count("decided"), fates.count("added")
    return GoalChanges(scores.edits, dropped, added, scores.now, scores.committed, goals, by_history=True)


def _by_amendments(view: Report) -> GoalChanges | None:
    rows = [row for objective in view.objectives for row in objective.key_results if row.key_result.amendments]
    if not rows:
        return None
    edits = counted(_direction(view, row.key_result, one) for row in rows for one in row.key_result.amendments)
    before = grade_cycle([row.original or row.grade for row in view.objectives])
    goals = tuple(_amended(row, row.original) for row in rows if row.original)
    return GoalChanges(edits, 0, 0, view.score, before, goals, by_history=False)


def _amended(row: KeyResultRow, original: Score) -> Edited:
    goal = row.key_result
    return Edited(row.address, "amended", row.score.progress, original.progress, goal.amendments, goal.unit)


def _direction(view: Report, key_result: KeyResult, one: Amendment) -> Direction | None:
    if one.field not in _FIGURES or not isinstance(one.before, int | float):
        return None
    old, new = (key_result.but(**{one.field: value}) for value in (one.before, one.after))
    return of_key_result("bound" if one.field in BOUNDS else one.field, old, new, view.cycle.end)
