"""How well OKRs are practised, cycle by cycle, for the whole or one team; never for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.address import parse
from okrcli.history.committed import edits
from okrcli.history.diff import Kind as Happened
from okrcli.history.direction import counted
from okrcli.reports.calibration import Bin, bins, calibration, too_safe
from okrcli.reports.committed import as_planned
from okrcli.reports.practice import KINDS, Count
from okrcli.reports.report import build
from okrcli.reports.tree import is_orphan
from okrcli.scoring.grade import GREEN, grade_cycle
from okrcli.scoring.pace import Status
from okrcli.scoring.signals import stands_still

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace
    from okrcli.history.committed import Plan
    from okrcli.history.diff import Change
    from okrcli.history.events import Event
    from okrcli.reports.practice import Kind
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report, TeamRow


class Figure(NamedTuple):
    """A figure in the cycle asked for, in each cycle up to it (oldest first), and by team in their order."""

    kind: Kind
    now: Count
    trend: tuple[tuple[str, Count], ...]
    teams: tuple[tuple[str, Count], ...]


class Health(NamedTuple):
    """The diagnosis of a cycle; `bins` are empty with too little data."""

    organisation: str | None
    cycle: Cycle
    as_of: date
    team: str | None
    figures: tuple[Figure, ...]
    bins: tuple[Bin, ...]


class Promise(NamedTuple):
    """A cycle by the goals as they were committed, and what is promised otherwise now."""

    view: Report
    changes: tuple[Change, ...]

    def of(self, teams: set[str]) -> Promise:
        return Promise(_only(self.view, teams), tuple(one for one in self.changes if one.address.team in teams))


class Material(NamedTuple):
    """What the figures of a cycle are counted from; `promise` says why there is none, where history cannot tell."""

    view: Report
    workspace: Workspace
    verdicts: Mapping[Address, str]
    events: Sequence[Event] | None
    earlier: tuple[Report, ...]
    promise: Promise | str


def examine(
    workspace: Workspace,
    cycle: Cycle,
    as_of: date,
    verdicts: Mapping[Address, str],
    events: Sequence[Event] | None,
    plans: Mapping[Cycle, Plan | str],
    team: str | None = None,
) -> Health:
    """The health of a cycle on a day; `verdicts` is what the judge says of key results, `events` what git knows.

    `plans` has the committed goals of every cycle, or why they are not known.
    """
    known = workspace.settings.teams.get(team) if team else None
    if known and known.level == "person":
        raise OkrError(f"{team!r} is a person", "health is told of teams; ask for the team that the person is in")
    past = events if events is None else [one for one in events if one.committed and one.committed.date() <= as_of]
    cycles = [one for one in workspace.cycles if one <= cycle] or [cycle]
    views = [build(workspace, one, as_of, team) for one in cycles]
    promises = [_promise(workspace, view, plans[view.cycle], team) for view in views]
    materials = [
        Material(view, workspace, verdicts, past, tuple(views[: nth + 1]), promises[nth])
        for nth, view in enumerate(views)
    ]
    figures = tuple(_figure(kind, materials) for kind in KINDS)
    return Health(workspace.settings.organisation, cycle, as_of, team, figures, tuple(bins(views)))


def _promise(workspace: Workspace, view: Report, plan: Plan | str, team: str | None) -> Promise | str:
    if isinstance(plan, str):
        return plan
    planned = as_planned(workspace, plan, view)
    whole = Promise(planned, () if planned is view else tuple(edits(plan, workspace)))
    return whole.of({team}) if team else whole


def _figure(kind: Kind, materials: Sequence[Material]) -> Figure:
    count = COUNTS[kind.name]
    trend = tuple((material.view.cycle.id, count(material)) for material in materials)
    return Figure(kind, trend[-1][1], trend, tuple(_by_team(count, materials[-1])))


def _by_team(count: Callable[[Material], Count], material: Material) -> Iterator[tuple[str, Count]]:
    """The figure of each team; the goals of a person count for the team that the person is in."""
    settings = material.workspace.settings.teams
    groups: dict[str, list[TeamRow]] = {}
    for row in material.view.teams:
        group = row.parent if row.level == "person" else row.team
        if group in settings or row.level != "person":
            groups.setdefault(group or row.team, []).append(row)
    for name, rows in groups.items():
        names = {row.team for row in rows}
        earlier = tuple(_only(view, names) for view in material.earlier)
        promise = material.promise if isinstance(material.promise, str) else material.promise.of(names)
        yield name, count(material._replace(view=_only(material.view, names), earlier=earlier, promise=promise))


def _only(view: Report, teams: set[str]) -> Report:
    rows = tuple(row for row in view.teams if row.team in teams)
    grades = [objective.grade for row in rows for objective in row.objectives]
    return view._replace(teams=rows, score=grade_cycle(grades))


def _rows(view: Report) -> Iterator[tuple[ObjectiveRow, KeyResultRow]]:
    return ((objective, row) for objective in view.objectives for row in objective.key_results)


def _count(values: Iterable[bool]) -> Count:
    said = list(values)
    return Count(sum(said), len(said))


def _outcomes(material: Material) -> Count:
    found = (material.verdicts.get(row.address) for _, row in _rows(material.view))
    return _count(verdict == "outcome" for verdict in found if verdict)


def _baselines(material: Material) -> Count:
    metrics = (
        row.key_result
        for objective, row in _rows(material.view)
        if row.key_result.kind == "metric" and objective.objective.commitment != "learning"
    )
    return _count(one.baseline is not None for one in metrics)


def _owners(material: Material) -> Count:
    return _count(row.owner is not None for _, row in _rows(material.view))


def _adherence(material: Material) -> Count:
    rows = [objective.adherence for objective in material.view.objectives]
    return Count(sum(one.done for one in rows), sum(one.due for one in rows))


def _leadership(material: Material) -> Count:
    teams = tuple(row for row in material.view.teams if row.level == "company")
    return _adherence(material._replace(view=material.view._replace(teams=teams)))


def _punctuality(material: Material) -> Count:
    if material.events is None:
        return Count(why_not="no git repository")
    grace = material.workspace.settings.checkins.grace_days
    teams = {row.team for row in material.view.teams}
    late = [
        (event.committed.date() - event.change.day).days
        for event in material.events
        if event.change.kind is Happened.CHECK_IN_ADDED and event.committed and event.change.day
        and event.change.address.cycle == material.view.cycle.id and event.change.address.team in teams
    ]  # fmt: skip
    return _count(0 <= days <= grace for days in late)


def _below(view: Report) -> Iterator[tuple[str, ObjectiveRow]]:
    return ((team.level, row) for team in view.teams if team.level != "company" for row in team.objectives)


def _alignment(material: Material) -> Count:
    return _count(not is_orphan(row, level) for level, row in _below(material.view))


def _bottom_up(material: Material) -> Count:
    return _count(row.objective.origin == "team" for row in material.view.objectives if row.objective.origin)


def _after_lock(material: Material) -> list[Event]:
    """What happened to the goals of a cycle between its lock and its end."""
    cycle, lock = material.view.cycle, material.workspace.settings.lock_after_days
    teams = {row.team for row in material.view.teams}
    return [
        event
        for event in material.events or ()
        if event.change.address.cycle == cycle.id and event.change.address.objective
        and event.change.address.team in teams and event.committed
        and lock < (event.committed.date() - cycle.start).days <= (cycle.end - cycle.start).days
        and (event.change.direction or event.change.kind in _COMINGS_AND_GOINGS)
    ]  # fmt: skip


_COMINGS_AND_GOINGS = {
    Happened.OBJECTIVE_ADDED, Happened.OBJECTIVE_DROPPED, Happened.KEY_RESULT_ADDED, Happened.KEY_RESULT_DROPPED,
    Happened.BASELINE, Happened.TARGET, Happened.BOUND, Happened.KIND,
}  # fmt: skip


def _churn(material: Material) -> Count:
    if material.events is None:
        return Count(why_not="no git repository")
    touched = {event.change.address._replace(key_result=None) for event in _after_lock(material)}
    now = {row.address for row in material.view.objectives}
    return Count(len(touched), len(now | touched))


def _stalled(material: Material) -> Count:
    moving = (
        row
        for objective, row in _rows(material.view)
        if row.key_result.kind in ("metric", "milestone") and objective.objective.commitment != "learning"
    )
    return _count(stands_still(row.trend) and not row.score.met for row in moving)


def _zombies(material: Material) -> Count:
    origins = {row.address: row for view in material.earlier for row in view.objectives}
    return _count(_age(row, origins) > 1 for row in material.view.objectives)


def _age(row: ObjectiveRow, origins: Mapping[Address, ObjectiveRow]) -> int:
    """How many cycles it was carried through; a circle of goals that carry one another ends."""
    seen: set[Address] = set()
    while row.objective.carried_from and row.address not in seen:
        seen.add(row.address)
        origin = parse(row.objective.carried_from, row.address.cycle)
        if origin is None or origin not in origins:
            return len(seen)
        row = origins[origin]
    return len(seen)


def _watermelons(material: Material) -> Count:
    closed = material.view.closed
    beliefs = [
        objective.confidence.latest if row.confidence.latest is None else row.confidence.latest
        for objective, row in _rows(material.view)
        if (row.score.met is False if closed else row.pace.status is Status.OFF_TRACK)
    ]
    return _count(belief >= GREEN for belief in beliefs if belief is not None)


def _weaker(material: Material) -> Count:
    if isinstance(material.promise, str):
        return Count(why_not=material.promise)
    found = counted(change.direction for change in material.promise.changes)
    return Count(found.weaker, found.weaker + found.stronger)


def _bought(material: Material) -> Count:
    if isinstance(material.promise, str):
        return Count(why_not=material.promise)
    now, then = material.view.score.mean, material.promise.view.score.mean
    if now is None or then is None:
        return Count(why_not="no score to compare")
    return Count(now - then, 1, scores=(now, then))


COUNTS: Mapping[str, Callable[[Material], Count]] = {
    "outcomes": _outcomes,
    "baselines": _baselines,
    "owners": _owners,
    "adherence": _adherence,
    "punctuality": _punctuality,
    "alignment": _alignment,
    "bottom-up": _bottom_up,
    "leadership": _leadership,
    "churn": _churn,
    "weaker": _weaker,
    "bought": _bought,
    "stalled": _stalled,
    "zombies": _zombies,
    "watermelons": _watermelons,
    "calibration": lambda material: calibration(material.earlier),
    "sandbagging": lambda material: too_safe(material.earlier),
}
