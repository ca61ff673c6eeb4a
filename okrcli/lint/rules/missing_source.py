from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult, Objective
    from okrcli.goals.workspace import Workspace


class MissingSource(Rule):
    """A number comes from nowhere, while the team says of its others where they come from.

    A number that everybody can look up is not argued about. Nothing is said of a team that names no sources, or
    few.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise completion from 61% to 75%
            baseline: 61
            target: 75
            source: https://dash.pelican.example/completion
          refunds:
            title: Cut refunds from 9% to 5%
            baseline: 9
            target: 5
            source: https://dash.pelican.example/refunds
          complaints:  # <- nothing says where the number of 'complaints' comes from
            title: Cut complaints from 20 to 10
            baseline: 20
            target: 10
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
          refunds: {title: Cut refunds from 9% to 5%, baseline: 9, target: 5}
    ```
    """

    code = "OKR120"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for path, cycle, goals in workspace.goals:
            without = [
                (name, result)
                for name, objective in goals.objectives.items()
                for result, stated in objective.key_results.items()
                if stated.source is None and _is_measured(stated, objective)
            ]
            count = sum(map(len, (objective.key_results for objective in goals.objectives.values()))) if without else 0
            for name, result in without if len(without) * 3 <= count else ():
                place = Place(path, ("objectives", name, "key_results", result))
                said = f"nothing says where the number of {result!r} comes from"
                hint = "add `source:`, where anyone can look it up"
                yield Finding(place, said, hint, Address(cycle.id, goals.team, name, result), at_key=True)


def _is_measured(key_result: KeyResult, objective: Objective) -> bool:
    return key_result.kind in ("metric", "threshold", "range") and objective.commitment != "learning"
