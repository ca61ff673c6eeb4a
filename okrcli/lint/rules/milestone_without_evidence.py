from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import Judged, judged_as, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MilestoneWithoutEvidence(Rule):
    """A key result is done or not done, and nobody could tell from outside.

    A milestone can be a key result if it is declared (`kind: milestone`), has a date of its own and says where
    anyone can see that it is reached (`evidence` or `source`), and if an outcome stands beside it: a launch
    that changes nothing was not the goal.

    ```yaml
    team: platform
    objectives:
      trust:
        title: Customers trust us with their secrets
        key_results:
          audit:
            title: The audit is passed  # <- "The audit is passed" is a milestone, but not declared as one
    #                        ^^^^^^^^^
    ```

    ```yaml
    team: platform
    objectives:
      trust:
        title: Customers trust us with their secrets
        key_results:
          audit:
            kind: milestone
            title: The outside security audit is passed
            due: 2026-09-18
            evidence: https://pelican.example/audit
          keys:
            title: Raise customers' keys that are younger than 90 days from 34% to 90%
            baseline: 34
            target: 90
    ```
    """

    code = "OKR204"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        beside = wording(workspace).with_outcome
        for item in judged_as(workspace, "milestone"):
            lacks = _lacks(item, has_outcome=item.at.address.parent in beside)
            if lacks:
                yield item.finding(f"is a milestone, {lacks[0]}", lacks[1])


def _lacks(item: Judged, *, has_outcome: bool) -> tuple[str, str | None] | None:
    """What keeps a milestone from being a key result, and what to do about it; None if nothing does."""
    key_result = item.at.key_result
    if key_result.kind != "milestone":
        return "but not declared as one", item.advice() or "say `kind: milestone` with `due:` and `evidence:`"
    if key_result.due is None:
        return "without a date of its own", "add `due:`"
    if key_result.evidence is None and key_result.source is None:
        return "and nothing shows when it is reached", "add `evidence:`, the place where anyone can see it"
    if not has_outcome:
        return "and no outcome stands beside it", "add the key result that says what it changes"
    return None
