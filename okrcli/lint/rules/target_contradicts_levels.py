from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class TargetContradictsLevels(Rule):
    """A key result has two targets: `target` says another number than `levels`.

    The score follows the levels, reports show the target: people would aim at one number and be judged by the
    other. With levels, `target` can be left out.

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration:
            title: Cut the median build from 14 to 9 minutes
            baseline: 14
            target: 9  # <- `target` says 9, the level called target says 10
    #               ^
            levels: {commit: 12, target: 10, stretch: 8}
    ```

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration:
            title: Cut the median build from 14 to 9 minutes
            baseline: 14
            target: 9
            levels: {commit: 12, target: 9, stretch: 8}
    ```
    """

    code = "OKR109"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "levels"):
            level = (key_result.levels or {}).get("target")
            if level is not None and key_result.target is not None and level != key_result.target:
                said = f"`target` says {key_result.target:.15g}, the level called target says {level:.15g}"
                yield Finding(place / "target", said, "make both say the same, or remove `target:`", address)
