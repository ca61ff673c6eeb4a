"""A cycle on a day: goals, scores, pace, check-ins and reviews brought together, nothing formatted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.errors import OkrError
from okrcli.goals.address import Place
from okrcli.goals.files import GOALS_FOLDER, SETTINGS_FILE
from okrcli.goals.model import Team
from okrcli.goals.shape import did_you_mean
from okrcli.reports.rows import gather, objective_row
from okrcli.reports.view import Remark, Report, TeamRow
from okrcli.scoring.forecast import together
from okrcli.scoring.grade import grade_cycle
from okrcli.scoring.periods import Adherence
from okrcli.scoring.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import CheckInFile, ObjectiveAt, Workspace
    from okrcli.reports.rows import Material
    from okrcli.reports.view import ObjectiveRow
    from okrcli.scoring.forecast import Forecast


def build(
    workspace: Workspace,
    cycle: Cycle,
    as_of: date,
    team: str | None = None,
    person: str | None = None,
    *,
    preset: str | None = None,
) -> Report:
    """The report of a cycle on a day; of one team's objectives, or of those a person has a part in.

    `preset` names another system whose bands are shown beside ours.
    """
    if preset is not None and preset not in PRESETS:
        raise OkrError(f"there is no preset {preset!r}", did_you_mean(preset, PRESETS, f"one of {', '.join(PRESETS)}"))
    chosen = _chosen(workspace, cycle, team, person)
    material = gather(workspace, cycle, as_of, preset)
    teams = _team_rows(workspace, material, chosen, _latest(material.checkins, person))
    rows = [row for of_team in teams for row in of_team.objectives]
    return Report(
        organisation=workspace.settings.organisation,
        cycle=cycle,
        as_of=as_of,
        week=min(max(1, cycle.week(as_of)), cycle.weeks),
        weeks=cycle.weeks,
        closed=as_of > cycle.end,
        team=team,
        person=person,
        preset=preset,
        score=grade_cycle([row.grade for row in rows]),
        expected=_expected(rows, cycle, as_of),
        forecast=_forecast(rows),
        adherence=sum((row.adherence for row in teams), Adherence()),
        breaches=_breaches(rows),
        unreadable=_unreadable(workspace, cycle),
        teams=teams,
    )


def _chosen(workspace: Workspace, cycle: Cycle, team: str | None, person: str | None) -> list[ObjectiveAt]:
    """The objectives asked for; a team or a person that nobody has heard of is an `OkrError`."""
    here = [at for at in workspace.objectives if at.address.cycle == cycle.id]
    teams = {file.goals.team for file in workspace.goals if file.cycle == cycle}
    people = {owner for at in here for owner in _owners(at) if owner}
    _refuse_unknown("team", team, teams | set(workspace.settings.teams))
    _refuse_unknown("person", person, people | workspace.settings.people)
    return [at for at in here if team in (None, at.address.team) and person in (None, *_owners(at))]


def _breaches(rows: Iterable[ObjectiveRow]) -> tuple[Address, ...]:
    return tuple(row.address._replace(key_result=name) for row in rows for name in row.grade.breaches)


def _unreadable(workspace: Workspace, cycle: Cycle) -> int:
    """How many files that the report should be made of could not be read."""
    needed = (SETTINGS_FILE, f"{GOALS_FOLDER}/{cycle.id}/")
    return sum(path.startswith(needed) for path in workspace.unreadable)


def _team_rows(
    workspace: Workspace,
    material: Material,
    chosen: Iterable[ObjectiveAt],
    latest: Mapping[str, Sequence[CheckInFile]],
) -> tuple[TeamRow, ...]:
    """The teams in the order of the settings, then those that are only in the files."""
    objectives: dict[str, list[ObjectiveRow]] = {}
    for at in chosen:
        objectives.setdefault(at.address.team, []).append(objective_row(material, at))
    known = list(workspace.settings.teams)
    order = {name: nth for nth, name in enumerate([*known, *sorted(objectives.keys() - set(known))])}
    return tuple(
        _team_row(workspace, material, name, tuple(objectives[name]), latest.get(name, ()))
        for name in sorted(objectives, key=order.__getitem__)
    )


def _team_row(
    workspace: Workspace,
    material: Material,
    name: str,
    rows: tuple[ObjectiveRow, ...],
    latest: Sequence[CheckInFile],
) -> TeamRow:
    team = workspace.settings.teams.get(name, Team())
    return TeamRow(
        team=name,
        level=team.level,
        parent=team.parent,
        score=grade_cycle([row.grade for row in rows]),
        expected=_expected(rows, material.cycle, material.as_of),
        adherence=sum((row.adherence for row in rows), Adherence()),
        quiet_limit=material.rhythm.days + material.rhythm.grace_days,
        objectives=rows,
        issues=tuple(_remarks(latest, "issues")),
        plan=tuple(_remarks(latest, "plan")),
    )


def _latest(files: Iterable[CheckInFile], person: str | None) -> Mapping[str, Sequence[CheckInFile]]:
    """The latest check-in of each person in each team, or of the one person asked for."""
    latest: dict[str, dict[str, CheckInFile]] = {}
    for file in files:
        if person in (None, file.checkin.by):
            latest.setdefault(file.team, {})[file.checkin.by] = file
    return {team: tuple(by_person.values()) for team, by_person in latest.items()}


def _remarks(files: Iterable[CheckInFile], key: str) -> Iterable[Remark]:
    for path, _, _, checkin in files:
        for nth, text in enumerate(getattr(checkin, key)):
            yield Remark(text, checkin.by, checkin.date, Place(path, (key, nth)))


def _forecast(rows: Iterable[ObjectiveRow]) -> Forecast | None:
    """Of the mean of the aspirational objectives."""
    hoped = (row for row in rows if row.grade.commitment == "aspirational" and row.grade.score is not None)
    return together((1, row.grade.score, row.forecast) for row in hoped)


def _expected(rows: Iterable[ObjectiveRow], cycle: Cycle, as_of: date) -> float:
    """The mean over the objectives that are in the mean score, else the share of the cycle passed."""
    shares = [row.expected for row in rows if row.grade.commitment == "aspirational" and row.grade.score is not None]
    return sum(shares) / len(shares) if shares else cycle.elapsed(as_of)


def _owners(at: ObjectiveAt) -> set[str | None]:
    return {at.objective.owner, *(key_result.owner for key_result in at.objective.key_results.values())}


def _refuse_unknown(kind: str, name: str | None, known: set[str]) -> None:
    if name is not None and name not in known:
        raise OkrError(f"there is no {kind} {name!r}", did_you_mean(name, known))
