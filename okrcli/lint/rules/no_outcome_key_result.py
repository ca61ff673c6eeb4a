from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import judged_as, objectives_of, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class NoOutcomeKeyResult(Rule):
    """None of an objective's key results is an outcome.

    All of it can be done, and nothing be better. Objectives of the commitment `learning`, and those that only
    look for a baseline, are left alone.

    ```yaml
    team: platform
    objectives:
      trust:  # <- no key result of 'trust' is an outcome
    # ^^^^^
        title: Customers trust us with their secrets
        key_results:
          audit: {kind: milestone, title: The outside security audit is passed, due: 2026-09-18}
          talks: {title: Hold 5 talks about security, baseline: 0, target: 5}
    ```

    ```yaml
    team: platform
    objectives:
      trust:
        title: Customers trust us with their secrets
        key_results:
          audit: {kind: milestone, title: The outside security audit is passed, due: 2026-09-18}
          leaks: {kind: threshold, title: No secret of a customer shows up in a log, at_most: 0}
    ```
    """

    code = "OKR205"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        said_of = wording(workspace)
        milestones = objectives_of(workspace, judged_as(workspace, "milestone"))
        without = objectives_of(workspace, said_of.judged) - said_of.with_outcome
        for place, address, objective in workspace.objectives:
            if address in without and (len(objective.key_results) > 1 or address in milestones):
                said = f"no key result of {address.objective!r} is an outcome"
                yield Finding(place, said, "say what is different for others once it is done", address, at_key=True)
