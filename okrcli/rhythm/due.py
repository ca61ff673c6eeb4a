"""Who has to check in on what: key results that nobody has reported in the running period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.model import Team
from okrcli.reports.report import build
from okrcli.scoring.pace import Status, settled
from okrcli.scoring.periods import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report


class Waiting(NamedTuple):
    """A key result that waits for a check-in, and of whom; `stale` where it has waited beyond the grace days."""

    row: KeyResultRow
    objective: ObjectiveRow
    team: str
    person: str | None
    stale: bool


class Due(NamedTuple):
    """What is due on a day; `since` is the first day of the running period, `until` its last.

    `unreviewed` are the teams whose last cycle is over and that have not closed it.
    """

    organisation: str | None
    cycle: Cycle
    as_of: date
    since: date
    until: date
    waiting: tuple[Waiting, ...]
    last_cycle: Cycle
    unreviewed: tuple[str, ...] = ()

    @property
    def stale(self) -> tuple[Waiting, ...]:
        return tuple(one for one in self.waiting if one.stale)

    @property
    def by_person(self) -> tuple[tuple[str | None, tuple[Waiting, ...]], ...]:
        """Who is waited for, by name, and for what; nobody comes last."""
        people = sorted({one.person for one in self.waiting}, key=lambda name: (name is None, name or ""))
        return tuple((name, tuple(one for one in self.waiting if one.person == name)) for name in people)


def due(workspace: Workspace, cycle: Cycle, as_of: date, *, team: str | None = None, person: str | None = None) -> Due:
    """What waits for a check-in on a day, in the order of the report; of a cycle that does not run, nothing."""
    view = build(workspace, cycle, as_of, team, person)
    since, until = running_period(workspace, cycle, as_of)
    waiting = _waiting(workspace, view, since) if cycle.start <= as_of <= cycle.end else ()
    return Due(
        workspace.settings.organisation,
        cycle,
        as_of,
        since,
        until,
        tuple(one for one in waiting if person in (None, one.person)),
        workspace.calendar.before(workspace.calendar.of(as_of)),
        _unreviewed(workspace, as_of, team, person),
    )


def _unreviewed(workspace: Workspace, as_of: date, team: str | None, person: str | None) -> tuple[str, ...]:
    """The teams with goals in the cycle that ended last and without a review of it."""
    over = workspace.calendar.before(workspace.calendar.of(as_of))
    reviewed = {file.team for file in workspace.reviews if file.cycle == over}
    with_goals = [file.goals.team for file in workspace.goals if file.cycle == over and file.goals.objectives]
    teams = workspace.settings.teams
    asked = [name for name in with_goals if team in (None, name)]
    return tuple(
        name for name in asked if name not in reviewed and person in (None, name, teams.get(name, Team()).owner)
    )


def running_period(workspace: Workspace, cycle: Cycle, day: date) -> tuple[date, date]:
    """The first and the last day of the period, of those in which one check-in each is due, that a day is in."""
    from datetime import timedelta

    cut = periods(cycle, workspace.settings.checkins.days)
    nth = cut.of(day)
    last = cut.firsts[nth + 1] - timedelta(days=1) if nth + 1 < len(cut.firsts) else cycle.end
    return cut.firsts[nth], last


def _waiting(workspace: Workspace, view: Report, since: date) -> Iterator[Waiting]:
    rhythm = workspace.settings.checkins
    patience = rhythm.days + rhythm.grace_days
    for of_team in view.teams:
        for objective in of_team.objectives:
            for row in objective.key_results:
                if _waits(row, objective, since):
                    person = _person(workspace, of_team.team, row)
                    yield Waiting(row, objective, of_team.team, person, row.pace.quiet_days > patience)


def _waits(row: KeyResultRow, objective: ObjectiveRow, since: date) -> bool:
    """Unless it is settled, cannot be observed yet, was reported in this period, or after its own last day."""
    if row.pace.status is Status.DEFERRED or settled(row.key_result, objective.objective, row.score):
        return False
    last = row.pace.last
    return last is None or not (last >= since or (row.key_result.due and last >= row.key_result.due))


def _person(workspace: Workspace, team: str, row: KeyResultRow) -> str | None:
    return row.owner or workspace.settings.teams.get(team, Team()).owner
