from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
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
            goal = at.key_result
            below = goal.kind == "metric" and score.raw is not None and score.raw < 0
            if below and score.value is not None and goal.baseline is not None and goal.target is not None:
                than = f"further from {number(goal.target)} than the baseline of {number(goal.baseline)}"
                said = f"{at.address.local!r} is at {number(score.value)}, {than}"
                hint = "say in the note what happened; or correct the value in a new check-in"
                yield Finding(seen[-1].place / "value", said, hint, at.address)
