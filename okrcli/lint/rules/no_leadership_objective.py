from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import SETTINGS_FILE
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace


class NoLeadershipObjective(Rule):
    """Several teams have objectives in a cycle in which the company has none.

    Without a direction from the top, teams align with each other by chance. Nothing is said of cycles that are
    over, nor while a single team tries it out.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}  # <- company has no objective in 2026-Q3, but 2 teams have
    # ^^^^^^^
      payments: {level: team, parent: company}
      growth: {level: team, parent: company}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/growth.yaml
    team: growth
    objectives:
      known: {title: Small shops know us}
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
      growth: {level: team, parent: company}
    # file: okrs/2026-Q3/company.yaml
    team: company
    objectives:
      europe: {title: Shops all over Europe choose us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/growth.yaml
    team: growth
    objectives:
      known: {title: Small shops know us}
    ```
    """

    code = "OKR409"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        tops = [name for name, team in workspace.settings.teams.items() if team.level == "company"]
        for cycle in workspace.cycles if tops else ():
            led = any(workspace.knows(Address(cycle.id, top)) for top in tops)
            count = 0 if led or cycle.end < context.today else _teams_in(workspace, cycle)
            if count > 1:
                said = f"{tops[0]} has no objective in {cycle}, but {count} teams have"
                hint = f"write okrs/{cycle}/{tops[0]}.yaml: the few things that all of it is to add up to"
                yield Finding(Place(SETTINGS_FILE, ("teams", tops[0])), said, hint, at_key=True)


def _teams_in(workspace: Workspace, cycle: Cycle) -> int:
    return sum(of == cycle and bool(goals.objectives) for _, of, goals in workspace.goals)
