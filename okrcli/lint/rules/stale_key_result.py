from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.running import Followed, Standing, standings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.workspace import Workspace

_NAMED: Final = 3


class StaleKeyResult(Rule):
    """A number is older than the rhythm of check-ins allows, while the cycle runs.

    A number is stale once the time from one check-in to the next and the days of grace have passed
    (`checkins:` in okr.yaml; 7 + 3 days if nothing is said). It speaks of metrics, thresholds and ranges until
    they are due: once for each objective, or once for a team all of whose numbers are stale. What was never
    reported is not stale: `okr status` has it as "no data". Answers and milestones do not age.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:  # <- numbers of 'trust' are stale: disputes (2026-07-13)
    # ^^^^^
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
          disputes: {kind: threshold, title: Keep disputes at or below 0.4% of orders, at_most: 0.4}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 62, trust/disputes: 0.3}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    results: {trust/completion: 63.5}
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments  # <- no number of payments is newer than 2026-07-13
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 62}
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-22-payments-ana.yaml
    date: 2026-07-22
    by: ana
    results: {trust/completion: 63.5}
    ```
    """

    code = "OKR512"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        rhythm = workspace.settings.checkins
        oldest = rhythm.days + rhythm.grace_days
        teams: dict[str, list[_Aged]] = {}
        for standing in standings(workspace, context.today):
            due = [one for one in standing.results if _ages(one, context.today)]
            stale = [one for one in due if (context.today - one.seen[-1].date).days > oldest]
            teams.setdefault(standing.at.address.team, []).append(_Aged(standing, due, stale))
        cycle = workspace.calendar.of(context.today)
        for path, of, goals in workspace.goals:
            if of == cycle and goals.team in teams:
                yield from _of_team(Place(path, ("team",)), Address(cycle.id, goals.team), teams[goals.team])


class _Aged(NamedTuple):
    """An objective with its numbers that are due again and again, and those of them that are stale."""

    standing: Standing
    due: list[Followed]
    stale: list[Followed]


def _ages(one: Followed, today: date) -> bool:
    """Whether it has a number, and a new one is due: it can be observed, and is still running."""
    _, _, key_result, objective = one.at
    if key_result.kind in ("milestone", "baseline") or objective.commitment == "learning" or not one.seen:
        return False
    return one.pace.status != "deferred" and not (key_result.due and key_result.due < today)


def _of_team(place: Place, team: Address, objectives: list[_Aged]) -> Iterator[Finding]:
    """One finding for the team where all is stale, else one for each objective."""
    if any(each.stale for each in objectives) and all(each.due == each.stale for each in objectives):
        newest = max(one.seen[-1].date for each in objectives for one in each.stale)
        yield Finding(place, f"no number of {team.team} is newer than {newest}", "check in: `okr checkin`", team)
        return
    for standing, _, stale in objectives:
        if stale:
            names = ", ".join(f"{one.at.address.key_result} ({one.seen[-1].date})" for one in stale[:_NAMED])
            more = f" and {len(stale) - _NAMED} more" if len(stale) > _NAMED else ""
            said = f"numbers of {standing.at.address.objective!r} are stale: {names}{more}"
            hint = "check in on them, also where nothing has changed"
            yield Finding(standing.at.place, said, hint, standing.at.address)
