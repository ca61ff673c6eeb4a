from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class BaselineEqualsTarget(Rule):
    """The target is where the key result starts: nothing has to move.

    A level to hold is a threshold, met or not met at each check-in.

    ```yaml
    team: platform
    objectives:
      uptime:
        title: The platform is there when people need it
        key_results:
          availability:
            title: Keep availability at 99.9%
            baseline: 99.9
            target: 99.9  # <- the target of 'availability' equals its baseline
    #               ^^^^
    ```

    ```yaml
    team: platform
    objectives:
      uptime:
        title: The platform is there when people need it
        key_results:
          availability: {kind: threshold, title: Keep availability at or above 99.9%, at_least: 99.9}
    ```
    """

    code = "OKR103"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in workspace.key_results:
            measured = key_result.kind == "metric" and key_result.target is not None
            if measured and key_result.baseline == key_result.target:
                said = f"the target of {address.key_result!r} equals its baseline"
                hint = "a level to hold is `kind: threshold` with `at_least:` or `at_most:`"
                yield Finding(place / "target", said, hint, address)
