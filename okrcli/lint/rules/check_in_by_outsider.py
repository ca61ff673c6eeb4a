from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import CheckInFile, Workspace


class CheckInByOutsider(Rule):
    """Somebody checks in for a team that they are not of.

    Of a team are its owner, its members, whoever owns one of its goals, and the same of the teams above it.
    It is said once for each person and team, at the latest check-in of the cycle that runs; people move on, and
    what they wrote in earlier cycles was right then. Nothing is said of a team that names nobody.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, members: [ana, ben]}
      platform: {level: team, members: [kim]}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, owner: ana}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-kim.yaml
    date: 2026-07-13
    by: kim  # <- 'kim' is not of team payments
    #   ^^^
    confidence: {trust: 0.6}
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, members: [ana, ben]}
      platform: {level: team, members: [kim]}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, owner: ana}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ben.yaml
    date: 2026-07-13
    by: ben
    confidence: {trust: 0.6}
    ```
    """

    code = "OKR510"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        cycle, people = workspace.calendar.of(context.today), workspace.settings.people
        latest: dict[tuple[str, str], CheckInFile] = {}
        for file in workspace.checkins:
            before = latest.get((file.team, file.checkin.by))
            if file.cycle == cycle and (before is None or file.checkin.date > before.checkin.date):
                latest[file.team, file.checkin.by] = file
        owners = _owners(workspace, cycle.id)
        for (team, by), file in latest.items():
            if by in people and by not in owners.get(team, ()) and by not in (_people(workspace, team) or {by}):
                hint = "add the person to the team's `members` in okr.yaml, or name the right team"
                yield Finding(Place(file.path, ("by",)), f"{by!r} is not of team {team}", hint)


def _owners(workspace: Workspace, cycle: str) -> dict[str, set[str | None]]:
    """By team, who owns one of its goals."""
    found: dict[str, set[str | None]] = {}
    for _, address, objective in workspace.objectives:
        if address.cycle == cycle:
            of_results = (key_result.owner for key_result in objective.key_results.values())
            found.setdefault(address.team, set()).update((objective.owner, *of_results))
    return found


def _people(workspace: Workspace, team: str) -> set[str]:
    """Everybody of a team and of the teams above it; nobody where the team itself names nobody."""
    found: set[str] = set()
    seen: set[str] = set()
    name: str | None = team
    while name and name not in seen and (settings := workspace.settings.teams.get(name)):
        seen.add(name)
        found.update(settings.members, [settings.owner] if settings.owner else [])
        found.update([name] if settings.level == "person" else [])
        name = settings.parent if found else None
    return found
