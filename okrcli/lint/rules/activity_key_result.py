from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import judged_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class ActivityKeyResult(Rule):
    """A key result says what will be done, not what will be different.

    Work can be finished without anything getting better. The key result is the change that the work is
    for; the work itself belongs into the plan.

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          guide:
            title: Write a guide for new teams  # <- "Write a guide for new teams" is work, not a result
    #              ^^^^^
    ```

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          guide:
            title: Raise new teams that finish their first build on day one from 31% to 50%
            baseline: 31
            target: 50
    ```
    """

    code = "OKR201"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in judged_as(workspace, "activity"):
            yield item.finding("is work, not a result", item.advice())
