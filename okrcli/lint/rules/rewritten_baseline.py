from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.rules.silent_change import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class RewrittenBaseline(Rule):
    """The baseline of a committed key result was changed, and no amendment says why.

    Progress is the way from the baseline: who moves it back makes progress without doing anything. A baseline
    that was measured wrongly is a `correction`, and `okr amend --baseline … --kind correction` says so.

    It needs history, and so speaks only in `okr lint --history`.

    ```yaml
    # commit: 2026-07-01 Ana
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion, baseline: 61, target: 75}
    # commit: 2026-08-20 Ben
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise completion
            baseline: 55  # <- 'completion': baseline went from 61 to 55 without an amendment
                      #^
            target: 75
    ```

    ```yaml
    # commit: 2026-07-01 Ana
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion, baseline: 61, target: 75}
    # commit: 2026-08-20 Ben
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise completion
            baseline: 59
            target: 75
            amendments:
              - {date: 2026-08-20, field: baseline, from: 61, to: 59, kind: correction, reason: Tests were counted}
    ```
    """

    code = "OKR603"
    asks_git = True

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for move in context.history.moves if context.history else ():
            if move.field == "baseline":
                yield finding(workspace, move)
