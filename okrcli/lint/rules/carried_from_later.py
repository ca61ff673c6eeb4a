from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import parse
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class CarriedFromLater(Rule):
    """An objective is carried over from a cycle that is not before its own.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        carried_from: 2026-Q3:payments/growth  # <- 2026-Q3 is not before 2026-Q3
    #                 ^^^^^^^^^^^^^^^^^^^^^^^
      growth:
        title: Shops choose us
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, carried_from: 2026-Q2:payments/trust}
    ```
    """

    code = "OKR406"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if objective.carried_from:
                source = parse(objective.carried_from, address.cycle)
                then = workspace.calendar.cycle(source.cycle) if source else None
                now = workspace.calendar.cycle(address.cycle)
                if then and now and then >= now:
                    said = f"{then} is not before {now}"
                    hint = "name the objective with its cycle in front, like 2026-Q2:team/objective"
                    yield Finding(place / "carried_from", said, hint, address)
