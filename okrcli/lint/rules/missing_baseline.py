from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.repairs import filled
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MissingBaseline(Rule):
    """A key result has a target but no baseline.

    Progress is the share of the way from baseline to target. Without a baseline, halving a 40-minute build
    to 20 cannot be told from doing nothing. If nobody knows the number yet, let this cycle find it:
    `kind: baseline`. If it is a level to hold, say `kind: threshold`.

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration:
            title: Cut the build to 20 minutes
            target: 20  # <- 'duration' has a target but no baseline
    #               ^^
    ```

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration: {title: Cut the build from 40 to 20 minutes, baseline: 40, target: 20}
          flaky: {kind: baseline, title: Know how often a build fails for no reason}
    ```
    """

    code = "OKR102"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for at in workspace.key_results:
            place, address, key_result, _ = at
            measured = key_result.kind == "metric" and key_result.target is not None
            if not measured or key_result.baseline is not None or key_result.levels:
                continue
            if not workspace.tried(place, "baseline", "levels"):
                said = f"{address.key_result!r} has a target but no baseline"
                hint = "measure it now and add `baseline:`; if this cycle is to find it, say `kind: baseline`"
                yield Finding(place / "target", said, hint, address, repair=filled(at, "baseline"))
