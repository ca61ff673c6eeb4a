from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.reported import is_mixed_up
from okrcli.lint.rule import Context, Finding, Rule, number
from okrcli.lint.running import followed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class WorseThanBaseline(Rule):
    """The latest value is further from the target than the baseline was.

    It scores 0, like a number that never moved. Either things got worse, which deserves a word, or the value
    was mistyped, or baseline and target are the wrong way round.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          waits: {title: Cut complaints about waiting from 40 to 10, baseline: 40, target: 10}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    results:
      trust/waits: 44  # <- 'trust/waits' is at 44, further from 10 than the baseline of 40
    #              ^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          waits: {title: Cut complaints about waiting from 40 to 10, baseline: 40, target: 10}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/waits: 44}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    results: {trust/waits: 36}
    ```
    """

    code = "OKR514"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for at, _, seen, score, _, _ in followed(workspace, context.today):
            goal, value = at.key_result, score.value
            worse = goal.kind == "metric" and score.raw is not None and score.raw < 0
            if worse and value is not None and not is_mixed_up(goal, value):
                than = f"further from {number(goal.target or 0)} than the baseline of {number(goal.baseline or 0)}"
                said = f"{at.address.local!r} is at {number(value)}, {than}"
                yield Finding(seen[-1].place / "value", said, "say in the note what happened", at.address)
