from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.reported import figures, is_mixed_up, is_percent, unusual
from okrcli.lint.rule import Context, Finding, Rule, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amount, KeyResult
    from okrcli.goals.workspace import Workspace

_ALL: Final = 100
_BEYOND: Final = (
    r"(?i)\b(?:grow\w*|chang\w+|differ\w+|delta|profit\w*|margin\w*|ebitda?|loss\w*|cash|balance|return on|roi|nps"
    r"|promoters?|score\w*|retention|temperature|attainment|quota|utili[sz]ation|plan\w*|budget\w*|forecast\w*)\b"
)
"""What can be below zero, or more than all of it: growth, profit, net retention."""


class UnlikelyValue(Rule):
    """A reported value is one that can hardly be: less than nothing, or more than 100%.

    The numbers of the key result say what it is about: where baseline and target lie between 0% and 100%, so
    should the value; where neither is below zero, it should not be either. Nothing is said of what can be
    beyond: growth, profit, net retention and the like.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, unit: "%", baseline: 61, target: 75}
          waits: {title: Cut complaints about waiting from 40 to 10, baseline: 40, target: 10}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/completion: 635  # <- 635 is more than 100%
    #                   ^^^
      trust/waits: -31  # <- -31 is less than none
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, unit: "%", baseline: 61, target: 75}
          waits: {title: Cut complaints about waiting from 40 to 10, baseline: 40, target: 10}
          revenue: {title: Raise the growth of revenue from 5% to 20%, unit: "%", baseline: 5, target: 20}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/completion: 63.5
      trust/waits: 31
      trust/revenue: -2
    ```
    """

    code = "OKR505"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, at, reading in unusual(workspace):
            said = _unlikely(at.key_result, reading.value)
            if said and not re.search(_BEYOND, f"{at.key_result.title} {at.key_result.metric or ''}"):
                yield Finding(place / "value", said, "correct the number in this file", at.address)


def _unlikely(key_result: KeyResult, value: Amount | None) -> str | None:
    numbers = figures(key_result)
    if value is None or not numbers or key_result.kind == "milestone" or is_mixed_up(key_result, value):
        return None
    if value < 0 <= min(numbers):
        return f"{number(value)} is less than {'0%' if is_percent(key_result) else 'none'}"
    return f"{number(value)} is more than 100%" if is_percent(key_result) and max(numbers) <= _ALL < value else None
