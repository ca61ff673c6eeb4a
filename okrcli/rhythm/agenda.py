"""What a meeting has to speak of: what moved and what did not since the last one, in the order of GRIP."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.reports.report import build
from okrcli.reports.view import Remark
from okrcli.rhythm.due import due
from okrcli.scoring.pace import DROP, Status, settled
from okrcli.scoring.readings import checkins, reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report
    from okrcli.rhythm.due import Waiting

DAYS: Final = {"weekly": 7, "monthly": 28, "quarterly": None}
"""How far each kind of meeting looks back; None is the whole cycle."""


class Moved(NamedTuple):
    """A key result with what it was at the last meeting."""

    before: KeyResultRow | None
    row: KeyResultRow


class Confidence(NamedTuple):
    """An objective with the confidence that it had, and has."""

    row: ObjectiveRow
    before: float | None

    @property
    def dropped(self) -> bool:
        now = self.row.confidence.latest
        return now is not None and self.before is not None and round(now - self.before, 6) <= -DROP


class Decision(NamedTuple):
    """What somebody has to decide on, and why; `question` is one of `_QUESTIONS`' names."""

    row: KeyResultRow
    question: str


class Agenda(NamedTuple):
    """A meeting of one kind, of a team or of all; `since` is the day of the last one."""

    kind: str
    view: Report
    since: date
    confidences: tuple[Confidence, ...]
    moved: tuple[Moved, ...]
    stalled: tuple[Moved, ...]
    waiting: tuple[Waiting, ...]
    issues: tuple[Remark, ...]
    plan: tuple[Remark, ...]
    decisions: tuple[Decision, ...]
    learned: tuple[Remark, ...]
    undecided: tuple[ObjectiveRow, ...]


def agenda(workspace: Workspace, kind: str, cycle: Cycle, as_of: date, team: str | None = None) -> Agenda:
    """The agenda of a meeting on a day; what was last said in the cycle if that is over."""
    days = DAYS[kind]
    since = max(cycle.start, as_of - timedelta(days=days)) if days else cycle.start
    now, then = build(workspace, cycle, as_of, team), build(workspace, cycle, since, team)
    before = {row.address: row for row in _rows(then)}
    changes = [Moved(before.get(row.address), row) for row in _rows(now)]
    return Agenda(
        kind=kind,
        view=now,
        since=since,
        confidences=tuple(_confidences(now, then)),
        moved=tuple(sorted(filter(_has_moved, changes), key=_size, reverse=True)),
        stalled=tuple(change for change in changes if _has_stalled(now, change, since)),
        waiting=due(workspace, cycle, as_of, team=team).waiting,
        issues=tuple(_remarks(workspace, cycle, since, as_of, team)),
        plan=tuple(remark for row in now.teams for remark in row.plan),
        decisions=tuple(_decisions(now)),
        learned=tuple(_learned(workspace, cycle, as_of, team)),
        undecided=tuple(row for row in now.objectives if kind == "quarterly" and not row.review.decision),
    )


def _rows(view: Report) -> Iterator[KeyResultRow]:
    for objective in view.objectives:
        yield from objective.key_results


def _confidences(now: Report, then: Report) -> Iterator[Confidence]:
    before = {row.address: row.confidence.latest for row in then.objectives}
    for row in now.objectives:
        yield Confidence(row, before.get(row.address))


def _has_moved(change: Moved) -> bool:
    before, row = change
    if before is None or row.score.observation is None:
        return False
    was, now = before.score, row.score
    return (was.value, was.done, was.answer) != (now.value, now.done, now.answer)


def _size(change: Moved) -> float:
    was = change.before.score.progress if change.before else None
    return abs((change.row.score.progress or 0) - (was or 0))


def _has_stalled(view: Report, change: Moved, since: date) -> bool:
    """Reported before and not moved since, while there is a way to go."""
    before, row = change
    if view.as_of == since or before is None or before.score.observation is None or _has_moved(change):
        return False
    objective = next(one.objective for one in view.objectives if row in one.key_results)
    done = settled(row.key_result, objective, row.score) or row.score.met
    return not done and row.pace.status is not Status.DEFERRED


def _remarks(workspace: Workspace, cycle: Cycle, since: date, as_of: date, team: str | None) -> Iterator[Remark]:
    """The issues raised since, newest first, each once."""
    from okrcli.goals.address import Place

    seen = set()
    for path, _, of_team, checkin in reversed(checkins(workspace, cycle, as_of)):
        if (checkin.date <= since and since != cycle.start) or team not in (None, of_team):
            continue
        for nth, text in enumerate(checkin.issues):
            if text not in seen:
                seen.add(text)
                yield Remark(text, checkin.by, checkin.date, Place(path, ("issues", nth)))


def _decisions(view: Report) -> Iterator[Decision]:
    """What cannot wait: a guardrail that is breached, what is past its day, what will not be reached like this."""
    for row in _rows(view):
        late = row.key_result.due is not None and row.key_result.due < view.as_of and not row.score.met
        if row.score.breached:
            yield Decision(row, "breached")
        elif late and row.pace.status is not Status.CLOSED:
            yield Decision(row, "late")
        elif row.pace.status is Status.OFF_TRACK:
            yield Decision(row, "off_track")


def _learned(workspace: Workspace, cycle: Cycle, as_of: date, team: str | None) -> Iterable[Remark]:
    """What the reviews say of the cycle."""
    from okrcli.goals.address import Place

    for path, _, of_team, review in reviews(workspace, cycle, as_of):
        for name, objective in review.objectives.items() if team in (None, of_team) else ():
            for nth, text in enumerate(objective.learned):
                yield Remark(text, review.by, review.date, Place(path, ("objectives", name, "learned", nth)))
