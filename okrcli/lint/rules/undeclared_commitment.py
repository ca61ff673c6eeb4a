from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UndeclaredCommitment(Rule):
    """A team says of none of its objectives whether it is a promise or a stretch.

    Google's first trap: who takes a stretch for a promise overworks, who takes a promise for a stretch lets
    others down. Without a word all of them count as aspirational, where 0.7 is good. One that is declared shows
    that the team has chosen.

    ```yaml
    team: payments
    objectives:  # <- nothing says which objectives of payments are promises
    #^^^^^^^^^
      trust: {title: Buyers trust us}
      growth: {title: Shops choose us}
    ```

    ```yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, commitment: committed}
      growth: {title: Shops choose us}
    ```

    ```yaml
    team: payments
    objectives:
      growth: {title: Shops choose us}
    ```
    """

    code = "OKR305"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for path, _, goals in workspace.goals:
            silent = all("commitment" not in vars(objective) for objective in goals.objectives.values())
            if silent and len(goals.objectives) > 1:
                said = f"nothing says which objectives of {goals.team} are promises"
                hint = "add `commitment: committed` where 1.0 is expected, `aspirational` where 0.7 is good"
                yield Finding(Place(path, ("objectives",)), said, hint, at_key=True)
