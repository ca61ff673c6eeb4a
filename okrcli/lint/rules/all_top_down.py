from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class AllTopDown(Rule):
    """All objectives of a team came from above.

    Doerr: about half should come from the people who do the work, or the goals are orders. Said only where each
    of a team's objectives declares its `origin`.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:  # <- every objective of payments came from leadership
    #^^^^^^^^^
      trust: {title: Buyers trust us, origin: leadership}
      growth: {title: Shops choose us, origin: leadership}
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, origin: leadership}
      growth: {title: Shops choose us, origin: team}
    ```
    """

    code = "OKR408"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for path, _, goals in workspace.goals:
            ordered = all(objective.origin == "leadership" for objective in goals.objectives.values())
            team = workspace.settings.teams.get(goals.team)
            if ordered and len(goals.objectives) > 1 and team and team.level != "company":
                said = f"every objective of {goals.team} came from leadership"
                hint = "leave room for what the team itself would set out to reach"
                yield Finding(Place(path, ("objectives",)), said, hint, at_key=True)
