from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import by_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from okrcli.goals.workspace import KeyResultAt, Workspace


class AllDueOnTheLastDay(Rule):
    """All due dates of a team are the last day of the cycle.

    Google's playbook: if every key result happens on the last day, there is no real plan. Said of teams that
    state at least three due dates; who states none is asked nothing.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise completion from 61% to 75%
            due: 2026-09-30  # <- all 3 due dates of payments are the last day of 2026-Q3
    #            ^^^^^^^^^^
          refunds: {title: Cut refunds from 9% to 5%, due: 2026-09-30}
          audit: {kind: milestone, title: The card-data audit is passed, due: 2026-09-30}
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, due: 2026-09-30}
          refunds: {title: Cut refunds from 9% to 5%, due: 2026-09-30}
          audit: {kind: milestone, title: The card-data audit is passed, due: 2026-08-28}
    ```
    """

    code = "OKR415"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for (_, cycle, goals), results in by_file(workspace):
            stated = _due_on(cycle.end, results)
            if len(stated) >= FEW:
                said = f"all {len(stated)} due dates of {goals.team} are the last day of {cycle}"
                hint = "say what will be there earlier, or leave `due:` out"
                yield Finding(stated[0].place / "due", said, hint, stated[0].address)


FEW: Final = 3
"""Fewer due dates are no pattern."""


def _due_on(last: date, results: Sequence[KeyResultAt]) -> list[KeyResultAt]:
    """What is due on a day; nothing as soon as something else is due on another."""
    found = []
    for at in results:
        if at.key_result.due == last:
            found.append(at)
        elif at.key_result.due:
            return []
    return found
