from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import parse
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address
    from okrcli.goals.model import Objective
    from okrcli.goals.workspace import Workspace


class CarriedTooOften(Rule):
    """An objective has been carried over for the third time.

    Google's playbook has stretch goals carried on until they are reached. After four cycles it is time to ask
    whether the goal is too large for one, or whether nobody wants it enough.

    ```yaml
    # file: okrs/2025-Q4/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q1/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, carried_from: 2025-Q4:payments/trust}
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, carried_from: 2026-Q1:payments/trust}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        carried_from: 2026-Q2:payments/trust  # <- 'trust' is in its 4th cycle, carried on since 2025-Q4
    #                 ^^^^^^^^^^^^^^^^^^^^^^
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

    code = "OKR417"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if objective.carried_from:
                way = _way(workspace, address, objective)
                if len(way) > MOST:
                    said = f"{address.objective!r} is in its {len(way)}th cycle, carried on since {way[-1]}"
                    hint = "split off what one cycle can reach, or let it go"
                    yield Finding(place / "carried_from", said, hint, address)


MOST: Final = 3
"""Cycles after which a goal of one cycle is none."""


def _way(workspace: Workspace, address: Address, objective: Objective) -> list[str]:
    """The cycles that an objective has been in, latest first; each but the last names the one before."""
    way = [address.cycle]
    goal: Objective | None = objective
    while goal and goal.carried_from and (source := parse(goal.carried_from, "")) and source.cycle not in way:
        goal = workspace.objective(source)
        way.append(source.cycle)
    return way
