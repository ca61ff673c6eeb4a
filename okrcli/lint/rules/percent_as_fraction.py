from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.reported import is_mixed_up, unusual
from okrcli.lint.rule import Context, Finding, Rule, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class PercentAsFraction(Rule):
    """A value looks a hundred times too small or too large: 0.63 where 63% is meant.

    The key result counts in percent and the value was reported as a fraction, or the other way round; the
    score falls to 0 or jumps to 1. It is said only where a hundred times more, or less, is close to the
    numbers of the goal.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, unit: "%", baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/completion: 0.63  # <- 0.63 looks like a fraction where the goal counts in percent: is it 63?
    #                   ^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, unit: "%", baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/completion: 63
    ```
    """

    code = "OKR506"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in unusual(workspace):
            value = item.reading.value
            if value is not None and is_mixed_up(item.at.key_result, value):
                small = value <= 1
                meant = number(value * 100 if small else value / 100)
                kinds = ("fraction", "percent") if small else ("percentage", "fractions")
                said = f"{number(value)} looks like a {kinds[0]} where the goal counts in {kinds[1]}: is it {meant}?"
                yield Finding(item.place / "value", said, "correct the number in this file", item.at.address)
