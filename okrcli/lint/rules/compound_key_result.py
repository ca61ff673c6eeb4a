from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import flagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class CompoundKeyResult(Rule):
    """A key result holds two results.

    Two measures cannot share one target: half of it reached cannot be told from all of it. A side condition
    belongs into a guardrail of its own.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          both:
            title: Raise sales to 9 and cut fraud to 1  # <- "Raise sales to 9 and cut fraud to 1" holds two results
    #                    ^^^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          conversion: {title: Raise conversion from 2% to 4%, baseline: 2, target: 4}
          refunds: {title: Cut refunds from 9% to 5%, baseline: 9, target: 5}
    ```
    """

    code = "OKR206"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in flagged(workspace, "compound"):
            yield item.finding("holds two results", "make a key result of each")
