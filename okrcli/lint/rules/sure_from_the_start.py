from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule, number
from okrcli.lint.running import standings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace

_SURE: Final = 0.9
"""Confidence from which on a stretch is none: half is what is expected of one (Wodtke)."""


class SureFromTheStart(Rule):
    """The first check-in is all but sure of a goal that is declared aspirational.

    A stretch that nobody doubts stretches nobody: Wodtke drafts at five of ten, and calls ten of ten
    sandbagging. Aim higher, or say `commitment: committed` and be held to it. Said only while that check-in
    is the only one of the cycle that runs.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, commitment: aspirational}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    confidence: {trust: 0.95}  # <- the first check-in is 0.95 sure of 'trust', a stretch
    #                   ^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, commitment: aspirational}
      safe: {title: No card is ever stolen from us, commitment: committed}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    confidence: {trust: 0.5, safe: 0.95}
    ```
    """

    code = "OKR517"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for standing in standings(workspace, context.today):
            declared = vars(standing.at.objective).get("commitment") == "aspirational"
            if declared and len(standing.confidences) == 1 and standing.confidences[0].value >= _SURE:
                first = standing.confidences[0]
                said = f"the first check-in is {number(first.value)} sure of {standing.at.address.local!r}, a stretch"
                yield Finding(first.place, said, "aim higher, or say `commitment: committed`", standing.at.address)
