from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class TooManyObjectives(Rule):
    """A team has more than five objectives in a cycle.

    What is not left out is not chosen: three to five for a company, one to three for a team.

    ```yaml
    team: payments
    objectives:  # <- payments has 6 objectives in 2026-Q3
    #^^^^^^^^^
      a: {title: Buyers trust us}
      b: {title: Shops choose us}
      c: {title: Refunds take no effort}
      d: {title: Fraud does not pay}
      e: {title: Nobody waits for a build}
      f: {title: The platform is there when people need it}
    ```

    ```yaml
    team: payments
    objectives:
      a: {title: Buyers trust us}
      b: {title: Shops choose us}
    ```
    """

    code = "OKR403"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for path, cycle, goals in workspace.goals:
            count = len(goals.objectives)
            if count > MOST:
                said = f"{goals.team} has {count} objectives in {cycle}"
                address = Address(cycle.id, goals.team)
                yield Finding(
                    Place(path, ("objectives",)), said, f"keep the {MOST} that matter most", address, at_key=True
                )


MOST: Final = 5
"""Doerr and re:Work: three to five for a company."""
