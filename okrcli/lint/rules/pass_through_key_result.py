from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import references
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.sameness import is_same_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amount, KeyResult, Objective
    from okrcli.goals.workspace import Workspace


class PassThroughKeyResult(Rule):
    """A team copies a key result of the goal that it supports.

    Copied from level to level, a number is nobody's: each waits for the others to move it. Castro and Wodtke:
    align, do not cascade. The team says what it adds, or owns the number alone. A guardrail may be shared.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/company.yaml
    team: company
    objectives:
      europe:
        title: Shops all over Europe choose us
        key_results:
          shops: {title: Raise shops outside Germany from 200 to 300, baseline: 200, target: 300}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        supports: company/europe
        key_results:
          shops:
            title: Raise shops outside Germany from 200 to 300  # <- company/europe/shops is the same key result
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            baseline: 200
            target: 300
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
      europe:
        title: Shops all over Europe choose us
        key_results:
          shops: {title: Raise shops outside Germany from 200 to 300, baseline: 200, target: 300}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        supports: company/europe
        key_results:
          foreign: {title: Raise buyers who pay in their own currency from 20% to 60%, baseline: 20, target: 60}
    ```
    """

    code = "OKR407"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for link in references(workspace, "supports").links:
            results = link.at.objective.key_results
            if link.goal is link.at.objective or _targets(link.goal).isdisjoint([at.target for at in results.values()]):
                continue
            for name, result in results.items():
                if copied := _copied(result, link.goal):
                    said = f"{link.target._replace(key_result=copied).path} is the same key result"
                    hint = "say what this team adds to it, or let one of the two own the number"
                    place, address = link.at.place / "key_results" / name, link.at.address._replace(key_result=name)
                    yield Finding(place / "title", said, hint, address)


@lru_cache(maxsize=64)
def _targets(objective: Objective) -> frozenset[Amount | None]:
    """What its key results reach: what reaches none of it is no copy."""
    return frozenset(result.target for result in objective.key_results.values())


def _copied(result: KeyResult, goal: Objective) -> str | None:
    """The name of the key result that this one is a copy of."""
    if result.guardrail:
        return None
    return next((name for name, other in goal.key_results.items() if is_same_result(result, other)), None)
