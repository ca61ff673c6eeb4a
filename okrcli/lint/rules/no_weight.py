from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Objective
    from okrcli.goals.workspace import Workspace


class NoWeight(Rule):
    """Nothing of an objective, or of a milestone, has any weight: it cannot be scored.

    A score is a weighted mean. Weight 0 means tracked only, and guardrails are never averaged: if that is all
    there is, there is nothing to average. Objectives that only look for baselines, and learning ones, have no
    score by intent.

    ```yaml
    team: payments
    objectives:
      trust:  # <- no key result of 'trust' has a weight
    # ^^^^^
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75, weight: 0}
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4, guardrail: true}
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
          visits: {title: Raise visits from 200 to 300, baseline: 200, target: 300, weight: 0}
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4, guardrail: true}
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          audit:
            kind: milestone
            title: The card-data audit is passed
            steps: {scoping: 0, report: 0}  # <- no step of 'audit' has a weight
    ```
    """

    code = "OKR111"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if objective.key_results and objective.commitment != "learning" and _is_weightless(objective):
                said = f"no key result of {address.objective!r} has a weight"
                hint = "leave `weight:` out where a key result counts; a guardrail stands beside what moves"
                yield Finding(place, said, hint, address, at_key=True)
        for place, address, key_result, _ in stating(workspace, "steps"):
            if key_result.steps and not any(key_result.steps.values()):
                said = f"no step of {address.key_result!r} has a weight"
                yield Finding(place / "steps", said, "give each step its share, like 1", address)


def _is_weightless(objective: Objective) -> bool:
    """Whether nothing is averaged, though there is more than numbers to find out."""
    others = False
    for result in objective.key_results.values():
        if result.weight and not result.guardrail:
            return False
        others = others or result.kind != "baseline"
    return others
