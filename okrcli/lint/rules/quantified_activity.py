from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import judged_as, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class QuantifiedActivity(Rule):
    """A key result counts the team's own work.

    The number is reached by effort alone: nobody outside has to react and nothing has to work better. As an
    early indicator beside an outcome such a count is fine: say `role: leading`.

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          workshops:
            title: Hold 12 workshops for new teams  # <- "Hold 12 workshops for new teams" counts own work
    #                   ^^
    ```

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          activation:
            title: Raise new teams that finish their first build on day one from 31% to 50%
            baseline: 31
            target: 50
    ```
    """

    code = "OKR202"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        beside = wording(workspace).with_outcome
        for item in judged_as(workspace, "quantified-activity"):
            leading = item.at.key_result.role == "leading" and item.at.address.parent in beside
            severity = Severity.INFO if leading else None
            yield item.finding("counts own work", item.advice())._replace(severity=severity)
