from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class DueOutsideCycle(Rule):
    """A key result is due before its cycle begins or after it has ended.

    A cycle is closed and scored on its last day. What is due later has no score by then; what is due before the
    first day was missed when it was written. Mostly the year or the quarter is mistyped.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
            due: 2026-10-15  # <- 'completion' is due on 2026-10-15, outside of 2026-Q3
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          first-day: {title: Raise completion from 61% to 75%, baseline: 61, target: 75, due: 2026-07-01}
          last-day: {title: Cut refunds from 9% to 5%, baseline: 9, target: 5, due: 2026-09-30}
    ```
    """

    code = "OKR107"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for path, cycle, goals in workspace.goals:
            for name, objective in goals.objectives.items():
                for result, stated in objective.key_results.items():
                    if stated.due and not cycle.start <= stated.due <= cycle.end:
                        place = Place(path, ("objectives", name, "key_results", result, "due"))
                        said = f"{result!r} is due on {stated.due}, outside of {cycle}"
                        hint = (
                            f"choose a day from {cycle.start} to {cycle.end}, or plan it in the cycle that it ends in"
                        )
                        yield Finding(place, said, hint, Address(cycle.id, goals.team, name, result))
