from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.lint.repairs import filled
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace


class MissingTarget(Rule):
    """A key result does not say when it is met.

    A metric needs a `target`, a threshold one of `at_least`, `at_most`, `above` and `below`, a range
    `between`. Milestones are met when they are done, baselines when the number is known, and the key
    results of a learning objective when the question is answered. Where the words themselves are work or a
    wish, that is what is said, not this.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:  # <- 'completion' has no target
    #     ^^^^^^^^^^
            title: Raise checkout completion from 61% to 75%
            baseline: 61
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion from 61% to 75%, baseline: 61, target: 75}
          disputes: {kind: threshold, title: Keep disputes at or below 0.4%, at_most: 0.4}
          audit: {kind: milestone, title: The card-data audit is passed}
    ```
    """

    code = "OKR101"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in wording(workspace).judged:
            place, address, key_result, _ = item.at
            wants = _wants(key_result)
            counts = item.kind == "outcome" or key_result.kind != "metric"
            if wants and counts and not workspace.tried(place, *_FIGURES):
                said = f"{address.key_result!r} has no {wants[0]}"
                repair = filled(item.at, wants[0])
                yield Finding(place, said, f"add {wants[1]}", address, at_key=True, repair=repair)


_FIGURES: Final = ("target", "levels", "between", "at_least", "at_most", "above", "below", "kind")


def _wants(key_result: KeyResult) -> tuple[str, str] | None:
    """What a key result of this kind lacks to be met, and how to say it."""
    if key_result.kind == "metric" and key_result.target is None and not key_result.levels:
        return "target", "`target:`, the value to reach; if it is done or not done, say `kind: milestone`"
    if key_result.kind == "threshold" and key_result.bound is None:
        return "threshold", "`at_least:`, `at_most:`, `above:` or `below:`"
    if key_result.kind == "range" and key_result.between is None:
        return "range", "`between: [low, high]`"
    return None
