from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import judged_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UnmeasurableKeyResult(Rule):
    """A key result is a wish: no number tells whether it came true.

    "Improve", "ensure" and "better" are true of almost anything. Say what would be counted, where it
    stands today and where it should stand.

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          activation:
            title: Improve activation  # <- "Improve activation" has no level that settles it
    #              ^^^^^^^
    ```

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          activation:
            title: Improve activation of new teams from 31% to 50%
            baseline: 31
            target: 50
    ```
    """

    code = "OKR203"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in judged_as(workspace, "unmeasurable"):
            yield item.finding("has no level that settles it", item.advice())
