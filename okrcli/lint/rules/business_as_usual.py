from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.sameness import is_same_result
from okrcli.lint.stated import by_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.goals.address import Address
    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import KeyResultAt, Workspace


class BusinessAsUsual(Rule):
    """A key result is the same as in the last cycle.

    What is measured every quarter alike is not what is different this time: keep it as a guardrail, or follow it
    outside of the goals. An objective that goes on says so with `carried_from`; then nothing is said.

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      buyers:
        title: Buyers come back
        key_results:
          disputes:
            kind: threshold
            title: Keep disputes at or below 0.4%  # <- trust/disputes was the same in 2026-Q2
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            at_most: 0.4
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      buyers:
        title: Buyers come back
        key_results:
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4, guardrail: true}
          tighter: {kind: threshold, title: Keep disputes at or below 0.3%, at_most: 0.3}
    ```
    """

    code = "OKR416"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        earlier = {(file.cycle, file.goals.team): results for file, results in by_file(workspace)}
        for (_, cycle, goals), results in by_file(workspace) if len(workspace.cycles) > 1 else ():
            last = workspace.calendar.before(cycle)
            before = earlier.get((last, goals.team), ())
            for place, address, key_result, objective in results if before else ():
                same = None if key_result.guardrail or objective.carried_from else _same(key_result, before)
                if same:
                    hint = "make it a guardrail, aim further, or say what the objective is `carried_from:`"
                    yield Finding(place / "title", f"{same.local} was the same in {last}", hint, address)


def _same(key_result: KeyResult, before: Sequence[KeyResultAt]) -> Address | None:
    return next((at.address for at in before if is_same_result(key_result, at.key_result)), None)
