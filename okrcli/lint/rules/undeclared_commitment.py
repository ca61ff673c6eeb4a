from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UndeclaredCommitment(Rule):
    """Nothing says whether an objective is a promise or a stretch, in a cycle that knows promises.

    Google's first trap: who takes a stretch for a promise overworks, who takes a promise for a stretch lets
    others down. Undeclared counts as aspirational, where 0.7 is good. Nothing is said in a cycle without any
    committed objective.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        commitment: committed
      growth:  # <- nothing says whether 'growth' is committed or aspirational
    # ^^^^^^
        title: Shops choose us
    ```

    ```yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, commitment: committed}
      growth: {title: Shops choose us, commitment: aspirational}
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
        silent = [at for at in workspace.objectives if "commitment" not in vars(at.objective)]
        promising = {at.address.cycle for at in workspace.objectives if at.objective.commitment == "committed"}
        for place, address, _ in silent:
            if address.cycle in promising:
                said = f"nothing says whether {address.objective!r} is committed or aspirational"
                yield Finding(place, said, "add `commitment:`; without it 0.7 counts as good", address, at_key=True)
