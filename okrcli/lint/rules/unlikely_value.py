from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.reported import Reported, is_mixed_up, unusual
from okrcli.lint.rule import Context, Finding, Rule, number

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        for item in unusual(workspace):
            said = None if item.at.key_result.kind == "milestone" or is_mixed_up(item) else _unlikely(item)
            if said and not re.search(_BEYOND, f"{item.at.key_result.title} {item.at.key_result.metric or ''}"):
                hint = "correct it in a new check-in of the same day; if it can be, see `okr explain OKR505`"
                yield Finding(item.place / "value", said, hint, item.at.address)


def _unlikely(item: Reported) -> str | None:
    value, numbers = item.reading.value, item.figures
    if value is None or not numbers:
        return None
    if value < 0 <= min(numbers):
        return f"{number(value)} is less than {'0%' if item.in_percent else 'none'}"
    return f"{number(value)} is more than 100%" if item.in_percent and max(numbers) <= _ALL < value else None
