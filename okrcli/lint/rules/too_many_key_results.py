from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import by_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class TooManyKeyResults(Rule):
    """A team follows more than ten key results in a cycle.

    Castro: at most ten for a team, or the weekly check-in becomes a chore and nobody knows the goals by heart.
    Guardrails and what is only tracked (`weight: 0`) are not counted.

    ```yaml
    team: payments
    objectives:  # <- payments has 11 key results in 2026-Q3
    #^^^^^^^^^
      goal-1:
        title: Buyers trust us
        key_results:
          r1: {title: Raise completion in market 11 from 61% to 75%}
          r2: {title: Raise completion in market 12 from 61% to 75%}
          r3: {title: Raise completion in market 13 from 61% to 75%}
          r4: {title: Raise completion in market 14 from 61% to 75%}
      goal-2:
        title: Shops choose us
        key_results:
          r1: {title: Raise completion in market 21 from 61% to 75%}
          r2: {title: Raise completion in market 22 from 61% to 75%}
          r3: {title: Raise completion in market 23 from 61% to 75%}
          r4: {title: Raise completion in market 24 from 61% to 75%}
      goal-3:
        title: Refunds take no effort
        key_results:
          r1: {title: Raise completion in market 31 from 61% to 75%}
          r2: {title: Raise completion in market 32 from 61% to 75%}
          r3: {title: Raise completion in market 33 from 61% to 75%}
    ```

    ```yaml
    team: payments
    objectives:
      goal-1:
        title: Buyers trust us
        key_results:
          r1: {title: Raise completion in market 11 from 61% to 75%}
          r2: {title: Raise completion in market 12 from 61% to 75%}
          r3: {title: Raise completion in market 13 from 61% to 75%}
          r4: {title: Raise completion in market 14 from 61% to 75%}
      goal-2:
        title: Shops choose us
        key_results:
          r1: {title: Raise completion in market 21 from 61% to 75%}
          r2: {title: Raise completion in market 22 from 61% to 75%}
          r3: {title: Raise completion in market 23 from 61% to 75%}
          r4: {title: Raise completion in market 24 from 61% to 75%}
      goal-3:
        title: Refunds take no effort
        key_results:
          r1: {title: Raise completion in market 31 from 61% to 75%}
          r2: {title: Raise completion in market 32 from 61% to 75%}
    ```
    """

    code = "OKR410"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for (path, cycle, goals), results in by_file(workspace):
            if len(results) > MOST:
                count = sum(bool(at.key_result.weight and not at.key_result.guardrail) for at in results)
                if count > MOST:
                    said = f"{goals.team} has {count} key results in {cycle}"
                    hint = f"keep the {MOST} that matter most"
                    yield Finding(Place(path, ("objectives",)), said, hint, at_key=True)


MOST: Final = 10
"""Castro's limit for a team."""
