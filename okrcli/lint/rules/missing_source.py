from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import by_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import KeyResultAt, Workspace


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
    #     ^^^^^^^^^^
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
        for _, results in by_file(workspace):
            unsaid = [at for at in results if at.key_result.source is None and _is_measured(at)]
            without = [at for at in unsaid if not workspace.tried(at.place, "source")]
            measured = sum(map(_is_measured, results)) if without else 0
            for place, address, _, _ in without if len(without) * MOST <= measured else ():
                said = f"nothing says where the number of {address.key_result!r} comes from"
                yield Finding(place, said, "add `source:`, where anyone can look it up", address, at_key=True)


MOST: Final = 3
"""One number in three without a source is an oversight; more are a habit."""


def _is_measured(at: KeyResultAt) -> bool:
    return at.key_result.kind in ("metric", "threshold", "range") and at.objective.commitment != "learning"
