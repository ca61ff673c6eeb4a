from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import SETTINGS_FILE
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class NoLeadershipObjective(Rule):
    """Teams have objectives in a cycle in which the company has none.

    Without a direction from the top, teams can only align with each other by chance. Nothing is said of cycles
    that are over.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}  # <- company has no objective in 2026-Q3, though 1 team has
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/company.yaml
    team: company
    objectives:
      europe: {title: Shops all over Europe choose us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    ```
    """

    code = "OKR409"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        teams = workspace.settings.teams
        tops = [name for name, team in teams.items() if team.level == "company"]
        for cycle in workspace.cycles if tops else ():
            having = {goals.team for _, of, goals in workspace.goals if of == cycle and goals.objectives}
            led = any(workspace.knows(Address(cycle.id, top)) for top in tops)
            if cycle.end >= context.today and not led and having:
                count = f"{len(having)} team has" if len(having) == 1 else f"{len(having)} teams have"
                said = f"{tops[0]} has no objective in {cycle}, though {count}"
                hint = f"write okrs/{cycle}/{tops[0]}.yaml: the few things that all of it is to add up to"
                yield Finding(Place(SETTINGS_FILE, ("teams", tops[0])), said, hint, at_key=True)
