from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class KeyResultCount(Rule):
    """An objective has no key result, only one, or more than five.

    Without a key result nobody can tell whether the objective was reached (an error). One alone can be
    reached at the cost of everything else; more than five are a plan, not a focus.

    ```yaml
    team: payments
    objectives:
      trust:  # <- 'trust' has no key result
    # ^^^^^
        title: Buyers trust us
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4}
    ```
    """

    code = "OKR106"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            count = len(objective.key_results)
            if count == 0 and not any(known.key_result and known.parent == address for known in workspace.ids):
                said = f"{address.objective!r} has no key result"
                yield Finding(
                    place, said, "add two to five under `key_results:`", address, at_key=True, severity=Severity.ERROR
                )
            elif count == 1 and objective.commitment != "learning":
                said = f"{address.objective!r} has only one key result"
                yield Finding(place, said, "add what must not get worse meanwhile", address, at_key=True)
            elif count > MOST:
                said = f"{address.objective!r} has {count} key results"
                yield Finding(place, said, f"keep the {MOST} that matter most", address, at_key=True)


MOST: Final = 5
"""re:Work says around three, Doerr five or fewer."""
