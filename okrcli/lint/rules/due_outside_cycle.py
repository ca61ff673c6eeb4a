from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import by_file

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
    #            ^^^^^^^^^^
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
        for (_, cycle, _), results in by_file(workspace):
            for place, address, key_result, _ in results:
                if key_result.due and not cycle.start <= key_result.due <= cycle.end:
                    said = f"{address.key_result!r} is due on {key_result.due}, outside of {cycle}"
                    hint = f"choose a day from {cycle.start} to {cycle.end}, or plan it in the cycle that it ends in"
                    yield Finding(place / "due", said, hint, address)
